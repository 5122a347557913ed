"""Tells somebody who looks elsewhere that pictures are ready or a job waits for them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from bfl_studio.state.desk_notices import DeskNotice, DeskNotices
from bfl_studio.ui.notification_service import NotificationService
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP


def looked_at() -> bool:
    """Whether the studio is what somebody works with at this moment."""
    return QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive


def notice_words(notice: DeskNotice) -> str:
    """What it says, on a screen that others may see: numbers, and never a prompt."""
    parts = (_counted(*_PICTURES, notice.pictures), _counted(*_WAITING, notice.waiting))
    return " · ".join(part for part in parts if part)


_PICTURES = (
    QT_TRANSLATE_NOOP("desktop notice", "1 picture is ready"),
    QT_TRANSLATE_NOOP("desktop notice", "{count} pictures are ready"),
)
_WAITING = (
    QT_TRANSLATE_NOOP("desktop notice", "1 job needs you"),
    QT_TRANSLATE_NOOP("desktop notice", "{count} jobs need you"),
)


def _counted(one: str, more: str, count: int) -> str:
    if count == 0:
        return ""
    words = QCoreApplication.translate("desktop notice", one if count == 1 else more)
    return words.format(count=count)


class Channel(Protocol):
    """A way to show one sentence outside the window."""

    def show(self, sentence: str) -> None: ...

    def withdraw(self) -> None: ...

    def close(self) -> None: ...


class DesktopNotice(QObject):
    """`clicked`: somebody answers, and the window should come forward.

    Where the desktop shows no notifications, the window asks for attention in the task bar.
    """

    clicked = Signal()

    def __init__(self, window: QWidget, notices: DeskNotices) -> None:
        super().__init__(window)
        self._window = window
        self._notices = notices
        self._channel: Channel | None = None
        self._ended = False
        self._make_channel: Callable[[], Channel] = (
            self._service if sys.platform.startswith("linux") else self._tray
        )
        notices.wanted.connect(self._tell)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._state_changed)

    def close(self) -> None:
        """Take back what is shown, and end."""
        self._ended = True
        if self._channel is not None:
            self._channel.close()
            self._channel = None

    def _tell(self, notice: DeskNotice) -> None:
        if self._ended:
            return
        if self._channel is None:
            self._channel = self._make_channel()
        self._channel.show(notice_words(notice))

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self._notices.forget()
            if self._channel is not None:
                self._channel.withdraw()

    def _service(self) -> Channel:
        service = NotificationService(self)
        service.clicked.connect(self._answered)
        service.refused.connect(self._ask_for_attention)
        return service

    def _tray(self) -> Channel:
        tray = _Tray(self._window)
        tray.clicked.connect(self.clicked)
        tray.refused.connect(self._ask_for_attention)
        return tray

    def _answered(self, token: str) -> None:
        if token:
            # Wayland lets a window come forward only with it; Qt takes it from there and away.
            os.environ["XDG_ACTIVATION_TOKEN"] = token
        self.clicked.emit()

    def _ask_for_attention(self) -> None:
        QApplication.alert(self._window)


class _Tray(QObject):
    """Windows and macOS show messages of an icon, which is there only as long as its message."""

    clicked = Signal()
    refused = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._icon = QSystemTrayIcon(window.windowIcon(), self)
        self._icon.setToolTip("BFL Studio")
        self._icon.messageClicked.connect(self.clicked)
        self._icon.activated.connect(self.clicked)

    def show(self, sentence: str) -> None:
        if not QSystemTrayIcon.isSystemTrayAvailable():
            self.refused.emit()
            return
        self._icon.show()
        self._icon.showMessage("BFL Studio", sentence, self._icon.icon())

    def withdraw(self) -> None:
        self._icon.hide()

    def close(self) -> None:
        self._icon.hide()
