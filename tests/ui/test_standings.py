"""How jobs stand among each other follows the model at once."""

from PySide6.QtWidgets import QApplication

from bfl_studio.domain.job import JobState
from bfl_studio.state.job_model import JobModel
from bfl_studio.ui.standings import Standings
from tests.state.makers import NOON, a_job


def _standings(qapp: QApplication) -> tuple[JobModel, Standings]:
    jobs = JobModel(lambda job: job.id)
    return jobs, Standings(jobs, lambda: NOON)


def test_the_line_moves_up(qapp: QApplication) -> None:
    jobs, standings = _standings(qapp)
    first, second = a_job(1), a_job(2)
    jobs.put(first)
    jobs.put(second)
    assert [standings.of(job).place for job in (first, second)] == [1, 2]
    jobs.put(a_job(1, state=JobState.SENDING))
    assert standings.of(second).place == 1


def test_a_job_knows_how_many_its_batch_has(qapp: QApplication) -> None:
    jobs, standings = _standings(qapp)
    for job in (a_job(1), a_job(2), a_job(3, batch_id="other")):
        jobs.put(job)
    assert standings.of(a_job(1)).pictures == 2


def test_the_usual_time_is_the_one_seen_here_once_there_is_one(qapp: QApplication) -> None:
    jobs, standings = _standings(qapp)
    running = a_job(9, state=JobState.ACCEPTED, accepted_ms=NOON)
    jobs.put(running)
    assert standings.of(running).usual == (11, 14)
    saved = {"state": JobState.SAVED, "accepted_ms": NOON, "seen_ms": NOON + 4000}
    jobs.put(a_job(1, **saved))
    least, most = standings.of(running).usual
    assert least <= 4 <= most < 11


def test_a_picture_that_came_while_nobody_looked_says_nothing_of_the_usual(
    qapp: QApplication,
) -> None:
    jobs, standings = _standings(qapp)
    away = {"state": JobState.SAVED, "accepted_ms": NOON, "seen_ms": NOON + 3_600_000}
    jobs.put(a_job(1, **away))
    assert standings.of(a_job(9)).usual == (11, 14)


def test_time_is_told_by_the_clock_it_was_given(qapp: QApplication) -> None:
    _, standings = _standings(qapp)
    assert standings.of(a_job(1)).now_ms == NOON
