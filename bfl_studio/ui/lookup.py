"""A sign that is typed in the prompt and opens something beside the caret."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.prompt_pieces import Piece
from bfl_studio.ui import theme
from bfl_studio.ui.caret_popup import CaretPopup
from bfl_studio.ui.keyboard import KEYPAD
from bfl_studio.ui.prompt_panel import PromptPanel

_WIDTH = 320
_LONGEST_QUERY = 40
_LONGEST_BEFORE = 60
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
_WIDE = {code + 0xFEE0: code for code in range(0x21, 0x7F)}
"""Signs and digits as wide as a Chinese character, as input methods type them."""


class Offer(Protocol):
    """What is offered; a widget. Signals: `chosen(pieces)`, `said(str)` for those who hear what
    others see, `resized()`.
    """

    chosen: Any
    said: Any
    resized: Any

    def begin(self, before: str) -> bool:
        """Show everything; False where there is nothing to say at all. `before` are the words
        that the sign follows.
        """
        ...

    def narrow(self, query: str) -> bool:
        """What was typed after the sign; False when that is no question any more."""
        ...

    def take(self, event: QKeyEvent, query: str) -> bool:
        """A key without chords, but for Shift with Enter and with what is typed, before the
        prompt has it; whether it is used up.
        """
        ...


class Lookup(QObject):
    """Owns what one sign opens. What is typed after the sign narrows it; a choice replaces both."""

    def __init__(
        self, panel: PromptPanel, sign: str, name: str, offer: Offer, content: QWidget
    ) -> None:
        super().__init__(panel)
        self._panel = panel
        self._sign = sign
        self._offer = offer
        self._popup = CaretPopup(name, content, panel)
        self._start = QTextCursor(panel.document())
        self._query = ""
        self._at_once: tuple[int, int, str] | None = None
        offer.chosen.connect(self.insert)
        offer.said.connect(self._announce)
        offer.resized.connect(self._place)
        panel.cursorPositionChanged.connect(self._follow)
        panel.textChanged.connect(self._follow)
        panel.installEventFilter(self)

    @property
    def is_open(self) -> bool:
        return self._popup.isVisible()

    def typed(self, text: str) -> None:
        """Something was typed: the sign opens what it stands for."""
        if text[-1:].translate(_WIDE) != self._sign or self.is_open:
            return
        if self._begins_a_word():
            self.open()

    def open(self) -> None:
        """As if the sign before the caret had just been typed."""
        if not self._offer.begin(words_before(self._panel.textCursor(), signs=1)):
            return
        self._start = QTextCursor(self._panel.document())
        self._start.setPosition(self._panel.textCursor().position())
        self._start.setKeepPositionOnInsert(True)
        self._query = ""
        self._place()

    def take(self, event: QKeyEvent) -> bool:
        """Whether a key is for what is open."""
        held = event.modifiers() & ~KEYPAD
        if not self.is_open:
            self._take_back(event.text())
            return False
        if held & ~_SHIFT or (held and event.key() in _STEPS):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return True
        typed = f"{self._sign}{self._query}{event.text()}"
        start = self._start.position() - 1
        taken = self._offer.take(event, self._query)
        if taken and self._popup.isHidden() and event.text().isdigit():
            self._at_once = start, self._panel.textCursor().position(), typed
        return taken

    def close(self) -> None:
        self._popup.hide()

    def insert(self, parts: Sequence[Piece]) -> None:
        """Put pieces in place of the sign and what was typed after it."""
        cursor = self._panel.textCursor()
        end = cursor.position()
        if self._is_question(cursor):
            cursor.setPosition(self._start.position() - 1)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.close()
        self._panel.setTextCursor(cursor)
        self._panel.insert(parts)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.close()
        return False

    def _begins_a_word(self) -> bool:
        """The sign in an address, or in "C#", is only a sign."""
        cursor = self._panel.textCursor()
        end = cursor.position() - 1
        before = _between(cursor, max(cursor.block().position(), end - 1), end)
        return not (_is_of_an_address(before) or before in tuple("._-+#@&"))

    def _take_back(self, typed: str) -> None:
        """A digit that named a picture at once was one of a word after all, as in "@3D"."""
        if self._at_once is None or not typed:
            return
        (start, end, words), self._at_once = self._at_once, None
        cursor = self._panel.textCursor()
        if cursor.position() != end or cursor.hasSelection() or not _is_of_an_address(typed):
            return
        cursor.joinPreviousEditBlock()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(words, QTextCharFormat())
        cursor.endEditBlock()

    def _follow(self) -> None:
        cursor = self._panel.textCursor()
        if self._at_once is not None and cursor.position() != self._at_once[1]:
            self._at_once = None
        if not self.is_open:
            return
        if not self._is_question(cursor):
            self.close()
            return
        first = self._start.position()
        self._query = _between(cursor, first, cursor.position()).translate(_WIDE)
        if not self._offer.narrow(self._query):
            self.close()

    def _is_question(self, cursor: QTextCursor) -> bool:
        """Whether the caret still stands behind the sign, with little in between."""
        start, end = self._start.position(), cursor.position()
        if cursor.block() != self._start.block() or not start <= end <= start + _LONGEST_QUERY:
            return False
        return start > 0 and _between(cursor, start - 1, start).translate(_WIDE) == self._sign

    def _place(self) -> None:
        sign = QTextCursor(self._start)
        sign.setPosition(max(0, self._start.position() - 1))
        place = self._panel.cursorRect(sign)
        self._popup.open_under(self._panel, place, theme.current().px(_WIDTH))

    def _announce(self, words: str) -> None:
        """The keyboard stays in the prompt: what is chosen there is said."""
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._panel, words))


def words_before(cursor: QTextCursor, signs: int = 0) -> str:
    """The end of what its line says before the caret, and before so many signs there."""
    end = max(cursor.block().position(), cursor.selectionStart() - signs)
    return _between(cursor, max(cursor.block().position(), end - _LONGEST_BEFORE), end)


def _is_of_an_address(sign: str) -> bool:
    """Addresses and numbers are of digits and of letters that have capitals; scripts without,
    such as Chinese, may put no blank between words.
    """
    return sign.isdigit() or sign.lower() != sign.upper()


def _between(cursor: QTextCursor, start: int, end: int) -> str:
    """The text between two positions, which count as Qt counts."""
    reader = QTextCursor(cursor)
    reader.setPosition(start)
    reader.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return reader.selectedText()
