"""Tiles in rows that are together as wide as the fields around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from bfl_studio.state.slots import Slot
from bfl_studio.ui import theme
from bfl_studio.ui.reference_tile import LEAST, ReferenceTile
from bfl_studio.ui.reference_words import lines_of
from bfl_studio.ui.tab_order import in_tab_order

COLUMNS = 4
_LARGEST = 93
_BESIDE, _BELOW = 8, 4


class TileRows(QWidget):
    """`make(int)` makes the tile of that number, when it is needed first."""

    def __init__(self, make: Callable[[int], ReferenceTile], least: int) -> None:
        super().__init__()
        self._make = make
        self.tiles: list[ReferenceTile] = []
        self.columns = COLUMNS
        self._lines: list[int] = []
        self._grid = QGridLayout(self)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._reach(least)

    def show_slots(
        self, slots: Sequence[Slot], columns: int = COLUMNS, *, first_free: int | None = None
    ) -> None:
        """One tile for each; `first_free` is where in the row the next picture goes."""
        self._reach(len(slots))
        self.columns = columns
        for place, tile in enumerate(self.tiles):
            tile.setVisible(place < len(slots))
            if place < len(slots):
                self._grid.addWidget(tile, place // columns, place % columns)
                tile.show_slot(slots[place], first_free=place == first_free)
        lines = [lines_of(slot) for slot in slots]
        self._lines = [max(lines[row : row + columns]) for row in range(0, len(lines), columns)]
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _reach(self, count: int) -> None:
        """As many tiles as are shown, each behind the one before for Tab too."""
        while len(self.tiles) < count:
            tile = self._make(len(self.tiles) + 1)
            place = len(self.tiles)
            self._grid.addWidget(tile, place // self.columns, place % self.columns)
            if self.tiles:
                in_tab_order(self.tiles[-1], tile)
            self.tiles.append(tile)

    def _fit(self) -> None:
        look = theme.current()
        gaps = self.columns - 1
        side, spare = divmod(self.width() - gaps * look.px(_BESIDE), self.columns)
        side = max(look.px(LEAST), min(look.px(_LARGEST), side))
        self._grid.setHorizontalSpacing(look.px(_BESIDE) + spare // gaps)
        self._grid.setVerticalSpacing(look.px(_BELOW if any(self._lines) else _BESIDE))
        for place, tile in enumerate(self.tiles):
            row = place // self.columns
            tile.set_room(side, lines=self._lines[row] if row < len(self._lines) else 0)
