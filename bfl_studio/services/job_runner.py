"""One job from the queue to a kept picture, read top to bottom."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.domain.job import Job, JobState
from bfl_studio.services.account import Account
from bfl_studio.services.connections import Connections
from bfl_studio.services.enclosures import Enclosures
from bfl_studio.services.inquiry import Inquiry
from bfl_studio.services.purchase import Purchaser, seat_of
from bfl_studio.services.recorder import Recorder
from bfl_studio.services.saver import Kept, Saver
from bfl_studio.services.timing import Timing, next_link
from bfl_studio.services.watch import Watcher

_COST_UNSAID = frozenset({JobState.MODERATED, JobState.FAILED})
"""Ends of which the service does not say what they cost."""


class JobRunner:
    """Runs jobs from wherever the journal left them. `keep` files a saved picture."""

    def __init__(
        self,
        recorder: Recorder,
        inquiry: Inquiry,
        connections: Connections,
        account: Account,
        saver: Saver,
        enclosures: Enclosures,
        timing: Timing,
        usual: Callable[[Job], float | None],
        keep: Callable[[Job, Kept], Awaitable[None]],
    ) -> None:
        self._recorder = recorder
        self._inquiry = inquiry
        self._connections = connections
        self._account = account
        self._saver = saver
        self._timing = timing
        self._keep = keep
        self._purchaser = Purchaser(recorder, inquiry, connections, account, enclosures, timing)
        self._watcher = Watcher(recorder, connections, usual, timing)

    async def run(self, job: Job) -> None:
        """To an ending, or until cancelled because the studio closes."""
        if job.state is JobState.QUEUED:
            job = await self._purchaser.buy(job)
        dead: Counter[bool] = Counter()
        while job.state in (JobState.ACCEPTED, JobState.SAVING):
            if job.state is JobState.ACCEPTED:
                job = await self._watcher.watch(job)
            else:
                job = await self._save(job, dead)
        if job.state in _COST_UNSAID:
            self._inquiry.weigh(job)
        else:
            self._account.refresh(job.endpoint)

    async def _save(self, job: Job, dead: Counter[bool]) -> Job:
        """`dead` counts links that came to nothing; those that lead elsewhere by themselves."""
        try:
            client = await self._connections.client(job.endpoint)
            kept = await self._saver.save(job, client)
        except StudioError as error:
            return await self._not_saved(job, error.failure, dead)
        await self._saver.write_recipe(job, kept)
        saved = await self._recorder.surely(job, JobState.SAVED, file_name=kept.name, failure=None)
        await self._keep(saved, kept)
        return saved

    async def _not_saved(self, job: Job, failure: Failure, dead: Counter[bool]) -> Job:
        """A dead link or damaged bytes are asked for once more; then it is over. A link that leads
        elsewhere ends nothing, since whoever stands between may be gone tomorrow.
        """
        lane = self._connections.lane(job.endpoint)
        if failure.kind in (FailureKind.SANDBOX_UNAVAILABLE, FailureKind.KEY_MISSING):
            lane.trouble(failure)
            await asyncio.sleep(self._timing.retry_longest)
            return job
        elsewhere = failure.kind is FailureKind.LINK_ELSEWHERE
        dead[elsewhere] += 1
        if dead[elsewhere] > 1:
            if not elsewhere:
                gone = failure.kind is FailureKind.LINK_EXPIRED
                state = JobState.GONE if gone else JobState.FAILED
                return await self._recorder.surely(job, state, failure=failure)
            job = await self._held_up(job, failure)
        seat_of(lane, job).occupy()
        return await self._recorder.surely(job, JobState.ACCEPTED, sample_url=None)

    async def _held_up(self, job: Job, failure: Failure) -> Job:
        """Tell why it does not come, and let some time pass. It takes no place meanwhile: the
        service is through with it.
        """
        job = replace(job, failure=failure)
        with suppress(StudioError):
            self._recorder.note(job, failure)
        age = max(0.0, time.time() - (job.accepted_ms or 0) / 1000)
        await asyncio.sleep(next_link(self._timing, age, random.random()))  # noqa: S311
        return job
