"""Colours for the prompt: those that were used, those of the pictures, or any that is typed."""

from __future__ import annotations

import string
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.colour_names import read, written
from bfl_studio.domain.prompt_pieces import Chip
from bfl_studio.state.palette import Palette
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui import theme
from bfl_studio.ui.controls import QuietButton, row, section
from bfl_studio.ui.keyboard import ENTER
from bfl_studio.ui.swatches import Sample, Swatches
from bfl_studio.ui.text import elided, wrapped

_DIGITS = 6
_PADDING, _GAP = 8, 8
_MOST_OF_PICTURES = 20
_ASIDE = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}

Paths = Callable[[], Sequence[Path]]


class PaletteChoice(QWidget):
    """Arrows and Enter or a click choose a colour; digits after the `#` are one. It never has the
    keyboard. `picking()` asks for a colour of a picture.
    """

    chosen = Signal(object)
    said = Signal(str)
    resized = Signal()
    picking = Signal()

    def __init__(self, recipe_state: RecipeState, palette: Palette, paths: Paths) -> None:
        super().__init__()
        self._recipe_state = recipe_state
        self._palette = palette
        self._paths = paths
        self._query = ""
        self._place = -1
        self._sample = Sample()
        self._words = elided("", "body", "text")
        self._headings = [section(self.tr("Used")), section(self.tr("In your pictures"))]
        self._grids = [Swatches(self.tr("Used")), Swatches(self.tr("In your pictures"))]
        self.pick = QuietButton(self.tr("Pick from a picture"), glyph="pipette")
        self.pick.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._tip = wrapped(self.tr("Colours are met best with rewriting off."), "small", "text-2")
        self._lay_out()
        for number, grid in enumerate(self._grids):
            grid.picked.connect(lambda place, number=number: self._pick(number, place))
        self.pick.clicked.connect(self.picking)
        palette.changed.connect(self._fill)

    def begin(self, _before: str) -> bool:
        """Show what there is to choose from."""
        self._query = ""
        self._place = 0
        self._fill()
        self._tip.setVisible(self._recipe_state.recipe.value(Role.REWRITING) is True)
        self.said.emit(self._words.text())
        return True

    def narrow(self, query: str) -> bool:
        """Digits of a colour; anything else is somebody's own words."""
        if len(query) > _DIGITS or not set(query) <= set(string.hexdigits):
            return False
        self._query = query
        self._place = -1 if query else 0
        self._show()
        return True

    def take(self, event: QKeyEvent, query: str) -> bool:
        """Arrows while nothing is typed; Enter takes a colour, and is a new line behind half a
        one: "our #1".
        """
        key = Qt.Key(event.key())
        if key in ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return self._enter(query)
        if not query and (key in _ASIDE or key in _DOWN):
            self._step(key)
            self.said.emit(self._words.text())
            return True
        return False

    def insert(self, colour: str) -> None:
        """Choose a colour ("#RRGGBB"), wherever it is from."""
        self.chosen.emit((Chip(written(colour)),))
        self._palette.use(colour)

    @property
    def _colours(self) -> tuple[str, ...]:
        return (*self._grids[0].colours, *self._grids[1].colours)

    @property
    def _present(self) -> str | None:
        """The colour that Enter takes."""
        if self._query:
            return read(self._query)
        return self._colours[self._place] if self._place < len(self._colours) else None

    def _lay_out(self) -> None:
        look = theme.current()
        layout = QVBoxLayout(self)
        padding = look.px(_PADDING)
        layout.setContentsMargins(padding, padding, padding, padding)
        layout.setSpacing(look.px(_GAP))
        line = row(self._sample, self._words)
        line.setStretch(1, 1)
        layout.addLayout(line)
        for heading, grid in zip(self._headings, self._grids, strict=True):
            layout.addWidget(heading)
            layout.addWidget(grid)
        layout.addLayout(_beginning_with(self.pick))
        layout.addWidget(self._tip)

    def _fill(self) -> None:
        found = self._palette.of_pictures(self._paths())
        self._grids[0].show_colours(self._palette.used)
        used = set(self._palette.used)
        others = tuple(each for each in found if each not in used)
        self._grids[1].show_colours(others[:_MOST_OF_PICTURES])
        for heading, grid in zip(self._headings, self._grids, strict=True):
            heading.setVisible(bool(grid.colours))
            grid.setVisible(bool(grid.colours))
        self._show()
        if self.isVisible():
            self.resized.emit()

    def _show(self) -> None:
        used = len(self._grids[0].colours)
        first = self._place if self._place < used else -1
        self._grids[0].choose(first)
        self._grids[1].choose(self._place - used if self._place >= used else -1)
        # The last stop of the arrows.
        self.pick.setDown(bool(self._colours) and self._place == len(self._colours))
        self._sample.show_colour(self._present or "")
        self._words.setText(self._sentence())

    def _sentence(self) -> str:
        present = self._present
        if present is not None:
            return written(present)
        if self._place >= len(self._colours) > 0:
            return self.pick.text()
        if self._query:
            return self.tr("Go on: a colour has {digits} digits.").format(digits=_DIGITS)
        return self.tr("Type a colour: {digits} digits of 0–9 and A–F.").format(digits=_DIGITS)

    def _enter(self, query: str) -> bool:
        present = self._present
        if present is not None:
            self.insert(present)
            return True
        if not query and self._place == len(self._colours) > 0:
            self.picking.emit()
            return True
        return False

    def _step(self, key: Qt.Key) -> None:
        last = len(self._colours)
        way = _ASIDE.get(key) or _DOWN[key] * self._grids[0].in_a_row
        if key in _DOWN and self._place < last <= self._place + way:
            way = last - self._place
        self._place = min(max(self._place + way, 0), last)
        self._show()

    def _pick(self, number: int, place: int) -> None:
        self.insert(self._grids[number].colours[place])


def _beginning_with(button: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    return layout
