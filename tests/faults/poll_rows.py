"""Section B of the fault matrix: from the receipt to the link."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

from bfl_studio.domain.credits import credits
from bfl_studio.domain.errors import FailureKind
from bfl_studio.domain.job import Job, JobState, Side
from bfl_studio.services.events import ServiceTrouble
from tests.faults.background import Gate
from tests.faults.plays import each, meets, polled
from tests.faults.scripts import (
    ABSENT,
    held,
    not_found,
    replies,
    resets,
    tells,
)
from tests.faults.service import Door, Script, Visit
from tests.faults.stage import HASTY, QUICK, Play, Row, Stage

S = JobState
K = FailureKind
POLL = Door.POLL
_EAGER = replace(QUICK, retry_longest=0.05)
_HTML = b"<html>Bad Gateway</html>"


def _always(script: Script, ends: JobState, **more: Any) -> Play:
    def play(stage: Stage) -> None:
        stage.service.always(POLL, script)
        meets(Door.SUBMIT, ends=ends, **more)(stage)

    return play


def _tells_all(stage: Stage, jobs: Sequence[Job]) -> None:
    (job,), (task,) = jobs, stage.service.tasks.values()
    assert (job.task_id, job.quoted, job.seed) == (task.id, credits("1.4"), task.seed)


def _moderated(side: Side) -> Callable[[Stage, Sequence[Job]], None]:
    def check(stage: Stage, jobs: Sequence[Job]) -> None:
        assert [job.side for job in jobs] == [side]
        assert [job.recipe.prompt for job in jobs] == ["a harbour"]

    return check


_AGES = "accepted_ms", "seen_ms", "created_ms", "changed_ms"


def hours_later(stage: Stage, hours: float) -> None:
    """As if the studio had been closed that long."""
    connection = sqlite3.connect(stage.premises.journal)
    for name in _AGES:
        connection.execute(f"UPDATE job SET {name} = {name} - ?", (int(hours * 3_600_000),))
    connection.commit()
    connection.close()


def _three_hours(stage: Stage) -> None:
    """Asked about seldom by then, and never given up; a restart changes nothing about that."""
    stage.service.always(POLL, tells("Pending"))
    with stage.studio() as shop:
        stage.ask(shop)
        shop.wait(lambda: stage.service.count(POLL) >= 3)
    hours_later(stage, 3)
    asked = stage.service.count(POLL)
    calm = replace(QUICK, slower_poll=0.4, asleep_after=86_400.0)
    with stage.studio(calm) as shop:
        began = time.monotonic()
        shop.wait(lambda: stage.service.count(POLL) > asked)
        time.sleep(1.5)
        most = 2 + (time.monotonic() - began) / calm.slower_poll
        assert stage.service.count(POLL) - asked <= most
        stage.service.always(POLL, tells())
        shop.wait(lambda: stage.states() == ["saved"])
    assert stage.posts == 1


def _first_ready_counts(stage: Stage) -> None:
    gate = Gate()
    stage.service.first(Door.FETCH, held(gate, replies(503, b"")))
    with stage.studio() as shop:
        (job,) = stage.ask(shop)
        gate.wait()
        stage.service.always(POLL, tells("Pending"))
        gate.open()
        stage.all_settled(shop, (job,))
    assert stage.states() == ["saved"]
    assert stage.service.count(POLL) == 1


def _elsewhere(code: int) -> Play:
    def play(stage: Stage) -> None:
        url = stage.service.origins["sink"] + "/v1/get_result?id=1"
        polled(*[_points_to(url, code)] * 3)(stage)
        assert stage.service.count(Door.SINK) == 0

    return play


def _points_to(url: str, code: int) -> Script:
    return replies(code, b"", location=url)


def _hurried(stage: Stage) -> None:
    busy = replies(429, {"detail": "Too many requests"}, retry_after="1")
    stage.service.first(POLL, *[busy] * 100)
    meets(Door.SUBMIT, pictures=24, posts=24, charges=24)(stage)


def _refuses_key(key: str) -> Script:
    async def script(visit: Visit) -> None:
        known = visit.request.headers.get("x-key") == key
        await (tells() if known else replies(401, {"detail": "Not authenticated"}))(visit)

    return script


_OTHER_KEY = "bfl_canary_second"


def _key_refused(stage: Stage) -> None:
    """The task is kept, the key is asked for, and with a new one it goes on."""
    stage.service.always(POLL, _refuses_key(_OTHER_KEY))
    with stage.studio() as shop:
        (job,) = stage.ask(shop)
        shop.wait(lambda: stage.service.count(POLL) >= 5)
        kinds = {each.failure.kind for each in shop.of(ServiceTrouble) if each.failure}
        assert kinds == {K.KEY_REFUSED}
        assert shop.last(job.id).state is S.ACCEPTED
        shop.thread.ask(lambda engine: engine.key_desk.try_key(shop.place, _OTHER_KEY)).result(5)
        stage.all_settled(shop, (job,))
    assert stage.states() == ["saved"]
    assert stage.posts == 1


def _all_at_once(stage: Stage) -> None:
    gate = Gate()
    ready = held(gate, tells())
    stage.service.always(POLL, ready)
    with stage.studio(replace(QUICK, patience=replace(QUICK.patience, read_idle=20))) as shop:
        jobs = stage.ask(shop, 24)
        shop.wait(lambda: stage.service.count(POLL) >= 24)
        gate.open()
        stage.all_settled(shop, jobs)
    assert stage.states() == ["saved"] * 24


def _not_yet_known(seconds: float) -> Script:
    """Not found while it is young."""

    async def script(visit: Visit) -> None:
        young = time.monotonic() - visit.task.born < seconds
        answer: Awaitable[None] = (not_found if young else tells())(visit)
        await answer

    return script


def _young(stage: Stage) -> None:
    stage.service.always(POLL, _not_yet_known(0.4))
    meets(Door.SUBMIT)(stage)
    assert stage.service.count(POLL) > 5


_BAD_GATEWAYS = (
    replies(502, _HTML),
    replies(503, {"detail": "overloaded"}),
    replies(500, {"detail": "Internal error"}),
    replies(504, b""),
    resets,
)
_EMPTY = {"sample": ""}

ROWS: Sequence[Row] = (
    Row("B01", "does not answer for a long time", polled(*_BAD_GATEWAYS * 6, timing=_EAGER)),
    Row("B02", "not found while it is young", _young),
    Row(
        "B03",
        "not found for ever",
        _always(not_found, S.GONE, kind=K.TASK_NOT_FOUND, timing=HASTY, after=_tells_all),
    ),
    Row("B04", "pending for three hours", _three_hours),
    Row(
        "B05",
        "a status nobody knows",
        polled(
            tells("Warming"),
            tells("Pending", status=ABSENT),
            tells("Pending", status=ABSENT, state="Generating"),
            tells("Pending", status=None),
            tells("Pending", status=7),
        ),
    ),
    Row(
        "B06",
        "moderated, or failed",
        each(
            _always(
                tells("Request Moderated"),
                S.MODERATED,
                kind=K.REQUEST_MODERATED,
                after=_moderated(Side.REQUEST),
            ),
            _always(
                tells("Content Moderated"),
                S.MODERATED,
                kind=K.PICTURE_MODERATED,
                after=_moderated(Side.PICTURE),
            ),
            _always(tells("Error"), S.FAILED, kind=K.GENERATION_FAILED),
            _always(tells("Failed"), S.FAILED, kind=K.GENERATION_FAILED),
        ),
    ),
    Row(
        "B07",
        "ready without a picture",
        each(
            polled(tells(result=None), tells(result=_EMPTY), tells(result={"sample": ["x"]})),
            polled(*[tells(result={"sample": "/pictures/x.png"})] * 3),
            _always(tells(result=None), S.FAILED, kind=K.GENERATION_FAILED, after=_tells_all),
        ),
    ),
    Row("B08", "ready, then pending again", _first_ready_counts),
    Row(
        "B09",
        "an answer about another task",
        polled(tells("Error", id="somebody-else-s"), tells("Ready", id="another")),
    ),
    Row("B11", "pointed somewhere else", each(*map(_elsewhere, (301, 302, 307, 308)))),
    Row("B12", "asked too often", _hurried),
    Row("B16", "the key is refused", _key_refused),
    Row(
        "B19",
        "HTTP/2 that goes away",
        cannot="the studio speaks HTTP/1.1 alone: its clients are made without HTTP/2",
    ),
    Row("B22", "24 ready in the same moment", _all_at_once),
)
