"""Section A, where the service asks for patience, or for money."""

from __future__ import annotations

import time
from collections.abc import Sequence

from bfl_studio.domain.errors import FailureKind
from bfl_studio.domain.job import JobState
from bfl_studio.services.events import QueuePaused
from tests.faults.plays import each
from tests.faults.scripts import (
    replies,
    sells,
)
from tests.faults.service import Door, Script, Visit
from tests.faults.stage import Play, Row, Stage
from tests.services.workshop import Workshop

S = JobState


K = FailureKind


POST = Door.SUBMIT


_BUSY = {"detail": "Too many active tasks"}


def _allows(most: int) -> Script:
    """Sells while fewer than `most` are unfinished; refuses for haste otherwise."""

    async def script(visit: Visit) -> None:
        service = visit.service
        unfinished = sum(task.links == 0 for task in service.tasks.values())
        await (replies(429, _BUSY) if unfinished >= most else sells())(visit)

    return script


def _storm(stage: Stage) -> None:
    pictures = 200
    stage.service.always(POST, _allows(3))
    with stage.studio() as shop:
        jobs = stage.ask(shop, pictures)
        stage.all_settled(shop, jobs, 90)
    assert stage.states() == ["saved"] * pictures
    assert stage.posts <= 1.2 * pictures, stage.posts


def _waits(retry_after: str | None, at_most: float) -> Play:
    headers = {"retry_after": retry_after} if retry_after is not None else {}

    def play(stage: Stage) -> None:
        stage.service.first(POST, replies(429, _BUSY, **headers))
        with stage.studio() as shop:
            jobs = stage.ask(shop)
            stage.all_settled(shop, jobs, at_most + 5)
        first, second = (visit.at for visit in stage.service.asked(POST))
        assert second - first < at_most + 4
        assert stage.states() == ["saved"]

    return play


def _refuses_after(count: int, code: int, detail: str) -> Script:
    async def script(visit: Visit) -> None:
        sold = len(visit.service.tasks)
        await (sells() if sold < count else replies(code, {"detail": detail}))(visit)

    return script


def _pauses(shop: Workshop) -> list[FailureKind | None]:
    return [each.failure.kind if each.failure else None for each in shop.of(QueuePaused)]


def _runs_out(stage: Stage) -> None:
    """56 of 200 are sold; the rest wait, and go on when there are credits again."""

    async def poor(visit: Visit) -> None:
        if visit.service.credits < 1400:
            await replies(402, {"detail": "Insufficient credits"})(visit)
        else:
            await sells()(visit)

    stage.service.credits = 56 * 1400
    stage.service.always(POST, poor)
    with stage.studio() as shop:
        jobs = stage.ask(shop, 200)
        shop.wait(lambda: stage.states().count("saved") == 56, 60)
        shop.wait(lambda: stage.states().count("queued") == 144)
        assert _pauses(shop) == [K.NO_CREDITS]
        assert not [job for job in jobs if shop.last(job.id).failure]
    assert stage.charges == 56
    assert stage.posts <= 56 + 4, stage.posts


def _key_revoked(code: int) -> Play:
    def play(stage: Stage) -> None:
        stage.service.always(POST, _refuses_after(3, code, "Not authenticated"))
        with stage.studio() as shop:
            stage.ask(shop, 10)
            shop.wait(lambda: stage.states().count("saved") == 3)
            shop.wait(lambda: _pauses(shop))
            time.sleep(0.3)
            assert _pauses(shop) == [K.KEY_REFUSED]
            assert sorted(stage.states()) == ["queued"] * 7 + ["saved"] * 3, stage.states()
        assert stage.posts <= 3 + 4

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
        ),
    ),
    Row("A15", "credits end at picture 57 of 200", _runs_out),
    Row("A16", "key revoked between two pictures", each(_key_revoked(401), _key_revoked(403))),
)
