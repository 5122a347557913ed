"""Files saved pictures in the library's index, on a thread of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.domain.generation import Generation
from bfl_studio.domain.job import Basis, Job
from bfl_studio.services.events import Event, PictureSaved
from bfl_studio.services.premises import Premises
from bfl_studio.services.saver import Kept, Saver
from bfl_studio.storage.database import NewerDatabase
from bfl_studio.storage.journal import Journal
from bfl_studio.storage.library import LibraryWriter


class Librarian:
    """Writes library.db. One thread, because SQLite's writer belongs to one."""

    def __init__(
        self,
        premises: Premises,
        journal: Journal,
        saver: Saver,
        report: Callable[[Event], None],
    ) -> None:
        self._premises = premises
        self._journal = journal
        self._saver = saver
        self._report = report
        self._thread = ThreadPoolExecutor(1, "librarian")

    async def open(self) -> None:
        """Raises StudioError(NEWER_VERSION) when a later version wrote the index."""
        try:
            self._library = await self._there(LibraryWriter, self._premises.library_index)
        except NewerDatabase as error:
            self._thread.shutdown()
            raise StudioError(Failure(FailureKind.NEWER_VERSION, details=str(error))) from error

    async def close(self) -> None:
        await self._there(self._library.close)
        self._thread.shutdown()

    async def keep(self, job: Job, kept: Kept) -> None:
        """File a saved job's picture, then tell. Idempotent by job id."""
        generation = self._generation(job, kept)
        await self._there(self._library.add, generation)
        path = self._premises.library / kept.name
        self._report(PictureSaved(generation, path, kept.thumbnail))

    async def catch_up(self) -> None:
        """File pictures whose process ended between `saved` and the library's index."""
        known = await self._there(self._library.ids)
        for job_id, number in self._journal.saved().items():
            if job_id in known:
                continue
            job = self._journal.job(number)
            try:
                kept = await self._saver.look(job)
            except (OSError, StudioError):
                # Somebody moved or changed the file: there is nothing to show for this job.
                continue
            if kept is not None:
                await self.keep(job, kept)

    def _generation(self, job: Job, kept: Kept) -> Generation:
        charge = self._journal.charge_of(job.id)
        return Generation(
            id=job.id,
            number=job.number,
            batch_id=job.batch_id,
            position=job.position,
            project_id=job.project_id,
            file_name=kept.name,
            sha256=kept.sha256,
            size=kept.facts.size,
            byte_count=kept.byte_count,
            media_type=kept.facts.media_type,
            recipe=job.recipe,
            place=job.endpoint.place,
            amount=charge.amount if charge else None,
            basis=charge.basis if charge else Basis.ESTIMATE,
            created_ms=job.created_ms,
        )

    async def _there(self, work: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)
