"""Pictures on disk, and the panels that show them, for tests of the window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.geometry import Size
from bfl_studio.state.image_cache import ImageCache
from bfl_studio.state.library_model import Picture
from tests.state.makers import NOON, a_picture

DAY_MS = 24 * 3600 * 1000
_THUMBNAIL = 512


def a_saved_picture(
    folder: Path,
    number: int = 1,
    *,
    size: tuple[int, int] = (96, 64),
    color: str = "teal",
    days: int = 0,
    place: Place = Place.GLOBAL,
) -> Picture:
    """A picture whose file and thumbnail are there, made `days` before noon."""
    image = Image.new("RGB", size, color)
    path, thumbnail = folder / f"{number}.png", folder / f"{number}.jpg"
    image.save(path)
    image.thumbnail((_THUMBNAIL, _THUMBNAIL))
    image.save(thumbnail, quality=95)
    made = a_picture(number, path)
    generation = replace(
        made.generation, size=Size(*size), created_ms=NOON - days * DAY_MS, place=place
    )
    return Picture(generation, path, thumbnail)


@contextmanager
def a_cache() -> Iterator[ImageCache]:
    """A cache that is closed when the test is done with it."""
    cache = ImageCache(64 * 1024 * 1024)
    try:
        yield cache
    finally:
        cache.close()


def turn_wheel_at(widget: QWidget, point: QPointF, notches: float) -> None:
    """Turn the wheel over a point of a widget; up is positive."""
    event = QWheelEvent(
        point,
        widget.mapToGlobal(point),
        QPoint(),
        QPoint(0, round(notches * 120)),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
