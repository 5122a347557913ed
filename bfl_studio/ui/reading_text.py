"""A long plain text to be read, selected and copied; never changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from bfl_studio.ui import theme
from bfl_studio.ui.controls import dress

_PADDING = 16
_FULL_LINE = 55
"""Characters: a line as long as that ended where the page did, not where the writer wanted."""


def flowing(text: str) -> str:
    """The same words with the line ends taken out of paragraphs, so that any width fits."""
    lines: list[str] = []
    full = False
    for line in text.splitlines():
        # What is indented, ruled off or listed stays as it stands.
        if full and line[:1].isalnum() | line.startswith(('"', "“", "(", "<")):
            lines[-1] = f"{lines[-1].rstrip()} {line}"
        else:
            lines.append(line)
        full = len(line.rstrip()) >= _FULL_LINE and line[-1:].strip("-=*_#") != ""
    return "\n".join(lines)


class ReadingText(QPlainTextEdit):
    """Keeps its lines where they fit; the keys scroll it, Tab leaves it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        dress(self, name, "reading")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._wear()
        theme.signals().changed.connect(self._wear)

    def show_text(self, text: str) -> None:
        """Show another text from its beginning."""
        self.setPlainText(flowing(text))
        self.moveCursor(self.textCursor().MoveOperation.Start)

    def _wear(self) -> None:
        look = theme.current()
        self.setFont(look.font("small"))
        self.document().setDocumentMargin(look.px(_PADDING))
