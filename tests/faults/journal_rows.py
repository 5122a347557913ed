"""Section A, where the journal takes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

from bfl_studio.domain.errors import FailureKind
from bfl_studio.domain.job import Job, JobState
from bfl_studio.services.engine import Engine
from bfl_studio.services.events import FolderTrouble, ServiceTrouble
from tests.faults.background import Gate
from tests.faults.plays import each
from tests.faults.scripts import BUSY, held, replies, sells
from tests.faults.service import Door
from tests.faults.stage import Play, Row, Stage
from tests.services.workshop import PATIENCE, Workshop

S = JobState


POST = Door.SUBMIT


def _busy_first(stage: Stage, shop: Workshop) -> Job:
    """A job that is queued again, and will be sent once more a moment later."""
    stage.service.first(POST, replies(429, BUSY, retry_after="1.5"))
    (job,) = stage.ask(shop)
    shop.wait(lambda: shop.states(job.id)[-2:] == [S.SENDING, S.QUEUED])
    return job


def _pragma(shop: Workshop, statement: str) -> None:
    async def change(engine: Engine) -> None:
        engine._journal._connection.execute(statement)

    shop.thread.ask(change).result(PATIENCE)


@contextmanager
def _locked(stage: Stage, shop: Workshop) -> Iterator[None]:
    """Another program writes into the journal and does not come to an end."""
    _pragma(shop, "PRAGMA busy_timeout=20")
    other = sqlite3.connect(stage.premises.journal, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def _read_only(stage: Stage, shop: Workshop) -> Iterator[None]:
    _pragma(shop, "PRAGMA query_only=ON")
    try:
        yield
    finally:
        _pragma(shop, "PRAGMA query_only=OFF")


def _troubles(shop: Workshop) -> list[FailureKind]:
    return [each.failure.kind for each in shop.of(ServiceTrouble) if each.failure]


Refusal = Callable[[Stage, Workshop], AbstractContextManager[None]]


def _journal_takes_no_sending(refusal: Refusal) -> Play:
    def play(stage: Stage) -> None:
        with stage.studio() as shop:
            job = _busy_first(stage, shop)
            with refusal(stage, shop):
                shop.wait(lambda: FailureKind.JOURNAL_CLOSED in _troubles(shop))
                assert stage.posts == 1
                assert shop.last(job.id).state is S.QUEUED
            stage.all_settled(shop, (job,))
        assert stage.states() == ["saved"]
        assert (stage.posts, stage.charges) == (2, 1)

    return play


def _journal_takes_no_receipt(refusal: Refusal) -> Play:
    """The receipt is held elsewhere, and written down when the journal takes it."""

    def play(stage: Stage) -> None:
        gate = Gate()
        stage.service.first(POST, held(gate, sells()))
        with stage.studio() as shop:
            (job,) = stage.ask(shop)
            gate.wait()
            with refusal(stage, shop):
                gate.open()
                shop.wait(lambda: any(each.failure for each in shop.of(FolderTrouble)))
                (task,) = stage.service.tasks
                assert task in stage.premises.emergency.read_text()
                assert stage.states() == ["sending"]
            stage.all_settled(shop, (job,))
        assert stage.states() == ["saved"]
        assert task not in stage.premises.emergency.read_text()
        assert (stage.posts, stage.charges) == (1, 1)

    return play


ROWS: Sequence[Row] = (
    Row(
        "A24",
        "the journal takes no `sending`",
        each(_journal_takes_no_sending(_locked), _journal_takes_no_sending(_read_only)),
    ),
    Row(
        "A25",
        "the journal takes no receipt",
        each(_journal_takes_no_receipt(_locked), _journal_takes_no_receipt(_read_only)),
    ),
)
