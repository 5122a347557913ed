"""Section C of the fault matrix: from the link to the file."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from bfl_studio.domain.credits import credits
from bfl_studio.domain.errors import FailureKind
from bfl_studio.domain.job import Job, JobState, held_up, needs_you
from tests.api.scripted_server import whole_reply
from tests.faults import proxy
from tests.faults.background import Gate
from tests.faults.plays import each, fetched, meets
from tests.faults.proxy import WELL, End, Line, Rate
from tests.faults.scripts import (
    cut_short,
    delivers,
    delivers_bytes,
    held,
    range_start,
    replies,
    sends_to,
    tells,
)
from tests.faults.service import Door, Script, Visit, paint
from tests.faults.stage import QUICK, Play, Row, Stage

S = JobState
K = FailureKind
FETCH = Door.FETCH
_XML = b"<?xml version='1.0'?><Error><Code>AuthenticationFailed</Code></Error>"


def _without_a_key(stage: Stage, jobs: Sequence[Job]) -> None:
    (visit,) = stage.service.asked(FETCH)
    assert not {"x-key", "authorization", "cookie"} & set(visit.request.headers)


def _starts(*expected: int) -> Callable[[Stage, Sequence[Job]], None]:
    """From which byte on each fetch asked."""

    def check(stage: Stage, jobs: Sequence[Job]) -> None:
        assert tuple(map(range_start, stage.service.asked(FETCH))) == expected

    return check


def _odd_range(code: int, stated: str) -> Script:
    async def script(visit: Visit) -> None:
        rest = visit.task.picture[range_start(visit) :]
        await visit.send(whole_reply(code, rest, content_range=stated))
        visit.writer.close()

    return script


def _expired(code: int) -> Script:
    """The first link is dead, the next is not."""

    async def script(visit: Visit) -> None:
        first = visit.request.target.startswith("/1/")
        await (replies(code, _XML) if first else delivers)(visit)

    return script


def _asked_twice(code: int) -> Play:
    def play(stage: Stage) -> None:
        stage.service.always(FETCH, _expired(code))
        meets(Door.POLL)(stage)

    return play


def _gone(stage: Stage) -> None:
    stage.service.always(FETCH, replies(403, _XML))
    meets(Door.POLL, ends=S.GONE, kind=K.LINK_EXPIRED, after=_tells_what_it_cost)(stage)


def _tells_what_it_cost(stage: Stage, jobs: Sequence[Job]) -> None:
    (job,), (task,) = jobs, stage.service.tasks.values()
    assert (job.task_id, job.quoted, job.seed) == (task.id, credits("1.4"), task.seed)


_OFTEN = replace(QUICK, slower_poll=0.05)
"""Links that lead elsewhere are asked about every minute; here too that is soon."""


def _pointed_elsewhere(stage: Stage) -> None:
    sink = stage.service.origins["sink"] + "/picture.png"
    targets = (sink, "http://10.0.0.1/x.png", "http://169.254.169.254/", "file:///etc/hostname")
    stage.service.first(FETCH, *(sends_to(url, 302) for url in targets))
    meets(Door.POLL, timing=_OFTEN)(stage)
    assert stage.service.count(Door.SINK) == 0


def _round_and_round(stage: Stage) -> None:
    async def again(visit: Visit) -> None:
        await sends_to(stage.service.shown["delivery"] + visit.request.target, 302)(visit)

    stage.service.first(FETCH, *([again] * 20))
    meets(Door.POLL, timing=_OFTEN)(stage)


def _led_elsewhere_for_long(stage: Stage) -> None:
    """The designer hears of it and can act; it is kept all the same, whenever it comes."""
    sink = stage.service.origins["sink"] + "/picture.png"
    stage.service.always(FETCH, sends_to(sink, 302))
    with stage.studio(_OFTEN) as shop:
        (job,) = stage.ask(shop)
        shop.wait(lambda: held_up(shop.last(job.id)))
        told = shop.last(job.id)
        assert (told.state, needs_you(told)) == (S.SAVING, True)
        fetches = stage.service.count(FETCH)
        shop.wait(lambda: stage.service.count(FETCH) > fetches + 2)
        # The service is through with it: it keeps nobody else's place.
        (other,) = stage.ask(shop, prompt="another harbour")
        shop.wait(lambda: held_up(shop.last(other.id)))
    assert stage.service.count(Door.SINK) == 0
    stage.service.always(FETCH, delivers)
    with stage.studio(_OFTEN) as again:
        again.wait(lambda: stage.states() == ["saved", "saved"])
    assert [row["failure"] for row in stage.evidence().rows] == [None, None]


def _refused_address(url: str) -> Play:
    """A link nobody opens: asked for another."""
    return meets(Door.POLL, tells(result={"sample": url}))


# A busy computer is no reason to hang up where what is torn is counted.
_PATIENT = replace(QUICK, patience=replace(QUICK.patience, connect=10.0, read_idle=10.0))


def _torn_every_megabyte(stage: Stage) -> None:
    torn = Line(cut=1 << 20, end=End.RESET)
    with proxy.before(
        stage.where, stage.service.origins["delivery"], lambda n: (WELL, torn)
    ) as line:
        stage.service.shown["delivery"] = line.origin
        with stage.studio(_PATIENT) as shop:
            gate = Gate()
            stage.service.first(Door.POLL, held(gate, tells()))
            (job,) = stage.ask(shop)
            gate.wait()
            (task,) = stage.service.tasks.values()
            task.picture = paint(7, 1100)
            gate.open()
            stage.all_settled(shop, (job,))
        assert stage.states() == ["saved"]
        assert line.connections <= 2 * (1 + len(task.picture) // (1 << 20))
        stage.service.delivered[task.id] += 1


_LIFE = 3.0
_WIDE = 1.0 / 200
"""Links live 600 s and pictures have 6.2 MB: a two-hundredth of both, at the rates of the row."""


def _narrow(megabits: float, least: int) -> Play:
    """24 pictures ready at once on a slow line; links die as the service says."""
    size = int(6_200_000 * _WIDE)
    began: dict[str, float] = {}

    async def mortal(visit: Visit) -> None:
        clock = asyncio.get_running_loop().time()
        born = began.setdefault(visit.task.id, clock)
        await (delivers if clock - born < _LIFE else replies(403, _XML))(visit)

    async def ready(visit: Visit) -> None:
        task = visit.task
        task.picture = paint(task.seed, int((size / 3) ** 0.5))
        began.setdefault(task.id, asyncio.get_running_loop().time())
        await tells()(visit)

    def play(stage: Stage) -> None:
        began.clear()
        stage.service.always(Door.POLL, ready)
        stage.service.always(FETCH, mortal)
        slow = Line(rate=Rate(megabits * 1e6 / 8), piece=4096)
        origin = stage.service.origins["delivery"]
        with proxy.before(stage.where, origin, lambda number: (WELL, slow)) as line:
            stage.service.shown["delivery"] = line.origin
            with stage.studio() as shop:
                jobs = stage.ask(shop, 24)
                stage.all_settled(shop, jobs, 40)
                last = [shop.last(job.id) for job in jobs]
        states = stage.states()
        assert set(states) <= {"saved", "gone"}
        assert states.count("saved") >= least, states
        # What is still on the line has not been delivered.
        here = (job.task_id for job in last if job.state is S.SAVED)
        stage.service.delivered = Counter(task for task in here if task)

    return play


def _same_name(stage: Stage) -> None:
    """Somebody's own file has the picture's name: both stay what they are."""
    gate = Gate()
    stage.service.first(FETCH, held(gate, delivers))
    with stage.studio() as shop:
        (job,) = stage.ask(shop)
        gate.wait()
        name = shop.wait_for(job, S.SAVING).file_name
        assert name is not None
        own = stage.premises.library / name
        own.write_bytes(paint(99))
        stage.foreign.add(name)
        gate.open()
        stage.all_settled(shop, (job,))
        kept = shop.picture(job).path
    assert stage.states() == ["saved"]
    assert own.read_bytes() == paint(99)
    assert kept != own


ROWS = (
    Row("C01", "a key at the delivery host", fetched(after=_without_a_key)),
    Row(
        "C02",
        "shorter than it said",
        each(
            fetched(cut_short(3000), after=_starts(0, 3000)),
            fetched(cut_short(3000, reset=True), after=_starts(0, 3000)),
            fetched(cut_short(3000, tag=False), after=_starts(0, 0)),
            fetched(cut_short(2000), cut_short(2000), after=_starts(0, 2000, 4000)),
        ),
    ),
    Row(
        "C04",
        "a range that was not asked for",
        each(
            fetched(cut_short(3000), replies(416, b"")),
            fetched(cut_short(3000), _odd_range(206, "bytes 0-10/6997")),
            fetched(cut_short(3000), _odd_range(206, "bytes 3000-")),
            fetched(cut_short(3000), _odd_range(206, "")),
            fetched(cut_short(3000), delivers_bytes(lambda task: task.picture, whole=True)),
        ),
    ),
    Row("C05", "the first link is dead", each(*map(_asked_twice, (403, 404, 410)))),
    Row("C06", "expired for good", _gone),
    Row(
        "C07",
        "24 pictures on a narrow line",
        each(_narrow(1, 11), _narrow(2, 23), _narrow(4, 24)),
    ),
    Row(
        "C13",
        "pointed somewhere else",
        each(
            _pointed_elsewhere,
            _round_and_round,
            _led_elsewhere_for_long,
            _refused_address("file:///etc/hostname"),
            _refused_address("http://10.0.0.1/x.png"),
            _refused_address("https://10.0.0.1/x.png"),
            _refused_address("ftp://delivery.bfl.ai/x.png"),
        ),
    ),
    Row("C16", "torn every megabyte", _torn_every_megabyte),
    Row("C20", "somebody else's file has the name", _same_name),
)
