"""The first minute: without money, with a key, or with one that was there already."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.domain.api_key import KeyFlaw, KeySource, KeyStanding, StoreTrouble
from bfl_studio.domain.credits import credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.settings import Settings
from bfl_studio.parts import StudioParts
from bfl_studio.storage.credentials import Found
from bfl_studio.ui.key_field import KeyField
from bfl_studio.ui.welcome import Welcome
from tests.key_stage import GOOD, Drawer, key_stage
from tests.loop import Run
from tests.sandbox.process import SandboxProcess, running_sandbox
from tests.staging import WELCOMED
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


def _welcome(parts: StudioParts) -> Welcome:
    (found,) = parts.window.findChildren(Welcome)
    return found


def _place(parts: StudioParts) -> Place:
    return parts.studio.situation.place


def _said(parts: StudioParts) -> str:
    texts = (each.property("text") for each in _welcome(parts).findChildren(QWidget))
    shown = zip(texts, _welcome(parts).findChildren(QWidget), strict=True)
    return "\n".join(text for text, each in shown if each.isVisible() and isinstance(text, str))


def test_it_greets_with_both_ways_and_says_what_each_costs(parts: StudioParts) -> None:
    said = _said(parts)
    assert "Make your first picture" in said
    assert "No key, no network, no money." in said
    assert "the price is on the button before you click" in said
    assert "It is kept in your system's key store, never in a file." in said
    for name in ("Try in the Sandbox", "Test key", "Get a key at BFL"):
        assert control(parts, QAbstractButton, name).isEnabled()
    assert control(parts, KeyField, "API key").placeholderText() == "Paste your key"
    assert not visible(parts, QAbstractButton, "Use it")


def test_the_sandbox_is_one_click_and_then_one_types(parts: StudioParts) -> None:
    control(parts, QAbstractButton, "Try in the Sandbox").click()
    settle()
    assert _place(parts) is Place.SANDBOX
    assert parts.settings.settings.welcomed
    assert not [each for each in parts.window.findChildren(Welcome) if each.isVisible()]
    assert focused().accessibleName() == "Prompt"


def test_whoever_was_welcomed_is_not_welcomed_again(
    run: Run, tmp_path: Path, sandbox: SandboxProcess
) -> None:
    async def scenario() -> None:
        async with key_stage(tmp_path, sandbox.base_url, kept=WELCOMED) as stage:
            assert not stage.seen(QAbstractButton, "Try in the Sandbox")

    run(scenario())


def test_where_pictures_may_go_is_chosen_before_the_key(parts: StudioParts) -> None:
    assert "BFL picks where; your pictures may leave your region." in _said(parts)
    for segment in _welcome(parts).findChildren(QRadioButton):
        if segment.text() == "EU":
            segment.click()
    assert "Sent to and made in the European Union." in _said(parts)
    assert _welcome(parts).form.place is Place.EU
    # A region is no choice of live money.
    assert _place(parts) is Place.SANDBOX


def test_another_region_tries_the_same_key_there(parts: StudioParts) -> None:
    form = _welcome(parts).form
    form.take(GOOD)
    state = parts.studio.key_state
    assert (state.face.place, state.face.checking) == (Place.GLOBAL, True)
    for segment in _welcome(parts).findChildren(QRadioButton):
        if segment.text() == "US":
            segment.click()
    assert (state.face.place, state.face.checking) == (Place.US, True)


def test_a_try_by_the_button_leaves_the_keyboard_in_the_field(parts: StudioParts) -> None:
    button = control(parts, QAbstractButton, "Test key")
    form = _welcome(parts).form
    QTest.keyClicks(form.field, GOOD)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert parts.studio.key_state.face.checking
    assert not button.isEnabled()
    assert focused() is form.field


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (
            KeyStanding(KeySource.VARIABLE),
            "A key was found in BFL_API_KEY. It is used, not stored.",
        ),
        (
            KeyStanding(KeySource.DOTENV),
            "A key was found in the .env file. It is used, not stored.",
        ),
        (KeyStanding(KeySource.STORE, kept=True), "A key is in your system's key store."),
    ],
)
def test_a_key_that_was_there_is_used_by_a_click_and_not_before(
    parts: StudioParts, standing: KeyStanding, said: str
) -> None:
    parts.studio.key_state._stand(Place.GLOBAL, standing)
    assert said in _said(parts)
    assert _place(parts) is Place.SANDBOX
    control(parts, QAbstractButton, "Use it").click()
    settle()
    assert _place(parts) is Place.GLOBAL
    assert focused().accessibleName() == "Prompt"


def test_a_variable_that_holds_no_key_is_told(parts: StudioParts) -> None:
    parts.studio.key_state._stand(Place.GLOBAL, KeyStanding(flaw=KeyFlaw.STRANGE))
    assert "What BFL_API_KEY holds can't be a key." in _said(parts)
    assert not visible(parts, QAbstractButton, "Use it")


def test_without_a_key_store_nobody_is_promised_one(parts: StudioParts) -> None:
    absent = KeyStanding(trouble=StoreTrouble.ABSENT)
    parts.studio.key_state._stand(Place.GLOBAL, absent)
    assert "It is kept in your system's key store" not in _said(parts)
    assert "it is used until you quit" in _said(parts)


def test_pasting_a_key_is_the_first_of_three_gestures(
    run: Run, tmp_path: Path, sandbox: SandboxProcess
) -> None:
    async def scenario() -> None:
        async with key_stage(tmp_path, sandbox.base_url, kept=Settings()) as stage:
            field = stage.control(KeyField, "API key")
            field.setFocus()
            QApplication.clipboard().setText(f" {GOOD}\n")
            QTest.keyClick(field, Qt.Key.Key_V, _CTRL)
            await stage.until(lambda: not stage.seen(Welcome, ""))
            assert focused().accessibleName() == "Prompt"
            assert "This key works. Balance $12.40." in stage.said
            QTest.keyClicks(focused(), "a harbour")
            stage.parts.window.commands.generate()
            await stage.until(lambda: [job.ended for job in stage.studio.jobs.jobs] == [True])
            assert stage.drawer.kept == {sandbox.base_url: GOOD}

    run(scenario())


def test_a_key_in_a_locked_store_is_found_once_it_is_unlocked(
    run: Run, tmp_path: Path, sandbox: SandboxProcess
) -> None:
    async def scenario() -> None:
        drawer = Drawer(StoreTrouble.LOCKED, kept={sandbox.base_url: "bfl_was_kept_before"})
        async with key_stage(tmp_path, sandbox.base_url, drawer, kept=Settings()) as stage:
            await stage.until(lambda: "Your system's key store is locked" in stage.said)
            drawer.trouble = None
            stage.click("Unlock")
            await stage.until(lambda: stage.seen(QAbstractButton, "Use it"))
            stage.click("Use it")
            await stage.until(lambda: stage.studio.situation.balance == credits(1240))
            assert not stage.seen(Welcome, "")

    run(scenario())


def test_a_found_key_is_no_reason_to_leave_the_sandbox(
    run: Run, tmp_path: Path, sandbox: SandboxProcess
) -> None:
    async def scenario() -> None:
        found = Found(KeySource.VARIABLE, GOOD)
        async with key_stage(
            tmp_path, sandbox.base_url, found=found, place=Place.SANDBOX, kept=Settings()
        ) as stage:
            # The key is that of the service of the start flag, not of BFL.
            await stage.until(lambda: stage.seen(QAbstractButton, "Use it"))
            assert _place(stage.parts) is Place.SANDBOX
            stage.click("Use it")
            assert _place(stage.parts) is Place.CUSTOM

    run(scenario())
