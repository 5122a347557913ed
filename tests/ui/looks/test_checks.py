"""The checks of looks find what is broken on purpose, and nothing in what is right."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QCursor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from bfl_studio.ui import theme
from bfl_studio.ui.controls import IconButton, LineField, QuietButton, Surface, column, scroll_area
from bfl_studio.ui.glyph import Glyph
from bfl_studio.ui.number_field import NumberField
from bfl_studio.ui.text import elided, label, wrapped
from tests.ui.looks.contrast import faint
from tests.ui.looks.fit import misfits
from tests.ui.looks.longer import longer
from tests.ui.stage import Show

pytestmark = pytest.mark.usefixtures("dark")
LONG = "Every picture you make is saved here and on disk"


@pytest.fixture(autouse=True)
def _hand_away() -> None:
    """What is pointed at looks different."""
    QCursor.setPos(10_000, 10_000)


class Card(QWidget):
    """Paints words of its own, as a delegate does: at a height, in a colour, on another."""

    def __init__(self, top: int = 0, ink: str = "#ECECEC", ground: str = "#232323") -> None:
        super().__init__()
        self._top, self._ink, self._ground = top, ink, ground
        self.setFixedSize(200, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._ground))
        painter.setFont(theme.current().font("body"))
        painter.setPen(QColor(self._ink))
        place = QRect(4, self._top, 190, 24)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, "Queued, jpg")


def _narrow(part: QWidget, width: int = 60) -> QWidget:
    part.setFixedWidth(width)
    return part


def _low(part: QWidget, height: int) -> QWidget:
    part.setFixedHeight(height)
    return part


def _wide_in_narrow() -> QWidget:
    host = QWidget()
    host.setFixedSize(60, 28)
    QuietButton("Open folder").setParent(host)
    return host


def _two_on_one_spot() -> QWidget:
    host = QWidget()
    host.setFixedSize(200, 60)
    for place in (QPoint(0, 0), QPoint(20, 10)):
        each = label("Queued")
        each.setParent(host)
        each.move(place)
    return host


def _field_with(placeholder: str) -> QWidget:
    return _narrow(LineField("Search", placeholder))


CLIPPED: dict[str, Callable[[], QWidget]] = {
    "a label in too little width": lambda: _narrow(label(LONG)),
    "a button in too little width": lambda: _narrow(QuietButton(LONG)),
    "a label in too little height": lambda: _low(wrapped(LONG * 3), 20),
    "a placeholder longer than its field": lambda: _field_with(LONG),
    "a number longer than its field": lambda: _narrow(
        NumberField("Seed", 4_294_967_295 // 2, 2**31 - 1), 40
    ),
    "painted words that hang over": lambda: Card(top=14),
    "painted words that stick out at the top": lambda: Card(top=-14),
    "a part wider than what holds it": _wide_in_narrow,
    "a part over another": _two_on_one_spot,
}


@pytest.mark.parametrize("broken", CLIPPED.values(), ids=CLIPPED.keys())
def test_what_does_not_fit_is_found(show: Show, broken: Callable[[], QWidget]) -> None:
    window = show(broken())
    assert misfits(window) != []


@pytest.mark.parametrize(
    "right",
    [
        lambda: label(LONG),
        lambda: QuietButton("Open folder", glyph="folder-open"),
        lambda: _narrow(elided(LONG)),
        lambda: wrapped(LONG * 3),
        lambda: NumberField("Width", 64, 4096, unit="px"),
        lambda: IconButton("Swap sides", "arrow-left-right"),
        Card,
    ],
)
def test_what_fits_is_not_found(show: Show, right: Callable[[], QWidget]) -> None:
    window = show(right())
    assert misfits(window) == []
    assert faint(window) == []


def test_what_can_be_scrolled_to_is_not_cut_off(show: Show) -> None:
    tall = Surface("pane")
    tall.setLayout(column(*(label(f"Line {number}") for number in range(40))))
    area = scroll_area("Lines", tall)
    area.setFixedSize(200, 100)
    window = show(area)
    assert misfits(window) == []
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.verticalScrollBar().setRange(0, 0)
    assert any("cut off" in fault or "reaches out" in fault for fault in misfits(window))


FAINT: dict[str, Callable[[], QWidget]] = {
    "grey words on grey": lambda: Card(ink="#777777"),
    "words of the colour of their ground": lambda: Card(ink="#232323"),
    "dark words on a dark tint": lambda: Card(ink="#F0B45A", ground="#A97B35"),
    "words in the colour of a border": lambda: label("Queued", ink="line"),
    "a glyph that is no lighter than a divider": lambda: Glyph("clock", "line"),
}


@pytest.mark.parametrize("broken", FAINT.values(), ids=FAINT.keys())
def test_what_is_faint_is_found(show: Show, broken: Callable[[], QWidget]) -> None:
    window = show(broken())
    assert len(faint(window)) == 1


def test_words_under_a_veil_are_found(show: Show) -> None:
    window = show(host := QWidget())
    host.setFixedSize(220, 40)
    words = label("Queued")
    words.setParent(host)
    veil = _Veil()
    veil.setParent(host)
    veil.setGeometry(host.rect())
    for part in (words, veil):
        part.show()
    QApplication.processEvents()
    assert faint(window) != []


class _Veil(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor("#CC232323"))


def test_a_field_whose_border_is_lost_is_found(show: Show, qapp: QApplication) -> None:
    field = LineField("Name", "Search pictures")
    window = show(field)
    field.clearFocus()
    right = faint(window)
    sheet = qapp.styleSheet()
    qapp.setStyleSheet(sheet.replace(theme.current().tokens.edge, theme.current().tokens.line))
    lost = faint(window)
    qapp.setStyleSheet(sheet)
    assert right == []
    assert len(lost) == 1
    assert "edge" in lost[0]


def test_what_is_off_may_be_fainter(show: Show) -> None:
    button = QuietButton("Cancel")
    window = show(button)
    button.setEnabled(False)
    assert faint(window) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Open folder", ""),
        ("{count} pictures at {tier}: above your limit.", "{tier}"),
        ("Show in folder\tCtrl+Shift+O", "\tCtrl+Shift+O"),
    ],
)
def test_the_longer_language_is_a_third_longer_and_keeps_what_is_filled_in(
    text: str, kept: str
) -> None:
    told, words = longer(text), text.replace(kept, "") if kept else text
    assert kept in told
    assert len(told) - len(kept) >= 1.25 * len(words)
