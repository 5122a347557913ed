"""Purchases without an answer stand together, money of one kind with its own."""

from bfl_studio.domain.endpoint import EU, GLOBAL, Place
from bfl_studio.domain.job import JobState
from bfl_studio.state.unconfirmed import bundles, by_place
from tests.state.makers import a_job

DOUBT = JobState.UNCONFIRMED


def test_they_stand_together_the_oldest_first() -> None:
    jobs = [a_job(number, state=DOUBT, batch_id=f"batch-{number}") for number in (3, 1, 2)]
    assert [[job.id for job in each] for each in bundles(jobs)] == [["job-1", "job-2", "job-3"]]


def test_what_was_put_away_or_is_certain_does_not_belong() -> None:
    jobs = [a_job(1, state=DOUBT, hidden=True), a_job(2, state=JobState.FAILED), a_job(3)]
    assert bundles(jobs) == ()


def test_pretend_money_never_joins_real_money() -> None:
    real = [a_job(1, state=DOUBT, endpoint=GLOBAL), a_job(3, state=DOUBT, endpoint=EU)]
    pretend = a_job(2, state=DOUBT)
    assert bundles([pretend, *real]) == (tuple(real), (pretend,))


def test_each_goes_where_it_was_bought() -> None:
    first, second, third = (
        a_job(1, endpoint=GLOBAL),
        a_job(2, endpoint=EU),
        a_job(3, endpoint=GLOBAL),
    )
    assert by_place([first, second, third]) == {Place.GLOBAL: (first, third), Place.EU: (second,)}
