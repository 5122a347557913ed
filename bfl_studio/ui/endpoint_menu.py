"""Where pictures are made: one row for each place, and the key that pays."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from bfl_studio.domain.api_key import KeyStanding
from bfl_studio.domain.endpoint import Place
from bfl_studio.ui import icons, theme
from bfl_studio.ui.controls import LinkButton, column, divider, dress, row
from bfl_studio.ui.focus_ring import focus_by_key, set_ring
from bfl_studio.ui.key_words import place_words, standing_text
from bfl_studio.ui.keyboard import ENTER
from bfl_studio.ui.text import natural_width, wrapped
from bfl_studio.ui.tile_painting import LEFT, paint_fill, write

LIVE = (Place.GLOBAL, Place.EU, Place.US, Place.SANDBOX)
FLAGGED = (Place.CUSTOM, Place.SANDBOX)
_ROW = 48
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class EndpointMenu(QWidget):
    """`chosen(Place)` by a click or Enter; `key_wanted` asks for the key's own window."""

    chosen = Signal(Place)
    key_wanted = Signal()

    def __init__(
        self, places: Sequence[Place], present: Place, origin: str, standing: KeyStanding | None
    ) -> None:
        super().__init__()
        self._rows = [_PlaceRow(place, place is present, origin) for place in places]
        running = wrapped(self.tr("Running jobs stay where they were sent."), "small", "text-2")
        layout = column(*self._rows, gap=0)
        layout.addSpacing(4)
        layout.addWidget(divider())
        layout.addLayout(column(running, *self._key_line(present, standing), gap=4, padding=8))
        self.setLayout(layout)
        for each in self._rows:
            each.clicked.connect(lambda _=False, place=each.place: self.chosen.emit(place))
            each.stepped.connect(self._step)
        shown = next((each for each in self._rows if each.place is present), self._rows[0])
        self.setFocusProxy(shown)

    def _key_line(self, present: Place, standing: KeyStanding | None) -> tuple[QWidget, ...]:
        words = standing_text(standing) if present is not Place.SANDBOX else ""
        link = LinkButton(self.tr("Your key"), self.tr("Your key…"))
        link.clicked.connect(self.key_wanted)
        line = QWidget()
        part = row(link)
        part.addStretch(1)
        line.setLayout(part)
        return (wrapped(words, "small", "text-2"), line) if words else (line,)

    def _step(self, step: int) -> None:
        here = next((place for place, each in enumerate(self._rows) if each.hasFocus()), 0)
        focus_by_key(self._rows[(here + step) % len(self._rows)])


class _PlaceRow(QAbstractButton):
    stepped = Signal(int)

    def __init__(self, place: Place, present: bool, origin: str) -> None:
        name, where = place_words(place)
        super().__init__()
        dress(self, name, "row")
        set_ring(self, "inside", 6, 0)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.place = place
        self._present = present
        self._name = name
        self._where = origin if place is Place.CUSTOM and origin else where
        chosen = self.tr("chosen")
        self.setAccessibleDescription(f"{self._where} {chosen}" if present else self._where)

    def sizeHint(self) -> QSize:
        look = theme.current()
        beside = 2 * look.metrics.icon + look.px(4 * 8)
        wide = max(natural_width(self._name, "strong"), natural_width(self._where, "small"))
        return QSize(wide + beside, look.px(_ROW))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in ENTER and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        pretend = self.place is Place.SANDBOX
        if self.isDown() or self.underMouse():
            paint_fill(painter, self.rect(), "pressed" if self.isDown() else "hover")
        elif self._present:
            paint_fill(painter, self.rect(), "sandbox-tint" if pretend else "accent-tint")
        side, gap = look.metrics.icon, look.px(8)
        spot = QRect(gap, 0, side, self.height())
        glyph, ink = ("flask-conical", "sandbox-text") if pretend else ("globe", "text-2")
        icons.paint(painter, spot, glyph, ink)
        left = spot.right() + 1 + gap
        wide = self.width() - left - side - 2 * gap
        first, second = look.line("strong"), look.line("small")
        top = (self.height() - first - second) // 2
        place = QRect(left, top, wide, first)
        write(painter, place, self._name, "strong", "sandbox-text" if pretend else "text", LEFT)
        place = QRect(left, top + first, wide, second)
        write(painter, place, self._where, "small", "text-2", LEFT)
        if self._present:
            check = QRect(self.width() - gap - side, 0, side, self.height())
            icons.paint(painter, check, "check", "text")
