"""Scenes that many faults share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack

from bfl_studio.domain.errors import FailureKind
from bfl_studio.domain.job import Job, JobState
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


def until_posts(stage: Stage, shop: Workshop, count: int) -> None:
    """Wait for that many submits to have arrived."""
    shop.wait(lambda: stage.posts >= count)


def resend(stage: Stage, shop: Workshop, job: Job) -> Job:
    """*Send again*: the same recipe with the same seed, in a row of its own."""
    from bfl_studio.domain.job import Order

    order = Order(job.recipe, job.estimate, job.price_rule, resend_of=job.id)
    (again,) = stage.send(shop, (order,))
    return again
