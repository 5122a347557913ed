"""The engine: owns the journal, the network and the result files, on a thread of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from typing import Any

from bfl_studio import diagnostics
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.domain.job import (
    DEFAULT_PROJECT_ID,
    Job,
    JobState,
    Order,
    may_cancel,
)
from bfl_studio.services.account import Account
from bfl_studio.services.connections import Connections
from bfl_studio.services.decoder import Decoder
from bfl_studio.services.enclosures import Enclosures
from bfl_studio.services.events import (
    Event,
    FolderTrouble,
    JobChanged,
    Opening,
    StudioFault,
)
from bfl_studio.services.inquiry import Inquiry
from bfl_studio.services.job_runner import JobRunner
from bfl_studio.services.key_desk import KeyDesk
from bfl_studio.services.keys import Keys
from bfl_studio.services.librarian import Librarian
from bfl_studio.services.picture_desk import PictureDesk
from bfl_studio.services.premises import Premises
from bfl_studio.services.prompt_desk import PromptDesk
from bfl_studio.services.purchase import seat_of, take_receipts
from bfl_studio.services.recorder import Recorder, now_ms
from bfl_studio.services.sandbox_process import SandboxProcess
from bfl_studio.services.saver import Saver
from bfl_studio.services.tasks import TaskOwner
from bfl_studio.services.timing import Timing
from bfl_studio.storage import cache, files, own_models
from bfl_studio.storage.emergency import EmergencyFile
from bfl_studio.storage.files import LibraryFolder
from bfl_studio.storage.journal import Journal

_OTHER_CLOCK = 3600
"""Seconds by which the clock of the computer that holds the library may differ from ours."""


class Engine:
    """Every method is a coroutine of the engine's loop; only frozen values come and go."""

    prompt_desk: PromptDesk

    def __init__(
        self,
        premises: Premises,
        report: Callable[[Event], None],
        keys: Keys,
        timing: Timing,
        custom_origin: str | None = None,
        sandbox_flags: Sequence[str] = (),
    ) -> None:
        self._premises = premises
        self._report = report
        self._timing = timing
        self._jobs: dict[str, Job] = {}
        self._began = now_ms() / 1000
        self._folder = LibraryFolder(premises.library)
        self._stack = AsyncExitStack()
        self._door = asyncio.Lock()
        self._tasks = TaskOwner(self._task_failed)
        sandbox = SandboxProcess(premises.sandbox, sandbox_flags, timing.sandbox_start)
        self._connections = Connections(sandbox, custom_origin, keys.key_of, timing, report)
        self._account = Account(
            self._connections, self._tasks, timing.balance_rest, timing.paused_look, report
        )
        self._keys = keys
        self._decoder = Decoder()
        self.picture_desk = PictureDesk(self._folder, premises.thumbnails, self._decoder)
        self.key_desk = KeyDesk(keys, self._connections, self._account)
        self._saver = Saver(self._folder, premises.thumbnails, timing, self._decoder, report)

    async def open(self) -> Opening:
        """Open the journal and go on with every job that was left unfinished.

        Raises StudioError when the journal cannot be opened.
        """
        async with self._door:
            return await self._open()

    async def _open(self) -> Opening:
        self._journal = Journal(self._premises.journal)
        self._stack.callback(self._journal.close)
        self.prompt_desk = PromptDesk(self._journal.sent_prompts, self._premises.starters)
        self._librarian = Librarian(self._premises, self._journal, self._saver, self._report)
        await self._librarian.open()
        self._stack.push_async_callback(self._librarian.close)
        self._stack.push_async_callback(self._keys.close)
        self._stack.push_async_callback(self._connections.close)
        self._stack.push_async_callback(self._decoder.close)
        self._stack.push_async_callback(self._tasks.close)
        emergency = EmergencyFile(self._premises.emergency)
        left = await asyncio.to_thread(emergency.open)
        self._recorder = Recorder(
            self._journal,
            self._job_changed,
            self._disk_refused,
            emergency,
            self._timing.disk_retry,
        )
        await take_receipts(self._journal, self._recorder, left)
        for receipt in left:
            emergency.release(receipt.job_id)
        self._inquiry = Inquiry(
            self._journal, self._recorder, self._account, self._tasks, self._timing
        )
        enclosures = Enclosures(self._folder, self._premises.prepared, self._decoder)
        self._runner = JobRunner(
            self._recorder,
            self._inquiry,
            self._connections,
            self._account,
            self._saver,
            enclosures,
            self._timing,
            self._usual_seconds,
            self._librarian.keep,
        )
        failure = await asyncio.to_thread(self._prepare_folder, clean=True)
        broken = await asyncio.to_thread(own_models.adopt, self._premises.data)
        waiting = tuple(job.recipe for job in self._journal.unfinished())
        await asyncio.to_thread(enclosures.clear_old, waiting)
        # Pictures may be on their way in already.
        await asyncio.to_thread(cache.clear_parts, self._premises.thumbnails, self._began)
        earlier = self._began - _OTHER_CLOCK
        await asyncio.to_thread(cache.clear_parts, self._folder.references, earlier)
        resumed = self._resume()
        diagnostics.note("engine opened", count=len(self._jobs))
        self._tasks.spawn("library catches up", self._librarian.catch_up())
        return Opening(
            self._journal.shown(),
            self._journal.draft(DEFAULT_PROJECT_ID),
            resumed,
            self._folder.root,
            failure,
            broken,
        )

    def _prepare_folder(self, *, clean: bool) -> Failure | None:
        try:
            files.prepare(self._folder)
            if clean:
                files.clear_incoming(self._folder)
        except OSError as error:
            return Failure(FailureKind.FOLDER_CLOSED, details=type(error).__name__)
        return None

    def _resume(self) -> tuple[str, ...]:
        """Take up what an earlier process left; the ids of paid jobs among it."""
        paid: list[str] = []
        for job in self._journal.unfinished():
            self._jobs[job.id] = job
            if job.state is JobState.SENDING:
                # It ended between the first byte and the reply: nobody can say.
                failure = Failure(FailureKind.NO_ANSWER, details="closed while sending")
                self._recorder.record(job, JobState.UNCONFIRMED, failure=failure)
                self._inquiry.begin(job.endpoint)
            elif job.state is not JobState.UNCONFIRMED:
                if job.state is JobState.ACCEPTED:
                    seat_of(self._connections.lane(job.endpoint), job).occupy()
                if job.state is not JobState.QUEUED:
                    paid.append(job.id)
                self._tasks.spawn(job.id, self._runner.run(job))
        return tuple(paid)

    async def enqueue(self, orders: Sequence[Order], place: Place) -> tuple[Job, ...]:
        """Record one job for each order, all or none, and start them.

        Raises StudioError: FOLDER_CLOSED, SANDBOX_UNAVAILABLE, JOURNAL_CLOSED; then nothing is
        recorded and nothing sent.
        """
        failure = await self.check_folder()
        if failure is not None:
            raise StudioError(failure)
        endpoint = await self._connections.endpoint(place)
        jobs = self._journal.add_batch(orders, endpoint, DEFAULT_PROJECT_ID, now_ms())
        for job in jobs:
            self._job_changed(job)
            self._tasks.spawn(job.id, self._runner.run(job))
        return jobs

    async def check_folder(self) -> Failure | None:
        """Look again whether the library folder can be written, and report it."""
        failure = await asyncio.to_thread(self._prepare_folder, clean=False)
        self._report(FolderTrouble(self._folder.root, failure))
        return failure

    async def cancel(self, job_id: str) -> bool:
        """Call off a job that was not sent; False when it is too late for that."""
        job = self._jobs.get(job_id)
        if job is None or not may_cancel(job):
            return False
        self._recorder.record(job, JobState.CANCELLED)
        await self._tasks.cancel(job_id)
        return True

    async def discard(self, job_id: str) -> None:
        """The designer gave an unconfirmed job up; its row stays for the ledger."""
        job = self._jobs.get(job_id)
        if job is not None and job.state is JobState.UNCONFIRMED:
            self._recorder.record(job, JobState.DISCARDED)

    async def put_away(self, job_id: str) -> None:
        """Stop showing a job. One that is paid goes on and is still saved."""
        kept = self._journal.hide(job_id)
        job = self._jobs.get(job_id, kept)
        if job is not None:
            self._job_changed(replace(job, hidden=True))

    async def resume_queue(self, place: Place) -> None:
        """Send again after a pause."""
        endpoint = await self._connections.endpoint(place)
        self._connections.lane(endpoint).resume()
        self._account.refresh(endpoint)

    async def prepare_place(self, place: Place) -> None:
        """Make a place ready and read its balance. Raises StudioError when it cannot be."""
        endpoint = await self._connections.endpoint(place)
        self._account.refresh(endpoint)

    def _usual_seconds(self, job: Job) -> float | None:
        """The median of what pictures of its model and size took lately."""
        took = sorted(
            self._journal.usual_seconds(job.endpoint.place, job.recipe.model_id, job.recipe.size)
        )
        return took[len(took) // 2] if took else None

    async def save_draft(self, draft: dict[str, Any]) -> None:
        self._journal.save_draft(DEFAULT_PROJECT_ID, draft, now_ms())

    async def close(self) -> None:
        """Wait for POSTs in flight, at most thirty seconds; the rest goes on at the next start."""
        # What is half open cannot be closed: whoever leaves at once waits for the moment it takes.
        async with self._door:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._no_post_in_flight(), self._timing.close)
            await self._stack.aclose()

    async def _no_post_in_flight(self) -> None:
        for job in list(self._jobs.values()):
            if job.state is JobState.QUEUED:
                await self._tasks.cancel(job.id)
        for lane in self._connections.lanes():
            await lane.posts.quiet()

    def _job_changed(self, job: Job) -> None:
        earlier = self._jobs.get(job.id)
        if earlier is not None and earlier.hidden:
            job = replace(job, hidden=True)
        self._jobs[job.id] = job
        self._report(JobChanged(job))
        if job.ended:
            del self._jobs[job.id]

    def _disk_refused(self, failure: Failure) -> None:
        diagnostics.note("disk refuses", failure=failure.kind)
        self._report(FolderTrouble(self._premises.data, failure))

    def _task_failed(self, name: str, error: BaseException) -> None:
        self._report(StudioFault(diagnostics.fault(error)))
