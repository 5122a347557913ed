"""The journal forgets nothing, takes no step twice, and books a charge with its step or not."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bfl_studio.domain.credits import Credits, credits
from bfl_studio.domain.endpoint import GLOBAL, Endpoint, Place
from bfl_studio.domain.errors import FailureKind, StudioError
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.job import Basis, JobState, Order
from bfl_studio.domain.pricing import Exact
from bfl_studio.storage.journal import MIGRATIONS, Charge, Journal
from tests.domain import makers
from tests.storage.entries import NOON, PLACE, order, queue, walk

S = JobState


def test_a_batch_is_queued_in_order_with_all_that_was_said(journal: Journal) -> None:
    jobs = journal.add_batch([order(5), order(6)], GLOBAL, "default", NOON)
    assert [job.seed for job in jobs] == [5, 6]
    assert [job.position for job in jobs] == [0, 1]
    assert len({job.id for job in jobs}) == 2
    assert len({job.batch_id for job in jobs}) == 1
    for job in jobs:
        assert job.state is S.QUEUED
        assert (job.endpoint, job.project_id, job.created_ms) == (GLOBAL, "default", NOON)
        assert (job.estimate, job.price_rule) == (Exact(credits("3")), "2026-11-20")
        assert journal.job(job.number) == job


def test_numbers_grow_for_ever(path: Path) -> None:
    numbers = []
    for _ in range(3):
        with closing(Journal(path)) as journal:
            numbers += [job.number for job in queue(journal, 2)]
    assert numbers == sorted(set(numbers))


def test_a_batch_is_queued_whole_or_not_at_all(journal: Journal, path: Path) -> None:
    forbid(path, "BEFORE INSERT ON job WHEN new.position = 2")
    with pytest.raises(StudioError) as caught:
        queue(journal, 3)
    assert caught.value.failure.kind is FailureKind.JOURNAL_CLOSED
    assert journal.unfinished() == ()
    assert count(path, "batch") == count(path, "job") == 0


def test_a_project_nobody_has_made_gets_no_jobs(journal: Journal) -> None:
    with pytest.raises(StudioError):
        journal.add_batch([order()], PLACE, "elsewhere", NOON)


def forbid(path: Path, when: str) -> None:
    """Make the database refuse something, as a full disk would."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            f"CREATE TRIGGER forbidden {when} BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )


def count(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


@given(makers.orders, makers.endpoints, makers.moments, st.data())
@settings(max_examples=60)
def test_every_field_survives_the_disk(
    tmp_path_factory: pytest.TempPathFactory,
    wanted: Order,
    endpoint: Endpoint,
    now: int,
    data: st.DataObject,
) -> None:
    path = tmp_path_factory.getbasetemp() / "every-field.db"
    with closing(Journal(path)) as journal:
        [queued] = journal.add_batch([wanted], endpoint, "default", now)
        sent = queued.to(S.SENDING, **data.draw(makers.stepped(queued)))
        journal.step(queued, sent)
    with closing(Journal(path)) as journal:
        found = journal.job(queued.number)
    assert (found.recipe, found.estimate) == (wanted.recipe, wanted.estimate)
    assert (found.endpoint, found.created_ms) == (endpoint, now)
    assert found == sent


def test_a_step_is_taken_once(journal: Journal) -> None:
    [queued] = queue(journal)
    sending = walk(journal, queued, S.SENDING, body_sha256="aa")
    for stale in (queued.to(S.SENDING, body_sha256="bb"), queued.to(S.CANCELLED)):
        with pytest.raises(ValueError, match="no longer queued"):
            journal.step(queued, stale, Charge(credits("3"), Basis.QUOTED))
    assert journal.job(queued.number) == sending
    assert journal.charge_of(queued.id) is None


def test_two_owners_of_one_job_are_not_two_purchases(path: Path) -> None:
    with closing(Journal(path)) as one, closing(Journal(path)) as other:
        [queued] = queue(one)
        one.step(queued, queued.to(S.SENDING))
        with pytest.raises(ValueError, match="no longer queued"):
            other.step(queued, queued.to(S.SENDING))


def test_a_step_touches_no_other_job(journal: Journal) -> None:
    first, second, third = queue(journal, 3)
    walk(journal, second, S.SENDING, S.REFUSED)
    assert journal.unfinished() == (first, third)


def test_a_charge_is_booked_with_its_step(journal: Journal) -> None:
    [queued] = queue(journal)
    sending = walk(journal, queued, S.SENDING)
    assert journal.charge_of(queued.id) is None
    accepted = sending.to(S.ACCEPTED, quoted=credits("4.5"))
    journal.step(sending, accepted, Charge(credits("4.5"), Basis.QUOTED))
    assert journal.charge_of(queued.id) == Charge(credits("4.5"), Basis.QUOTED)
    journal.step(accepted, accepted.to(S.SAVING), Charge(credits("4"), Basis.CHARGED))
    assert journal.charge_of(queued.id) == Charge(credits("4"), Basis.CHARGED)


def test_a_charge_that_cannot_be_booked_undoes_its_step(journal: Journal, path: Path) -> None:
    [queued] = queue(journal)
    sending = walk(journal, queued, S.SENDING)
    forbid(path, "BEFORE INSERT ON charge")
    accepted = sending.to(S.ACCEPTED, task_id="a")
    with pytest.raises(StudioError) as caught:
        journal.step(sending, accepted, Charge(credits("3"), Basis.QUOTED))
    assert caught.value.failure.kind is FailureKind.JOURNAL_CLOSED
    assert journal.job(queued.number) == sending
    assert journal.charge_of(queued.id) is None
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER forbidden")
    journal.step(sending, accepted, Charge(credits("3"), Basis.QUOTED))
    assert journal.job(queued.number) == accepted


@pytest.mark.parametrize(("endpoint", "pretend"), [(PLACE, 1), (GLOBAL, 0)])
def test_a_charge_knows_whose_money_it_was(
    journal: Journal, path: Path, endpoint: Endpoint, pretend: int
) -> None:
    [queued] = queue(journal, endpoint=endpoint)
    sending = queued.to(S.SENDING, changed_ms=NOON + 5)
    journal.step(queued, sending, Charge(Credits(1), Basis.ESTIMATE))
    with closing(sqlite3.connect(path)) as connection:
        booked = connection.execute("SELECT * FROM charge").fetchall()
    assert booked == [(queued.id, 1, "estimate", endpoint.origin, pretend, NOON + 5)]


def test_what_was_put_away_stays_away_while_its_job_goes_on(journal: Journal) -> None:
    [queued] = queue(journal)
    lost = walk(journal, queued, S.SENDING, S.UNCONFIRMED)
    journal.hide(lost.id)
    found = walk(journal, lost, S.ACCEPTED)
    assert found.hidden is False
    assert journal.job(queued.number) == replace(found, hidden=True)


def test_a_commit_is_on_the_disk(journal: Journal) -> None:
    connection = journal._connection
    asked = ("journal_mode", "synchronous", "foreign_keys")
    told = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
    assert told == ["wal", 2, 1]


def test_a_journal_of_a_later_version_is_refused(path: Path) -> None:
    Journal(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version={len(MIGRATIONS) + 1}")
    with pytest.raises(StudioError) as caught:
        Journal(path)
    assert caught.value.failure.kind is FailureKind.NEWER_VERSION


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StudioError) as caught:
        Journal(tmp_path / "file" / "journal.db")
    assert caught.value.failure.kind is FailureKind.JOURNAL_CLOSED


def test_a_disk_that_refuses_is_told_as_such_whatever_is_asked(path: Path) -> None:
    journal = Journal(path)
    [job] = queue(journal)
    journal.close()
    for ask in (
        lambda: queue(journal),
        lambda: journal.step(job, job.to(S.SENDING)),
        lambda: journal.job(job.number),
        lambda: journal.hide(job.id),
        lambda: journal.charge_of(job.id),
        journal.shown,
        journal.saved,
        journal.unfinished,
        lambda: journal.usual_seconds(Place.SANDBOX, "flux-2-pro", Size(1024, 1024)),
        lambda: journal.draft("default"),
        lambda: journal.save_draft("default", {}, NOON),
    ):
        with pytest.raises(StudioError) as caught:
            ask()
        assert caught.value.failure.kind is FailureKind.JOURNAL_CLOSED
