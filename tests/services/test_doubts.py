"""Purchases without an answer: weighed by the balance, bounded in number, never repeated."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bfl_studio.domain.credits import Credits
from bfl_studio.domain.errors import FailureKind, Hint
from bfl_studio.domain.job import JobState
from bfl_studio.services.engine import Engine
from bfl_studio.services.events import JobChanged, QueuePaused
from bfl_studio.services.recorder import now_ms
from bfl_studio.storage.emergency import EmergencyFile, Receipt
from bfl_studio.storage.journal import Journal
from tests.sandbox.process import SandboxProcess, running_sandbox
from tests.services.workshop import PATIENCE, Workshop, orders, workshop

S = JobState


@pytest.fixture(scope="module")
def quick() -> Iterator[SandboxProcess]:
    with running_sandbox(None, "--seconds-per-image", "0.05", "--credits", "100000") as running:
        yield running


def _know_the_balance(shop: Workshop) -> None:
    """A picture was bought before, and the balance read since."""
    (first,) = shop.enqueue(orders("the first"))
    shop.wait_for(first, S.SAVED)
    charged_ms = now_ms()

    async def asked_ms(engine: Engine) -> int:
        return engine._account.known_ms(first.endpoint) or 0

    shop.thread.ask(lambda engine: engine.prepare_place(shop.place)).result(5)
    deadline = time.monotonic() + PATIENCE
    while shop.thread.ask(asked_ms).result(5) < charged_ms:
        assert time.monotonic() < deadline, "the balance is not read"
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("word", "hint"), [("sandbox:504-charged", Hint.FELL), ("sandbox:504", Hint.UNCHANGED)]
)
def test_the_balance_says_whether_it_was_probably_charged(
    tmp_path: Path, quick: SandboxProcess, word: str, hint: Hint
) -> None:
    with workshop(tmp_path, quick.base_url) as shop:
        _know_the_balance(shop)
        posts = len(quick.ledger())
        (job,) = shop.enqueue(orders(f"teapot {word}"))
        shop.wait_for(job, S.UNCONFIRMED)
        shop.wait(lambda: _hint(shop, job.id) is not None)
        assert _hint(shop, job.id) is hint
        failure = shop.last(job.id).failure
        assert failure is not None and failure.balance is not None
        assert len(quick.ledger()) - posts == (hint is Hint.FELL)
    journal = Journal(tmp_path / "journal.db")
    (kept,) = journal.unfinished()
    journal.close()
    assert kept.failure is not None and kept.failure.hint is hint


@pytest.mark.parametrize("word", ["sandbox:moderated", "sandbox:failed"])
def test_what_the_balance_did_is_read_once_and_stays(
    tmp_path: Path, quick: SandboxProcess, word: str
) -> None:
    """Nobody states what such an end cost; later purchases have no part in it."""
    with workshop(tmp_path, quick.base_url) as shop:
        _know_the_balance(shop)
        (job,) = shop.enqueue(orders(f"teapot {word}"))
        shop.wait(lambda: _balance(shop, job.id) is not None)
        told = _balance(shop, job.id)
        (later,) = shop.enqueue(orders("after that"))
        shop.wait_for(later, S.SAVED)
        # Put away meanwhile, it stays away.
        shop.thread.ask(lambda engine: engine.put_away(job.id)).result(5)
        assert _balance(shop, job.id) == told
        assert shop.last(job.id).hidden
    journal = Journal(tmp_path / "journal.db")
    kept = journal.hide(job.id)
    journal.close()
    assert kept is not None and kept.failure is not None
    assert kept.failure.balance == told


def _balance(shop: Workshop, job_id: str) -> Credits | None:
    failure = shop.last(job_id).failure
    return failure.balance if failure is not None else None


def _hint(shop: Workshop, job_id: str) -> Hint | None:
    failure = shop.last(job_id).failure
    return failure.hint if failure is not None else None


def test_three_of_them_in_a_minute_pause_the_queue(tmp_path: Path, quick: SandboxProcess) -> None:
    with workshop(tmp_path, quick.base_url) as shop:
        jobs = [shop.enqueue(orders(f"teapot {n} sandbox:504"))[0] for n in range(3)]
        shop.wait(lambda: shop.of(QueuePaused))
        paused = shop.of(QueuePaused)[0].failure
        assert paused is not None and paused.kind is FailureKind.MANY_UNCONFIRMED
        assert [shop.wait_for(job, S.UNCONFIRMED).state for job in jobs] == [S.UNCONFIRMED] * 3
        (later,) = shop.enqueue(orders("after that"))
        shop.thread.ask(lambda engine: engine.resume_queue(shop.place)).result(5)
        shop.wait_for(later, S.SAVED)


def test_a_queue_without_credits_goes_on_by_itself(tmp_path: Path) -> None:
    data = tmp_path / "service"
    flags = ("--seconds-per-image", "0.05")
    with running_sandbox(data, *flags, "--credits", "1") as poor:
        origin = poor.base_url
        with workshop(tmp_path / "studio", origin) as shop:
            (job,) = shop.enqueue(orders())
            shop.wait(lambda: shop.of(QueuePaused))
            poor.kill()
            port = origin.rpartition(":")[2]
            with running_sandbox(data, *flags, "--credits", "1000", "--port", port) as rich:
                assert rich.base_url == origin
                shop.wait_for(job, S.SAVED)
                assert len(rich.ledger()) == 1


@pytest.mark.parametrize("left", [S.SENDING, S.UNCONFIRMED])
def test_an_acceptance_the_disk_does_not_take_is_held_and_taken_up(
    tmp_path: Path, quick: SandboxProcess, left: JobState
) -> None:
    with workshop(tmp_path, quick.base_url) as shop:
        (first,) = shop.enqueue(orders("the first"))
        shop.wait_for(first, S.SAVED)
        before = len(quick.ledger())
        (job,) = shop.enqueue(orders("teapot"))
        shop.wait_for(job, S.ACCEPTED, S.SAVING, S.SAVED)
        accepted = next(
            event.job
            for event in shop.of(JobChanged)
            if event.job.id == job.id and event.job.state is S.ACCEPTED
        )
        shop.wait_for(job, S.SAVED)
    # As a crash between the reply and its commit leaves it.
    with sqlite3.connect(tmp_path / "journal.db") as connection:
        connection.execute(
            "UPDATE job SET state=?, task_id=NULL, polling_url=NULL, quoted=NULL, failure=?"
            " WHERE id=?",
            (left, '{"kind": "no_answer"}' if left is S.UNCONFIRMED else None, job.id),
        )
    for kept in (tmp_path / "library").glob(f"*{job.id[:6]}*"):
        kept.unlink()
    emergency = EmergencyFile(tmp_path / "emergency")
    emergency.open()
    emergency.hold(Receipt(job.id, str(accepted.task_id), accepted.polling_url, 1400))
    with workshop(tmp_path, quick.base_url) as again:
        assert again.picture(job).path.is_file()
        # What was in doubt is not any more, and nobody says it still is.
        told = [each.job for each in again.of(JobChanged) if each.job.id == job.id]
        assert {each.failure for each in told} == {None}
    assert len(quick.ledger()) == before + 1
    assert json.loads((tmp_path / "emergency").read_bytes().strip() or b"[]") == []
