"""One sentence under the field it is about."""

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bfl_studio.ui import theme
from bfl_studio.ui.controls import row
from bfl_studio.ui.glyph import Glyph
from bfl_studio.ui.text import wrapped


class Severity(Enum):
    """How much a message matters: its glyph and the token of its colour."""

    INFO = ("info", "text-2")
    OK = ("circle-check", "ok-text")
    WARNING = ("triangle-alert", "warn-text")
    ERROR = ("circle-alert", "error-text")

    @property
    def glyph(self) -> str:
        """The glyph that says it without colour."""
        return self.value[0]

    @property
    def ink(self) -> str:
        """The token of glyph and, where the words are coloured, words."""
        return self.value[1]


class FieldMessage(QWidget):
    """Takes no room until its field has a problem, then says it and marks the field."""

    def __init__(self, field: QWidget) -> None:
        super().__init__()
        self._field = field
        self._description = field.accessibleDescription()
        self._glyph = Glyph("info", size=14)
        self._words = wrapped("", "small")
        line = row(self._glyph, self._words, gap=4)
        line.setStretch(1, 1)
        # Beside the first of several lines, in the middle of it.
        line.setAlignment(self._glyph, Qt.AlignmentFlag.AlignTop)
        self._glyph.setContentsMargins(0, theme.current().px(1), 0, theme.current().px(1))
        self.setLayout(line)
        self.hide()

    def show_problem(self, sentence: str, severity: Severity = Severity.ERROR) -> None:
        """Say a sentence; an empty one takes message and mark away."""
        if self.isHidden():
            if not sentence:
                return
            self._description = self._field.accessibleDescription()
        mark = severity.name.lower() if sentence else ""
        theme.restyle(self._field, "issue", mark)
        self._field.setAccessibleDescription(sentence or self._description)
        self._glyph.set_glyph(severity.glyph, severity.ink)
        self._words.set_ink(severity.ink)
        self._words.setText(sentence)
        self.setVisible(bool(sentence))
