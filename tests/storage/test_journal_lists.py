"""What the journal lists: the unfinished, the saved, the shown, and drafts."""

from contextlib import closing
from pathlib import Path

from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.job import WATCHED, JobState
from bfl_studio.storage.journal import Journal
from tests.storage.entries import NOON, PLACE, order, queue, walk

S = JobState


def test_unfinished_is_everything_that_has_not_ended(journal: Journal) -> None:
    jobs = queue(journal, 6)
    walk(journal, jobs[1], S.SENDING)
    walk(journal, jobs[2], S.SENDING, S.ACCEPTED)
    walk(journal, jobs[3], S.SENDING, S.ACCEPTED, S.SAVING)
    walk(journal, jobs[4], S.SENDING, S.UNCONFIRMED)
    walk(journal, jobs[5], S.CANCELLED)
    assert [job.number for job in journal.unfinished()] == [job.number for job in jobs[:5]]


def test_saved_jobs_by_id(journal: Journal) -> None:
    jobs = queue(journal, 3)
    walk(journal, jobs[0], S.SENDING, S.ACCEPTED, S.SAVING, S.SAVED)
    walk(journal, jobs[1], S.SENDING, S.ACCEPTED, S.SAVING, S.FAILED)
    assert journal.saved() == {jobs[0].id: jobs[0].number}


def test_shown_is_what_was_not_put_away_and_the_whole_last_batch(journal: Journal) -> None:
    kept, put_away, discarded, refused = queue(journal, 4)
    walk(journal, kept, S.SENDING, S.ACCEPTED, S.SAVING, S.SAVED)
    walk(journal, put_away, S.SENDING, S.REFUSED)
    walk(journal, discarded, S.SENDING, S.UNCONFIRMED, S.DISCARDED)
    walk(journal, refused, S.SENDING, S.REFUSED)
    journal.hide(put_away.id)
    everything = [kept.number, put_away.number, discarded.number, refused.number]
    assert [job.number for job in journal.shown()] == everything
    last = queue(journal, 2)
    walk(journal, last[0], S.SENDING, S.ACCEPTED, S.SAVING, S.SAVED)
    journal.hide(last[0].id)
    numbers = [refused.number, last[0].number, last[1].number]
    assert [job.number for job in journal.shown()] == numbers


NO_SIZE = Size(0, 0)


def test_an_empty_journal_shows_nothing(journal: Journal) -> None:
    assert (journal.shown(), journal.unfinished(), journal.saved()) == ((), (), {})
    assert journal.charge_of("nobody") is None
    assert journal.usual_seconds(PLACE.place, "flux-2-pro", NO_SIZE) == ()


def test_usual_seconds_are_those_of_the_newest_saved_of_that_model(journal: Journal) -> None:
    orders = [order(seed, "flux-2-pro") for seed in range(4)] + [order(9, "flux-2-max")]
    jobs = journal.add_batch(orders, PLACE, "default", NOON)
    for job in jobs:
        took = {"accepted_ms": NOON, "seen_ms": NOON + job.number * 1000}
        saving = walk(journal, job, S.SENDING, S.ACCEPTED, S.SAVING, **took)
        if job.number != jobs[3].number:
            walk(journal, saving, S.SAVED)
    assert journal.usual_seconds(PLACE.place, "flux-2-pro", NO_SIZE) == (3.0, 2.0, 1.0)
    assert journal.usual_seconds(PLACE.place, "flux-2-pro", NO_SIZE, most=2) == (3.0, 2.0)
    assert journal.usual_seconds(PLACE.place, "flux-2-pro", Size(512, 512)) == ()
    assert journal.usual_seconds(Place.GLOBAL, "flux-2-pro", NO_SIZE) == ()


def test_what_came_while_nobody_looked_is_not_usual(journal: Journal) -> None:
    for number, seconds in enumerate((WATCHED, WATCHED + 1, -1)):
        (job,) = journal.add_batch([order(number)], PLACE, "default", NOON)
        took = {"accepted_ms": NOON, "seen_ms": NOON + int(seconds * 1000)}
        walk(journal, walk(journal, job, S.SENDING, S.ACCEPTED, S.SAVING, **took), S.SAVED)
    assert journal.usual_seconds(PLACE.place, "flux-2-pro", NO_SIZE) == (WATCHED,)


def test_drafts(path: Path) -> None:
    draft = {"prompt": "half a th\ud83d", "values": {"width": 64, "more": [None, 1.5]}}
    with closing(Journal(path)) as journal:
        assert journal.draft("default") is None
        journal.save_draft("default", {"prompt": "first"}, NOON)
        journal.save_draft("default", draft, NOON + 1)
    with closing(Journal(path)) as journal:
        assert journal.draft("default") == draft
        assert journal.draft("elsewhere") is None
