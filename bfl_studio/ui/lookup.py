"""A sign that is typed in the prompt and opens something beside the caret."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.prompt_pieces import Piece
from bfl_studio.ui import theme
from bfl_studio.ui.caret_popup import CaretPopup
from bfl_studio.ui.prompt_panel import PromptPanel

_WIDTH = 320
_LONGEST_QUERY = 40
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class Offer(Protocol):
    """What is offered; a widget. Signals: `chosen(pieces)`, `said(str)` for those who hear what
    others see, `resized()`.
    """

    chosen: Any
    said: Any
    resized: Any

    def begin(self) -> bool:
        """Show everything; False where there is nothing to say at all."""
        ...

    def narrow(self, query: str) -> bool:
        """What was typed after the sign; False when that is no question any more."""
        ...

    def take(self, event: QKeyEvent, query: str) -> bool:
        """A key without chords, before the prompt has it; whether it is used up."""
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
        if text.endswith(self._sign) and not self.is_open and self._begins_a_word():
            self.open()

    def open(self) -> None:
        """As if the sign before the caret had just been typed."""
        if not self._offer.begin():
            return
        self._start = QTextCursor(self._panel.document())
        self._start.setPosition(self._panel.textCursor().position())
        self._start.setKeepPositionOnInsert(True)
        self._query = ""
        self._place()

    def take(self, event: QKeyEvent) -> bool:
        """Whether a key is for what is open."""
        if not self.is_open or event.modifiers() & ~_KEYPAD:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return True
        return self._offer.take(event, self._query)

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
        return not (before.isalnum() or before in tuple("._-+#@&"))

    def _follow(self) -> None:
        if not self.is_open:
            return
        cursor = self._panel.textCursor()
        if not self._is_question(cursor):
            self.close()
            return
        first = self._start.position()
        self._query = _between(cursor, first, cursor.position())
        if not self._offer.narrow(self._query):
            self.close()

    def _is_question(self, cursor: QTextCursor) -> bool:
        """Whether the caret still stands behind the sign, with little in between."""
        start, end = self._start.position(), cursor.position()
        if cursor.block() != self._start.block() or not start <= end <= start + _LONGEST_QUERY:
            return False
        return start > 0 and _between(cursor, start - 1, start) == self._sign

    def _place(self) -> None:
        sign = QTextCursor(self._start)
        sign.setPosition(max(0, self._start.position() - 1))
        place = self._panel.cursorRect(sign)
        self._popup.open_under(self._panel, place, theme.current().px(_WIDTH))

    def _announce(self, words: str) -> None:
        """The keyboard stays in the prompt: what is chosen there is said."""
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._panel, words))


def _between(cursor: QTextCursor, start: int, end: int) -> str:
    """The text between two positions, which count as Qt counts."""
    reader = QTextCursor(cursor)
    reader.setPosition(start)
    reader.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return reader.selectedText()
