"""The prompts that were sent, with a filter: one of them goes back where prompts are written."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QLocale, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.prompts import SentPrompt
from bfl_studio.state.prompt_history import PromptHistory
from bfl_studio.ui import theme
from bfl_studio.ui.controls import LineField, LinkButton, column, row
from bfl_studio.ui.picture_words import day_words
from bfl_studio.ui.text import elided, wrapped
from bfl_studio.ui.two_line_list import ListRow, TwoLineList


class PromptHistoryPanel(QWidget):
    """`picked(SentPrompt)` by Enter or a click; typing in the list goes to the filter."""

    picked = Signal(object)

    def __init__(self, history: PromptHistory) -> None:
        super().__init__()
        self._history = history
        self._field = LineField(self.tr("Search prompts"), self.tr("Search"), "search")
        self._list = TwoLineList(self.tr("Prompt history"))
        self._nothing = wrapped("", "body", "text-2")
        self._said = elided("", "small", "text-2")
        self._undo = LinkButton(self.tr("Put back"))
        self._remove = LinkButton(self.tr("Remove this prompt"), self.tr("Remove"))
        self._clear = LinkButton(self.tr("Clear all prompts"), self.tr("Clear all"))
        self._lay_out()
        self.setFocusProxy(self._list)
        self._field.textChanged.connect(lambda _: self._show())
        self._field.returnPressed.connect(lambda: self._pick(self._list.current))
        self._list.typed.connect(self._type)
        self._list.picked.connect(self._pick)
        self._list.removed.connect(history.remove)
        self._undo.clicked.connect(self._put_back)
        self._remove.clicked.connect(self._remove_current)
        self._clear.clicked.connect(history.clear)
        history.changed.connect(self._follow)

    def prepare(self) -> None:
        """Begin anew: all of them, the newest chosen."""
        self._field.clear()
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._list.setFocus(Qt.FocusReason.TabFocusReason)
            self._list.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        look = theme.current()
        self._nothing.setContentsMargins(look.px(8), look.px(4), look.px(8), look.px(4))
        links = row(self._said, self._undo, self._remove, self._clear, gap=12)
        links.setStretch(0, 1)
        links.setContentsMargins(look.px(8), look.px(4), look.px(8), look.px(4))
        layout = column(self._field, self._nothing, self._list, gap=4, padding=4)
        layout.addLayout(links)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _type(self, event: QKeyEvent) -> None:
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.keyPressEvent(event)

    def _follow(self) -> None:
        if self.isVisible():
            self._show(self._list.place)

    def _show(self, place: int = 0) -> None:
        entries = self._history.entries
        sought = self._field.text().casefold().split()
        found = [each for each in entries if _matches(each, sought)]
        self._list.show_many(len(found), lambda number: _row_of(found[number]), place)
        self._nothing.setVisible(not found)
        self._nothing.setText(
            self.tr("No prompt matches.")
            if entries
            else self.tr("Nothing here yet: every prompt you generate is kept here.")
        )
        removed = len(self._history.removed)
        self._undo.setVisible(removed > 0)
        self._said.setText(_removed_words(self, removed) if removed else "")
        self._remove.setVisible(bool(found))
        self._clear.setVisible(bool(entries))

    def _pick(self, sent: object) -> None:
        if isinstance(sent, SentPrompt):
            self.picked.emit(sent)

    def _remove_current(self) -> None:
        if isinstance(sent := self._list.current, SentPrompt):
            self._history.remove(sent)
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_back(self) -> None:
        self._history.put_back()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)


def when_words(sent_ms: int) -> str:
    """The day, and the time if it is of today or yesterday."""
    moment = datetime.fromtimestamp(sent_ms / 1000, UTC).astimezone()
    days = (datetime.now(UTC).astimezone().date() - moment.date()).days
    day = day_words(moment.date().isoformat())
    clock = QLocale().toString(QTime(moment.hour, moment.minute), "HH:mm")
    return clock if days == 0 else f"{day} {clock}" if days == 1 else day


def _removed_words(panel: PromptHistoryPanel, count: int) -> str:
    if count == 1:
        return panel.tr("1 prompt removed.")
    return panel.tr("{count} prompts removed.").format(count=count)


def _row_of(sent: SentPrompt) -> ListRow:
    words = " ".join(sent.words[:800].split())
    return ListRow(words, aside=when_words(sent.sent_ms), value=sent, flows=True)


def _matches(sent: SentPrompt, sought: list[str]) -> bool:
    words = sent.words.casefold() if sought else ""
    return all(each in words for each in sought)
