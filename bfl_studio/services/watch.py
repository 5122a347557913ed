"""From accepted to whatever the service says became of it. No poll ends a paid job by itself."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from bfl_studio.api import wire
from bfl_studio.api.client import BflClient, said_in
from bfl_studio.api.complaints import faults
from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.domain.flux_models import find_model
from bfl_studio.domain.job import Basis, Job, JobState, Side
from bfl_studio.domain.recipe import title
from bfl_studio.services.connections import Connections
from bfl_studio.services.lanes import Lane
from bfl_studio.services.purchase import seat_of
from bfl_studio.services.recorder import Recorder, now_ms
from bfl_studio.services.timing import Timing, next_poll, next_retry
from bfl_studio.storage.files import file_stem
from bfl_studio.storage.journal import Charge

_EMPTY_READY = 5
"""Times a Ready without a picture is asked again before it is believed."""

_ENDS = {
    wire.Status.REQUEST_MODERATED: (
        JobState.MODERATED,
        Side.REQUEST,
        FailureKind.REQUEST_MODERATED,
    ),
    wire.Status.PICTURE_MODERATED: (
        JobState.MODERATED,
        Side.PICTURE,
        FailureKind.PICTURE_MODERATED,
    ),
    wire.Status.FAILED: (JobState.FAILED, None, FailureKind.GENERATION_FAILED),
    wire.Status.READY: (JobState.FAILED, None, FailureKind.GENERATION_FAILED),
    wire.Status.NOT_FOUND: (JobState.GONE, None, FailureKind.TASK_NOT_FOUND),
}


class _Doubts:
    """Answers that are not believed the first time.

    "Task not found" counts after three asks over five minutes, past the first sixty seconds: a
    young task may not have reached every region yet. A Ready without a picture counts after five.
    """

    def __init__(self, timing: Timing) -> None:
        self._timing = timing
        self._missing_since: float | None = None
        self._missing = 0
        self._empty = 0

    @property
    def missing(self) -> bool:
        return self._missing > 0

    def believed(self, reply: wire.PollReply, age: float, *, own: bool) -> bool:
        """`own`: the answer came from where the task itself said to ask."""
        if reply.status is wire.Status.READY and not reply.sample:
            self._empty += 1
            return self._empty > _EMPTY_READY
        if reply.status is wire.Status.NOT_FOUND:
            return own and self._believed_missing(age)
        return True

    def _believed_missing(self, age: float) -> bool:
        if age < self._timing.not_found_grace:
            return False
        if self._missing_since is None:
            self._missing_since = age
        self._missing += 1
        return self._missing >= 3 and age - self._missing_since >= self._timing.not_found_span


class _Way:
    """Where a job is asked about: at its own URL, verbatim; by its id when it has none that may
    be asked, and in turns once its host could not be reached for a minute.
    """

    def __init__(self, job: Job, timing: Timing) -> None:
        self._job = job
        self._patience = timing.host_patience
        self._silent_since: float | None = None
        self._detour = False
        self.is_own = True

    def question(self, client: BflClient) -> str:
        by_id = client.ask_by_id(self._job.task_id or "")
        url = self._job.polling_url
        if not url or not client.may_poll(url):
            return by_id
        silent = self._silent_since is not None and (
            time.monotonic() - self._silent_since >= self._patience
        )
        self._detour = silent and not self._detour
        self.is_own = not self._detour
        return by_id if self._detour else url

    def failed(self, kind: FailureKind) -> None:
        if kind is FailureKind.UNREACHABLE and self.is_own and self._silent_since is None:
            self._silent_since = time.monotonic()

    def answered(self) -> None:
        if self.is_own:
            self._silent_since = None


class Watcher:
    """Polls accepted jobs. `usual` tells how many seconds one like it took, if anybody knows."""

    def __init__(
        self,
        recorder: Recorder,
        connections: Connections,
        usual: Callable[[Job], float | None],
        timing: Timing,
    ) -> None:
        self._recorder = recorder
        self._usual = usual
        self._connections = connections
        self._timing = timing

    async def watch(self, job: Job) -> Job:
        """The job after the service's last word; its place among the active tasks is free again."""
        lane = self._connections.lane(job.endpoint)
        way = _Way(job, self._timing)
        began = time.monotonic()
        earlier = max(0.0, time.time() - job.accepted_ms / 1000) if job.accepted_ms else 0.0
        doubts = _Doubts(self._timing)
        seen = self._usual(job)
        failures = 0
        first = earlier > self._timing.slow_after
        client: BflClient | None = None
        try:
            while True:
                age = earlier + time.monotonic() - began
                pause = self._pause(age, seen, failures)
                if doubts.missing:
                    pause = min(pause, self._timing.not_found_span / 3)
                elif first:
                    # Whoever comes back wants to know, however long the task has been out.
                    pause, first = min(pause, self._timing.slow_poll * random.random()), False  # noqa: S311
                await asyncio.sleep(pause * lane.haste(time.monotonic()))
                client, reply = await self._ask(job, lane, client, way)
                failures = 0 if reply is not None else failures + 1
                if reply is not None and reply.sample and client is not None:
                    usable = client.may_download(reply.sample)
                    reply = reply if usable else replace(reply, sample=None)
                if reply is None or not doubts.believed(reply, age, own=way.is_own):
                    continue
                if reply.status is not wire.Status.IN_PROGRESS:
                    return await self._settle(job, reply)
                if (reply.progress, reply.word) != (job.progress, job.said):
                    job = replace(job, progress=reply.progress, said=reply.word)
                    self._recorder.report(job)
        finally:
            seat = seat_of(lane, job)
            seat.ends()
            if lane.haste(time.monotonic()) == 1.0:
                # Right after a refusal for haste the limit is known; later it may have changed.
                seat.grow()

    def _pause(self, age: float, seen: float | None, failures: int) -> float:
        chance = random.random()  # noqa: S311
        pause = next_poll(self._timing, age, seen, chance)
        return max(pause, next_retry(self._timing, failures - 1, chance)) if failures else pause

    async def _ask(
        self, job: Job, lane: Lane, client: BflClient | None, way: _Way
    ) -> tuple[BflClient | None, wire.PollReply | None]:
        """One poll; no reply when the answer says nothing about this job.

        A task is asked about with the key it was first asked with, until that key is refused:
        another account's key would not know it.
        """
        try:
            client = await self._connections.client(job.endpoint, client)
            reply = await client.poll(way.question(client))
        except StudioError as error:
            way.failed(error.failure.kind)
            if error.failure.kind is FailureKind.BUSY:
                lane.busy(time.monotonic(), self._timing.calm)
            else:
                lane.trouble(error.failure)
            return (None if error.failure.kind is FailureKind.KEY_REFUSED else client), None
        way.answered()
        lane.well()
        foreign = reply.task_id is not None and reply.task_id != job.task_id
        return client, (None if foreign else reply)

    async def _settle(self, job: Job, reply: wire.PollReply) -> Job:
        charge = Charge(reply.cost, Basis.CHARGED) if reply.cost is not None else None
        charged = reply.cost if reply.cost is not None else job.charged
        if reply.status is wire.Status.READY and reply.sample:
            return await self._recorder.surely(
                job,
                JobState.SAVING,
                charge,
                sample_url=reply.sample,
                seen_ms=now_ms(),
                file_name=job.file_name or _file_name(job),
                charged=charged,
            )
        state, side, kind = _ENDS[reply.status]
        model = find_model(job.recipe.model_id)
        blamed = faults(model, job.recipe, reply.complaints) if model is not None else ()
        failure = Failure(kind, said_in(reply.complaints), blamed, reply.reasons)
        return await self._recorder.surely(
            job, state, charge, side=side, failure=failure, charged=charged
        )


def _file_name(job: Job) -> str:
    """Fixed in the commit that enters `saving`, so that a restart looks for the same file."""
    moment = datetime.fromtimestamp(job.created_ms / 1000, UTC).astimezone()
    stem = file_stem(title(job.recipe), job.seed, job.id, moment)
    extension = "jpg" if job.recipe.output_format == "jpeg" else job.recipe.output_format
    return f"{stem}.{extension}"
