"""Read and press a program's controls the way a screen reader does, over AT-SPI's D-Bus."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    Properties,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection  # type: ignore[import-untyped]

from tests.e2e.desktop import Desktop, Point
from tests.e2e.session import DriverError

PATIENCE = 60.0
REPLY_SECONDS = 30.0
# As many questions as are under way at once: a tree is read in few turns, no buffer runs full.
_AT_ONCE = 100
_PREFIX = "org.a11y.atspi."
_SCREEN_COORDINATES = 0
_REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
_NULL = "/org/a11y/atspi/null"


class State(IntEnum):
    """The states a test asks about, by their bit in AT-SPI's state set."""

    ACTIVE = 1
    BUSY = 3
    CHECKED = 4
    EDITABLE = 7
    ENABLED = 8
    EXPANDED = 10
    FOCUSABLE = 11
    FOCUSED = 12
    PRESSED = 20
    SELECTED = 23
    SENSITIVE = 24
    SHOWING = 25
    VISIBLE = 30


@dataclass(frozen=True, slots=True)
class Extents:
    """A rectangle in pixels of the screen."""

    x: int
    y: int
    width: int
    height: int

    @property
    def centre(self) -> Point:
        """The point to click."""
        return self.x + self.width // 2, self.y + self.height // 2


class Accessibility:
    """A connection to the accessibility bus of one desktop."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection

    def ask(self, messages: Sequence[Message]) -> list[tuple[Any, ...] | None]:
        """Ask all at once and return the answers in order; None for one that was refused.

        Raises DriverError if the program does not answer.
        """
        answers: list[tuple[Any, ...] | None] = []
        for first in range(0, len(messages), _AT_ONCE):
            answers += self._ask_some(messages[first : first + _AT_ONCE])
        return answers

    def _ask_some(self, messages: Sequence[Message]) -> list[tuple[Any, ...] | None]:
        serials = [next(self._connection.outgoing_serial) for _ in messages]
        for message, serial in zip(messages, serials, strict=True):
            self._connection.send(message, serial=serial)
        waiting = set(serials)
        answers: dict[int, tuple[Any, ...] | None] = {}
        while waiting:
            try:
                reply = self._connection.receive(timeout=REPLY_SECONDS)
            except TimeoutError as cause:
                raise DriverError(f"no answer from the program in {REPLY_SECONDS:g} s") from cause
            serial = reply.header.fields.get(HeaderFields.reply_serial, -1)
            if serial in waiting:
                waiting.discard(serial)
                refused = reply.header.message_type == MessageType.error
                answers[serial] = None if refused else reply.body
        return [answers[serial] for serial in serials]

    def applications(self) -> "list[Node]":
        """Return the root node of every program that speaks to screen readers."""
        return Node(*_REGISTRY, bus=self).children

    def walk(self) -> "Iterator[tuple[Node, str]]":
        """Yield every node with its name, breadth first."""
        level = self.applications()
        while level:
            names = self.ask([node.get("Name") for node in level])
            yield from ((node, _string(name)) for node, name in zip(level, names, strict=True))
            families = self.ask([node.call("GetChildren") for node in level])
            level = [child for family in families for child in _nodes(family, self)]

    def find_all(self, name: str, role: str = "", *, showing: bool = True) -> "list[Node]":
        """Return the nodes with exactly that name, and that role if one is given."""
        return self.find_where(lambda found: found == name, role, showing=showing)

    def find_where(
        self, accepts: Callable[[str], bool], role: str = "", *, showing: bool = True
    ) -> "list[Node]":
        """Return the nodes whose name is accepted, and that have that role if one is given."""
        return [
            node
            for node, name in self.walk()
            if accepts(name)
            and (not role or node.role == role)
            and (not showing or State.SHOWING in node.states)
        ]

    def find(self, name: str, role: str = "", *, showing: bool = True) -> "Node | None":
        """Return the first node with that name, or None."""
        return next(iter(self.find_all(name, role, showing=showing)), None)

    def wait_for(self, name: str, seconds: float = PATIENCE, role: str = "") -> "Node":
        """Return the node with that name as soon as it shows; DriverError if it never does."""
        deadline = time.monotonic() + seconds
        while (node := self.find(name, role)) is None:
            if time.monotonic() > deadline:
                shown = sorted({name for _, name in self.walk() if name})
                raise DriverError(f"{name!r} did not show in {seconds:g} s; there are {shown}")
            time.sleep(0.05)
        return node


@dataclass(frozen=True, slots=True)
class Node:
    """One control as a screen reader meets it; everything is read when it is asked for."""

    owner: str
    path: str
    bus: Accessibility = field(repr=False, compare=False)

    def call(
        self, method: str, signature: str = "", body: tuple[Any, ...] = (), of: str = "Accessible"
    ) -> Message:
        """Return the message that calls a method of one of its interfaces."""
        address = DBusAddress(self.path, self.owner, _PREFIX + of)
        return new_method_call(address, method, signature, body)

    def get(self, name: str, of: str = "Accessible") -> Message:
        """Return the message that asks for a property of one of its interfaces."""
        return Properties(DBusAddress(self.path, self.owner, _PREFIX + of)).get(name)

    @property
    def name(self) -> str:
        """What a screen reader calls it."""
        return _string(self._ask(self.get("Name")))

    @property
    def description(self) -> str:
        """What a screen reader says after the name."""
        return _string(self._ask(self.get("Description")))

    @property
    def role(self) -> str:
        """What kind of control it is, such as "label" or "check box"."""
        return _string(self._ask(self.call("GetRoleName")))

    @property
    def states(self) -> frozenset[State]:
        """The states that hold; none once the control is gone."""
        answer = self._ask(self.call("GetState"))
        low, high = answer[0] if answer else (0, 0)
        bits = low | high << 32
        return frozenset(state for state in State if bits >> state & 1)

    @property
    def children(self) -> "list[Node]":
        """The nodes directly inside; for a list, its items."""
        return _nodes(self._ask(self.call("GetChildren")), self.bus)

    @property
    def names(self) -> list[str]:
        """The names of its children: what is said of each item of a list."""
        return [_string(answer) for answer in self.bus.ask([c.get("Name") for c in self.children])]

    @property
    def extents(self) -> Extents:
        """Where it is on the screen; DriverError if it is gone."""
        answer = self._ask(self.call("GetExtents", "u", (_SCREEN_COORDINATES,), of="Component"))
        if answer is None:
            raise DriverError(f"{self.path} is nowhere on the screen")
        return Extents(*answer[0])

    @property
    def centre(self) -> Point:
        """The point to click."""
        return self.extents.centre

    @property
    def text(self) -> str:
        """The text in it, or its value in digits; "" if it holds neither."""
        interfaces = (self._ask(self.call("GetInterfaces")) or ([],))[0]
        if _PREFIX + "Text" in interfaces:
            return _string(self._ask(self.call("GetText", "ii", (0, -1), of="Text")))
        if _PREFIX + "Value" in interfaces:
            value = self._ask(self.get("CurrentValue", of="Value"))
            return f"{value[0][1]:g}" if value else ""
        return ""

    def press(self, action: str = "") -> None:
        """Do its named or else its first action; DriverError if it has no such one."""
        offered = [row[0] for row in (self._ask(self.call("GetActions", of="Action")) or ([],))[0]]
        wanted = action or next(iter(offered), "")
        if wanted not in offered:
            raise DriverError(f"{self.name!r} offers {offered}, not {wanted!r}")
        self._ask(self.call("DoAction", "i", (offered.index(wanted),), of="Action"))

    def focus(self) -> None:
        """Give it the keyboard."""
        self._ask(self.call("GrabFocus", of="Component"))

    def _ask(self, message: Message) -> tuple[Any, ...] | None:
        return self.bus.ask([message])[0]


def _string(answer: tuple[Any, ...] | None) -> str:
    """Unpack a string from an answer, out of its variant if it is a property."""
    value = answer[0] if answer else ""
    return str(value[1] if isinstance(value, tuple) else value)


def _nodes(answer: tuple[Any, ...] | None, bus: Accessibility) -> list[Node]:
    rows = answer[0] if answer else []
    return [Node(owner, path, bus=bus) for owner, path in rows if owner and path != _NULL]


@contextmanager
def accessibility(desktop: Desktop) -> Iterator[Accessibility]:
    """Connect to the accessibility bus of a desktop."""
    session = desktop.environment["DBUS_SESSION_BUS_ADDRESS"]
    with open_dbus_connection(session) as connection:
        where = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        reply = connection.send_and_get_reply(new_method_call(where, "GetAddress"), timeout=20)
        if reply.header.message_type == MessageType.error:
            raise DriverError(f"no accessibility bus: {reply.body}")
    with open_dbus_connection(reply.body[0]) as connection:
        yield Accessibility(connection)
