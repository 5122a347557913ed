"""Recovery: what became of the paid pictures that an earlier run left on their way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from bfl_studio.domain.job import Job, JobState
from bfl_studio.state.job_model import JobModel
from bfl_studio.state.notices import Notice, NoticeBoard, Severity, Topic

_KEY = "recovered"


class Recovery(QObject):
    """One notice from the start to the last of them: how many are awaited, then the summary."""

    def __init__(self, jobs: JobModel, notices: NoticeBoard, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._notices = notices
        self._awaited: frozenset[str] = frozenset()
        jobs.dataChanged.connect(self._look)
        jobs.rowsRemoved.connect(self._look)

    def begin(self, job_ids: Sequence[str]) -> None:
        """Watch over these jobs until each has come to an end."""
        self._awaited = frozenset(job_ids)
        if self._awaited:
            count = len(self._awaited)
            self._notices.post(Notice(_KEY, Severity.INFO, Topic.RECOVERED, count=count))
            self._look()

    def _look(self) -> None:
        if not self._awaited:
            return
        found = [self._jobs.job(job_id) for job_id in self._awaited]
        jobs = [job for job in found if job is not None]
        if all(job.ended for job in jobs):
            self._awaited = frozenset()
            self._sum_up(jobs)

    def _sum_up(self, jobs: Sequence[Job]) -> None:
        saved = sum(job.state is JobState.SAVED for job in jobs)
        gone = sum(job.state is JobState.GONE for job in jobs)
        if not saved and not gone:
            # What failed otherwise stands in Jobs with its reason.
            self._notices.withdraw(_KEY)
            return
        severity = Severity.WARNING if gone else Severity.INFO
        notice = Notice(_KEY, severity, Topic.RECOVERY, count=saved, lost=gone)
        self._notices.post(notice)
