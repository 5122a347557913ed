"""The small buttons on a slot's picture: where they stand, what they say, and the hand on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QCursor, QHelpEvent, QHoverEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractButton, QToolTip

from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.ui import icons, theme
from bfl_studio.ui.text import tooltip
from bfl_studio.ui.tile_commands import TileCommand
from bfl_studio.ui.tile_painting import paint_fill
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

SIDE = 24
"""Pixels of a button at 100 %."""

_PLACES: Mapping[TileCommand, tuple[int, int]] = {
    TileCommand.REMOVE: (0, 0),
    TileCommand.SWITCH: (1, 0),
    TileCommand.LOCK: (0, 1),
    TileCommand.CROP: (1, 1),
}
"""Column from the right, row from the top: the smallest tile has room for two of each."""


@dataclass(frozen=True, slots=True)
class _Face:
    glyph: str
    words: str
    key: str


_REMOVE = _Face("x", QT_TRANSLATE_NOOP("tiles", "Remove"), "Del")
_ON = _Face("power", QT_TRANSLATE_NOOP("tiles", "Switch off: not sent, not billed"), "Space")
_OFF = _Face("power-off", QT_TRANSLATE_NOOP("tiles", "Switch on"), "Space")
_OPEN = _Face("lock-open", QT_TRANSLATE_NOOP("tiles", "Lock: it stays for the next recipe"), "L")
_LOCKED = _Face("lock", QT_TRANSLATE_NOOP("tiles", "Unlock"), "L")
_CROP = _Face("crop", QT_TRANSLATE_NOOP("tiles", "Crop"), "C")


def place_of(command: TileCommand, square: QRect) -> QRect:
    """Where a button stands on a picture."""
    side = theme.current().px(SIDE)
    column, row = _PLACES[command]
    return QRect(square.right() + 1 - (column + 1) * side, square.top() + row * side, side, side)


def command_at(commands: Sequence[TileCommand], square: QRect, point: QPoint) -> TileCommand | None:
    """What the button at a point asks for."""
    return next((each for each in commands if place_of(each, square).contains(point)), None)


def paint_buttons(
    painter: QPainter,
    square: QRect,
    commands: Sequence[TileCommand],
    image: RecipeImage,
    hovered: TileCommand | None,
) -> None:
    """Each with its glyph on one dark ground, which is darker under the hand."""
    look = theme.current()
    ground = QRect()
    for command in commands:
        ground = ground.united(place_of(command, square))
    paint_fill(painter, ground, "scrim", radius=look.metrics.radius_badge)
    for command in commands:
        place = place_of(command, square)
        if command is hovered:
            paint_fill(painter, place, "scrim", radius=look.metrics.radius_badge)
        spot = QRect(0, 0, look.metrics.icon, look.metrics.icon)
        spot.moveCenter(place.center())
        icons.paint(painter, spot, _face(command, image).glyph, "on-scrim")


class TileButtons(QObject):
    """Watches one tile; `pressed(TileCommand)` when a button was pressed and let go."""

    pressed = Signal(TileCommand)

    def __init__(self, tile: QAbstractButton) -> None:
        super().__init__(tile)
        self._tile = tile
        self._held: TileCommand | None = None
        self.hovered: TileCommand | None = None
        self._pressed_on = ""
        self._away = False
        self.commands: tuple[TileCommand, ...] = ()
        self.square = QRect()
        self.image = RecipeImage("", "")
        """What they are painted on, and where; whoever paints it says so."""
        tile.installEventFilter(self)

    @property
    def shown(self) -> bool:
        """Whether the hand or the keyboard is on the tile."""
        at_hand = self._tile.underMouse() or self._tile.hasFocus()
        return bool(self.commands) and at_hand and not self._away

    def carry(self, away: bool) -> None:
        """The picture is in the hand, away from its slot, and has no buttons; or no longer."""
        self._away = away
        self.hovered = None
        # No system tells a widget that the hand left it with a drag.
        under = self._tile.rect().contains(self._tile.mapFromGlobal(QCursor.pos()))
        self._tile.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, under and not away)
        self._tile.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            return self._tell(event)
        if isinstance(event, QHoverEvent):
            self._hover(event.position().toPoint())
        elif isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            return self._press(event)
        return False

    def _press(self, event: QMouseEvent) -> bool:
        """A press on a button is none on the tile, unless it becomes a drag."""
        at = self._at(event.position().toPoint())
        if event.type() is QEvent.Type.MouseButtonPress:
            self._held, self._pressed_on = at, self.image.key
        elif event.type() is QEvent.Type.MouseButtonRelease and self._held is not None:
            held, self._held = self._held, None
            if not self._tile.isDown():
                # It was carried off.
                return False
            self._tile.setDown(False)
            # Another picture may have come under the hand meanwhile.
            if held is at and self.image.key == self._pressed_on:
                self.pressed.emit(held)
            return True
        return False

    def _hover(self, point: QPoint) -> None:
        hovered = self._at(point)
        if hovered is not self.hovered:
            self.hovered = hovered
            self._tile.update()

    def _tell(self, event: QHelpEvent) -> bool:
        """The tooltip of a button in place of the tile's."""
        command = self._at(event.pos())
        if command is None:
            return False
        face = _face(command, self.image)
        words = tooltip(f"{_tr(face.words)}\u2003{face.key}")
        place = place_of(command, self.square)
        QToolTip.showText(event.globalPos(), words, self._tile, place)
        return True

    def _at(self, point: QPoint) -> TileCommand | None:
        return command_at(self.commands, self.square, point) if self.shown else None


def _face(command: TileCommand, image: RecipeImage) -> _Face:
    match command:
        case TileCommand.SWITCH:
            return _OFF if image.off else _ON
        case TileCommand.LOCK:
            return _LOCKED if image.locked else _OPEN
        case TileCommand.CROP:
            return _CROP
        case _:
            return _REMOVE


def _tr(text: str) -> str:
    return QCoreApplication.translate("tiles", text)
