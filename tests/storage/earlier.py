"""Databases as earlier versions of the studio left them, with rows in them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from bfl_studio.domain.generation import Generation
from bfl_studio.domain.job import Job
from bfl_studio.domain.recipe import Recipe
from bfl_studio.state import draft
from bfl_studio.state.draft import Draft
from bfl_studio.storage import journal, library
from bfl_studio.storage.database import Migration, open_database
from bfl_studio.storage.job_rows import job_to_row
from bfl_studio.storage.library import LibraryWriter

PROMPT = "a jacket on a bridge"
DRAFT: dict[str, Any] = json.loads(json.dumps(draft.to_json(Draft(Recipe(prompt=PROMPT), 4))))


def _old(path: Path, migrations: Sequence[Migration], version: int) -> sqlite3.Connection:
    return open_database(path, migrations[:version], synchronous="NORMAL")


def _insert(connection: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> None:
    """What of a row of today the table of that time had a place for."""
    known = {each[1] for each in connection.execute(f"PRAGMA table_info({table})")}
    kept = {name: value for name, value in row.items() if name in known}
    marks = ", ".join(f":{name}" for name in kept)
    connection.execute(f"INSERT INTO {table}({', '.join(kept)}) VALUES ({marks})", kept)


def old_journal(path: Path, version: int, jobs: Sequence[Job]) -> set[str]:
    """A journal of that version with jobs of one batch, a charge of the first, and a draft; the
    columns a job had then.
    """
    with closing(_old(path, journal.MIGRATIONS, version)) as old:
        old.execute("INSERT INTO batch VALUES ('batch', 'default', ?, 0)", (len(jobs),))
        for job in jobs:
            _insert(old, "job", job_to_row(job))
        old.execute("INSERT INTO charge VALUES (?, 6000, 'charged', 'o', 1, 0)", (jobs[0].id,))
        old.execute("INSERT INTO draft VALUES ('default', ?, 0)", (json.dumps(DRAFT),))
        return {each[1] for each in old.execute("PRAGMA table_info(job)")}


def old_library(path: Path, version: int, pictures: Sequence[Generation]) -> None:
    """An index of that version with these pictures."""
    new = path.with_name("new.db")
    with closing(LibraryWriter(new)) as writer:
        for picture in pictures:
            writer.add(picture)
    with (
        closing(sqlite3.connect(new)) as rows,
        closing(_old(path, library.MIGRATIONS, version)) as old,
    ):
        rows.row_factory = sqlite3.Row
        for row in rows.execute("SELECT * FROM generation"):
            _insert(old, "generation", dict(row))
    new.unlink()
