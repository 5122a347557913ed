"""A place for a picture that goes to the model: empty, being read, or filled."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.slots import Spot
from bfl_studio.state.image_cache import ImageCache
from bfl_studio.state.slots import Slot
from bfl_studio.ui import theme
from bfl_studio.ui.controls import dress
from bfl_studio.ui.cover_painting import paint_cover
from bfl_studio.ui.focus_ring import set_ring
from bfl_studio.ui.reference_painting import (
    LINE,
    Filling,
    Place,
    paint_empty,
    paint_filled,
    paint_reading,
    paint_verb,
)
from bfl_studio.ui.reference_words import caption_text, is_address, spoken_text, tooltip_text
from bfl_studio.ui.text import set_tooltip
from bfl_studio.ui.tile_buttons import TileButtons, paint_buttons
from bfl_studio.ui.tile_commands import STEPS, TileCommand, command_of

SIDE = 68
LEAST = 48
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ALL = (TileCommand.REMOVE, TileCommand.SWITCH, TileCommand.LOCK, TileCommand.CROP)
_STRANDED = (TileCommand.REMOVE, TileCommand.LOCK)


class ReferenceTile(QAbstractButton):
    """`clicked` asks for a file; `commanded(TileCommand)` is what a key or one of its buttons
    asks for; `menu_wanted(QPoint)` for all that can be done, at a place of the screen.

    A `stranded` one holds what the model has no place for.
    """

    commanded = Signal(TileCommand)
    menu_wanted = Signal(QPoint)

    def __init__(
        self, name: str, cache: ImageCache, *, numbered: bool = True, stranded: bool = False
    ) -> None:
        super().__init__()
        self._cache = cache
        self._numbered = numbered
        self._stranded = stranded
        self._slot: Slot | None = None
        self._first_free = False
        self._side = theme.current().px(SIDE)
        self._lines = 0
        self.verb = ""
        """What a drop would do here; whoever changes it has the tile painted."""
        dress(self, name, "tile")
        set_ring(self)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.buttons = TileButtons(self)
        self.buttons.pressed.connect(self.commanded)
        cache.loaded.connect(self.update)
        cache.failed.connect(self.update)

    def show_slot(self, slot: Slot, *, first_free: bool = False) -> None:
        """`first_free`: it is where the next picture goes."""
        self._slot = slot
        self._first_free = first_free
        self.buttons.commands = self._commands(slot)
        if slot.image is not None:
            self.buttons.image = slot.image
        self.setAccessibleDescription(spoken_text(slot))
        set_tooltip(self, tooltip_text(slot) if slot.image is not None else "")
        self.update()

    def set_room(self, side: int, *, lines: int = 0) -> None:
        """The side of its square in pixels, and how many lines of words have room below it."""
        if (side, lines) != (self._side, self._lines):
            self._side, self._lines = side, lines
            self.updateGeometry()
            self.update()

    @property
    def spot(self) -> Spot:
        """The slot it shows."""
        slot = self._slot
        return Spot(slot.role, slot.number) if slot is not None else Spot(Role.REFERENCE, 0)

    @property
    def picture(self) -> str | None:
        """The key of the picture it shows."""
        image = self._slot.image if self._slot is not None else None
        return image.key if image is not None else None

    @property
    def lost(self) -> bool:
        """Whether nobody can show its picture."""
        if self._slot is None or self._slot.thumbnail is None:
            return self._slot is not None and self._slot.lost
        return self._cache.unreadable(self._slot.thumbnail, self._pixels)

    @property
    def filled(self) -> bool:
        return self._slot is not None and self._slot.image is not None

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side + self._foot)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._side, theme.current().px(LEAST)), self._side + self._foot)

    def ring_rect(self) -> QRect:
        """The ring stands around the picture, not around its price."""
        side = min(self.width(), self.height() - self._foot)
        return QRect(0, 0, side, side)

    def picture_alone(self) -> QImage | None:
        """Its picture as it stands in the square, without what lies over it; None while it cannot
        be shown.
        """
        slot = self._slot
        if slot is None or slot.image is None or slot.thumbnail is None or self.lost:
            return None
        pixmap = self._cache.pixmap(slot.thumbnail, self._pixels)
        if pixmap is None:
            return None
        square = QRect(QPoint(), self.ring_rect().size())
        alone = QImage(square.size(), QImage.Format.Format_ARGB32)
        alone.fill(0)
        painter = QPainter(alone)
        paint_cover(painter, square, pixmap, slot.image)
        painter.end()
        return alone

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        command = command_of(key, event.modifiers(), repeated=event.isAutoRepeat())
        if key in _ENTER and not event.modifiers() and not event.isAutoRepeat():
            self.click()
        elif command is not None and (self.filled or command in _FOR_EMPTY):
            self.commanded.emit(command)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        slot = self._slot
        if slot is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        square, buttons = self.ring_rect(), self.buttons
        if slot.reading:
            paint_reading(painter, square, self.tr("Reading…"))
        elif slot.image is not None:
            thumbnail = None if self.lost else slot.thumbnail
            paint_filled(painter, self._place, slot, self._filling(slot, thumbnail))
            buttons.square = square
            if buttons.shown:
                paint_buttons(painter, square, buttons.commands, slot.image, buttons.hovered)
        else:
            paint_empty(painter, self._place, slot.number, first_free=self._first_free)
        if self.verb:
            paint_verb(painter, square, self.verb)

    def _filling(self, slot: Slot, thumbnail: Path | None) -> Filling:
        return Filling(
            self._cache.pixmap(thumbnail, self._pixels) if thumbnail is not None else None,
            lost=self.lost,
            numbered=self._numbered,
            caption=caption_text(slot),
        )

    def _commands(self, slot: Slot) -> tuple[TileCommand, ...]:
        """What its buttons can do."""
        if slot.image is None or slot.reading:
            return ()
        if self._stranded:
            return _STRANDED
        uncut = is_address(slot.image)
        return tuple(each for each in _ALL if not uncut or each is not TileCommand.CROP)

    @property
    def _place(self) -> Place:
        hovered = self.underMouse()
        return Place(self.ring_rect(), self._lines, hovered=hovered, pressed=self.isDown())

    @property
    def _foot(self) -> int:
        return theme.current().px(LINE) * self._lines

    @property
    def _pixels(self) -> int:
        """Of the thumbnail: its middle fills the square, however wide the rest is; all there are
        of it when only a part is shown.
        """
        image = self._slot.image if self._slot is not None else None
        if image is not None and image.crop is not None:
            return 0
        return round(self._side * self.devicePixelRatioF() * 2)


_FOR_EMPTY = frozenset({*STEPS, TileCommand.EARLIER})
