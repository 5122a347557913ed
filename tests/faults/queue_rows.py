"""Section A, where the service asks for patience, or for money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bfl_studio.api import client
from bfl_studio.domain.errors import FailureKind
from bfl_studio.domain.job import JobState
from bfl_studio.services.events import QueuePaused
from tests.faults.background import Gate
from tests.faults.plays import each
from tests.faults.scripts import (
    BUSY,
    held,
    replies,
    sells,
    tells,
)
from tests.faults.service import COST, Door, Script, Visit
from tests.faults.stage import QUICK, Play, Row, Stage
from tests.services.workshop import Workshop

S = JobState


K = FailureKind
_SLACK = 4.0
"""Seconds a busy computer may be late."""

_LONGEST = 0.3
_IN_FLIGHT = 4
_NEW_KEY = "bfl_canary_new"


POST = Door.SUBMIT


def _allows(most: int) -> Script:
    """Sells while fewer than `most` are unfinished; refuses for haste otherwise."""

    async def script(visit: Visit) -> None:
        service = visit.service
        # Between a look and the sale nobody else may come.
        await visit.read_body()
        unfinished = sum(task.links == 0 for task in service.tasks.values())
        await (replies(429, BUSY) if unfinished >= most else sells())(visit)

    return script


def _storm(stage: Stage) -> None:
    pictures = 200
    stage.service.always(POST, _allows(3))
    # Longer than a few pictures take, as it is in earnest, and on a busy computer, too.
    with stage.studio(replace(QUICK, calm=10.0)) as shop:
        jobs = stage.ask(shop, pictures)
        stage.all_settled(shop, jobs, 240)
    assert stage.states() == ["saved"] * pictures
    assert stage.posts <= 1.2 * pictures, stage.posts


def _waits(retry_after: str | None, at_most: float) -> Play:
    headers = {"retry_after": retry_after} if retry_after is not None else {}

    def play(stage: Stage) -> None:
        stage.service.first(POST, replies(429, BUSY, **headers))
        with stage.studio() as shop:
            jobs = stage.ask(shop)
            stage.all_settled(shop, jobs, at_most + 5)
        first, second = (visit.at for visit in stage.service.asked(POST))
        assert second - first < at_most + _SLACK
        assert stage.states() == ["saved"]

    return play


def _waits_too_long(retry_after: str) -> Play:
    """There is a longest wait, whatever the service wishes."""

    def play(stage: Stage) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(client, "LONGEST_RETRY_AFTER", _LONGEST)
            _waits(retry_after, _LONGEST)(stage)

    return play


def _pauses(shop: Workshop) -> list[FailureKind | None]:
    return [each.failure.kind if each.failure else None for each in shop.of(QueuePaused)]


def _runs_out(stage: Stage) -> None:
    """56 of 200 are sold; the rest wait, and go on when there are credits again."""

    async def poor(visit: Visit) -> None:
        await visit.read_body()
        if visit.service.credits < COST:
            await replies(402, {"detail": "Insufficient credits"})(visit)
        else:
            await sells()(visit)

    stage.service.credits = 56 * COST
    stage.service.always(POST, poor)
    with stage.studio() as shop:
        jobs = stage.ask(shop, 200)
        shop.wait(lambda: stage.states().count("saved") == 56, 60)
        shop.wait(lambda: stage.states().count("queued") == 144)
        assert _pauses(shop) == [K.NO_CREDITS]
        assert not [job for job in jobs if shop.last(job.id).failure]
        assert stage.posts <= 56 + _IN_FLIGHT, stage.posts
        stage.service.credits = 4 * COST
        shop.wait(lambda: stage.states().count("saved") == 60)
        shop.wait(lambda: _pauses(shop) == [K.NO_CREDITS, None, K.NO_CREDITS])
    assert stage.charges == 60


def _key_revoked(code: int) -> Play:
    """Those that run are kept; the rest waits for a key that works, and then goes on."""

    async def script(visit: Visit) -> None:
        service = visit.service
        await visit.read_body()
        known = visit.request.headers["x-key"] == _NEW_KEY or len(service.tasks) < 3
        await (sells() if known else replies(code, {"detail": "Not authenticated"}))(visit)

    def play(stage: Stage) -> None:
        gate = Gate()
        stage.service.always(POST, script)
        stage.service.first(Door.POLL, *[held(gate, tells())] * 3)
        with stage.studio() as shop:
            jobs = stage.ask(shop, 10)
            shop.wait(lambda: _pauses(shop))
            shop.wait(lambda: "sending" not in stage.states())
            assert sorted(stage.states()) == ["accepted"] * 3 + ["queued"] * 7, stage.states()
            gate.open()
            shop.wait(lambda: stage.states().count("saved") == 3)
            assert _pauses(shop) == [K.KEY_REFUSED]
            assert stage.posts <= 3 + _IN_FLIGHT, stage.posts
            shop.thread.ask(lambda engine: engine.key_desk.try_key(shop.place, _NEW_KEY)).result(5)
            stage.all_settled(shop, jobs)
        assert stage.states() == ["saved"] * 10
        assert stage.charges == 10

    return play


ROWS: Sequence[Row] = (
    Row("A13", "only three at a time, 200 wanted", _storm),
    Row(
        "A14",
        "429 with odd Retry-After",
        each(
            _waits(None, 0.1),
            _waits("-5", 0.1),
            _waits("soon", 0.1),
            _waits("Thu, 01 Jan 1970 00:00:00 GMT", 0.1),
            _waits("1", 1.0),
            _waits_too_long("1000000000"),
            _waits_too_long("Fri, 01 Jan 2999 00:00:00 GMT"),
        ),
    ),
    Row("A15", "credits end at picture 57 of 200", _runs_out),
    Row("A16", "key revoked between two pictures", each(_key_revoked(401), _key_revoked(403))),
)
