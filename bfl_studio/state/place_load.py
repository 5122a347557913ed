"""PlaceLoad: tells Generate while the service takes no more jobs at once."""

from __future__ import annotations

from PySide6.QtCore import QObject

from bfl_studio.domain.catalog import MOST_AT_ONCE
from bfl_studio.domain.job import UNFINISHED_AT_SERVICE, JobState
from bfl_studio.state.generate_state import GenerateState
from bfl_studio.state.job_model import JobModel
from bfl_studio.state.situation import Situation


class PlaceLoad(QObject):
    """Counts anew whenever a job or the place changes."""

    def __init__(
        self,
        jobs: JobModel,
        situation: Situation,
        generate_state: GenerateState,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._situation = situation
        self._generate_state = generate_state
        for change in (jobs.dataChanged, jobs.rowsInserted, situation.changed):
            change.connect(self._count)
        self._count()

    def _count(self) -> None:
        place = self._situation.place
        states = [job.state for job in self._jobs.jobs if job.endpoint.place is place]
        running = sum(state in UNFINISHED_AT_SERVICE for state in states)
        waiting = JobState.QUEUED in states
        self._generate_state.set_crowded(waiting and running >= MOST_AT_ONCE)
