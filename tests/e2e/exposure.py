"""Everything of a running studio that others can read: files, processes, texts, announcements."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    MatchRule,
    MessageType,
    new_method_call,
)
from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]
from jeepney.io.blocking import DBusConnection, open_dbus_connection  # type: ignore[import-untyped]

from tests.e2e.atspi import Accessibility
from tests.e2e.desktop import Desktop

_REPLY_SECONDS = 10.0
_EVENTS = "org.a11y.atspi.Event.Object"


def tells(content: bytes, secret: str) -> bool:
    """Whether it holds a secret, as it is or as some other way to write it."""
    raw = secret.encode()
    ways = (raw, raw[::-1], base64.b64encode(raw), raw.hex().encode(), secret.encode("utf-16-le"))
    return any(way in content for way in ways)


def telling_files(folders: Iterable[Path], secret: str) -> list[str]:
    """Files below some folders that hold a secret, in their name or in what they contain."""
    files = [path for folder in folders for path in folder.rglob("*")]
    return [str(path) for path in files if tells(str(path).encode() + _content(path), secret)]


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.is_file() else b""
    except FileNotFoundError:
        # It went away meanwhile, as a file under a name of its own for the moment does.
        return b""


@dataclass(frozen=True, slots=True)
class Process:
    """What `ps` can tell of a process."""

    number: int
    command: bytes
    environment: bytes


def family(number: int) -> list[Process]:
    """A process, and all that it started and they started; itself first."""
    folder = Path("/proc", str(number))
    try:
        found = [
            Process(number, (folder / "cmdline").read_bytes(), (folder / "environ").read_bytes())
        ]
        children = [path.read_text().split() for path in folder.glob("task/*/children")]
    except (FileNotFoundError, ProcessLookupError):
        return []
    return found + [each for some in children for child in some for each in family(int(child))]


def texts(tree: Accessibility) -> bytes:
    """Everything a screen reader can read in all windows, hidden parts as well."""
    said: list[Any] = []
    for node, name in tree.walk():
        questions = [
            node.get("Description"),
            node.get("HelpText"),
            node.get("AccessibleId"),
            node.call("GetAttributes"),
            node.call("GetText", "ii", (0, -1), of="Text"),
        ]
        said += [name, *tree.ask(questions)]
    return repr(said).encode()


class Announcements:
    """What the windows tell screen readers by themselves."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection
        self._heard = bytearray()

    def heard(self) -> bytes:
        """All of it so far."""
        while True:
            try:
                message = self._connection.receive(timeout=0.05)
            except TimeoutError:
                return bytes(self._heard)
            if message.header.message_type == MessageType.signal:
                self._heard += repr(message.body).encode()


@contextmanager
def announcements(screen: Desktop) -> Iterator[Announcements]:
    """Listen to what windows announce, as a screen reader does."""
    with open_dbus_connection(screen.environment["DBUS_SESSION_BUS_ADDRESS"]) as session:
        bus = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        reply = session.send_and_get_reply(
            new_method_call(bus, "GetAddress"), timeout=_REPLY_SECONDS
        )
    with open_dbus_connection(reply.body[0]) as connection:
        registry = DBusAddress(
            "/org/a11y/atspi/registry", "org.a11y.atspi.Registry", "org.a11y.atspi.Registry"
        )
        rule = MatchRule(type="signal", interface=_EVENTS)
        for question in (
            message_bus.AddMatch(rule),
            new_method_call(registry, "RegisterEvent", "s", ("object:",)),
        ):
            connection.send_and_get_reply(question, timeout=_REPLY_SECONDS)
        yield Announcements(connection)
