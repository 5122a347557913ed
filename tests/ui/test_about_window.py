"""About: the version, every part with its licence, found by name and read as plain text."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bfl_studio import __version__, licences
from bfl_studio.licences import Part
from bfl_studio.state.licence_shelf import LicenceShelf
from bfl_studio.ui.about_window import AboutWindow
from bfl_studio.ui.app_icon import app_icon
from bfl_studio.ui.contents_list import ContentsList
from bfl_studio.ui.controls import LinkButton
from bfl_studio.ui.reading_text import ReadingText, flowing
from bfl_studio.ui.text import Label
from tests.e2e.window import live_studio
from tests.loop import Run
from tests.ui.stage import focused

pytestmark = pytest.mark.usefixtures("dark")

PARTS = (
    Part("BFL Studio", "0.1.0", "MIT", "ours"),
    Part("anyio", "4", "MIT", "<b>bold</b> & co"),
    Part("Qt", "6", "LGPL-3.0-only", "theirs\n" * 500),
)


class NoErrands:
    """Runs nothing: the shelf is filled by hand."""

    def spawn(self, name: str, work: object) -> None:
        pass


class Stage:
    """The window, in front, with three parts on the shelf."""

    def __init__(self, qtbot: QtBot, parts: tuple[Part, ...] = PARTS) -> None:
        self.shelf = LicenceShelf(NoErrands())  # type: ignore[arg-type]
        self.shelf.parts = parts
        self.window = AboutWindow(self.shelf)
        qtbot.addWidget(self.window)
        self.window.come_forward()
        QApplication.processEvents()
        (self.list,) = self.window.findChildren(ContentsList)
        (self.text,) = self.window.findChildren(ReadingText)

    @property
    def said(self) -> list[str]:
        labels = self.window.findChildren(Label)
        return [each.text() for each in labels if each.isVisible()]


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return Stage(qtbot)


def test_it_is_a_window_of_its_own_and_says_what_it_is(stage: Stage) -> None:
    assert stage.window.isWindow()
    assert not stage.window.isModal()
    assert stage.window.windowTitle() == "About BFL Studio"
    assert stage.said[:2] == ["BFL Studio", f"Version {__version__}"]
    assert any("MIT licence" in each for each in stage.said)


def test_the_first_part_is_read_at_once_and_the_arrows_go_on(stage: Stage) -> None:
    assert stage.list.names == ("BFL Studio", "anyio", "Qt")
    assert stage.text.toPlainText() == "ours"
    QTest.keyClick(stage.list, Qt.Key.Key_Down)
    assert stage.text.toPlainText() == "<b>bold</b> & co"
    assert stage.text.accessibleName() == "Licence of anyio"


def test_a_text_begins_at_its_beginning_and_can_be_copied_but_not_changed(stage: Stage) -> None:
    QTest.keyClick(stage.list, Qt.Key.Key_End)
    assert stage.text.verticalScrollBar().maximum() > 0
    assert stage.text.verticalScrollBar().value() == 0
    QTest.keyClicks(stage.text, "x")
    QTest.keyClick(stage.text, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(stage.text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("theirs\ntheirs")
    assert "x" not in stage.text.toPlainText()


@pytest.mark.parametrize(
    ("sought", "found"),
    [("QT", ("Qt",)), ("mit", ("BFL Studio", "anyio")), ("lgpl", ("Qt",)), ("zzz", ())],
)
def test_parts_are_found_by_name_and_by_licence(
    stage: Stage, sought: str, found: tuple[str, ...]
) -> None:
    stage.window.search_for(sought)
    assert stage.list.names == found
    assert bool(stage.text.toPlainText()) is bool(found)
    assert ("No part matches “zzz”." in stage.said) is (sought == "zzz")


def test_it_opens_with_the_keyboard_in_the_search_and_esc_closes_it(stage: Stage) -> None:
    assert focused() is stage.window.search
    QTest.keyClick(stage.window.search, Qt.Key.Key_Escape)
    assert not stage.window.isVisible()


def test_the_version_can_be_copied_for_a_report(stage: Stage) -> None:
    (copy,) = stage.window.findChildren(LinkButton)
    copy.click()
    assert QGuiApplication.clipboard().text().startswith(f"BFL Studio {__version__} (from source)")


def test_until_they_are_read_and_when_they_cannot_be_it_says_so(qtbot: QtBot) -> None:
    stage = Stage(qtbot, ())
    assert "Reading…" in stage.said
    stage.shelf.unreadable = True
    stage.shelf.changed.emit()
    assert any("can't be read" in each for each in stage.said)
    stage.shelf.parts = PARTS
    stage.shelf.changed.emit()
    assert stage.text.toPlainText() == "ours"


def test_from_the_menu_of_a_running_studio_it_shows_everything(run: Run, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path) as live:
            live.window.commands.table["about"]()
            (about,) = live.window.findChildren(AboutWindow)
            (listed,) = about.findChildren(ContentsList)
            await live.until(lambda: listed.names)
            assert listed.names == tuple(each.name for each in licences.collected())
            live.window.commands.table["about"]()
            assert live.window.findChildren(AboutWindow) == [about]

    run(scenario())


def test_a_list_that_is_broken_is_told_and_nothing_else_breaks(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> tuple[Part, ...]:
        raise ValueError("cut short")

    monkeypatch.setattr(licences, "shipped", broken)

    async def scenario() -> None:
        async with live_studio(tmp_path) as live:
            live.window.commands.table["about"]()
            await live.until(lambda: "can't be read" in live.texts())
            assert not live.process.studio.notices.notices

    run(scenario())


def test_lines_of_a_paragraph_flow_and_everything_else_stands() -> None:
    long = "Permission is hereby granted, free of charge, to any person who"
    assert (
        flowing(f"{long}\nreads this.\n\nMIT\nCopyright") == f"{long} reads this.\n\nMIT\nCopyright"
    )
    ruled = "=" * 70
    assert flowing(f"{ruled}\nName") == f"{ruled}\nName"
    assert flowing(f"{long}\n  * an item") == f"{long}\n  * an item"


def test_the_icon_is_drawn_at_every_size(qapp: QApplication) -> None:
    icon = app_icon()
    for side in (16, 32, 256):
        picture = icon.pixmap(side).toImage()
        colours = {picture.pixelColor(x, side // 5).name() for x in range(side)}
        assert len(colours) > 5
