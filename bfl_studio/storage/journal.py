"""journal.db: every job, charge and draft; owned by the engine's thread."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bfl_studio.domain.credits import Credits
from bfl_studio.domain.endpoint import Endpoint, Place
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.job import ENDINGS, WATCHED, Basis, Job, JobState, Order
from bfl_studio.storage import sent_prompts
from bfl_studio.storage.database import open_database, transaction
from bfl_studio.storage.disk import disk as _disk
from bfl_studio.storage.job_rows import COLUMNS, job_from_row, job_to_row

_INDEXES = (
    "CREATE INDEX job_by_state ON job(state)",
    "CREATE INDEX job_by_batch ON job(batch_id)",
)

MIGRATIONS = (
    (
        "CREATE TABLE project("
        " id TEXT PRIMARY KEY, name TEXT NOT NULL, created_ms INTEGER NOT NULL) STRICT",
        "INSERT INTO project VALUES ('default', '', 0)",
        "CREATE TABLE batch("
        " id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id),"
        " pictures INTEGER NOT NULL, created_ms INTEGER NOT NULL) STRICT",
        "CREATE TABLE job("
        " number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
        " batch_id TEXT NOT NULL REFERENCES batch(id), position INTEGER NOT NULL,"
        " project_id TEXT NOT NULL REFERENCES project(id), recipe TEXT NOT NULL,"
        " seed INTEGER NOT NULL, estimate_low INTEGER, estimate_high INTEGER,"
        " price_rule TEXT NOT NULL, place TEXT NOT NULL, origin TEXT NOT NULL,"
        " key_name TEXT NOT NULL, created_ms INTEGER NOT NULL, state TEXT NOT NULL,"
        " changed_ms INTEGER NOT NULL, resend_of TEXT, body_sha256 TEXT, balance_before INTEGER,"
        " task_id TEXT, polling_url TEXT, quoted INTEGER, accepted_ms INTEGER, sample_url TEXT,"
        " seen_ms INTEGER, file_name TEXT, charged INTEGER, side TEXT, failure TEXT,"
        " evidence TEXT, hidden INTEGER NOT NULL DEFAULT 0) STRICT",
        *_INDEXES,
        "CREATE TABLE charge("
        " job_id TEXT PRIMARY KEY REFERENCES job(id), amount INTEGER NOT NULL,"
        " basis TEXT NOT NULL, origin TEXT NOT NULL, pretend INTEGER NOT NULL,"
        " at_ms INTEGER NOT NULL) STRICT",
        "CREATE TABLE draft("
        " project_id TEXT PRIMARY KEY REFERENCES project(id), draft TEXT NOT NULL,"
        " saved_ms INTEGER NOT NULL) STRICT",
    ),
    ("ALTER TABLE job ADD COLUMN balance_ms INTEGER",),
    sent_prompts.MIGRATION,
)


_KEPT = frozenset({"number", "hidden"})
"""Columns a step never writes: a job put away stays away while it goes on."""


@dataclass(frozen=True, slots=True)
class Charge:
    """What a step cost: written in the same transaction as the step."""

    amount: Credits
    basis: Basis


class Journal:
    """The record of what was asked, bought and delivered. One thread, short commits.

    Opening one of a later version raises StudioError(NEWER_VERSION). Every method raises
    StudioError(JOURNAL_CLOSED) when the disk refuses; nothing is half written then.
    """

    def __init__(self, path: Path) -> None:
        with _disk():
            self._connection = open_database(path, MIGRATIONS, synchronous="FULL")
        self._connection.row_factory = sqlite3.Row
        self.sent_prompts = sent_prompts.SentPrompts(self._connection)

    def close(self) -> None:
        self._connection.close()

    def add_batch(
        self, orders: Sequence[Order], endpoint: Endpoint, project_id: str, now_ms: int
    ) -> tuple[Job, ...]:
        """Queue one row for each order, all or none, in one new batch."""
        batch_id = uuid.uuid4().hex
        with _disk(), transaction(self._connection):
            self._connection.execute(
                "INSERT INTO batch VALUES (?, ?, ?, ?)",
                (batch_id, project_id, len(orders), now_ms),
            )
            return tuple(
                self._insert(
                    Job(
                        id=uuid.uuid4().hex,
                        number=0,
                        batch_id=batch_id,
                        position=position,
                        project_id=project_id,
                        recipe=order.recipe,
                        estimate=order.estimate,
                        price_rule=order.price_rule,
                        endpoint=endpoint,
                        created_ms=now_ms,
                        changed_ms=now_ms,
                        resend_of=order.resend_of,
                    )
                )
                for position, order in enumerate(orders)
            )

    def _insert(self, job: Job) -> Job:
        row = job_to_row(job)
        del row["number"]
        names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
        cursor = self._connection.execute(f"INSERT INTO job({names}) VALUES ({marks})", row)  # noqa: S608
        return self.job(cursor.lastrowid or 0)

    def job(self, number: int) -> Job:
        return job_from_row(self._rows("SELECT * FROM job WHERE number=?", (number,))[0])

    def _rows(self, query: str, values: Sequence[str | int] = ()) -> list[sqlite3.Row]:
        with _disk():
            return self._connection.execute(query, values).fetchall()

    def step(self, before: Job, after: Job, charge: Charge | None = None) -> None:
        """Commit one transition with its charge.

        Raises ValueError when the row is no longer where `before` says: two owners of one job
        would be two purchases.
        """
        row = job_to_row(after)
        assignments = ", ".join(f"{name}=:{name}" for name in COLUMNS if name not in _KEPT)
        with _disk(), transaction(self._connection):
            cursor = self._connection.execute(
                f"UPDATE job SET {assignments} WHERE number=:number AND state=:expected",  # noqa: S608
                {**row, "expected": before.state.value},
            )
            if cursor.rowcount != 1:
                raise ValueError(f"{before.id} is no longer {before.state.value}")
            if charge is not None:
                self._charge(after, charge)

    def _charge(self, job: Job, charge: Charge) -> None:
        """A later amount replaces an earlier one; the moment stays that of the purchase."""
        self._connection.execute(
            "INSERT INTO charge VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT(job_id) DO UPDATE SET"
            " amount=excluded.amount, basis=excluded.basis",
            (
                job.id,
                charge.amount.thousandths,
                charge.basis.value,
                job.endpoint.origin,
                job.endpoint.pretend_money,
                job.changed_ms,
            ),
        )

    def charge_of(self, job_id: str) -> Charge | None:
        rows = self._rows("SELECT amount, basis FROM charge WHERE job_id=?", (job_id,))
        return Charge(Credits(rows[0]["amount"]), Basis(rows[0]["basis"])) if rows else None

    def spent(self, origin: str, since_ms: int) -> Credits:
        """What is known to have been charged at an endpoint from a moment on."""
        (row,) = self._rows(
            "SELECT coalesce(sum(amount), 0) AS sum FROM charge WHERE origin=? AND at_ms>=?",
            (origin, since_ms),
        )
        return Credits(row["sum"])

    def note(self, job: Job) -> Job | None:
        """Write down what was learned about a job that stays where it is, and tell what it is
        now; None if it did not stay.
        """
        row = job_to_row(job)
        with _disk():
            cursor = self._connection.execute(
                "UPDATE job SET failure=:failure WHERE number=:number AND state=:state", row
            )
        return self.job(job.number) if cursor.rowcount == 1 else None

    def unfinished(self) -> tuple[Job, ...]:
        """Everything that is not at an end, oldest first."""
        return self._in_states(state for state in JobState if state not in ENDINGS)

    def _in_states(self, states: Iterable[JobState]) -> tuple[Job, ...]:
        names = ", ".join(f"'{state.value}'" for state in states)
        rows = self._rows(
            f"SELECT * FROM job WHERE state IN ({names}) ORDER BY number"  # noqa: S608
        )
        return tuple(job_from_row(row) for row in rows)

    def saved(self) -> dict[str, int]:
        """Numbers of all jobs whose picture is on the disk, by id."""
        rows = self._rows("SELECT id, number FROM job WHERE state='saved'")
        return {row["id"]: row["number"] for row in rows}

    def shown(self) -> tuple[Job, ...]:
        """What the window lists: all that was not put away, and the whole last batch."""
        settled = f"'{JobState.SAVED.value}', '{JobState.DISCARDED.value}'"
        rows = self._rows(
            f"SELECT * FROM job WHERE (hidden=0 AND state NOT IN ({settled})) OR batch_id ="  # noqa: S608
            " (SELECT batch_id FROM job ORDER BY number DESC LIMIT 1) ORDER BY number"
        )
        return tuple(job_from_row(row) for row in rows)

    def hide(self, job_id: str) -> Job | None:
        """Put a job away, and tell what it is now; its row and its charge stay."""
        with _disk():
            self._connection.execute("UPDATE job SET hidden=1 WHERE id=?", (job_id,))
        rows = self._rows("SELECT * FROM job WHERE id=?", (job_id,))
        return job_from_row(rows[0]) if rows else None

    def usual_seconds(
        self, place: Place, model_id: str, size: Size, most: int = 20
    ) -> tuple[float, ...]:
        """How long the newest saved pictures of a model and size W×H took at a place, each from
        accepted to seen; those nobody watched are not among them.
        """
        rows = self._rows(
            "SELECT seen_ms - accepted_ms AS took FROM job WHERE state='saved' AND place=?"
            " AND seen_ms - accepted_ms BETWEEN 0 AND ?"
            " AND number > (SELECT max(number) FROM job) - 2000"
            " AND json_extract(recipe, '$.model')=?"
            " AND coalesce(json_extract(recipe, '$.values.width'), 0)=?"
            " AND coalesce(json_extract(recipe, '$.values.height'), 0)=?"
            " ORDER BY number DESC LIMIT ?",
            (place.value, int(WATCHED * 1000), model_id, size.width, size.height, most),
        )
        return tuple(row["took"] / 1000 for row in rows)

    def save_draft(self, project_id: str, draft: dict[str, Any], now_ms: int) -> None:
        with _disk():
            self._connection.execute(
                "INSERT INTO draft VALUES (?, ?, ?) ON CONFLICT(project_id) DO UPDATE SET"
                " draft=excluded.draft, saved_ms=excluded.saved_ms",
                (project_id, json.dumps(draft), now_ms),
            )

    def draft(self, project_id: str) -> dict[str, Any] | None:
        rows = self._rows("SELECT draft FROM draft WHERE project_id=?", (project_id,))
        return json.loads(rows[0]["draft"]) if rows else None
