"""A job's row in the list: glyph, word, caption, prompt, and one action under the hand."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from bfl_studio.ui import icons, theme
from bfl_studio.ui.job_words import JobWords
from bfl_studio.ui.text import lay_out, natural_width
from bfl_studio.ui.tile_painting import (
    INSET,
    LEFT,
    RIGHT,
    TileState,
    line_at,
    paint_card,
    paint_rings,
    sum_width,
    write,
    write_sum,
)

JOB_ROW = 44
"""Pixels at 100 %, with the gap to the next one."""

_LEAST_PROMPT = 32


@dataclass(frozen=True, slots=True)
class RowAction:
    """The words pressed in a row; `pretend` puts the flask before a price of the Sandbox."""

    words: str
    pretend: bool = False


def paint_job_row(
    painter: QPainter,
    place: QRect,
    words: JobWords,
    prompt: str,
    action: RowAction | None,
    state: TileState,
) -> None:
    """A job in the list: glyph, word and caption; below them its prompt and one action."""
    look = theme.current()
    card = row_card(place)
    paint_card(painter, card, words, state, bar=look.px(2))
    glyph = look.metrics.icon
    left = card.left() + look.metrics.space_8
    icons.paint(painter, QRect(left, card.top(), glyph, card.height()), words.glyph, words.ink)
    left += glyph + look.metrics.space_8
    text = QRect(left, 0, card.right() - look.metrics.space_8 - left + 1, 0)
    line = look.line("caption")
    top = card.top() + (card.height() - 2 * line) // 2
    upper, lower = line_at(text, top, line), line_at(text, top + line, line)
    if action is None and natural_width(words.word, "section") > upper.width():
        # In a longer language the count takes both lines; what gives way is said below.
        parts = lay_out(words.word, "section", text.width(), 2)
        for spot, part in zip((upper, lower), parts, strict=False):
            write(painter, spot, part, "section", "text", LEFT)
        paint_rings(painter, card, state)
        return
    if action is not None:
        spot = line_at(action_rect(place, action), lower.top(), line)
        write_sum(painter, spot, action.words, "accent-text", action.pretend, RIGHT)
        lower.setRight(spot.left() - look.px(4))
    caption = words.caption
    used = sum_width(caption.shown, caption.pretend)
    free = upper.width() - natural_width(words.word, "section") - look.metrics.space_4
    if used <= free:
        write_sum(painter, upper, caption.shown, "text-2", caption.pretend, RIGHT)
    elif used <= lower.width():
        # Where word and caption have no room beside each other, the prompt gives way.
        write_sum(painter, lower, caption.shown, "text-2", caption.pretend, LEFT)
        lower.setLeft(lower.left() + used + look.metrics.space_8)
    write(painter, upper, words.word, "section", "text", LEFT)
    if lower.width() > look.px(_LEAST_PROMPT):
        write(painter, lower, prompt, "caption", "text-2", LEFT)
    paint_rings(painter, card, state)


def row_card(place: QRect) -> QRect:
    """The part of a row that is filled: the rest is the gap to the next one."""
    return place.adjusted(0, 0, 0, -theme.current().px(INSET))


def action_rect(place: QRect, action: RowAction) -> QRect:
    """Where a row's action is pressed: the lower right of its card."""
    look = theme.current()
    card = row_card(place)
    width = sum_width(action.words, action.pretend) + look.px(1)
    right = card.right() - look.metrics.space_8
    half = card.height() // 2
    return QRect(right - width + 1, card.bottom() - half + 1, width, half)
