"""Every step of a job is in the journal before it is news."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bfl_studio import diagnostics
from bfl_studio.domain.credits import Credits
from bfl_studio.domain.errors import Failure, StudioError
from bfl_studio.domain.job import Job, JobState
from bfl_studio.storage.emergency import EmergencyFile, Receipt
from bfl_studio.storage.journal import Charge, Journal


def now_ms() -> int:
    """Wall-clock milliseconds, UTC: for the record and for people, never for waiting."""
    return time.time_ns() // 1_000_000


class Recorder:
    """Commits steps, then tells. `on_refusal` hears when the disk does not take one."""

    def __init__(
        self,
        journal: Journal,
        report: Callable[[Job], None],
        on_refusal: Callable[[Failure], None],
        emergency: EmergencyFile,
        disk_retry: float,
    ) -> None:
        self._journal = journal
        self.report = report
        self._on_refusal = on_refusal
        self._emergency = emergency
        self._disk_retry = disk_retry

    def record(
        self, before: Job, state: JobState, charge: Charge | None = None, **changes: Any
    ) -> Job:
        """Commit one legal step. Raises StudioError when the disk refuses, ValueError otherwise."""
        after = before.to(state, changed_ms=now_ms(), **changes)
        self._journal.step(before, after, charge)
        failure = after.failure.kind if after.failure is not None else None
        diagnostics.note("job step", job=after.id, state=state, failure=failure)
        self.report(after)
        return after

    def note(self, job: Job, failure: Failure) -> None:
        """Write down what was learned about a job that stays where it is. Raises StudioError."""
        after = self._journal.note(replace(job, failure=failure))
        if after is not None:
            self.report(after)

    async def bought(self, before: Job, charge: Charge | None, receipt: Receipt) -> Job:
        """Record an acceptance; while the disk takes no step, the receipt is held elsewhere."""
        changes: dict[str, Any] = {
            "task_id": receipt.task_id,
            "polling_url": receipt.polling_url,
            "quoted": Credits(receipt.cost) if receipt.cost is not None else None,
            "accepted_ms": now_ms(),
            # Whatever was in doubt before is not any more.
            "failure": None,
        }
        try:
            return self.record(before, JobState.ACCEPTED, charge, **changes)
        except StudioError:
            try:
                self._emergency.hold(receipt)
            except OSError:
                # An id is no secret: where no file takes it, the log may.
                diagnostics.note("receipt in memory only", job=before.id)
        after = await self.surely(before, JobState.ACCEPTED, charge, **changes)
        self._emergency.release(before.id)
        return after

    async def surely(
        self, before: Job, state: JobState, charge: Charge | None = None, **changes: Any
    ) -> Job:
        """Like `record`, for what is already true outside: try until the disk takes it.

        The first try comes without an await: nothing stands between a reply and its commit.
        """
        while True:
            try:
                return self.record(before, state, charge, **changes)
            except StudioError as error:
                self._on_refusal(error.failure)
                await asyncio.sleep(self._disk_retry)
