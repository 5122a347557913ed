"""The notification service of a desktop, as its shell runs it: strict about types."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import SimpleQueue

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]

_NAME = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"


class Shell:
    """What is shown at the moment, by number, and everything that was ever asked for."""

    def __init__(self, refusing: bool) -> None:
        self.shown: dict[int, tuple[str, str]] = {}
        self.asked: list[tuple[object, ...]] = []
        self._refusing = refusing
        self._ending = threading.Event()
        self._signals: SimpleQueue[Message] = SimpleQueue()
        self._bus = open_dbus_connection("SESSION")
        self._bus.send_and_get_reply(message_bus.RequestName(_NAME))
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def say(self, member: str, signature: str, *body: object) -> None:
        origin = DBusAddress(_PATH, interface=_NAME)
        self._signals.put(new_signal(origin, member, signature, body))

    def close(self) -> None:
        self._ending.set()
        self._thread.join()
        self._bus.close()

    def _serve(self) -> None:
        while not self._ending.is_set():
            while not self._signals.empty():
                self._bus.send(self._signals.get())
            with suppress(TimeoutError):
                message = self._bus.receive(timeout=0.02)
                if message.header.message_type is MessageType.method_call:
                    self._bus.send(self._answer(message))

    def _answer(self, message: Message) -> Message:
        fields = message.header.fields
        call = fields[HeaderFields.member], fields.get(HeaderFields.signature)
        if call == ("Notify", "susssasa{sv}i") and not self._refusing:
            self.asked.append(message.body)
            number = message.body[1] or len(self.asked)
            self.shown[number] = message.body[3:5]
            return new_method_return(message, "u", (number,))
        if call == ("CloseNotification", "u"):
            self.shown.pop(message.body[0])
            return new_method_return(message)
        return new_error(message, "org.freedesktop.DBus.Error.InvalidArgs")


@contextmanager
def serving(refusing: bool = False) -> Iterator[Shell]:
    """Notifications of the bus of this process's environment."""
    shell = Shell(refusing)
    try:
        yield shell
    finally:
        shell.close()
