"""Section A of the fault matrix: money."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bfl_studio.api.transport import Patience
from bfl_studio.domain.credits import credits
from bfl_studio.domain.errors import FailureKind, Hint
from bfl_studio.domain.job import Job, JobState
from tests.api.scripted_server import whole_reply
from tests.faults.plays import each, meets, send_again
from tests.faults.scripts import (
    ABSENT,
    buys_then,
    closes,
    hangs,
    late,
    replies,
    resets,
    says,
    sells,
    sells_as,
    sends_to,
)
from tests.faults.service import Door, Script, Visit
from tests.faults.stage import QUICK, Play, Row, Stage
from tests.services.workshop import Workshop

S = JobState
K = FailureKind
POST = Door.SUBMIT
_SHORT = replace(QUICK, patience=replace(QUICK.patience, purchase_answer=0.4))


def _uncertain(*scripts: Script, charges: int = 1, **more: Any) -> Play:
    return meets(POST, *scripts, ends=S.UNCONFIRMED, charges=charges, **more)


def _warm(stage: Stage) -> None:
    """A question and a purchase leave connections open; the next purchase uses neither."""
    stage.service.first(POST, sells(), buys_then(closes))
    with stage.studio() as shop:
        shop.thread.ask(lambda engine: engine.prepare_place(shop.place)).result(5)
        shop.wait(lambda: stage.service.count(Door.CREDITS))
        stage.all_settled(shop, stage.ask(shop))
        (job,) = stage.ask(shop)
        stage.all_settled(shop, (job,))
        assert shop.last(job.id).state is S.UNCONFIRMED
        shop.wait(lambda: _hint(shop, job) is Hint.FELL)
    assert [visit.turn for visit in stage.service.asked(POST)] == [1, 1]
    assert (stage.posts, stage.charges) == (2, 2)


def _hint(shop: Workshop, job: Job) -> Hint | None:
    failure = shop.last(job.id).failure
    return failure.hint if failure is not None else None


def _again(step: Script) -> Play:
    """Nothing is sent a second time until the designer says so; then with the same seed."""

    def play(stage: Stage) -> None:
        stage.service.first(POST, step)
        with stage.studio() as shop:
            (job,) = stage.ask(shop)
            stage.all_settled(shop, (job,))
            assert stage.posts == 1
            again = send_again(stage, shop, job)
            stage.all_settled(shop, (again,))
            assert (again.resend_of, again.seed) == (job.id, job.seed)
            assert shop.last(again.id).state is S.SAVED
        assert stage.posts == 2
        bodies = [visit.request.body for visit in stage.service.asked(POST)]
        assert bodies[0] == bodies[1]

    return play


def _cut_at(end: int) -> Script:
    """The head, and so many characters of the receipt behind the id's first."""

    def reply(receipt: Mapping[str, Any]) -> bytes:
        body = json.dumps(receipt)
        at = body.index(receipt["id"]) + end
        head = f"HTTP/1.1 200 Said\r\nContent-Length: {len(body)}\r\n\r\n"
        return (head + body[:at]).encode()

    return sells_as(reply)


def _with_evidence(stage: Stage, jobs: Sequence[Job]) -> None:
    assert [job.evidence for job in jobs] == ['{"id": "']


def _whole(body: object) -> Script:
    return sells_as(lambda receipt: whole_reply(200, body))


def _fails_with(code: int) -> Script:
    return sells_as(lambda receipt: whole_reply(code, b"bad gateway"))


async def _known_by_number(visit: Visit) -> None:
    """A task whose id is a number in the receipt is asked about by that number."""
    task = await visit.buy()
    tasks = visit.service.tasks
    number = str(int(task.id.replace("-", "")[:15], 16))
    task.id, tasks[number] = number, tasks.pop(task.id)
    charge = visit.service.ledger.charges.pop()
    visit.service.ledger.charges.append(replace(charge, task=number))
    await visit.send(
        whole_reply(
            200,
            {"id": int(number), "polling_url": visit.service.polling_url(task), "cost": 1.4},
        )
    )
    visit.writer.close()


def _asked_by_id(stage: Stage, jobs: Sequence[Job]) -> None:
    (task,) = stage.service.tasks
    assert {visit.request.target for visit in stage.service.asked(Door.POLL)} == {
        f"/v1/get_result?id={task}"
    }


def _nested(stage: Stage, jobs: Sequence[Job]) -> None:
    (job,) = jobs
    assert job.failure is not None
    (fault,) = job.failure.faults
    assert fault.said == "<b>too</b> wide <img src=x onerror=alert(1)>"


def _elsewhere(code: int) -> Play:
    def play(stage: Stage) -> None:
        url = stage.service.origins["sink"] + "/v1/flux-2-klein-4b"
        meets(POST, sends_to(url, code), ends=S.UNCONFIRMED, charges=0)(stage)
        assert stage.service.count(Door.SINK) == 0

    return play


_ODD_DETAIL = {
    "detail": [
        {
            "loc": ["body", "width"],
            "msg": "<b>too</b> wide <img src=x onerror=alert(1)>",
            "type": "x",
        }
    ]
}

ROWS = (
    Row("A01", "hangs up without a reply", _uncertain(buys_then(closes))),
    Row("A02", "hangs up on a connection used before", _warm),
    Row("A03", "reset after the whole body", _uncertain(buys_then(resets))),
    Row(
        "A05",
        "a reply that nearly comes too late",
        meets(
            POST,
            late(1.2, sells()),
            timing=replace(QUICK, patience=Patience(1.0, 1.0, 2.4, 0.5)),
        ),
    ),
    Row(
        "A06",
        "a reply that never comes",
        _uncertain(buys_then(hangs), timing=_SHORT, kind=K.NO_ANSWER),
    ),
    Row(
        "A06-again",
        "sent again after a reply that never came",
        each(_again(buys_then(closes)), _again(says(b""))),
    ),
    Row(
        "A07",
        "reply cut just after the id",
        each(
            meets(POST, _cut_at(200)),
            meets(POST, _cut_at(37)),
            meets(POST, _cut_at(36)),
        ),
    ),
    Row(
        "A08",
        "reply cut before the id",
        each(_uncertain(_cut_at(0), after=_with_evidence), _uncertain(_cut_at(20))),
    ),
    Row(
        "A09",
        "odd bodies with HTTP 200",
        each(
            _uncertain(_whole(b"<html>Sign in to the hotel</html>"), kind=K.ODD_RECEIPT),
            _uncertain(_whole(b"")),
            _uncertain(_whole([])),
            _uncertain(sells(id="x" * 10_000)),
            meets(POST, _known_by_number),
            meets(POST, sells(tier="gold", nested={"a": [1, None]}, tags=["a"])),
        ),
    ),
    Row("A10", "no polling URL", meets(POST, sells(polling_url=ABSENT), after=_asked_by_id)),
    Row(
        "A11",
        "charged, then 500, 502, 504",
        each(*(_uncertain(_fails_with(code)) for code in (500, 502, 504))),
    ),
    Row(
        "A12",
        "503 with Retry-After, not charged",
        meets(
            POST,
            replies(503, {"detail": "overloaded"}, retry_after="1"),
            ends=S.REFUSED,
            charges=0,
            kind=K.SERVICE_UNAVAILABLE,
        ),
    ),
    Row(
        "A17",
        "422 with a nested detail and HTML in it",
        meets(
            POST,
            replies(422, _ODD_DETAIL),
            ends=S.REFUSED,
            charges=0,
            kind=K.FIELDS_REFUSED,
            after=_nested,
        ),
    ),
    Row(
        "A18",
        "redirected to somebody else",
        each(*(_elsewhere(code) for code in (301, 302, 307, 308))),
    ),
    Row(
        "A27",
        "costs something else than was said",
        meets(
            POST,
            sells(cost=2750),
            after=lambda stage, jobs: _costs(jobs, "2.75"),
        ),
    ),
)


def _costs(jobs: Sequence[Job], amount: str) -> None:
    assert [job.quoted for job in jobs] == [credits(amount)]
