"""What is done with the studio as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from bfl_studio.domain.api_key import KeySource, KeyStanding
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.job import JobState
from bfl_studio.parts import StudioParts
from bfl_studio.ui.controls import LinkButton
from bfl_studio.ui.key_field import KeyField
from bfl_studio.ui.key_list import KeyList
from bfl_studio.ui.key_window import KeyWindow
from bfl_studio.ui.settings_window import SettingsWindow
from tests.key_stage import GOOD, REFUSED, Drawer, key_stage
from tests.loop import Run
from tests.sandbox.process import SandboxProcess, running_sandbox
from tests.ui.stage import focused
from tests.ui.studio_window import control, settle, standing_window, visible

pytestmark = pytest.mark.usefixtures("dark")
_CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxProcess]:
    flags = ("--seconds-per-image", "0.1", "--credits", "1240", "--paint", "flat")
    with running_sandbox(None, *flags) as running:
        yield running


@pytest.fixture
def parts(qtbot: QtBot, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made


@pytest.mark.parametrize(("action", "kind"), [("settings", SettingsWindow), ("all_keys", KeyList)])
def test_a_window_is_opened_once(
    parts: StudioParts, action: str, kind: type[SettingsWindow] | type[KeyList]
) -> None:
    for _ in range(2):
        parts.window.commands.table[action]()
        settle()
    (window,) = parts.window.findChildren(kind)
    assert window.isVisible()


def test_while_one_is_welcomed_the_key_goes_there(parts: StudioParts) -> None:
    parts.window.commands.whole.open_key()
    settle()
    assert focused() is control(parts, KeyField, "API key")
    assert not parts.window.findChildren(KeyWindow)


def test_later_the_key_has_a_window(parts: StudioParts) -> None:
    control(parts, QAbstractButton, "Try in the Sandbox").click()
    settle()
    parts.window.commands.whole.open_key()
    settle()
    (window,) = parts.window.findChildren(KeyWindow)
    assert focused() is window.form.field


@pytest.mark.parametrize("welcomed", [False, True])
def test_a_key_pasted_into_the_prompt_is_tried_and_never_shown(
    parts: StudioParts, welcomed: bool
) -> None:
    if welcomed:
        control(parts, QAbstractButton, "Try in the Sandbox").click()
        settle()
    prompt = parts.window.panes.compose.prompt
    prompt.setFocus()
    QApplication.clipboard().setText(f"{GOOD}\n")
    QTest.keyClick(prompt, Qt.Key.Key_V, _CTRL)
    settle()
    assert prompt.toPlainText() == ""
    assert parts.studio.recipe_state.recipe.prompt == ""
    assert parts.studio.key_state.face.checking
    assert focused() is control(parts, KeyField, "API key")
    assert control(parts, KeyField, "API key").text() == GOOD


def test_a_picture_that_is_begun_ends_the_welcome(parts: StudioParts) -> None:
    assert visible(parts, QAbstractButton, "Try in the Sandbox")
    parts.studio.batch_started.emit("batch")
    settle()
    assert not visible(parts, QAbstractButton, "Try in the Sandbox")
    assert parts.settings.settings.welcomed


def test_the_key_window_turns_to_the_present_place(parts: StudioParts) -> None:
    control(parts, QAbstractButton, "Try in the Sandbox").click()
    settle()
    asked = []
    for place in (Place.GLOBAL, Place.EU):
        parts.studio.situation.set_place(place)
        parts.window.commands.whole.open_key()
        (window,) = parts.window.findChildren(KeyWindow)
        asked.append((window.form.place, parts.studio.key_state.face.place))
        window.close()
    assert asked == [(Place.GLOBAL, Place.GLOBAL), (Place.EU, Place.EU)]


def test_without_a_key_the_reason_leads_to_it(qtbot: QtBot, tmp_path: Path) -> None:
    with standing_window(tmp_path, place=Place.EU, typed="a harbour") as parts:
        parts.window.commands.whole.end_welcome()
        parts.studio.situation.set_key(Place.EU, KeyStanding())
        settle()
        control(parts, QAbstractButton, "Why Generate is off").click()
        settle()
        assert focused() is control(parts, KeyField, "API key")


def test_a_refused_key_is_told_and_changed_and_what_waited_goes_on(
    run: Run, tmp_path: Path, sandbox: SandboxProcess
) -> None:
    async def scenario() -> None:
        drawer = Drawer(kept={sandbox.base_url: REFUSED["403"]})
        async with key_stage(tmp_path, sandbox.base_url, drawer) as stage:
            stage.studio.recipe_state.set_prompt("a harbour")
            stage.studio.generate()
            await stage.until(lambda: stage.seen(LinkButton, "Change key"))
            (job,) = stage.studio.jobs.jobs
            assert job.state is JobState.QUEUED
            stage.control(LinkButton, "Change key").click()
            await stage.until(lambda: isinstance(QApplication.focusWidget(), KeyField))
            window = stage.control(KeyWindow, "Your key")
            window.form.take(GOOD)
            await stage.until(
                lambda: [each.state for each in stage.studio.jobs.jobs] == [JobState.SAVED]
            )
            assert not stage.seen(LinkButton, "Change key")
            assert not window.isVisible()
            assert drawer.kept == {sandbox.base_url: GOOD}
            assert stage.standing().source is KeySource.STORE

    run(scenario())


def test_a_new_recipe_begins_in_the_prompt(parts: StudioParts) -> None:
    parts.studio.recipe_state.set_prompt("a harbour")
    parts.window.panes.fold_compose(True)
    parts.window.commands.table["new_recipe"]()
    settle()
    assert parts.studio.recipe_state.recipe.prompt == ""
    assert focused().accessibleName() == "Prompt"
