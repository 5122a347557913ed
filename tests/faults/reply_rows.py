"""Section B, where what comes is no answer anybody could read."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence

from tests.api.scripted_server import whole_reply
from tests.faults.memory import growth
from tests.faults.plays import each, polled
from tests.faults.scripts import (
    as_json,
    says,
)
from tests.faults.service import Door, Script, Visit
from tests.faults.stage import Row, Stage

POLL = Door.POLL


def _streams(block: bytes, times: int, headers: str) -> Script:
    """More than anybody should read."""

    async def script(visit: Visit) -> None:
        head = f"HTTP/1.1 200 Said\r\nContent-Type: application/json\r\n{headers}"
        await visit.send((head + "Connection: close\r\n\r\n").encode())
        for _ in range(times):
            await visit.send(block)
        visit.writer.close()

    return script


_HUGE = _streams(b" " * (1 << 20), 200, "")


_PACKED = gzip.compress(b" " * (200 << 20), 9)


_BOMB = _streams(_PACKED, 1, f"Content-Encoding: gzip\r\nContent-Length: {len(_PACKED)}\r\n")


def _json(raw: bytes) -> Script:
    return says(whole_reply(200, raw))


_ODD_JSON = (
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b'{"status": "Ready", "progress": ' + b"9" * 100_000 + b"}",
    b'{"status": "\\ud800", "id": "\\udfff"}',
    b'{"status": "Pend\\u0000ing"}',
    b'{"status": "Pend\0ing"}',
    b"\xff\xfe\x00",
    "{'status': 'Ready'}".encode("utf-16"),
    b'{"status": NaN}',
    b"",
)


_MORE = 32 * 1024
"""Kilobytes: a reply may have eight megabytes, and is a text and a tree of values for a while."""


def _too_much(stage: Stage) -> None:
    scripts = (_HUGE, _BOMB, *map(_json, _ODD_JSON))
    with stage.studio() as shop:
        for script in scripts:
            stage.service.first(POLL, script)
            with growth(_MORE):
                jobs = stage.ask(shop)
                stage.all_settled(shop, jobs)
    assert set(stage.states()) == {"saved"}


def _marked(stage: Stage) -> None:
    """A byte order mark, and sixteen bits a letter: read all the same."""

    def script(encoding: str) -> Script:
        async def answer(visit: Visit) -> None:
            fields = {"id": visit.task.id, "status": "Pending", "result": None}
            await visit.send(whole_reply(200, json.dumps(fields).encode(encoding)))
            visit.writer.close()

        return answer

    polled(script("utf-8-sig"), script("utf-16"))(stage)


_OK = as_json({"status": "Error"})


_RAW = (
    b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 3\r\n\r\n<x>",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" + _OK,
    b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 19\r\n\r\n" + _OK,
    b"HTTP/1.1 200 OK\r\nX-Long: a\r\n folded\r\n more\r\nContent-Length: 2\r\n\r\n{}",
    b"HTTP/1.1 100 Continue\r\n\r\n" * 2000,
    b"HTTP/1.1 200 OK\r\nX-Big: " + b"a" * 200_000 + b"\r\n\r\n",
    b"HTTP/9.9 200 OK\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00",
    b"",
)


ROWS: Sequence[Row] = (
    Row("B14", "too much to read, or nothing to make of it", each(_too_much, _marked)),
    Row("B15", "no HTTP anybody knows", polled(*map(says, _RAW))),
)
