"""A pasted key is tried at once, and what became of it stands under the field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bfl_studio.domain.api_key import KeySource, StoreTrouble
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.settings import Settings
from bfl_studio.ui.controls import LinkButton, QuietButton
from bfl_studio.ui.key_field import KeyField
from bfl_studio.ui.key_form import KeyForm
from bfl_studio.ui.segmented import Segmented
from tests.key_stage import GOOD, REFUSED, STRANGE, TRIMMED, Drawer, KeyStage, key_stage
from tests.loop import Run
from tests.sandbox.process import SandboxProcess, running_sandbox
from tests.ui.stage import focused

pytestmark = pytest.mark.usefixtures("dark")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxProcess]:
    with running_sandbox(None, "--credits", "1240", "--paint", "flat") as running:
        yield running


def _field(stage: KeyStage) -> KeyField:
    return stage.control(KeyField, "API key")


async def _paste(stage: KeyStage, text: str) -> KeyField:
    """Ctrl+V in the key's own window."""
    stage.parts.window.commands.whole.open_key()
    await stage.until(lambda: stage.seen(KeyField, "API key"))
    field = _field(stage)
    await stage.until(lambda: QApplication.focusWidget() is field)
    QApplication.clipboard().setText(text)
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    return field


@pytest.mark.parametrize("text", TRIMMED.values(), ids=TRIMMED)
def test_pasting_a_key_is_all_there_is_to_do(
    run: Run, tmp_path: Path, sandbox: SandboxProcess, text: str
) -> None:
    async def scenario() -> None:
        async with key_stage(tmp_path, sandbox.base_url) as stage:
            field = await _paste(stage, text)
            assert "Checking…" in stage.said
            assert not stage.control(QuietButton, "Test key").isEnabled()
            await stage.until(lambda: stage.standing().source is KeySource.STORE)
            assert "This key works. Balance $12.40." in stage.said
            assert field.text() == ""
            assert GOOD not in stage.said

    run(scenario())


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_a_refused_key_is_told_and_the_field_waits_for_another(
    run: Run, tmp_path: Path, sandbox: SandboxProcess, text: str
) -> None:
    async def scenario() -> None:
        async with key_stage(tmp_path, sandbox.base_url) as stage:
            field = await _paste(stage, text)
            await stage.until(lambda: not stage.key_state.face.checking)
            assert "The service does not know this key." in stage.said
            assert field.accessibleDescription() == "The service does not know this key."
            assert focused() is field
            assert not stage.drawer.kept
            assert text not in stage.said
            # What is typed next takes its place, and takes back what was said.
            QTest.keyClicks(field, "b")
            assert field.text() == "b"
            assert "does not know" not in stage.said

    run(scenario())


@pytest.mark.parametrize(("text", "sentence"), STRANGE.values(), ids=STRANGE)
def test_what_cannot_be_a_key_is_refused_in_our_own_words(
    run: Run, tmp_path: Path, sandbox: SandboxProcess, text: str, sentence: str
) -> None:
    async def scenario() -> None:
        async with key_stage(tmp_path, sandbox.base_url) as stage:
            field = await _paste(stage, text)
            assert sentence in stage.said
            assert focused() is field
            assert "c3Ht6yB1" not in stage.said
            assert "kkkk" not in stage.said

    run(scenario())


def test_the_button_tries_again_and_leaves_the_keyboard_in_the_field(
    run: Run, tmp_path: Path, sandbox: SandboxProcess
) -> None:
    async def scenario() -> None:
        async with key_stage(tmp_path, sandbox.base_url) as stage:
            field = await _paste(stage, REFUSED["403"])
            await stage.until(lambda: not stage.key_state.face.checking)
            button = stage.control(QuietButton, "Test key")
            button.setFocus()
            QTest.keyClick(button, Qt.Key.Key_Space)
            assert stage.key_state.face.checking
            await stage.until(lambda: not stage.key_state.face.checking)
            assert focused() is field

    run(scenario())


def test_a_typed_key_is_tried_by_enter(run: Run, tmp_path: Path, sandbox: SandboxProcess) -> None:
    async def scenario() -> None:
        async with key_stage(tmp_path, sandbox.base_url) as stage:
            field = await _paste(stage, "")
            QTest.keyClicks(field, GOOD)
            assert not stage.key_state.face.checking
            QTest.keyClick(field, Qt.Key.Key_Return)
            await stage.until(lambda: stage.drawer.kept)

    run(scenario())


@pytest.mark.parametrize(
    ("trouble", "action"),
    [
        (StoreTrouble.ABSENT, "Try again"),
        (StoreTrouble.REFUSED, "Try again"),
        (StoreTrouble.LOCKED, "Unlock"),
        (StoreTrouble.DISMISSED, "Unlock"),
    ],
)
def test_a_key_that_is_not_kept_says_so_and_what_can_be_done(
    run: Run, tmp_path: Path, sandbox: SandboxProcess, trouble: StoreTrouble, action: str
) -> None:
    async def scenario() -> None:
        drawer = Drawer(trouble)
        async with key_stage(tmp_path, sandbox.base_url, drawer) as stage:
            await _paste(stage, GOOD)
            await stage.until(lambda: stage.seen(LinkButton, action))
            assert "until you quit" in stage.said
            drawer.trouble = None
            stage.control(LinkButton, action).click()
            await stage.until(lambda: drawer.kept == {sandbox.base_url: GOOD})
            await stage.until(lambda: "until you quit" not in stage.said)

    run(scenario())


def test_this_session_is_enough(run: Run, tmp_path: Path, sandbox: SandboxProcess) -> None:
    async def scenario() -> None:
        async with key_stage(tmp_path, sandbox.base_url, Drawer(StoreTrouble.LOCKED)) as stage:
            await _paste(stage, GOOD)
            await stage.until(lambda: stage.seen(LinkButton, "This session"))
            stage.control(LinkButton, "This session").click()
            assert "key store is locked" not in stage.said
            assert stage.standing().source is KeySource.SESSION

    run(scenario())


def test_a_service_of_a_start_flag_has_no_regions_and_no_page_of_keys(
    run: Run, tmp_path: Path, sandbox: SandboxProcess
) -> None:
    async def scenario() -> None:
        async with key_stage(tmp_path, sandbox.base_url, kept=Settings()) as stage:
            assert not stage.seen(Segmented, "Where BFL may process your pictures")
            assert not stage.seen(LinkButton, "Get a key at BFL")
            assert stage.seen(KeyField, "API key")

    run(scenario())


def test_a_form_holds_no_key_that_was_accepted_and_tells_only_its_own(
    run: Run, tmp_path: Path, sandbox: SandboxProcess
) -> None:
    async def scenario() -> None:
        async with key_stage(tmp_path, sandbox.base_url) as stage:
            told: list[str] = []
            forms = [KeyForm(stage.key_state, Place.CUSTOM) for _ in range(2)]
            for name, form in zip(("first", "second"), forms, strict=True):
                form.accepted.connect(lambda _, name=name: told.append(name))
            forms[0].take(GOOD)
            assert forms[0].field.text() == GOOD
            await stage.until(lambda: told)
            assert told == ["first"]
            assert forms[0].field.text() == ""
            for form in forms:
                form.deleteLater()

    run(scenario())


def test_names_and_kinds(run: Run, tmp_path: Path, sandbox: SandboxProcess) -> None:
    async def scenario() -> None:
        async with key_stage(tmp_path, sandbox.base_url, kept=Settings()) as stage:
            field = QAccessible.queryAccessibleInterface(_field(stage))
            assert field.role() is QAccessible.Role.EditableText
            button = QAccessible.queryAccessibleInterface(stage.control(QuietButton, "Test key"))
            assert button.role() is QAccessible.Role.Button
            assert stage.parts.window.commands.whole.welcome is not None
            assert stage.parts.window.commands.whole.welcome.form.place is Place.CUSTOM

    run(scenario())
