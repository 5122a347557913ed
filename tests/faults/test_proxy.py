"""The line does what it is told, byte for byte."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.faults import proxy
from tests.faults.background import Background, background
from tests.faults.proxy import WELL, End, FaultProxy, Line, Rate

_LONG = bytes(range(256)) * 40
_PATIENCE = 5.0


@pytest.fixture
def where() -> Iterator[Background]:
    with background() as running:
        yield running


@contextmanager
def _echo() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(_PATIENCE)
        yield server


@contextmanager
def _connected(
    where: Background, up: Line = WELL, down: Line = WELL
) -> Iterator[tuple[socket.socket, socket.socket, FaultProxy]]:
    """The client's end, the server's, and what stands between."""
    with _echo() as server:
        origin = f"http://127.0.0.1:{server.getsockname()[1]}"
        with proxy.before(where, origin, lambda number: (up, down)) as line:
            port = int(line.origin.rpartition(":")[2])
            with socket.create_connection(("127.0.0.1", port), _PATIENCE) as client:
                far, _ = server.accept()
                with far:
                    far.settimeout(_PATIENCE)
                    yield client, far, line


def _all(end: socket.socket) -> bytes:
    """Everything until the other end says no more."""
    parts = []
    while part := end.recv(1 << 16):
        parts.append(part)
    return b"".join(parts)


def test_a_line_that_is_well_carries_everything_both_ways(where: Background) -> None:
    with _connected(where) as (client, far, line):
        client.sendall(_LONG)
        client.shutdown(socket.SHUT_WR)
        assert _all(far) == _LONG
        far.sendall(_LONG[::-1])
        far.shutdown(socket.SHUT_WR)
        assert _all(client) == _LONG[::-1]
        assert line.connections == 1


@pytest.mark.parametrize("at", [0, 1, 100, 5000])
def test_it_is_cut_at_the_very_byte(where: Background, at: int) -> None:
    with _connected(where, up=Line(cut=at)) as (client, far, _):
        client.sendall(_LONG)
        assert _all(far) == _LONG[:at]


def test_torn_down_both_ends_are_told(where: Background) -> None:
    with _connected(where, up=Line(cut=100, end=End.RESET)) as (client, far, _):
        client.sendall(_LONG)
        assert far.recv(1000) == _LONG[:100]
        with pytest.raises(ConnectionResetError):
            while client.recv(1):
                pass


def test_half_closed_the_other_way_stays_open(where: Background) -> None:
    with _connected(where, up=Line(cut=10, end=End.HALF)) as (client, far, _):
        client.sendall(_LONG[:10])
        assert _all(far) == _LONG[:10]
        far.sendall(b"still here")
        assert client.recv(100) == b"still here"


def test_silent_nobody_is_told(where: Background) -> None:
    with _connected(where, up=Line(cut=10, end=End.SILENT)) as (client, far, _):
        client.sendall(_LONG)
        assert far.recv(100) == _LONG[:10]
        far.settimeout(0.1)
        with pytest.raises(TimeoutError):
            far.recv(1)


def test_byte_by_byte_every_byte_comes(where: Background) -> None:
    with _connected(where, up=Line(piece=1)) as (client, far, _):
        client.sendall(_LONG[:200])
        client.shutdown(socket.SHUT_WR)
        assert _all(far) == _LONG[:200]


def test_swallowed_and_given_back(where: Background) -> None:
    with _connected(where) as (client, far, line):
        line.swallow()
        client.sendall(b"hello")
        far.settimeout(0.1)
        with pytest.raises(TimeoutError):
            far.recv(1)
        line.cut_off = False
        far.settimeout(_PATIENCE)
        assert far.recv(100) == b"hello"


def test_a_slow_line_is_never_faster_than_it_says(where: Background) -> None:
    slow = Line(rate=Rate(50_000), piece=1000)
    with _connected(where, up=slow) as (client, far, _):
        began = time.monotonic()
        client.sendall(_LONG)
        client.shutdown(socket.SHUT_WR)
        assert _all(far) == _LONG
        assert time.monotonic() - began >= len(_LONG) / 50_000 * 0.95
