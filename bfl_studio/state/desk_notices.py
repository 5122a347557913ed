"""When somebody who looks elsewhere is told: a batch is finished, or a job waits for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from bfl_studio.domain.job import ENDINGS, Job, JobState, needs_you
from bfl_studio.state.job_model import JobModel
from bfl_studio.state.library_model import Picture
from bfl_studio.state.reports import Reports

GATHERING_MILLISECONDS = 1000
"""What comes within it is one notification."""


@dataclass(frozen=True, slots=True)
class DeskNotice:
    """How many pictures of finished batches are ready, and how many jobs wait for a decision."""

    pictures: int = 0
    waiting: int = 0


def pictures_of(jobs: Iterable[Job], batch_id: str) -> int | None:
    """The saved pictures of a batch; None while some of it may still become one by itself."""
    states = [job.state for job in jobs if job.batch_id == batch_id]
    settled = all(state in _SETTLED for state in states)
    return states.count(JobState.SAVED) if settled else None


_SETTLED = ENDINGS | {JobState.UNCONFIRMED}
"""The endings, and what stands still until somebody decides."""


class DeskNotices(QObject):
    """`wanted` carries one DeskNotice for all that happened since somebody last looked.

    `watched` says whether the window is the active one, `enabled` whether they are wanted.
    """

    wanted = Signal(object)

    def __init__(
        self,
        jobs: JobModel,
        reports: Reports,
        watched: Callable[[], bool],
        enabled: Callable[[], bool],
        gathering: int = GATHERING_MILLISECONDS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._watched = watched
        self._enabled = enabled
        self._counted: dict[str, int] = {}
        self._pictures = 0
        self._waiting: set[str] = set()
        self._gathering = QTimer(self, singleShot=True, interval=gathering)
        self._gathering.timeout.connect(self._tell)
        reports.picture_saved.connect(self._picture_saved)
        reports.needs_you.connect(self._needs_you)

    def forget(self) -> None:
        """Somebody looks at the window: nothing of the past is news any more."""
        self._gathering.stop()
        self._pictures = 0
        self._waiting.clear()

    def _picture_saved(self, picture: Picture) -> None:
        self._look_at(picture.generation.batch_id)

    def _needs_you(self, job: Job) -> None:
        if not self._watched():
            self._waiting.add(job.id)
            self._gather()
        self._look_at(job.batch_id)

    def _look_at(self, batch_id: str) -> None:
        """A batch is finished once; what an answered job still brings is counted for itself."""
        saved = pictures_of(self._jobs.jobs, batch_id)
        if saved is None:
            return
        news = saved - self._counted.get(batch_id, 0)
        self._counted[batch_id] = saved
        if news > 0 and not self._watched():
            self._pictures += news
            self._gather()

    def _gather(self) -> None:
        if not self._gathering.isActive():
            self._gathering.start()

    def _tell(self) -> None:
        if self._watched() or not self._enabled():
            self.forget()
            return
        notice = DeskNotice(self._pictures, sum(map(self._waits, self._waiting)))
        if notice != DeskNotice():
            self.wanted.emit(notice)

    def _waits(self, job_id: str) -> bool:
        """It may have been answered by itself meanwhile: a job without an answer can arrive."""
        job = self._jobs.job(job_id)
        return job is not None and needs_you(job)
