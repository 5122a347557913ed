"""From queued to bought, or to the reason why not: at most one POST for each `sending`."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bfl_studio.api import wire
from bfl_studio.api.client import BflClient, NotBought, Outcome, Refused, Unconfirmed
from bfl_studio.api.complaints import Complaint, faults
from bfl_studio.domain.catalog import MOST_AT_ONCE, ModelSpec
from bfl_studio.domain.credits import Credits
from bfl_studio.domain.errors import Failure, FailureKind, Fault, StudioError
from bfl_studio.domain.flux_models import find_model
from bfl_studio.domain.job import NEXT, Basis, Job, JobState
from bfl_studio.domain.pricing import upper_bound
from bfl_studio.domain.references import sendings
from bfl_studio.services.account import Account
from bfl_studio.services.connections import Connections
from bfl_studio.services.enclosures import Enclosures
from bfl_studio.services.inquiry import Inquiry
from bfl_studio.services.lanes import Lane, Seat
from bfl_studio.services.recorder import Recorder
from bfl_studio.services.timing import Timing, next_retry
from bfl_studio.storage.emergency import Receipt
from bfl_studio.storage.journal import Charge, Journal

_PAUSES = frozenset(
    {
        FailureKind.KEY_REFUSED,
        FailureKind.NO_CREDITS,
        FailureKind.CREDITS_IN_A_RUSH,
        FailureKind.KEY_MISSING,
    }
)

_ENDS_WITH_CREDITS = frozenset({FailureKind.NO_CREDITS, FailureKind.CREDITS_IN_A_RUSH})


class Purchaser:
    """Buys queued jobs, one lane for each endpoint and key."""

    def __init__(
        self,
        recorder: Recorder,
        inquiry: Inquiry,
        connections: Connections,
        account: Account,
        enclosures: Enclosures,
        timing: Timing,
    ) -> None:
        self._recorder = recorder
        self._inquiry = inquiry
        self._connections = connections
        self._account = account
        self._enclosures = enclosures
        self._timing = timing

    async def buy(self, job: Job) -> Job:
        """The job accepted (it keeps its place among the active tasks) or at another end."""
        model = find_model(job.recipe.model_id)
        if model is None:
            raise ValueError(f"no such model: {job.recipe.model_id}")
        lane = self._connections.lane(job.endpoint)
        seat = lane.seat(model.path, model.concurrency)
        attempt = 0
        while job.state is JobState.QUEUED:
            await lane.until_open()
            await seat.take()
            wait = 0.0
            try:
                # The lane may have been paused while this job waited for its place.
                if lane.is_open:
                    job, wait = await self._try(job, model, lane, attempt)
                    attempt += 1
            finally:
                if job.state is not JobState.ACCEPTED:
                    seat.free()
            if job.state is JobState.QUEUED:
                await asyncio.sleep(wait)
        return job

    async def _try(self, job: Job, model: ModelSpec, lane: Lane, attempt: int) -> tuple[Job, float]:
        """One POST at most; the job after it, and seconds to wait before another."""
        retry = next_retry(self._timing, attempt, random.random())  # noqa: S311
        try:
            client = await self._connections.client(job.endpoint)
        except StudioError as error:
            _hold(lane, error.failure)
            return job, retry
        try:
            images = await self._enclosures.of(model, job.recipe)
        except StudioError as error:
            if error.failure.kind is FailureKind.DISK_FULL:
                _hold(lane, error.failure)
                return job, retry
            failure = _placed(job, model, error.failure)
            return self._recorder.record(job, JobState.CANCELLED, failure=failure), 0.0
        async with lane.posts:
            if not lane.is_open or seat_of(lane, job).crowded:
                # Paused, or fewer allowed, while this one waited for its turn.
                return job, 0.0
            body = wire.body(wire.payload(model, job.recipe, images))
            try:
                digest = await asyncio.to_thread(body.sha256)
            except OSError:
                # Somebody cleared the prepared pictures meanwhile: they are made again.
                return job, retry
            try:
                sent = self._recorder.record(
                    job,
                    JobState.SENDING,
                    body_sha256=digest,
                    balance_before=self._account.known(job.endpoint),
                    balance_ms=self._account.known_ms(job.endpoint),
                )
            except StudioError as error:
                lane.trouble(error.failure)
                return job, retry
            outcome = await client.submit(model.path, body)
            if isinstance(outcome, NotBought) and outcome.failure.kind is FailureKind.NO_CREDITS:
                outcome = await self._in_a_rush(job, client, outcome)
            return await self._learn(sent, lane, outcome, retry)

    async def _in_a_rush(self, job: Job, client: BflClient, outcome: NotBought) -> NotBought:
        """No credits is also said of an account that has them, when it is asked too fast."""
        try:
            balance = await client.credits()
        except StudioError:
            return outcome
        self._account.learn(job.endpoint, balance)
        needed = upper_bound(job.estimate)
        if not balance or (needed is not None and balance < needed):
            return outcome
        kind = FailureKind.CREDITS_IN_A_RUSH
        return replace(outcome, failure=replace(outcome.failure, kind=kind, balance=balance))

    async def _learn(
        self, job: Job, lane: Lane, outcome: Outcome, retry: float
    ) -> tuple[Job, float]:
        match outcome:
            case wire.Accepted(task_id, polling_url, cost):
                amount = cost.thousandths if cost is not None else None
                receipt = Receipt(job.id, task_id, polling_url, amount)
                job = await self._recorder.bought(job, charge_of(job, cost), receipt)
                lane.well()
                lane.posts.answered()
                seat_of(lane, job).runs()
                self._account.refresh(job.endpoint)
                return job, 0.0
            case NotBought(failure, retry_after):
                job = await self._recorder.surely(job, JobState.QUEUED)
                if failure.kind is FailureKind.BUSY:
                    lane.posts.answered()
                    lane.busy(time.monotonic(), self._timing.calm)
                    seat_of(lane, job).shrink()
                    return job, retry_after or self._timing.busy
                _hold(lane, failure)
                if failure.kind in _ENDS_WITH_CREDITS:
                    enough = upper_bound(job.estimate)
                    self._account.await_credits(job.endpoint, enough, lambda: _go_on(lane))
                return job, retry
            case Refused(failure, complaints):
                lane.well()
                lane.posts.answered()
                failure = _blaming(job, failure, complaints)
                return await self._recorder.surely(job, JobState.REFUSED, failure=failure), 0.0
            case Unconfirmed(failure, evidence):
                unconfirmed = await self._recorder.surely(
                    job, JobState.UNCONFIRMED, failure=failure, evidence=evidence
                )
                self._inquiry.begin(job.endpoint)
                if lane.doubt(time.monotonic(), self._timing.doubt_span):
                    lane.pause(Failure(FailureKind.MANY_UNCONFIRMED))
                return unconfirmed, 0.0


def seat_of(lane: Lane, job: Job) -> Seat:
    """Where a job sits among the active ones; one whose model is gone sits among all."""
    model = find_model(job.recipe.model_id)
    return lane.seat(model.path, model.concurrency) if model else lane.seat("", MOST_AT_ONCE)


async def take_receipts(journal: Journal, recorder: Recorder, left: Sequence[Receipt]) -> None:
    """Record what was bought while the journal took nothing, before anything else is done."""
    receipts = {receipt.job_id: receipt for receipt in left}
    for job in journal.unfinished():
        receipt = receipts.get(job.id)
        if receipt is not None and JobState.ACCEPTED in NEXT[job.state]:
            cost = Credits(receipt.cost) if receipt.cost is not None else None
            await recorder.bought(job, charge_of(job, cost), receipt)


def _blaming(job: Job, failure: Failure, complaints: tuple[Complaint, ...]) -> Failure:
    """The failure with what of the recipe caused it."""
    model = find_model(job.recipe.model_id)
    return replace(failure, faults=faults(model, job.recipe, complaints)) if model else failure


def _placed(job: Job, model: ModelSpec, failure: Failure) -> Failure:
    """The failure of a picture's file with where in the recipe it stands."""
    for sending in sendings(model, job.recipe):
        if Path(sending.image.origin).name == failure.said:
            return replace(failure, faults=(Fault(sending.role),))
    return failure


def _hold(lane: Lane, failure: Failure) -> None:
    """What only the designer can mend pauses the lane; the rest is tried again."""
    if failure.kind in _PAUSES:
        lane.pause(failure)
    else:
        lane.trouble(failure)


def _go_on(lane: Lane) -> None:
    """There are credits again: what else holds the lane holds it still."""
    if lane.paused_by is not None and lane.paused_by.kind in _ENDS_WITH_CREDITS:
        lane.resume()


def charge_of(job: Job, cost: Credits | None) -> Charge | None:
    """What acceptance cost: the service's quote, else the most it was said to cost."""
    if cost is not None:
        return Charge(cost, Basis.QUOTED)
    bound = upper_bound(job.estimate)
    return Charge(bound, Basis.ESTIMATE) if bound is not None else None
