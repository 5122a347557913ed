"""The list of endpoints: where the next pictures are made, said in a sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.domain.api_key import KeySource, KeyStanding
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.job import JobState
from bfl_studio.parts import StudioParts
from bfl_studio.ui.endpoint_menu import EndpointMenu
from bfl_studio.ui.key_window import KeyWindow
from tests.key_stage import GOOD, Drawer, key_stage
from tests.loop import Run
from tests.sandbox.process import SandboxProcess, running_sandbox
from tests.ui.stage import focused
from tests.ui.studio_window import control, settle, standing_window, words

pytestmark = pytest.mark.usefixtures("dark")
SENTENCES = {
    "Global": "BFL picks where; your pictures may leave your region.",
    "EU": "Sent to and made in the European Union.",
    "US": "Sent to and made in the United States.",
    "Sandbox": "Pretend money on this computer: nothing goes anywhere.",
}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxProcess]:
    flags = ("--seconds-per-image", "1", "--credits", "1240", "--paint", "flat")
    with running_sandbox(None, *flags) as running:
        yield running


@pytest.fixture
def parts(qtbot: QtBot, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        made.window.commands.table["endpoint"]()
        settle()
        yield made


def _rows(parts: StudioParts) -> dict[str, QAbstractButton]:
    every = parts.window.findChildren(EndpointMenu)[-1].findChildren(QAbstractButton)
    return {each.accessibleName(): each for each in every if each.accessibleDescription()}


def test_each_place_says_where_data_goes(parts: StudioParts) -> None:
    rows = _rows(parts)
    assert list(rows) == list(SENTENCES)
    for name, sentence in SENTENCES.items():
        spoken = QAccessible.queryAccessibleInterface(rows[name])
        assert spoken.text(QAccessible.Text.Description).startswith(sentence)
    assert rows["Sandbox"].accessibleDescription().endswith("chosen")
    assert not rows["EU"].accessibleDescription().endswith("chosen")
    said = [
        words(each) for each in parts.window.findChildren(EndpointMenu)[-1].findChildren(QWidget)
    ]
    assert "Running jobs stay where they were sent." in said


def test_arrow_keys_and_enter_choose(parts: StudioParts) -> None:
    assert focused().accessibleName() == "Sandbox"
    QTest.keyClick(focused(), Qt.Key.Key_Up)
    QTest.keyClick(focused(), Qt.Key.Key_Up)
    assert focused().accessibleName() == "EU"
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    settle()
    assert parts.studio.situation.place is Place.EU
    assert parts.settings.settings.place is Place.EU
    assert QApplication.activePopupWidget() is None
    assert words(control(parts, QAbstractButton, "Endpoint")) == "EU"


def test_arrow_keys_go_round(parts: StudioParts) -> None:
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    assert focused().accessibleName() == "Global"
    QTest.keyClick(focused(), Qt.Key.Key_Up)
    assert focused().accessibleName() == "Sandbox"


def test_escape_changes_nothing(parts: StudioParts) -> None:
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    settle()
    assert QApplication.activePopupWidget() is None
    assert parts.studio.situation.place is Place.SANDBOX


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (KeyStanding(KeySource.DOTENV), "A key was found in the .env file."),
        (KeyStanding(KeySource.VARIABLE), "A key was found in BFL_API_KEY."),
        (KeyStanding(), "No key yet."),
    ],
)
def test_it_says_whose_key_pays(
    qtbot: QtBot, tmp_path: Path, standing: KeyStanding, said: str
) -> None:
    with standing_window(tmp_path, place=Place.EU) as parts:
        parts.studio.situation.set_key(Place.EU, standing)
        parts.window.panes.toolbar.open_endpoint()
        menu = parts.window.findChildren(EndpointMenu)[-1]
        assert any(words(each).startswith(said) for each in menu.findChildren(QWidget))


def test_it_leads_to_the_key(qtbot: QtBot, tmp_path: Path) -> None:
    with standing_window(tmp_path, place=Place.EU) as parts:
        parts.window.commands.whole.end_welcome()
        parts.window.panes.toolbar.open_endpoint()
        control(parts, QAbstractButton, "Your key").click()
        settle()
        assert QApplication.activePopupWidget() is None
        (window,) = parts.window.findChildren(KeyWindow)
        assert window.isVisible()
        assert window.form.place is Place.EU


def test_a_start_flag_stands_in_for_the_regions(qtbot: QtBot, tmp_path: Path) -> None:
    with standing_window(tmp_path, place=Place.CUSTOM, origin="https://flux.example") as parts:
        parts.window.panes.toolbar.open_endpoint()
        rows = _rows(parts)
        assert list(rows) == ["Own service", "Sandbox"]
        assert rows["Own service"].accessibleDescription().startswith("https://flux.example")


def test_a_running_job_stays_where_it_was_sent(
    run: Run, tmp_path: Path, sandbox: SandboxProcess
) -> None:
    async def scenario() -> None:
        drawer = Drawer(kept={sandbox.base_url: GOOD})
        async with key_stage(tmp_path, sandbox.base_url, drawer) as stage:
            stage.studio.recipe_state.set_prompt("a harbour")
            stage.studio.generate()
            await stage.until(
                lambda: [job.state for job in stage.studio.jobs.jobs] == [JobState.ACCEPTED]
            )
            stage.parts.window.panes.toolbar.open_endpoint()
            stage.click("Sandbox")
            assert stage.place is Place.SANDBOX
            await stage.until(
                lambda: [job.state for job in stage.studio.jobs.jobs] == [JobState.SAVED]
            )
            (job,) = stage.studio.jobs.jobs
            assert job.endpoint.place is Place.CUSTOM
            assert len(sandbox.ledger()) == 1

    run(scenario())
