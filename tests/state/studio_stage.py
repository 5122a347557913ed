"""What can be seen of a whole studio, for its tests."""

from __future__ import annotations

from bfl_studio.domain.job import Job, JobState
from tests.e2e.window import LiveStudio


def jobs(live: LiveStudio) -> list[Job]:
    return list(live.process.studio.jobs.jobs)


def states(live: LiveStudio) -> list[JobState]:
    return [job.state for job in jobs(live)]


def notice_keys(live: LiveStudio) -> list[str]:
    return [notice.key for notice in live.process.studio.notices.notices]
