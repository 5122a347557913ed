"""A hand that drags things over the window and drops them on the slots, and what it sees."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.parts import StudioParts
from bfl_studio.ui.drop_targets import DropMark
from bfl_studio.ui.reference_tile import ReferenceTile
from tests.ui.studio_window import settle

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
COPY = Qt.DropAction.CopyAction
ADDRESS = "https://pictures.example.org/a%20barn.jpg?width=900"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a drag saw while it hovered: whether it may drop, and the marks."""

    accepted: bool
    verbs: dict[str, str]
    bar: bool
    border: bool


class Hand:
    """Drags things over the window and drops them, by the events the system sends."""

    def __init__(self, parts: StudioParts) -> None:
        self._parts = parts
        self.panel = parts.window.panes.references

    def tile(self, number: int, role: Role = Role.REFERENCE) -> ReferenceTile:
        return self.panel.tile_of(role, number)

    def point(self, number: int, part: float = 0.5, role: Role = Role.REFERENCE) -> QPoint:
        """A point of the panel; `part` goes from the left of a tile to its right."""
        square = self.tile(number, role).ring_rect()
        inside = QPoint(round(square.width() * part), square.height() // 2)
        return self.tile(number, role).mapTo(self.panel, inside)

    def enter(self, data: QMimeData, widget: QWidget | None = None) -> bool:
        event = QDragEnterEvent(QPoint(5, 5), COPY, data, Qt.MouseButton.LeftButton, NONE)
        QApplication.sendEvent(widget or self.panel, event)
        return event.isAccepted()

    def hover(self, data: QMimeData, at: QPoint, held: Qt.KeyboardModifier = NONE) -> Shown:
        if not self.enter(data):
            return self.shown(False)
        event = QDragMoveEvent(at, COPY, data, Qt.MouseButton.LeftButton, held)
        QApplication.sendEvent(self.panel, event)
        return self.shown(event.isAccepted())

    def leave(self, widget: QWidget | None = None) -> None:
        QApplication.sendEvent(widget or self.panel, QDragLeaveEvent())

    def drop(self, data: QMimeData, at: QPoint, held: Qt.KeyboardModifier = NONE) -> None:
        """As the system does it: what was refused while it hovered is never dropped."""
        if not self.hover(data, at, held).accepted:
            self.leave()
            return
        event = QDropEvent(QPointF(at), COPY, data, Qt.MouseButton.LeftButton, held)
        QApplication.sendEvent(self.panel, event)
        assert event.isAccepted()
        assert event.dropAction() == COPY

    @property
    def mark(self) -> DropMark:
        (found,) = self._parts.window.findChildren(DropMark)
        return found

    def shown(self, accepted: bool) -> Shown:
        mark = self.mark
        tiles = [each for each in self.panel.findChildren(ReferenceTile) if each.verb]
        verbs = {each.accessibleName(): each.verb for each in tiles}
        return Shown(accepted, verbs, mark.isVisible() and mark.bar is not None, mark.isVisible())


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def address(text: str = ADDRESS) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(text)])
    return data


def picture(folder: Path, name: str, color: str = "teal", kind: str = "PNG") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (320, 200), color).save(path, kind)
    return path


def fill(parts: StudioParts, *names: str, role: Role = Role.REFERENCE) -> None:
    images = tuple(
        RecipeImage(role, f"{number:064x}", name, Size(1200, 900))
        for number, name in enumerate(names, start=1)
    )
    parts.studio.recipe_state.set_images(images)
    settle()


def names(parts: StudioParts, role: Role = Role.REFERENCE) -> list[str]:
    return [each.origin for each in parts.studio.recipe_state.recipe.images if each.role == role]
