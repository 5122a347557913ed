"""Asks the balance about purchases whose cost nobody states, and writes down what it says."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace

from bfl_studio import diagnostics
from bfl_studio.domain.endpoint import Endpoint
from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.domain.evidence import hint_of
from bfl_studio.domain.job import Job, JobState
from bfl_studio.domain.pricing import upper_bound
from bfl_studio.services.account import Account
from bfl_studio.services.recorder import Recorder
from bfl_studio.services.tasks import TaskOwner
from bfl_studio.services.timing import Timing
from bfl_studio.storage.journal import Journal


class Inquiry:
    """One question for all purchases of an endpoint that are weighed at that moment."""

    def __init__(
        self,
        journal: Journal,
        recorder: Recorder,
        account: Account,
        tasks: TaskOwner,
        timing: Timing,
    ) -> None:
        self._journal = journal
        self._recorder = recorder
        self._account = account
        self._tasks = tasks
        self._timing = timing
        self._ended: dict[str, list[Job]] = {}

    def weigh(self, job: Job) -> None:
        """Write down what the account holds right after an end whose cost nobody states."""
        waiting = self._ended.get(job.endpoint.origin)
        if waiting is None:
            self._ended[job.endpoint.origin] = [job]
            self._tasks.spawn(f"weigh {job.id}", self._weigh(job.endpoint))
        else:
            waiting.append(job)

    async def _weigh(self, endpoint: Endpoint) -> None:
        waiting = self._ended[endpoint.origin]
        while waiting:
            # What ends while this is asked is told by the next answer.
            jobs = waiting.copy()
            waiting.clear()
            with suppress(StudioError):
                after = await self._account.ask(endpoint)
                for job in jobs:
                    if job.failure is not None:
                        self._recorder.note(job, replace(job.failure, balance=after))
        del self._ended[endpoint.origin]

    def begin(self, endpoint: Endpoint) -> None:
        """Ask soon, and once more later: a charge may come after its answer was lost."""
        name = f"inquiry {endpoint.origin}"
        if not self._tasks.running(name):
            self._tasks.spawn(name, self._ask_twice(endpoint))

    async def _ask_twice(self, endpoint: Endpoint) -> None:
        for wait in (self._timing.first_inquiry, self._timing.second_inquiry):
            await asyncio.sleep(wait)
            await self._ask(endpoint)

    async def _ask(self, endpoint: Endpoint) -> None:
        jobs = [
            job
            for job in self._journal.unfinished()
            if job.state is JobState.UNCONFIRMED and job.endpoint == endpoint and not job.hidden
        ]
        if not jobs:
            return
        try:
            after = await self._account.ask(endpoint)
        except StudioError:
            # Without an answer there is nothing to add to what the row says.
            return
        oldest = min(jobs, key=lambda job: job.number)
        since = oldest.balance_ms or oldest.created_ms
        spent = self._journal.spent(endpoint.origin, since)
        hint = hint_of(
            oldest.balance_before, after, spent, [upper_bound(job.estimate) for job in jobs]
        )
        diagnostics.note("purchases without an answer", count=len(jobs), hint=hint)
        for job in jobs:
            failure = job.failure or Failure(FailureKind.NO_ANSWER)
            self._recorder.note(job, replace(failure, balance=after, hint=hint))
