"""A service on this computer that answers from the table: each prompt is the name of a row."""

from __future__ import annotations

import io
import json
import re
import struct
import threading
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from PIL import Image

from tests.contract.answer_rows import Raw, Row

_PICTURE = Raw(200, "@picture")
_LATEST = 60.0


def task_id(row: Row) -> str:
    return re.sub(r"\W+", "-", row.name)


@dataclass
class AnsweringService:
    """Where it listens, what the account holds, and how often each row was asked for."""

    origin: str
    rows: Mapping[str, Row]
    balance: float | None = 1240
    posts: Counter[str] = field(default_factory=Counter)
    polls: Counter[str] = field(default_factory=Counter)
    over: threading.Event = field(default_factory=threading.Event)

    def submitted(self, body: bytes) -> tuple[str, Raw]:
        row = next(each for each in self.rows.values() if each.name == json.loads(body)["prompt"])
        name = task_id(row)
        self.posts[name] += 1
        return name, _nth(row.submits, self.posts[name])

    def asked(self, target: str) -> tuple[str, Raw]:
        """The answer to a GET."""
        parts = urlsplit(target)
        if parts.path == "/v1/credits":
            known = self.balance is not None
            return "", Raw(200, {"credits": self.balance}) if known else Raw(503, {"detail": "no"})
        kind, _, name = parts.path.removeprefix("/").partition("/")
        if parts.path == "/v1/get_result":
            kind, name = "task", parse_qs(parts.query)["id"][0]
        row = self.rows[name]
        if kind == "picture":
            return name, row.delivery or _PICTURE
        self.polls[name] += 1
        return name, _nth(row.polls, self.polls[name])

    def content(self, name: str, raw: Raw) -> bytes:
        if raw.body in ("@picture", "@enormous"):
            return picture() if raw.body == "@picture" else enormous()
        text = raw.body if isinstance(raw.body, str) else json.dumps(raw.body)
        return text.replace("@id", name).replace("@origin", self.origin).encode()


@contextmanager
def answering(rows: Sequence[Row]) -> Iterator[AnsweringService]:
    """Listen on a free port until the block is left."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(*service.submitted(body))

        def do_GET(self) -> None:
            self._answer(*service.asked(self.path))

        def _answer(self, name: str, raw: Raw) -> None:
            if raw.late:
                service.over.wait(_LATEST)
                return
            content = service.content(name, raw)
            stated = {"Content-Type": "application/json", "Content-Length": str(len(content))}
            self.send_response(raw.status)
            for header, value in (stated | dict(raw.headers)).items():
                self.send_header(header, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    origin = f"http://127.0.0.1:{server.server_port}"
    service = AnsweringService(origin, {task_id(row): row for row in rows})
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="answers")
    thread.start()
    try:
        yield service
    finally:
        service.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _nth(answers: Sequence[Raw], number: int) -> Raw:
    return answers[min(number, len(answers)) - 1]


@cache
def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (256, 256), "teal").save(file, "PNG")
    return file.getvalue()


@cache
def enormous() -> bytes:
    """A PNG of ten thousand million pixels, in a hundred bytes."""
    header = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 64)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
