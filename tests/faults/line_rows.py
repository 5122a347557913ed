"""Section B, where the line, the name or the certificate is what fails; and long absences."""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from bfl_studio.domain.errors import FailureKind
from bfl_studio.domain.job import JobState
from bfl_studio.services.events import ServiceTrouble
from tests.faults import certificates, proxy
from tests.faults.background import Gate
from tests.faults.crashes import close, start, wish_for
from tests.faults.plays import each, meets
from tests.faults.poll_rows import hours_later
from tests.faults.proxy import Line
from tests.faults.scripts import USUAL, held, not_found, replies, tells
from tests.faults.service import Door, Script, Visit, serving
from tests.faults.stage import HASTY, QUICK, Play, Row, Stage

S = JobState
POLL = Door.POLL
_NAMELESS = (".invalid", "bfl.ai")
_HASTY_ABOUT_HOSTS = replace(QUICK, host_patience=0.1)
_PATIENCE = 30.0
_SOON = 8.0
"""Whoever starts the studio again wants to know, however long the tasks have been out."""


@contextmanager
def _no_such_names() -> Iterator[list[str]]:
    """Names that end like those are known to nobody; which of them were asked for."""
    plain = socket.getaddrinfo
    asked: list[str] = []

    def look_up(host: Any, *given: Any, **named: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else str(host)
        if name.rstrip(".").endswith(_NAMELESS):
            asked.append(name)
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return plain(host, *given, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", look_up)
        yield asked


def _sold_with(make: Callable[[Visit, str], str]) -> Script:
    """A receipt whose polling URL is made of the visit and the task's id."""

    async def script(visit: Visit) -> None:
        task = await visit.buy()
        fields = {"id": task.id, "polling_url": make(visit, task.id), "cost": 1.4}
        await replies(200, fields)(_read(visit))

    return script


def _read(visit: Visit) -> Visit:
    """The same with nothing left to be read."""
    visit.request.headers = {**visit.request.headers, "content-length": "0"}
    return visit


_ADDRESSES = (
    "https://api.bfl.ai.evil.invalid/v1/get_result?id={id}",
    "https://notbfl.ai.invalid/v1/get_result?id={id}",
    "https://delivery-eu1.bfl.ai/v1/get_result?id={id}",
    "https://api.bfl.ai:8443/v1/get_result?id={id}",
    "https://api.bfl.ai@{sink}/v1/get_result?id={id}",
    "http://user:pass@{sink}/v1/get_result?id={id}",
    "http://api.bfl.ai/v1/get_result?id={id}",
    "https://{sink}/v1/get_result?id={id}",
    "https://xn--bfl-hna.ai.invalid/v1/get_result?id={id}",
    "https://bfl。ai.invalid/v1/get_result?id={id}",
    "http://2130706433/v1/get_result?id={id}",
    "http://[::ffff:127.0.0.1]/v1/get_result?id={id}",
    "file:///etc/hostname?{id}",
    "javascript:alert(1)//{id}",
    "//{sink}/v1/get_result?id={id}",
    "",
    "https://api.bfl.ai.invalid/" + "a" * 65_536 + "?id={id}",
)


def _strange_address(form: str) -> Play:
    """Asked for by its id instead, and nobody else ever sees the key."""

    def address(visit: Visit, task: str) -> str:
        sink = visit.service.origins["sink"].removeprefix("http://")
        return form.format(id=task, sink=sink)

    def play(stage: Stage) -> None:
        stage.service.first(Door.SUBMIT, _sold_with(address))
        with _no_such_names():
            meets(POLL, timing=_HASTY_ABOUT_HOSTS)(stage)

    return play


def _neighbour(stage: Stage) -> None:
    """Another port of this computer may be asked, and is told no key."""

    async def answer(visit: Visit) -> None:
        (task,) = visit.service.tasks.values()
        fields = {"id": task.id, "status": "Ready", "result": {"sample": visit.service.link(task)}}
        await replies(200, fields)(visit)

    stage.service.always(Door.SINK, answer)
    sink = stage.service.origins["sink"]
    stage.service.first(Door.SUBMIT, _sold_with(lambda visit, task: f"{sink}/poll/{task}"))
    meets(POLL)(stage)
    assert stage.service.count(Door.SINK) == 1


def _name_gone(stage: Stage) -> None:
    """The region's name is gone: the task is asked about where it was bought."""
    url = "https://api.eu.studio.invalid/v1/get_result?id={id}"
    stage.service.first(Door.SUBMIT, _sold_with(lambda visit, task: url.format(id=task)))
    with _no_such_names() as asked:
        meets(POLL, timing=_HASTY_ABOUT_HOSTS)(stage)
    assert set(asked) == {"api.eu.studio.invalid"}


def _drop_by_drop(stage: Stage) -> None:
    """One byte at a time, and one answer that stops after its head: nobody else waits for it."""
    gate = Gate()

    async def stops(visit: Visit) -> None:
        await visit.send(b"HTTP/1.1 200 Said\r\nContent-Length: 99\r\n\r\n")
        await gate.hold()
        visit.writer.close()

    async def drips(visit: Visit) -> None:
        fields = f'{{"id": "{visit.task.id}", "status": "Pending"}}'.encode()
        await visit.send(b"HTTP/1.1 200 Said\r\nContent-Length: %d\r\n\r\n" % len(fields))
        for at in range(len(fields)):
            await visit.send(fields[at : at + 1])
            await asyncio.sleep(0.02)
        visit.writer.close()

    stage.service.first(POLL, stops, drips)
    with stage.studio() as shop:
        jobs = stage.ask(shop, 4)
        shop.wait(lambda: stage.states().count("saved") == 2)
        gate.open()
        stage.all_settled(shop, jobs)
    assert stage.states() == ["saved"] * 4


def _through(lines: proxy.Lines, **more: Any) -> Play:
    """Everything goes through a line like that."""

    def play(stage: Stage) -> None:
        with proxy.before(stage.where, stage.service.origin, lines) as line:
            stage.service.shown["api"] = line.origin
            delivery = stage.service.origins["delivery"]
            with proxy.before(stage.where, delivery, lines) as second:
                stage.service.shown["delivery"] = second.origin
                with stage.studio(**more) as shop:
                    jobs = stage.ask(shop, 3)
                    stage.all_settled(shop, jobs)
        assert stage.states() == ["saved"] * 3

    return play


def _swallows_polls(stage: Stage) -> None:
    """The connection for questions goes dead without a word: another one is made."""
    with (
        proxy.before(stage.where, stage.service.origin) as line,
        stage.studio(origin=line.origin) as shop,
    ):
        stage.service.shown["api"] = line.origin
        gate = Gate()
        stage.service.first(POLL, held(gate, tells("Pending")))
        stage.ask(shop)
        gate.wait()
        line.swallow()
        gate.open()
        shop.wait(lambda: any(trouble.failure for trouble in shop.of(ServiceTrouble)))
        line.cut_off = False
        shop.wait(lambda: stage.states() == ["saved"])


def _away(hours: float, lost: int) -> Play:
    """Killed with 24 tasks pending; all that the service still knows are kept."""

    def play(stage: Stage) -> None:
        stage.service.always(POLL, tells("Pending"))
        process = start(stage, replace(wish_for(stage, 24), stay=True))
        stage.confirmed += 24
        deadline = time.monotonic() + _PATIENCE
        while stage.states() != ["accepted"] * 24:
            assert time.monotonic() < deadline, stage.states()
            time.sleep(0.02)
        process.kill()
        process.wait(_PATIENCE)
        close(stage, process)
        hours_later(stage, hours)
        forgotten = set(list(stage.service.tasks)[:lost])
        stage.service.always(POLL, _forgets(forgotten))
        with stage.studio(HASTY) as shop:
            assert shop.opening is not None
            assert len(shop.opening.resumed) == 24
            shop.wait(lambda: not {"accepted", "saving"} & set(stage.states()), _SOON)
        assert stage.states().count("saved") == 24 - lost
        assert stage.states().count("gone") == lost
        assert stage.posts == 24

    return play


def _forgets(forgotten: set[str]) -> Script:
    async def script(visit: Visit) -> None:
        await (not_found if visit.task.id in forgotten else tells())(visit)

    return script


def _not_private(wrong: str) -> Play:
    def play(stage: Stage) -> None:
        trusted, path = certificates.authority(stage.folder)
        context = certificates.contexts(stage.folder, trusted)[wrong]
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SSL_CERT_FILE", str(path))
            patch.setenv("SSL_CERT_DIR", os.devnull)
            _play_behind(stage, context, trusted=not wrong)

    return play


def _play_behind(stage: Stage, tls: ssl.SSLContext, *, trusted: bool) -> None:
    with serving(stage.where, stage.folder / "private", USUAL, tls) as service:
        service.shown["api"] = service.origins["api"].replace("127.0.0.1", "localhost")
        own = replace(stage, service=service)
        with own.studio() as shop:
            (job,) = own.ask(shop)
            if trusted:
                own.all_settled(shop, (job,))
            else:
                shop.wait(lambda: shop.states(job.id).count(S.SENDING) >= 2)
                _says_unreachable(shop.of(ServiceTrouble))
        assert own.states() == (["saved"] if trusted else ["queued"])
        assert bool(service.visits) is trusted
        own.judge()
    stage.service = service
    stage.confirmed = own.confirmed


def _says_unreachable(troubles: Sequence[ServiceTrouble]) -> None:
    assert {each.failure.kind for each in troubles if each.failure} == {FailureKind.UNREACHABLE}


_BYTES = Line(piece=1)

ROWS: Sequence[Row] = (
    Row("B10", "asked somewhere strange", each(*map(_strange_address, _ADDRESSES), _neighbour)),
    Row(
        "B13",
        "drop by drop",
        each(_drop_by_drop, _through(lambda number: (_BYTES, _BYTES))),
    ),
    Row("B17", "swallowed without a word", _swallows_polls),
    Row("B18", "the region's name is gone", _name_gone),
    Row(
        "B20",
        "killed with 24 pending, and away for a while",
        each(_away(0.0003, 0), _away(0.15, 0), _away(25, 5)),
    ),
    Row(
        "B21",
        "not private",
        each(*map(_not_private, ("", "expired", "another's", "its own", "old protocol"))),
    ),
    Row(
        "B21-revoked",
        "an intermediate certificate that was revoked",
        cannot="OpenSSL asks nobody about revocation, and the studio uses the system's judgement:"
        " there is no revocation service here that it would ask",
    ),
)
