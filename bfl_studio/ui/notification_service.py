"""The notifications of a Linux desktop, spoken to on a thread of its own."""

from __future__ import annotations

import select
import socket
import threading
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bfl_studio import diagnostics
from bfl_studio.resources import DESKTOP_ENTRY

if TYPE_CHECKING:
    from jeepney import Message  # type: ignore[import-untyped]
    from jeepney.io.blocking import DBusConnection  # type: ignore[import-untyped]

_NAME = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_REPLY_SECONDS = 5.0
_END_SECONDS = 2.0
_WITHDRAW = ""


class NotificationService(QObject):
    """`clicked` carries the token that lets a window come forward, or ""; `refused`: nobody shows
    notifications here.

    Qt's own D-Bus cannot send the unsigned number this service asks for.
    """

    clicked = Signal(str)
    refused = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._orders: SimpleQueue[str | None] = SimpleQueue()
        self._bell, self._ear = socket.socketpair()
        self._thread: threading.Thread | None = None

    def show(self, sentence: str) -> None:
        """Show it in place of the one before."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._talk, name="notifications", daemon=True)
            self._thread.start()
        self._order(sentence)

    def withdraw(self) -> None:
        if self._thread is not None:
            self._order(_WITHDRAW)

    def close(self) -> None:
        """Take back what is shown, and end."""
        if self._thread is not None:
            self._order(None)
            self._thread.join(_END_SECONDS)
        self._bell.close()
        self._ear.close()

    def _order(self, order: str | None) -> None:
        self._orders.put(order)
        with suppress(OSError):
            self._bell.send(b"!")

    def _talk(self) -> None:
        try:
            from jeepney.io.blocking import open_dbus_connection

            with open_dbus_connection("SESSION", auth_timeout=_REPLY_SECONDS) as bus:
                _Talk(bus, self).go_on(self._orders, self._ear)
        except Exception:
            # No library, no bus, none that answers, one that went away: there is another way.
            diagnostics.note("no notification service")
            # The window may have gone meanwhile.
            with suppress(RuntimeError):
                self.refused.emit()


class _Talk:
    """One connection, and the notification that is shown on it."""

    def __init__(self, bus: DBusConnection, service: NotificationService) -> None:
        from jeepney import DBusAddress, MatchRule
        from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]

        self._bus = bus
        self._service = service
        self._address = DBusAddress(_PATH, bus_name=_NAME, interface=_NAME)
        self._shown = 0
        self._token = ""
        rule = MatchRule(type="signal", interface=_NAME, path=_PATH)
        bus.send_and_get_reply(message_bus.AddMatch(rule), timeout=_REPLY_SECONDS)

    def go_on(self, orders: SimpleQueue[str | None], ear: socket.socket) -> None:
        """Until it is told to end."""
        while True:
            with suppress(Empty):
                while (order := orders.get_nowait()) is not None:
                    self._obey(order)
                self._obey(_WITHDRAW)
                return
            select.select([self._bus.sock, ear], [], [])
            if select.select([ear], [], [], 0)[0]:
                ear.recv(64)
            with suppress(TimeoutError):
                while True:
                    self._hear(self._bus.receive(timeout=0))

    def _obey(self, order: str) -> None:
        if order != _WITHDRAW:
            self._shown = self._ask("Notify", "susssasa{sv}i", self._words(order))[0]
        elif self._shown:
            shown, self._shown = self._shown, 0
            self._ask("CloseNotification", "u", (shown,))

    def _words(self, sentence: str) -> tuple[object, ...]:
        hints = {"desktop-entry": ("s", DESKTOP_ENTRY), "urgency": ("y", 1)}
        actions = ["default", "BFL Studio"]
        return ("BFL Studio", self._shown, "bfl-studio", sentence, "", actions, hints, -1)

    def _ask(self, method: str, signature: str, body: tuple[object, ...]) -> tuple[int, ...]:
        from jeepney import MessageType, new_method_call

        message = new_method_call(self._address, method, signature, body)
        reply = self._bus.send_and_get_reply(message, timeout=_REPLY_SECONDS)
        if reply.header.message_type is MessageType.error and method == "Notify":
            raise ConnectionRefusedError
        return reply.body or (0,)

    def _hear(self, message: Message) -> None:
        from jeepney import HeaderFields

        match message.header.fields.get(HeaderFields.member), message.body:
            case "ActivationToken", (self._shown, str(token)):
                self._token = token
            case "ActionInvoked", (self._shown, str()):
                self._service.clicked.emit(self._token)
            case "NotificationClosed", (self._shown, *_):
                self._shown = 0
