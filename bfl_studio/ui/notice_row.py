"""One notice as the foot shows it: at most three lines of small type, edge to edge."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from bfl_studio.state.notices import Notice, NoticeAction, Severity
from bfl_studio.ui import theme
from bfl_studio.ui.controls import IconButton, LinkButton, Surface, row
from bfl_studio.ui.glyph import Glyph
from bfl_studio.ui.notice_words import action_words, notice_sentence
from bfl_studio.ui.tab_order import in_tab_order
from bfl_studio.ui.text import wrapped

_LOOKS = {
    Severity.INFO: ("window", "info", "text-2"),
    Severity.WARNING: ("warning", "triangle-alert", "warn-text"),
    Severity.ERROR: ("error", "circle-alert", "error-text"),
}


class NoticeRow(Surface):
    """`chosen(Notice, NoticeAction)` tells what was pressed; `closed(Notice)` its cross."""

    chosen = Signal(object, object)
    closed = Signal(object)

    def __init__(self, notice: Notice | None = None) -> None:
        super().__init__("window")
        look = theme.current()
        self._notice = notice
        self._glyph = Glyph("info")
        self._words = wrapped("", "small")
        self._actions = row(gap=12)
        self._close = IconButton(self.tr("Close notice"), "x")
        self._close.clicked.connect(lambda: self.closed.emit(self._notice))
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addStretch(1)
        said.addWidget(self._words)
        said.addLayout(self._actions)
        said.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(look.px(12), look.px(4), look.px(4), look.px(4))
        layout.setSpacing(look.px(8))
        layout.addWidget(self._glyph)
        layout.addLayout(said, 1)
        layout.addWidget(self._close)
        self.first_stop = self._close
        if notice is not None:
            self.show_notice(notice)

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._words.text()

    def show_notice(self, notice: Notice) -> None:
        """Show a notice in place of the one before."""
        fill, glyph, ink = _LOOKS[notice.severity]
        self._notice = notice
        self.set_fill(fill)
        self._glyph.set_glyph(glyph, ink)
        self._words.setText(notice_sentence(notice))
        self._close.setAccessibleDescription(self.sentence)
        while (item := self._actions.takeAt(0)) is not None:
            if (button := item.widget()) is not None:
                button.hide()
                button.deleteLater()
        links = [self._link(notice, action) for action in notice.actions]
        for link in links:
            self._actions.addWidget(link)
            link.show()
        self._actions.addStretch(1)
        in_tab_order(self._close, *links)

    def _link(self, notice: Notice, action: NoticeAction) -> LinkButton:
        link = LinkButton(action_words(action))
        link.clicked.connect(lambda: self.chosen.emit(notice, action))
        if action is NoticeAction.COPY_DETAILS:
            link.clicked.connect(lambda: link.set_words(self.tr("Copied")))
        return link
