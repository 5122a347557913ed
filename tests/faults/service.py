"""A service that charges, answers and delivers as a test says, and remembers all of it."""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
import random
import ssl
import time
import uuid
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from PIL import Image

from bfl_studio.sandbox.ledger import Charge, Ledger
from tests.api.scripted_server import Exchange, Request
from tests.faults.background import Background

COST = 1400
"""Thousandths of a credit: what a small picture of the model most rows use costs."""

BALANCE = 100_000_000
_SIDE = 48


class Door(StrEnum):
    """What is asked. `sink` is an origin that nobody has a reason to trust."""

    SUBMIT = "submit"
    POLL = "poll"
    CREDITS = "credits"
    FETCH = "fetch"
    SINK = "sink"


@dataclass(slots=True)
class Task:
    """Something that was bought; `links` counts the delivery URLs that were handed out."""

    id: str
    seed: int
    picture: bytes
    born: float
    polls: int = 0
    links: int = 0


@dataclass(slots=True)
class Visit(Exchange):
    """One request; `number` counts those of its door, `turn` those of its connection, from 1."""

    service: Service
    door: Door
    number: int
    turn: int
    at: float = field(default_factory=time.monotonic)

    async def read_body(self) -> bytes:
        """The whole request; asked for again it is not read again."""
        return self.request.body or await Exchange.read_body(self)

    async def buy(self, cost: int = COST) -> Task:
        """Read the request to its end and charge for it, on the disk before this returns."""
        return self.service.sell(await self.read_body(), self.request, cost)

    @property
    def task(self) -> Task:
        """Whose status or picture is asked for."""
        path, _, query = self.request.target.partition("?")
        name = query.removeprefix("id=") if self.door is Door.POLL else path.rpartition("/")[2]
        return self.service.tasks[name]


Script = Callable[[Visit], Awaitable[None]]


class Service:
    """Three origins: the service itself, its delivery, and the sink."""

    def __init__(self, folder: Path, usual: Mapping[Door, Script]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.ledger = Ledger(folder / "ledger.jsonl")
        self.tasks: dict[str, Task] = {}
        self.visits: list[Visit] = []
        self.delivered: Counter[str] = Counter()
        self.credits = BALANCE
        self.origins: dict[str, str] = {}
        self.shown: dict[str, str] = {}
        self._usual = dict(usual)
        self._first: dict[Door, deque[Script]] = {door: deque() for door in Door}
        self._servers: list[asyncio.Server] = []
        self._writers: set[asyncio.StreamWriter] = set()
        self._counts: Counter[Door] = Counter()

    @property
    def origin(self) -> str:
        """Where it is asked: of the service itself, or of what a test put before it."""
        return self.shown["api"]

    def always(self, door: Door, script: Script) -> None:
        """From now on this door does that."""
        self._usual[door] = script

    def first(self, door: Door, *scripts: Script) -> None:
        """The next visits of this door meet these, one after the other."""
        self._first[door].extend(scripts)

    def count(self, door: Door) -> int:
        return self._counts[door]

    def asked(self, door: Door) -> list[Visit]:
        """All visits of a door, in order."""
        return [visit for visit in self.visits if visit.door is door]

    def sell(self, body: bytes, request: Request, cost: int) -> Task:
        """Charge for a request, and paint what it bought."""
        seed = int(json.loads(body).get("seed") or 0)
        task = Task(str(uuid.uuid4()), seed, paint(seed), time.monotonic())
        key = hashlib.sha256(request.headers.get("x-key", "").encode()).hexdigest()[:12]
        digest = hashlib.sha256(body).hexdigest()
        self.ledger.add(Charge(time.time(), key, request.target, task.id, cost, digest, seed))
        self.credits -= cost
        self.tasks[task.id] = task
        return task

    def polling_url(self, task: Task) -> str:
        return f"{self.shown['api']}/v1/get_result?id={task.id}"

    def link(self, task: Task) -> str:
        """A new delivery URL."""
        task.links += 1
        return f"{self.shown['delivery']}/{task.links}/pictures/{task.id}?sig=signed"

    async def open(self, tls: ssl.SSLContext | None = None) -> None:
        """Listen on free ports of this computer; the service itself with `tls`, if given."""
        for name in ("api", "delivery", "sink"):
            await self._listen(name, tls if name == "api" else None)
        self.shown = dict(self.origins)

    async def _listen(self, name: str, tls: ssl.SSLContext | None) -> None:
        async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await self._meet(name, reader, writer)

        server = await asyncio.start_server(meet, "127.0.0.1", 0, ssl=tls, limit=1 << 20)
        self._servers.append(server)
        port = server.sockets[0].getsockname()[1]
        self.origins[name] = f"{'https' if tls else 'http'}://127.0.0.1:{port}"

    async def close(self) -> None:
        for server in self._servers:
            server.close()
        for writer in list(self._writers):
            writer.transport.abort()
        self.ledger.close()

    async def _meet(
        self, name: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._writers.add(writer)
        turn = 0
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while not writer.is_closing():
                turn += 1
                request = await _read_head(reader)
                door = _door(name, request)
                self._counts[door] += 1
                visit = Visit(reader, writer, request, self, door, self._counts[door], turn)
                self.visits.append(visit)
                queued = self._first[door]
                script = queued.popleft() if queued else self._usual[door]
                await script(visit)
                await writer.drain()
        writer.close()
        self._writers.discard(writer)


async def _read_head(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.rstrip("\r\n").split("\r\n")
    method, target, _ = first.split(" ", 2)
    pairs = (line.split(":", 1) for line in lines)
    return Request(method, target, {name.lower(): value.strip() for name, value in pairs})


def _door(origin: str, request: Request) -> Door:
    if origin != "api":
        return Door.FETCH if origin == "delivery" else Door.SINK
    if request.method == "POST":
        return Door.SUBMIT
    return Door.CREDITS if request.target.startswith("/v1/credits") else Door.POLL


def paint(seed: int, side: int = _SIDE) -> bytes:
    """A PNG that no other seed has; about 7 KB at 48 pixels a side."""
    noise = random.Random(seed).randbytes(side * side * 3)
    out = io.BytesIO()
    Image.frombytes("RGB", (side, side), noise).save(out, "PNG", compress_level=0)
    return out.getvalue()


@contextmanager
def serving(
    where: Background, folder: Path, usual: Mapping[Door, Script], tls: ssl.SSLContext | None = None
) -> Iterator[Service]:
    """A service on a loop of its own until the block is left."""
    service = Service(folder, usual)
    where.run(service.open(tls))
    try:
        yield service
    finally:
        where.run(service.close())
