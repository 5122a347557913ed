"""How one notice looks: a glyph, a sentence, at most three things to do, and a way to close it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy

from bfl_studio.ui import theme
from bfl_studio.ui.controls import IconButton, LinkButton, Surface, column, row
from bfl_studio.ui.field_message import Severity
from bfl_studio.ui.glyph import Glyph
from bfl_studio.ui.text import wrapped

_FILLS = {Severity.WARNING: "notice-warning", Severity.ERROR: "notice-error"}


class NoticeBar(Surface):
    """Shows one notice. `chosen(int)` counts its actions from 0; `closed()` is its cross."""

    chosen = Signal(int)
    closed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__("notice")
        self.setAccessibleName(name)
        # Its hint keeps it within the 420 pixels of a notice; put it in a row with a stretch.
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self._glyph = Glyph("info")
        self._words = wrapped("", "small")
        self._actions = row(gap=12)
        self._close = IconButton("Close notice", "x")
        self._close.clicked.connect(self.closed)
        look = theme.current()
        words = column(self._words, self._actions, gap=4)
        said = row(self._glyph, words, gap=8)
        said.setStretch(1, 1)
        said.setAlignment(self._glyph, Qt.AlignmentFlag.AlignTop)
        # The cross stands on the middle of the first line, whatever its own height.
        sunk = (look.metrics.height_control - look.line("small")) // 2
        said.setContentsMargins(0, sunk, 0, 0)
        line = row(said, self._close, gap=8)
        line.setStretch(0, 1)
        line.setAlignment(self._close, Qt.AlignmentFlag.AlignTop)
        line.setContentsMargins(look.px(12), look.px(2), look.px(4), look.px(8))
        self.setLayout(line)

    def show_notice(self, severity: Severity, sentence: str, actions: Sequence[str] = ()) -> None:
        """Show a notice in place of the one before."""
        self.set_fill(_FILLS.get(severity, "notice"))
        self._glyph.set_glyph(severity.glyph, severity.ink)
        self._words.setText(sentence)
        self._clear_actions()
        for number, words in enumerate(actions):
            button = LinkButton(words)
            button.clicked.connect(lambda _=False, number=number: self.chosen.emit(number))
            self._actions.addWidget(button)
        self._actions.addStretch(1)

    def _clear_actions(self) -> None:
        while (item := self._actions.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
