"""Stands before a server and spoils the line: cut, reset, half-closed, slow, silent, split."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum

from tests.faults.background import Background

_PIECE = 16 * 1024
_SETTLE = 0.02


class End(StrEnum):
    """How a connection ends where it is cut."""

    CLOSE = "both ends are told"
    RESET = "torn down"
    HALF = "no more in this direction"
    SILENT = "nobody is told"


class Rate:
    """Bytes a second, shared by all connections that use it."""

    def __init__(self, bytes_per_second: float) -> None:
        self._pace = bytes_per_second
        self._free = 0.0

    async def spend(self, count: int) -> None:
        now = asyncio.get_running_loop().time()
        self._free = max(now, self._free) + count / self._pace
        await asyncio.sleep(self._free - now)


@dataclass(frozen=True, slots=True)
class Line:
    """One direction of one connection. `cut` is the number of bytes that get through."""

    cut: int | None = None
    end: End = End.CLOSE
    rate: Rate | None = None
    piece: int = _PIECE
    delay: float = 0.0


WELL = Line()
Lines = Callable[[int], tuple[Line, Line]]
"""What happens to the n-th connection, from 1: towards the server, and back."""


@dataclass
class FaultProxy:
    """Where it listens, and what has come through."""

    target: tuple[str, int]
    lines: Lines = lambda number: (WELL, WELL)
    origin: str = ""
    connections: int = 0
    cut_off: bool = False
    _server: asyncio.Server | None = None
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)

    async def open(self, port: int = 0) -> None:
        self._server = await asyncio.start_server(self._meet, "127.0.0.1", port)
        port = self._server.sockets[0].getsockname()[1]
        self.origin = f"http://127.0.0.1:{port}"

    async def close(self) -> None:
        """Nobody listens any more, and every connection is torn down."""
        if self._server is not None:
            self._server.close()
        for writer in list(self._writers):
            _reset(writer)

    def swallow(self) -> None:
        """From now on nothing comes through in either direction, and nobody is told."""
        self.cut_off = True

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        up, down = self.lines(self.connections)
        self._writers.add(writer)
        with suppress(OSError, asyncio.CancelledError):
            far_reader, far_writer = await asyncio.open_connection(*self.target)
            self._writers.add(far_writer)
            await asyncio.gather(
                self._carry(reader, far_writer, up, writer),
                self._carry(far_reader, writer, down, far_writer),
                return_exceptions=True,
            )
            far_writer.close()
            self._writers.discard(far_writer)
        writer.close()
        self._writers.discard(writer)

    async def _carry(
        self,
        source: asyncio.StreamReader,
        target: asyncio.StreamWriter,
        line: Line,
        other: asyncio.StreamWriter,
    ) -> None:
        left = line.cut
        while left is None or left > 0:
            piece = line.piece if left is None else min(line.piece, left)
            data = await source.read(piece)
            if not data:
                with suppress(OSError):
                    target.write_eof()
                return
            while self.cut_off:
                await asyncio.sleep(0.01)
            if line.rate is not None:
                await line.rate.spend(len(data))
            if line.delay:
                await asyncio.sleep(line.delay)
            target.write(data)
            await target.drain()
            left = None if left is None else left - len(data)
        await self._end(line.end, target, other)

    async def _end(
        self, end: End, target: asyncio.StreamWriter, other: asyncio.StreamWriter
    ) -> None:
        match end:
            case End.HALF:
                target.write_eof()
            case End.SILENT:
                await asyncio.sleep(3600)
            case End.RESET:
                # What came through must have been read before it is torn.
                await asyncio.sleep(_SETTLE)
                _reset(target)
                _reset(other)
            case End.CLOSE:
                target.close()
                other.close()


def _reset(writer: asyncio.StreamWriter) -> None:
    raw: socket.socket | None = writer.get_extra_info("socket")
    if raw is not None and raw.fileno() != -1:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


@contextmanager
def before(where: Background, origin: str, lines: Lines | None = None) -> Iterator[FaultProxy]:
    """A proxy before an http origin until the block is left."""
    host, _, port = origin.removeprefix("http://").rpartition(":")
    proxy = FaultProxy((host, int(port)))
    if lines is not None:
        proxy.lines = lines
    where.run(proxy.open())
    try:
        yield proxy
    finally:
        proxy.cut_off = False
        where.run(proxy.close())
