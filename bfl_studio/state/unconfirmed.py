"""Purchases that were sent and got no answer: one row stands for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.job import Job, JobState

Bundle = tuple[Job, ...]
"""Jobs that are decided about together, the oldest first."""


def waits_for_decision(job: Job) -> bool:
    """Whether a job belongs to the row of those without an answer."""
    return job.state is JobState.UNCONFIRMED and not job.hidden


def bundles(jobs: Iterable[Job]) -> tuple[Bundle, ...]:
    """All jobs that wait for this decision; pretend money never joins real money in a sum."""
    made: defaultdict[bool, list[Job]] = defaultdict(list)
    for job in sorted(filter(waits_for_decision, jobs), key=lambda job: job.number):
        made[job.endpoint.pretend_money].append(job)
    return tuple(tuple(each) for each in made.values())


def by_place(jobs: Iterable[Job]) -> dict[Place, Bundle]:
    """The same jobs, each where it was bought."""
    made: defaultdict[Place, list[Job]] = defaultdict(list)
    for job in jobs:
        made[job.endpoint.place].append(job)
    return {place: tuple(there) for place, there in made.items()}
