"""Scenes that many faults share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any

from bfl_studio.domain.errors import FailureKind
from bfl_studio.domain.job import Job, JobState, Order
from bfl_studio.services.timing import Timing
from tests.faults.service import Door, Script
from tests.faults.stage import QUICK, Play, Stage
from tests.services.workshop import Workshop

S = JobState


def meets(
    door: Door,
    *scripts: Script,
    ends: JobState = S.SAVED,
    posts: int = 1,
    charges: int = 1,
    kind: FailureKind | None = None,
    timing: Timing = QUICK,
    pictures: int = 1,
    after: Callable[[Stage, Sequence[Job]], None] = lambda stage, jobs: None,
) -> Play:
    """The first visits of `door` meet `scripts`; every job ends in one state all the same."""

    def play(stage: Stage) -> None:
        stage.service.first(door, *scripts)
        with stage.studio(timing) as shop:
            jobs = stage.ask(shop, pictures)
            stage.all_settled(shop, jobs)
            last = [shop.last(job.id) for job in jobs]
        assert {job.state for job in last} == {ends}, shop.summary()
        assert (stage.posts, stage.charges) == (posts, charges)
        if kind is not None:
            assert {job.failure.kind for job in last if job.failure} == {kind}
        after(stage, last)

    return play


def each(*plays: Play) -> Play:
    """One scene after the other, each on a stage of its own."""

    def play(stage: Stage) -> None:
        for number, one in enumerate(plays):
            with ExitStack() as stack:
                scene = stack.enter_context(stage.another(f"scene {number}"))
                try:
                    one(scene)
                except AssertionError as error:
                    error.add_note(f"in scene {number} of {len(plays)}")
                    raise

    return play


def fetched(*scripts: Script, **more: Any) -> Play:
    """The first fetches meet these."""
    return meets(Door.FETCH, *scripts, **more)


def polled(*scripts: Script, **more: Any) -> Play:
    """The first polls meet these."""
    return meets(Door.POLL, *scripts, **more)


def send_again(stage: Stage, shop: Workshop, job: Job) -> Job:
    """The same recipe with the same seed, in a row of its own."""
    order = Order(job.recipe, job.estimate, job.price_rule, resend_of=job.id)
    (again,) = stage.send(shop, (order,))
    return again
