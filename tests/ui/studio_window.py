"""The whole window without an engine: what it shows was put there, and nothing is sent."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bfl_studio.domain.endpoint import Place
from bfl_studio.parts import StudioParts
from bfl_studio.services.premises import Premises
from tests.screenshots import NoEngine

W = TypeVar("W", bound=QWidget)
SIZE = (1440, 900)


@contextmanager
def standing_window(
    folder: Path,
    size: tuple[int, int] = SIZE,
    place: Place = Place.SANDBOX,
    origin: str | None = None,
    typed: str = "",
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[StudioParts]:
    """A window that stands open as after a start, active, with the focus in the prompt.

    `typed` is what was typed before there was more than the compose pane.
    """
    parts = StudioParts(Premises(folder, folder / "library"), place, origin, clock)
    QTest.keyClicks(parts.window.panes.compose.prompt, typed)
    parts.furnish(NoEngine())
    parts.studio.situation.set_opened(None)
    parts.window.resize(*size)
    parts.window.show()
    parts.window.activateWindow()
    settle()
    try:
        yield parts
    finally:
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        parts.window.hide()
        for timer in (*parts.window.findChildren(QTimer), *parts.front.findChildren(QTimer)):
            timer.stop()
        for part in (parts.window, parts.studio, parts.front):
            part.deleteLater()
        parts.cache.close()
        settle()


def settle() -> None:
    """Let what was put off until later happen."""
    for _ in range(3):
        QApplication.processEvents()


def visible(parts: StudioParts, kind: type[W], name: str) -> list[W]:
    """The controls of that kind and accessible name that can be seen."""
    every = parts.window.findChildren(kind)
    return [each for each in every if each.accessibleName() == name and each.isVisible()]


def control(parts: StudioParts, kind: type[W], name: str) -> W:
    """The one control of that name."""
    (found,) = visible(parts, kind, name)
    return found


def words(widget: QWidget) -> str:
    """What a control shows, with plain blanks."""
    return str(widget.property("text")).replace("\u00a0", " ")
