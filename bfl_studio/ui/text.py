"""The one place labels and tooltips come from: plain text by construction."""

import html
import unicodedata
from enum import Enum
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget

from bfl_studio.ui import theme

ELLIPSIS = "…"
_TOOLTIP_WRAPS_AT = 60
_LINE_BREAKS = str.maketrans({"\n": "\u2028", "\t": " "})
_INKS = {"caption": "text-2", "section": "text-2"}


class Fit(Enum):
    """What a label does when its text is longer than its place."""

    WHOLE = "asks for the room its words need"
    ELIDE = "gives way and ends in an ellipsis"
    WRAP = "takes more lines"


class Label(QLabel):
    """Words in one step of the type scale, at the line height the scale asks for."""

    def __init__(self, text: str, face: str, ink: str, fit: Fit, lines: int) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._face = face
        self._ink = ink
        self._fit = fit
        self._lines = lines
        # setText resets the size policy of a label that does not wrap.
        self.setWordWrap(fit is Fit.WRAP)
        self.setText(text)
        height = QSizePolicy.Policy.Preferred if fit is Fit.WRAP else QSizePolicy.Policy.Fixed
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, height)
        policy.setHeightForWidth(fit is Fit.WRAP)
        self.setSizePolicy(policy)

    def set_ink(self, ink: str) -> None:
        """Write in the colour of another token."""
        if ink != self._ink:
            self._ink = ink
            self.update()

    @property
    def shown(self) -> tuple[str, ...]:
        """The lines as painted now, shortened where they did not fit."""
        return self._laid_out(self.contentsRect().width())

    def sizeHint(self) -> QSize:
        line = theme.current().line(self._face)
        if self._fit is Fit.WRAP:
            width = min(self._natural_width(), theme.current().px(320))
            return QSize(width, self.heightForWidth(width))
        return QSize(self._natural_width(), line)

    def minimumSizeHint(self) -> QSize:
        line = theme.current().line(self._face)
        if self._fit is Fit.WHOLE:
            return QSize(self._natural_width(), line)
        return QSize(min(self._natural_width(), theme.current().px(24)), line)

    def heightForWidth(self, width: int) -> int:
        if self._fit is not Fit.WRAP:
            return -1
        return len(self._laid_out(width)) * theme.current().line(self._face)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        ink = self._ink if self.isEnabled() else "text-off"
        font, line = look.font(self._face), look.line(self._face)
        metrics = QFontMetricsF(font)
        place = self.contentsRect()
        lines = self.shown
        top = place.top() + (place.height() - line * len(lines)) / 2
        painter = QPainter(self)
        painter.setFont(font)
        painter.setPen(look.color(ink))
        baseline = (line - metrics.height()) / 2 + metrics.ascent()
        for number, words in enumerate(lines):
            left = place.left() + self._indent(place.width() - metrics.horizontalAdvance(words))
            painter.drawText(QPointF(left, round(top + number * line + baseline)), words)

    def event(self, event: QEvent) -> bool:
        # Words that had to be shortened are never lost: pointing at them shows them all.
        if isinstance(event, QHelpEvent) and not self.toolTip() and self._is_shortened():
            QToolTip.showText(event.globalPos(), tooltip(self.text()), self)
            return True
        return super().event(event)

    def _is_shortened(self) -> bool:
        lines = self.shown
        return bool(lines) and lines[-1].endswith(ELLIPSIS) and not self.text().endswith(lines[-1])

    def _indent(self, spare: float) -> float:
        if self.alignment() & Qt.AlignmentFlag.AlignRight:
            return max(0.0, spare)
        if self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            return max(0.0, spare / 2)
        return 0.0

    def _natural_width(self) -> int:
        return natural_width(self.text(), self._face)

    def _laid_out(self, width: int) -> tuple[str, ...]:
        most = self._lines if self._fit is Fit.WRAP else 1
        return lay_out(self.text(), self._face, width, most)


def label(text: str = "", face: str = "body", ink: str = "") -> Label:
    """One line that asks for the room it needs."""
    return _label(text, face, ink, Fit.WHOLE, 1)


def elided(text: str = "", face: str = "body", ink: str = "") -> Label:
    """One line that ends in an ellipsis where room is short, and shows itself whole on hover."""
    return _label(text, face, ink, Fit.ELIDE, 1)


def wrapped(text: str = "", face: str = "body", ink: str = "", lines: int = 0) -> Label:
    """As many lines as it takes, or at most `lines`."""
    return _label(text, face, ink, Fit.WRAP, lines)


def plain(text: str, limit: int = 500) -> str:
    """Text of others made harmless: no control or direction characters, at most `limit` long."""
    kept = "".join(_harmless(character) for character in text[: 4 * limit])
    joined = " ".join(kept.split())
    return joined if len(joined) <= limit else joined[: limit - 1].rstrip() + ELLIPSIS


def tooltip(text: str) -> str:
    """Text for `setToolTip`, escaped so that nothing in it is taken for markup."""
    if not text:
        return ""
    space = "normal" if len(text) > _TOOLTIP_WRAPS_AT else "nowrap"
    escaped = html.escape(text).replace("\n", "<br>")
    return f'<div style="white-space: {space}">{escaped}</div>'


def set_tooltip(widget: QWidget, word: str, key: str = "") -> None:
    """Give a widget the tooltip "Word  Key", and say the same aloud where nothing else is said.

    Qt would say the tooltip's markup.
    """
    widget.setToolTip(tooltip(f"{word}\u2003{key}" if key else word))
    if widget.accessibleDescription() in ("", widget.property("said")):
        said = ", ".join(part for part in (plain(word), key) if part)
        widget.setProperty("said", said)
        widget.setAccessibleDescription(said)


def natural_width(text: str, face: str) -> int:
    """The width of the longest line of a text, in logical pixels of the present scale."""
    return _natural_width(text, face, theme.current().scale)


def lay_out(text: str, face: str, width: int, most: int = 0) -> tuple[str, ...]:
    """A text broken into lines of a width; the last of at most `most` lines is elided."""
    return _lay_out(text, face, width, most, theme.current().scale)


def _label(text: str, face: str, ink: str, fit: Fit, lines: int) -> Label:
    return Label(text, face, ink or _INKS.get(face, "text"), fit, lines)


# The scale is part of the key, so that a cached line is never one of another scale.
@lru_cache(maxsize=2048)
def _natural_width(text: str, face: str, scale: float) -> int:
    metrics = QFontMetricsF(theme.font(face, scale))
    return ceil(max(metrics.horizontalAdvance(line) for line in text.split("\n")))


@lru_cache(maxsize=1024)
def _lay_out(text: str, face: str, width: int, most: int, scale: float) -> tuple[str, ...]:
    font = theme.font(face, scale)
    lines = [text.replace("\n", " ")] if most == 1 else _wrap(text, font, width)
    if most and len(lines) >= most:
        rest = " ".join(lines[most - 1 :])
        metrics = QFontMetricsF(font)
        # Half a pixel of grace: the width asked for was rounded.
        short = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width + 0.5)
        lines = [*lines[: most - 1], short]
    return tuple(lines)


def _wrap(text: str, font: QFont, width: int) -> list[str]:
    source = text.translate(_LINE_BREAKS)
    layout = QTextLayout(source, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        start = line.textStart()
        lines.append(source[start : start + line.textLength()].rstrip(" \u2028"))
    layout.endLayout()
    return lines or [""]


def _harmless(character: str) -> str:
    if character.isspace():
        return " "
    # Cc: control, Cf: format (direction overrides, zero-width), Co/Cs: no shared meaning.
    return "" if unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs"} else character
