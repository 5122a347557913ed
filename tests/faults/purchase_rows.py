"""Section A, where the line, the disk, the clock or the designer interfere."""

from __future__ import annotations

import io
import os
import random
import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
from PIL import Image

from bfl_studio.domain import flux_models, pricing, recipe
from bfl_studio.domain.catalog import Role
from bfl_studio.domain.errors import FailureKind
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.job import Job, JobState, Order
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.services.events import ServiceTrouble
from tests.faults import proxy
from tests.faults.background import Gate
from tests.faults.plays import each
from tests.faults.proxy import WELL, End, Line
from tests.faults.scripts import BUSY, closes, delivers, held, replies, sells, tells
from tests.faults.service import Door, Visit
from tests.faults.stage import QUICK, Play, Row, Stage
from tests.services.workshop import PATIENCE, Workshop

S = JobState
POST = Door.SUBMIT
_HALF = 6_000_000
_SIDE = 1900


def _large_order(shop: Workshop, stage: Stage) -> Order:
    """One whose body has more than fourteen megabytes."""
    noise = random.Random(4).randbytes(_SIDE * _SIDE * 3)
    out = io.BytesIO()
    Image.frombytes("RGB", (_SIDE, _SIDE), noise).save(out, "PNG", compress_level=0)
    path = stage.folder / "large.png"
    path.write_bytes(out.getvalue())
    taken = shop.thread.ask(lambda engine: engine.picture_desk.take(path)).result(PATIENCE)
    model = flux_models.find_model("flux-2-klein-4b")
    assert model is not None
    image = RecipeImage(Role.REFERENCE, taken.sha256, taken.name, taken.size)
    wanted = replace(recipe.default_recipe(model), prompt="like this", images=(image,))
    wanted = wanted.with_seed(5).with_size(Size(256, 256))
    return Order(wanted, pricing.estimate(wanted), flux_models.PRICE_RULE_VERSION)


def _broken_upload(stage: Stage) -> None:
    """Half of a large body comes through, then the line is torn: the same row is sent again."""
    broken = 0

    def lines(number: int) -> tuple[Line, Line]:
        return Line(cut=_HALF, end=End.RESET) if number == broken else WELL, WELL

    with (
        proxy.before(stage.where, stage.service.origin, lines) as line,
        stage.studio(origin=line.origin) as shop,
    ):
        stage.service.shown["api"] = line.origin
        order = _large_order(shop, stage)
        broken = line.connections + 1
        (job,) = stage.send(shop, (order,))
        stage.all_settled(shop, (job,))
        assert shop.states(job.id).count(S.SENDING) == 2
        assert shop.states(job.id)[-1] is S.SAVED
    assert stage.charges == 1


_CUT = replace(QUICK, patience=replace(QUICK.patience, purchase_answer=0.4, connect=0.3))


def _cable_cut(stage: Stage) -> None:
    """Nobody listens any more while 24 are to be sent: those in flight are uncertain, no other."""
    gate = Gate()
    stage.service.always(POST, held(gate, sells()))
    with (
        proxy.before(stage.where, stage.service.origin) as line,
        stage.studio(_CUT, line.origin) as shop,
    ):
        stage.service.shown["api"] = line.origin
        jobs = stage.ask(shop, 24)
        shop.wait(lambda: stage.posts)
        stage.where.run(line.close())
        shop.wait(lambda: "unconfirmed" in stage.states())
        time.sleep(1.0)
        assert stage.states().count("unconfirmed") <= 4
        assert all(shop.last(job.id).state in (S.QUEUED, S.SENDING, S.UNCONFIRMED) for job in jobs)
    gate.open()


def _swallowed(stage: Stage) -> None:
    """The same, but somebody takes every connection and never says a word."""
    with (
        proxy.before(stage.where, stage.service.origin) as line,
        stage.studio(_CUT, line.origin) as shop,
    ):
        stage.service.shown["api"] = line.origin
        line.swallow()
        stage.ask(shop, 24)
        shop.wait(lambda: "unconfirmed" in stage.states())
        time.sleep(2.0)
        assert stage.states().count("unconfirmed") <= 4, stage.states()
    assert stage.charges <= 4


def _too_late_to_cancel(stage: Stage, shop: Workshop, job: Job) -> None:
    assert not shop.thread.ask(lambda engine: engine.cancel(job.id)).result(PATIENCE)
    shop.thread.ask(lambda engine: engine.put_away(job.id)).result(PATIENCE)


def _cancelled_while(door: Door, state: JobState) -> Play:
    """From `sending` on it is bought: it is out of sight, and its picture is kept all the same."""

    def play(stage: Stage) -> None:
        gate = Gate()
        usual = {POST: sells(), Door.POLL: tells(), Door.FETCH: delivers}
        stage.service.first(door, held(gate, usual[door]))
        with stage.studio() as shop:
            (job,) = stage.ask(shop)
            gate.wait()
            assert shop.wait_for(job, state).state is state
            _too_late_to_cancel(stage, shop, job)
            gate.open()
            stage.all_settled(shop, (job,))
            assert shop.last(job.id).hidden
        assert stage.states() == ["saved"]

    return play


def _cancelled_in_the_queue(stage: Stage) -> None:
    stage.service.first(POST, replies(429, BUSY, retry_after="1.5"))
    with stage.studio() as shop:
        (job,) = stage.ask(shop)
        shop.wait(lambda: shop.states(job.id)[-2:] == [S.SENDING, S.QUEUED])
        assert shop.thread.ask(lambda engine: engine.cancel(job.id)).result(PATIENCE)
        time.sleep(2.0)
    assert stage.states() == ["cancelled"]
    assert (stage.posts, stage.charges) == (1, 0)


def _clock_jumps(hours: float) -> Play:
    def play(stage: Stage) -> None:
        gate = Gate()
        stage.service.first(POST, held(gate, sells()))
        clock, clock_ns = time.time, time.time_ns
        ahead = 3600 * hours
        with pytest.MonkeyPatch.context() as patch, stage.studio() as shop:
            (job,) = stage.ask(shop)
            gate.wait()
            patch.setattr(time, "time", lambda: clock() + ahead)
            patch.setattr(time, "time_ns", lambda: clock_ns() + int(ahead * 1e9))
            time.sleep(0.2)
            assert shop.last(job.id).state is S.SENDING
            gate.open()
            stage.all_settled(shop, (job,))
        assert stage.states() == ["saved"]
        assert (stage.posts, stage.charges) == (1, 1)

    return play


def _proxy_says_no(answer: bytes) -> Play:
    """A proxy that asks for a login, or hangs up: nothing was sent, and it is tried again."""

    async def deny(visit: Visit) -> None:
        if answer:
            await visit.send(answer)
        await closes(visit)

    def play(stage: Stage) -> None:
        stage.service.always(Door.SINK, deny)
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(os.environ, "HTTPS_PROXY", stage.service.origins["sink"])
            with stage.studio(origin="https://studio.invalid") as shop:
                (job,) = stage.ask(shop)
                shop.wait(lambda: shop.states(job.id).count(S.SENDING) >= 2)
                shop.wait(lambda: shop.of(ServiceTrouble))
                kinds = {each.failure.kind for each in shop.of(ServiceTrouble) if each.failure}
                assert kinds == {FailureKind.UNREACHABLE}
        assert stage.states() == ["queued"]
        assert {visit.request.method for visit in stage.service.asked(Door.SINK)} == {"CONNECT"}

    return play


_407 = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"

ROWS: Sequence[Row] = (
    Row("A04", "torn in the middle of a large body", _broken_upload),
    Row("A26", "cable cut with 24 to send", each(_cable_cut, _swallowed)),
    Row(
        "A28",
        "called off in each state",
        each(
            _cancelled_in_the_queue,
            _cancelled_while(POST, S.SENDING),
            _cancelled_while(Door.POLL, S.ACCEPTED),
            _cancelled_while(Door.FETCH, S.SAVING),
        ),
    ),
    Row("A29", "the clock jumps meanwhile", each(_clock_jumps(26), _clock_jumps(-26))),
    Row(
        "A30",
        "a proxy says no",
        each(_proxy_says_no(_407), _proxy_says_no(b"")),
    ),
)
