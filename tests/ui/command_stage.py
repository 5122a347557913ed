"""A desktop that hears what it is asked to open, and a window whose commands are given."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest

from bfl_studio.parts import StudioParts
from tests.ui.studio_window import settle


class Desktop(QObject):
    """Hears what the desktop would have been asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []
        self.pages: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))

    @Slot(QUrl)
    def browse(self, url: QUrl) -> None:
        self.pages.append(url.toString())


@contextmanager
def listening_desktop() -> Iterator[Desktop]:
    """Files and pages are opened nowhere else meanwhile."""
    made = Desktop()
    QDesktopServices.setUrlHandler("file", made, "open")  # type: ignore[arg-type]
    QDesktopServices.setUrlHandler("https", made, "browse")  # type: ignore[arg-type]
    yield made
    QDesktopServices.unsetUrlHandler("file")
    QDesktopServices.unsetUrlHandler("https")


def do(parts: StudioParts, action: str) -> None:
    parts.window.commands.table[action]()
    settle()


def type_prompt(parts: StudioParts, text: str) -> None:
    QTest.keyClicks(parts.window.panes.compose.prompt, text)
