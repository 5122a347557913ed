"""How a model looks, in the picker and in its list."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from bfl_studio.ui import theme
from bfl_studio.ui.model_words import ModelWords
from bfl_studio.ui.text import lay_out, natural_width

_GAP = 8


def paint_model(painter: QPainter, place: QRect, words: ModelWords, off: bool = False) -> None:
    """Name and best-for at the left, price and seconds at the right, in a place of 36 height."""
    look = theme.current()
    upper = QRect(place.left(), place.top(), place.width(), look.line("strong"))
    lower = QRect(place.left(), upper.bottom() + 1, place.width(), look.line("caption"))
    ends = (
        (("strong", words.name, "amount", words.price), "text"),
        (
            ("caption", words.best_for, "caption", words.seconds),
            "text-2",
        ),
    )
    for line, ((face, left, right_face, right), ink) in zip((upper, lower), ends, strict=True):
        painter.setPen(look.color("text-off" if off else ink))
        painter.setFont(look.font(right_face))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right)
        room = line.width() - natural_width(right, right_face) - look.px(_GAP)
        painter.setFont(look.font(face))
        shown, *_ = lay_out(left, face, room, 1)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
