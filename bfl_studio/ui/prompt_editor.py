"""Several lines of plain text at the line height of the type scale."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit

from bfl_studio.ui import theme
from bfl_studio.ui.controls import dress
from bfl_studio.ui.text import lay_out

_PADDING = (5, 9)
_FACE = "prompt"
# Enter with one of these, such as Ctrl+Enter, is the window's.
_CHORD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class PromptEditor(QTextEdit):
    """Grows with its text between two numbers of lines, then scrolls; Tab leaves it.

    It is a QTextEdit because QPlainTextEdit cannot space its lines; rich text never gets in.
    """

    def __init__(self, name: str, placeholder: str = "", least: int = 5, most: int = 14) -> None:
        super().__init__()
        self._hint = placeholder
        self._least = least
        self._most = most
        dress(self, name, "prompt")
        # Screen readers read the placeholder from here; the words are painted below.
        self.setAccessibleDescription(placeholder)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self._dress_text()
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.textChanged.connect(self.viewport().update)
        theme.signals().changed.connect(self._dress_text)

    def set_least(self, lines: int) -> None:
        """How many lines it has room for while it needs fewer."""
        if lines != self._least:
            self._least = lines
            self._grow()

    def setPlainText(self, text: str) -> None:
        super().setPlainText(text)
        self._space_lines()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or self.isReadOnly():
            super().keyPressEvent(event)
        elif event.modifiers() & _CHORD:
            event.ignore()
        else:
            # Qt's own Enter takes the line height off an empty line instead of adding one.
            self.textCursor().insertBlock()
            self.ensureCursorVisible()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(240), self._height_for(self.document().size().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(120), self._height_for(0))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._hint or not self.document().isEmpty():
            return
        look = theme.current()
        line = look.line(_FACE)
        painter = QPainter(self.viewport())
        painter.setFont(look.font(_FACE))
        painter.setPen(look.color("text-3" if self.isEnabled() else "text-off"))
        # Where Qt sets text in lines of a fixed height: what is spare goes above it.
        baseline = int(line - QFontMetricsF(look.font(_FACE)).descent())
        words_by_line = lay_out(self._hint, _FACE, self.viewport().width())
        for number, words in enumerate(words_by_line):
            painter.drawText(QPointF(0, number * line + baseline), words)

    def _dress_text(self) -> None:
        look = theme.current()
        down, across = (look.px(side) for side in _PADDING)
        self.setFont(look.font(_FACE))
        self.document().setDefaultFont(look.font(_FACE))
        self.setViewportMargins(across, down - _drop(), across, down + _drop())
        self._space_lines()
        self._grow()

    def _space_lines(self) -> None:
        undoable = self.document().isUndoRedoEnabled()
        self.document().setUndoRedoEnabled(False)
        spacing = QTextBlockFormat()
        height = theme.current().line(_FACE)
        spacing.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spacing)
        self.document().setUndoRedoEnabled(undoable)

    def _height_for(self, text_height: float) -> int:
        look = theme.current()
        line = look.line(_FACE)
        text = min(max(text_height, self._least * line), self._most * line)
        return round(text) + 2 * (look.px(_PADDING[0]) + look.metrics.border)

    def _grow(self) -> None:
        self.setFixedHeight(self._height_for(self.document().size().height()))


def _drop() -> int:
    """How much lower than the middle of its line Qt sets text in lines of a fixed height."""
    look = theme.current()
    return round((look.line(_FACE) - QFontMetricsF(look.font(_FACE)).height()) / 2)
