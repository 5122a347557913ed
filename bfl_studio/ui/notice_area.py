"""The notices that stand: the newest in the foot, older ones behind a button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from bfl_studio import redaction
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.state.notices import Notice, NoticeAction, NoticeBoard, Severity
from bfl_studio.ui import theme
from bfl_studio.ui.controls import QuietButton, divider
from bfl_studio.ui.notice_row import NoticeRow
from bfl_studio.ui.notice_words import notice_sentence
from bfl_studio.ui.popups import Popover
from bfl_studio.ui.text import plain

INFO_MILLISECONDS = 6000
UNDO_MILLISECONDS = 10_000
"""What can be taken back stands longer."""

_WIDEST = 420
_POLITENESS = {
    Severity.ERROR: QAccessible.AnnouncementPoliteness.Assertive,
    Severity.WARNING: QAccessible.AnnouncementPoliteness.Assertive,
    Severity.INFO: QAccessible.AnnouncementPoliteness.Polite,
}


class NoticeArea(QWidget):
    """Takes no room while nothing stands. `chosen(Notice, NoticeAction)` tells an
    action it cannot do itself.

    Info leaves by itself after `stay` milliseconds, or `stay_to_undo` where it offers that, but
    not while pointed at or focused.
    """

    chosen = Signal(object, object)

    def __init__(
        self,
        board: NoticeBoard,
        stay: int = INFO_MILLISECONDS,
        stay_to_undo: int = UNDO_MILLISECONDS,
    ) -> None:
        super().__init__()
        self._board = board
        self._stay = stay
        self._stay_to_undo = stay_to_undo
        self._shown: tuple[Notice, ...] = ()
        self._timers: dict[str, QTimer] = {}
        self._newest = self._wired(NoticeRow())
        self._more = QuietButton(self.tr("Older notices"))
        self._older: Popover | None = None
        self._lay_out()
        self._more.clicked.connect(self._open_older)
        board.changed.connect(self._show)
        application = QGuiApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)
        self._show()

    def _lay_out(self) -> None:
        look = theme.current()
        self.setAccessibleName(self.tr("Notices"))
        self.setMaximumWidth(look.px(_WIDEST))
        self.first_stop = self._newest.first_stop
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(divider(vertical=True))
        layout.addWidget(self._newest, 1)
        layout.addWidget(self._more)

    def _wired(self, row: NoticeRow) -> NoticeRow:
        row.chosen.connect(self._act)
        row.closed.connect(lambda notice: self._board.withdraw(notice.key))
        return row

    def _act(self, notice: Notice, action: NoticeAction) -> None:
        if action is NoticeAction.COPY_DETAILS:
            failure = notice.failure or Failure(FailureKind.STUDIO_BUG)
            facts = (failure.details, plain(failure.said))
            words = redaction.redact("\n".join(fact for fact in facts if fact))
            QGuiApplication.clipboard().setText(words)
        else:
            self.chosen.emit(notice, action)

    def _show(self) -> None:
        before, self._shown = self._shown, self._board.notices
        self._time_info()
        self.setVisible(bool(self._shown))
        if not self._shown:
            return
        newest, older = self._shown[-1], len(self._shown) - 1
        if not before or before[-1] != newest:
            self._newest.show_notice(newest)
        self._more.set_words(f"+{older}")
        self._more.setVisible(older > 0)
        if newest not in before:
            self._announce(newest)

    def _announce(self, notice: Notice) -> None:
        event = QAccessibleAnnouncementEvent(self, notice_sentence(notice))
        event.setPoliteness(_POLITENESS[notice.severity])
        QAccessible.updateAccessibility(event)

    def _open_older(self) -> None:
        content = QWidget()
        rows = QVBoxLayout(content)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.current().px(4))
        popover = Popover(self.tr("Older notices"), content, self)
        for notice in reversed(self._shown[:-1]):
            row = self._wired(NoticeRow(notice))
            row.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            row.chosen.connect(popover.close)
            row.closed.connect(popover.close)
            rows.addWidget(row)
        if self._older is not None:
            self._older.deleteLater()
        self._older = popover
        popover.open_at(self._more, theme.current().px(_WIDEST))

    def _time_info(self) -> None:
        """One timer for each piece of info that stands."""
        standing = {n.key: n for n in self._shown if n.severity is Severity.INFO}
        for key in self._timers.keys() - standing.keys():
            timer = self._timers.pop(key)
            timer.stop()
            timer.deleteLater()
        for key in standing.keys() - self._timers.keys():
            undo = NoticeAction.UNDO in standing[key].actions
            stay = self._stay_to_undo if undo else self._stay
            timer = QTimer(self, singleShot=True, interval=stay)
            timer.timeout.connect(lambda key=key: self._board.withdraw(key))
            self._timers[key] = timer
            if not self._is_looked_at():
                timer.start()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(_WIDEST), super().sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._wait_or_go_on()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._wait_or_go_on()

    def _focus_moved(self, _old: QWidget | None, _new: QWidget | None) -> None:
        self._wait_or_go_on()

    def _wait_or_go_on(self) -> None:
        waiting = self._is_looked_at()
        for timer in self._timers.values():
            if waiting:
                timer.stop()
            elif not timer.isActive():
                timer.start()

    def _is_looked_at(self) -> bool:
        focused = QApplication.focusWidget()
        within = focused is not None and self.isAncestorOf(focused)
        opened = self._older is not None and self._older.isVisible()
        return self.underMouse() or within or opened
