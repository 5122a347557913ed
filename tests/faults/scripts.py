"""What a door of the service can do: steps, and the usual behaviour made of them."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from tests.api.scripted_server import whole_reply
from tests.faults.background import Gate
from tests.faults.service import COST, Door, Script, Task, Visit

ABSENT = object()
"""In place of a field's value: leave the field out."""

Step = Callable[[Visit], Awaitable[None]]


def _with(fields: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    whole = {**fields, **changes}
    return {name: value for name, value in whole.items() if value is not ABSENT}


async def _answer(visit: Visit, code: int, body: object, **headers: str) -> None:
    await visit.send(whole_reply(code, body, **{"connection": "keep-alive", **headers}))


def receipt(visit: Visit, task: Task, cost: int = COST) -> dict[str, Any]:
    """What a submit that was bought is answered with."""
    return {"id": task.id, "polling_url": visit.service.polling_url(task), "cost": cost / 1000}


def sells(cost: int = COST, **changes: Any) -> Script:
    """Charge and hand out a receipt, with some of its fields changed."""

    async def script(visit: Visit) -> None:
        task = await visit.buy(cost)
        await _answer(visit, 200, _with(receipt(visit, task, cost), changes))

    return script


def buys_then(step: Step) -> Script:
    """Charge, then do something else than answer."""

    async def script(visit: Visit) -> None:
        await visit.buy()
        await step(visit)

    return script


def sells_as(reply: Callable[[dict[str, Any]], bytes]) -> Script:
    """Charge, send what `reply` makes of the receipt, and hang up."""

    async def script(visit: Visit) -> None:
        task = await visit.buy()
        await visit.send(reply(receipt(visit, task)))
        visit.writer.close()

    return script


def replies(code: int = 200, body: object = None, **headers: str) -> Script:
    """Read to the end and answer; nothing is charged."""

    async def script(visit: Visit) -> None:
        await visit.read_body()
        await _answer(visit, code, body, **headers)

    return script


def says(raw: bytes) -> Script:
    """Read to the end, send exactly this and hang up."""

    async def script(visit: Visit) -> None:
        await visit.read_body()
        await visit.send(raw)
        visit.writer.close()

    return script


async def closes(visit: Visit) -> None:
    """Hang up without a word."""
    visit.writer.close()


async def resets(visit: Visit) -> None:
    """Tear the connection down."""
    visit.reset()


async def hangs(visit: Visit) -> None:
    """Never say another word; ends when the client hangs up."""
    while await visit.reader.read(1 << 16):
        pass


def late(seconds: float, script: Script) -> Script:
    """The same, after a while."""

    async def waiting(visit: Visit) -> None:
        await asyncio.sleep(seconds)
        await script(visit)

    return waiting


def held(gate: Gate, script: Script) -> Script:
    """The same, once the test opens the gate."""

    async def waiting(visit: Visit) -> None:
        await gate.hold()
        await script(visit)

    return waiting


def tells(word: str = "Ready", /, **changes: Any) -> Script:
    """Answer a poll: Ready with a new link, or another status without."""

    async def script(visit: Visit) -> None:
        task = visit.task
        task.polls += 1
        fields: dict[str, Any] = {"id": task.id, "status": word, "result": None}
        if word == "Ready":
            fields["result"] = {"sample": visit.service.link(task), "seed": task.seed}
        await _answer(visit, 200, _with(fields, changes))

    return script


def not_found(visit: Visit) -> Awaitable[None]:
    """HTTP 404 with the status that says so."""
    return _answer(visit, 404, {"id": visit.task.id, "status": "Task not found", "result": None})


async def tells_balance(visit: Visit) -> None:
    await _answer(visit, 200, {"credits": visit.service.credits / 1000})


async def delivers(visit: Visit) -> None:
    """The picture, or the range of it that is asked for."""
    task = visit.task
    tag = f'"{hashlib.sha256(task.picture).hexdigest()[:16]}"'
    start = range_start(visit) if visit.request.headers.get("if-range") == tag else 0
    rest = task.picture[start:]
    headers = {"content-type": "image/png", "etag": tag}
    if start:
        whole = len(task.picture)
        headers["content-range"] = f"bytes {start}-{whole - 1}/{whole}"
    await _answer(visit, 206 if start else 200, rest, **headers)
    visit.service.delivered[task.id] += 1


def range_start(visit: Visit) -> int:
    """The first byte that is asked for."""
    wanted = visit.request.headers.get("range", "")
    return int(wanted.removeprefix("bytes=").rstrip("-") or 0)


def delivers_bytes(
    make: Callable[[Task], bytes] | bytes, whole: bool = False, **headers: str
) -> Script:
    """Something else than the picture; `whole`: it still counts as the picture."""

    async def script(visit: Visit) -> None:
        content = make if isinstance(make, bytes) else make(visit.task)
        await _answer(visit, 200, content, **headers)
        if whole:
            visit.service.delivered[visit.task.id] += 1

    return script


def cut_short(at: int, *, length: bool = True, tag: bool = True, reset: bool = False) -> Script:
    """The first `at` bytes of what is asked for, then the end; `length` says how long it is."""

    async def script(visit: Visit) -> None:
        task = visit.task
        mark = f'"{hashlib.sha256(task.picture).hexdigest()[:16]}"'
        start = range_start(visit) if visit.request.headers.get("if-range") == mark else 0
        rest = task.picture[start:]
        lines = [f"HTTP/1.1 {206 if start else 200} Said", "Content-Type: image/png"]
        lines += [f"Content-Length: {len(rest)}"] if length else []
        lines += [f"ETag: {mark}"] if tag else []
        if start:
            last = len(task.picture)
            lines.append(f"Content-Range: bytes {start}-{last - 1}/{last}")
        head = "\r\n".join([*lines, "Connection: close", "", ""]).encode()
        await visit.send(head + rest[:at])
        if reset:
            # What was sent must arrive before the end does.
            await asyncio.sleep(0.02)
            visit.reset()
        visit.writer.close()

    return script


def sends_to(url: str, code: int) -> Script:
    """Point somewhere else."""
    return replies(code, b"", location=url)


def as_json(value: object) -> bytes:
    return json.dumps(value).encode()


BUSY = {"detail": "Too many active tasks"}
"""What comes with HTTP 429."""

USUAL: Mapping[Door, Script] = {
    Door.SUBMIT: sells(),
    Door.POLL: tells(),
    Door.CREDITS: tells_balance,
    Door.FETCH: delivers,
    Door.SINK: replies(200, {"status": "Ready", "result": None}),
}
