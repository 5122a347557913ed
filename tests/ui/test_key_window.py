"""The key later on: where it comes from, another one, or none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from bfl_studio.domain.api_key import KeySource, StoreTrouble
from bfl_studio.domain.endpoint import Place
from bfl_studio.storage.credentials import Found
from bfl_studio.ui.key_field import KeyField
from bfl_studio.ui.key_window import KeyWindow
from tests.key_stage import GOOD, REFUSED, Drawer, KeyStage, key_stage
from tests.loop import Run
from tests.sandbox.process import SandboxProcess, running_sandbox

pytestmark = pytest.mark.usefixtures("dark")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxProcess]:
    with running_sandbox(None, "--credits", "1240", "--paint", "flat") as running:
        yield running


def _open(stage: KeyStage) -> KeyWindow:
    stage.parts.window.commands.whole.open_key()
    return stage.control(KeyWindow, "Your key")


def test_it_says_where_the_key_comes_from_and_forgets_it(
    run: Run, tmp_path: Path, sandbox: SandboxProcess
) -> None:
    async def scenario() -> None:
        drawer = Drawer(kept={sandbox.base_url: GOOD})
        async with key_stage(tmp_path, sandbox.base_url, drawer) as stage:
            _open(stage)
            assert "A key is in your system's key store." in stage.said
            stage.click("Forget this key")
            await stage.until(lambda: "No key yet." in stage.said)
            assert not drawer.kept
            assert not stage.seen(QAbstractButton, "Forget this key")

    run(scenario())


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (KeySource.VARIABLE, "A key was found in BFL_API_KEY. It is used, not stored."),
        (KeySource.DOTENV, "A key was found in the .env file. It is used, not stored."),
    ],
)
def test_a_key_found_outside_is_not_ours_to_forget(
    run: Run, tmp_path: Path, sandbox: SandboxProcess, source: KeySource, said: str
) -> None:
    async def scenario() -> None:
        async with key_stage(tmp_path, sandbox.base_url, found=Found(source, GOOD)) as stage:
            _open(stage)
            assert said in stage.said
            assert not stage.seen(QAbstractButton, "Forget this key")

    run(scenario())


def test_a_locked_store_can_be_unlocked_from_here(
    run: Run, tmp_path: Path, sandbox: SandboxProcess
) -> None:
    async def scenario() -> None:
        drawer = Drawer(StoreTrouble.LOCKED, kept={sandbox.base_url: GOOD})
        async with key_stage(tmp_path, sandbox.base_url, drawer) as stage:
            _open(stage)
            assert "Your system's key store is locked" in stage.said
            drawer.trouble = None
            button = stage.control(QAbstractButton, "Unlock")
            button.click()
            await stage.until(lambda: "A key is in your system's key store." in stage.said)
            assert not button.isVisible()

    run(scenario())


def test_a_key_that_works_closes_it(run: Run, tmp_path: Path, sandbox: SandboxProcess) -> None:
    async def scenario() -> None:
        async with key_stage(tmp_path, sandbox.base_url) as stage:
            window = _open(stage)
            window.form.take(GOOD)
            await stage.until(lambda: not window.isVisible())
            await stage.until(lambda: stage.drawer.kept == {sandbox.base_url: GOOD})

    run(scenario())


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_it_is_closed_by_keys_and_holds_nothing_then(
    run: Run,
    tmp_path: Path,
    sandbox: SandboxProcess,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier,
) -> None:
    async def scenario() -> None:
        async with key_stage(tmp_path, sandbox.base_url) as stage:
            window = _open(stage)
            await stage.until(window.isActiveWindow)
            window.form.take(REFUSED["403"])
            await stage.until(lambda: not stage.key_state.face.checking)
            QTest.keyClick(window.form.field, key, modifiers)
            assert not window.isVisible()
            assert window.form.field.text() == ""
            _open(stage)
            assert "does not know" not in stage.said

    run(scenario())


def test_it_closes_with_the_main_window(run: Run, tmp_path: Path, sandbox: SandboxProcess) -> None:
    async def scenario() -> None:
        async with key_stage(tmp_path, sandbox.base_url) as stage:
            window = _open(stage)
            stage.parts.window.leave()
            assert not window.isVisible()

    run(scenario())


def test_it_opens_over_the_middle_of_the_main_window(
    run: Run, tmp_path: Path, sandbox: SandboxProcess
) -> None:
    async def scenario() -> None:
        async with key_stage(tmp_path, sandbox.base_url) as stage:
            window = _open(stage)
            off = window.geometry().center() - stage.parts.window.geometry().center()
            assert off.manhattanLength() <= 4

    run(scenario())


def test_a_key_given_in_the_sandbox_is_tried_where_money_moves_and_moves_nothing(
    run: Run, tmp_path: Path, sandbox: SandboxProcess
) -> None:
    async def scenario() -> None:
        async with key_stage(tmp_path, sandbox.base_url, place=Place.SANDBOX) as stage:
            window = _open(stage)
            assert window.form.place is Place.CUSTOM
            stage.control(KeyField, "API key").take(GOOD)
            await stage.until(lambda: stage.drawer.kept == {sandbox.base_url: GOOD})
            assert stage.place is Place.SANDBOX

    run(scenario())
