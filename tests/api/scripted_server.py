"""A server that does to one connection after another exactly what a test says."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

_PIECE = 64 * 1024


@dataclass(slots=True)
class Request:
    """What one connection asked; `body` holds what was read of it."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(slots=True)
class Exchange:
    """One connection, with the steps a script is made of."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    request: Request

    async def read_body(self) -> bytes:
        self.request.body = await self.reader.readexactly(self.length)
        return self.request.body

    async def discard(self, most: int) -> None:
        """Read that much of the body and keep none of it."""
        left = most
        while left:
            left -= len(await self.reader.read(min(left, _PIECE))) or left

    @property
    def length(self) -> int:
        return int(self.request.headers.get("content-length", "0"))

    async def send(self, raw: bytes) -> None:
        self.writer.write(raw)
        await self.writer.drain()

    async def reply(self, code: int = 200, body: object = None, **headers: str) -> None:
        """A whole reply; anything but bytes and text is sent as JSON."""
        await self.send(whole_reply(code, body, **headers))

    def reset(self) -> None:
        """Tear the connection down, as a cut cable or a crash does."""
        raw: socket.socket = self.writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


Script = Callable[[Exchange], Awaitable[None]]


def whole_reply(code: int = 200, body: object = None, **headers: str) -> bytes:
    content = body.encode() if isinstance(body, str) else body
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    stated = {"content-length": str(len(raw)), "connection": "close"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in stated.items())
    return f"HTTP/1.1 {code} Said\r\n{lines}\r\n".encode() + raw


def replying(code: int = 200, body: object = None, **headers: str) -> Script:
    """Read the request to its end, then answer."""

    async def script(exchange: Exchange) -> None:
        await exchange.read_body()
        await exchange.reply(code, body, **headers)

    return script


@dataclass(slots=True)
class ScriptedServer:
    """Where it listens, and everything that was asked of it."""

    origin: str
    requests: list[Request] = field(default_factory=list)
    connections: int = 0


async def _read_head(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.rstrip("\r\n").split("\r\n")
    method, target, _ = first.split(" ", 2)
    pairs = (line.split(":", 1) for line in lines)
    return Request(method, target, {name.lower(): value.strip() for name, value in pairs})


@asynccontextmanager
async def serving(script: Script) -> AsyncIterator[ScriptedServer]:
    """Listen on a free port of this computer until the block is left."""
    tasks: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        server.connections += 1
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            request = await _read_head(reader)
            server.requests.append(request)
            await script(Exchange(reader, writer, request))
        writer.close()
        tasks.discard(task)

    listener = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    server = ScriptedServer(f"http://127.0.0.1:{port}")
    try:
        yield server
    finally:
        listener.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@asynccontextmanager
async def refusing() -> AsyncIterator[str]:
    """An origin where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"
