"""Job: one purchase and its life; the table of legal steps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bfl_studio.domain.credits import Credits
from bfl_studio.domain.endpoint import Endpoint
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.pricing import Estimate
from bfl_studio.domain.recipe import Recipe

DEFAULT_PROJECT_ID = "default"


class JobState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    ACCEPTED = "accepted"
    SAVING = "saving"
    UNCONFIRMED = "unconfirmed"
    SAVED = "saved"
    REFUSED = "refused"
    MODERATED = "moderated"
    FAILED = "failed"
    GONE = "gone"
    CANCELLED = "cancelled"
    DISCARDED = "discarded"


_S = JobState
NEXT: dict[JobState, frozenset[JobState]] = {
    _S.QUEUED: frozenset({_S.SENDING, _S.CANCELLED}),
    _S.SENDING: frozenset({_S.ACCEPTED, _S.QUEUED, _S.REFUSED, _S.UNCONFIRMED}),
    _S.ACCEPTED: frozenset({_S.SAVING, _S.MODERATED, _S.FAILED, _S.GONE}),
    _S.SAVING: frozenset({_S.SAVED, _S.ACCEPTED, _S.FAILED, _S.GONE}),
    _S.UNCONFIRMED: frozenset({_S.ACCEPTED, _S.DISCARDED}),
}
"""Every legal step; a state that is no key is an ending."""

ENDINGS = frozenset(JobState) - frozenset(NEXT)
UNFINISHED_AT_SERVICE = frozenset({_S.SENDING, _S.ACCEPTED})
"""States that take one of the service's places for active tasks."""


class Side(StrEnum):
    """Who moderation stopped: the request before painting, or the finished picture."""

    REQUEST = "request"
    PICTURE = "picture"


class Basis(StrEnum):
    """How sure an amount is: our estimate, the service's quote, or the settled charge."""

    ESTIMATE = "estimate"
    QUOTED = "quoted"
    CHARGED = "charged"


@dataclass(frozen=True, slots=True)
class Job:
    """A snapshot; `to` makes the next one. Times are whole milliseconds since 1970, UTC.

    `number` orders jobs for ever; `position` counts inside the batch from 0. `balance_ms` is when
    `balance_before` was read. `progress` is 0–1 and lives in memory only. `said` is the service's
    last status, for the tile's words.
    """

    id: str
    number: int
    batch_id: str
    position: int
    project_id: str
    recipe: Recipe
    estimate: Estimate
    price_rule: str
    endpoint: Endpoint
    created_ms: int
    state: JobState = JobState.QUEUED
    changed_ms: int = 0
    resend_of: str | None = None
    body_sha256: str | None = None
    balance_before: Credits | None = None
    balance_ms: int | None = None
    task_id: str | None = None
    polling_url: str | None = None
    quoted: Credits | None = None
    accepted_ms: int | None = None
    sample_url: str | None = None
    seen_ms: int | None = None
    file_name: str | None = None
    charged: Credits | None = None
    side: Side | None = None
    failure: Failure | None = None
    evidence: str | None = None
    hidden: bool = False
    progress: float | None = None
    said: str = ""

    @property
    def ended(self) -> bool:
        return self.state in ENDINGS

    @property
    def seed(self) -> int | None:
        """The seed that is sent, drawn before the job exists; None where the model takes none."""
        return self.recipe.seed

    def to(self, state: JobState, **changes: Any) -> Job:
        """The job after a legal step. Raises ValueError for any other."""
        if state not in NEXT.get(self.state, frozenset()):
            raise ValueError(f"{self.id}: {self.state.value} -> {state.value}")
        return replace(self, state=state, **changes)


@dataclass(frozen=True, slots=True)
class Order:
    """One picture asked for: a recipe with its seed drawn, and what it was said to cost."""

    recipe: Recipe
    estimate: Estimate
    price_rule: str
    resend_of: str | None = None


WATCHED = 600.0
"""Seconds from accepted to seen; after more, nobody was looking: studio or computer were away."""


def seconds_taken(job: Job) -> float | None:
    """How long its picture took, if somebody was there to see it."""
    if job.accepted_ms is None or job.seen_ms is None:
        return None
    took = max(0, job.seen_ms - job.accepted_ms) / 1000
    return took if took <= WATCHED else None


def may_cancel(job: Job) -> bool:
    """Only what was never sent can still be called off for nothing."""
    return job.state is JobState.QUEUED


NEEDS_YOU = frozenset(
    {_S.UNCONFIRMED, _S.REFUSED, _S.MODERATED, _S.FAILED, _S.GONE},
)
"""States that wait for a decision; they stand first among the jobs until put away."""


def stopped(job: Job) -> bool:
    """Whether it was called off by the studio, for a reason the designer should hear."""
    return job.state is _S.CANCELLED and job.failure is not None


def held_up(job: Job) -> bool:
    """Whether it is finished and paid for, and its links lead where nobody goes: it is asked
    about less often, and still saved when one leads to the picture.
    """
    elsewhere = job.failure is not None and job.failure.kind is FailureKind.LINK_ELSEWHERE
    return elsewhere and job.state in (_S.ACCEPTED, _S.SAVING)


def needs_you(job: Job) -> bool:
    """Whether it waits for a decision and was not put away."""
    return not job.hidden and (job.state in NEEDS_YOU or stopped(job) or held_up(job))
