"""How jobs stand among each other: place in line, size of the batch, what is usual here."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor

from PySide6.QtCore import QObject

from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.flux_models import find_model
from bfl_studio.domain.job import Job, JobState, seconds_taken
from bfl_studio.state.job_model import JobModel

_NEWEST = 20
_PATIENCE = 1.25
_UNKNOWN_USUAL = (0, 0)

Kind = tuple[Place, str, int]
"""Place, model id, billed megapixels: jobs of one kind take about as long."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a job's words need besides the job.

    `now_ms` is UTC milliseconds; `place` in line counts from 1, 0 if unknown; `usual` are the
    least and most seconds a picture usually takes, (0, 0) if nobody knows; `pictures` its batch.
    """

    now_ms: int
    place: int = 0
    usual: tuple[int, int] = _UNKNOWN_USUAL
    pictures: int = 1


def now_ms() -> int:
    """UTC, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class Standings(QObject):
    """Knows the standing of every job of a model; counts anew only after the model changed."""

    def __init__(
        self, jobs: JobModel, clock: Callable[[], int] = now_ms, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._clock = clock
        self._stale = True
        self._places: dict[str, int] = {}
        self._pictures: Counter[str] = Counter()
        self._seconds: dict[Kind, list[float]] = {}
        jobs.dataChanged.connect(self._forget)
        jobs.rowsInserted.connect(self._forget)

    def of(self, job: Job) -> Standing:
        """How a job stands now."""
        if self._stale:
            self._count()
        return Standing(
            self._clock(),
            self._places.get(job.id, 0),
            usual_seconds(job, self._seconds.get(_kind(job), [])),
            self._pictures.get(job.batch_id, 1),
        )

    def _forget(self) -> None:
        self._stale = True

    def _count(self) -> None:
        jobs = sorted(self._jobs.jobs, key=lambda job: job.number)
        waiting: Counter[str] = Counter()
        seconds: defaultdict[Kind, list[float]] = defaultdict(list)
        self._places = {}
        for job in jobs:
            if job.state is JobState.QUEUED:
                waiting[job.endpoint.origin] += 1
                self._places[job.id] = waiting[job.endpoint.origin]
            elif (took := seconds_taken(job)) is not None:
                seconds[_kind(job)].append(took)
        self._pictures = Counter(job.batch_id for job in jobs)
        self._seconds = dict(seconds)
        self._stale = False


def usual_seconds(job: Job, seen: list[float]) -> tuple[int, int]:
    """Least and most seconds: as seen here lately, else as others have seen the model."""
    if seen:
        newest = sorted(seen[-_NEWEST:])
        return max(1, floor(newest[len(newest) // 4])), max(1, ceil(_PATIENCE * newest[-1]))
    model = find_model(job.recipe.model_id)
    return (model.usual_seconds if model else None) or _UNKNOWN_USUAL


def _kind(job: Job) -> Kind:
    return job.endpoint.place, job.recipe.model_id, job.recipe.size.tier
