"""Databases of every earlier version, with rows in them, open with today's code; of later ones
none is touched.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bfl_studio.domain.errors import FailureKind, StudioError
from bfl_studio.domain.job import Job, JobState
from bfl_studio.storage import journal, library
from bfl_studio.storage.database import NewerDatabase
from bfl_studio.storage.job_rows import job_to_row
from bfl_studio.storage.journal import Journal
from bfl_studio.storage.library import LibraryReader, LibraryWriter
from tests.staging import a_job
from tests.storage.earlier import DRAFT, old_journal, old_library
from tests.storage.test_library import a_generation

EARLIER_JOURNALS = range(1, len(journal.MIGRATIONS))
EARLIER_LIBRARIES = range(1, len(library.MIGRATIONS) + 1)
JOBS = tuple(
    replace(a_job(number, state, "batch"), position=number - 1)
    for number, state in enumerate(JobState, start=1)
)


def _as_kept(job: Job, columns: set[str]) -> dict[str, Any]:
    return {name: value for name, value in job_to_row(job).items() if name in columns}


@pytest.mark.parametrize("version", EARLIER_JOURNALS)
def test_a_journal_of_each_earlier_version_keeps_every_row(tmp_path: Path, version: int) -> None:
    path = tmp_path / "journal.db"
    columns = old_journal(path, version, JOBS)
    with closing(Journal(path)) as opened:
        found = [opened.job(job.number) for job in JOBS]
        assert [_as_kept(job, columns) for job in found] == [_as_kept(j, columns) for j in JOBS]
        charge = opened.charge_of(JOBS[0].id)
        assert charge is not None
        assert charge.amount.thousandths == 6000
        assert opened.draft("default") == DRAFT
        queued = next(job for job in found if job.state is JobState.QUEUED)
        opened.step(queued, queued.to(JobState.CANCELLED, changed_ms=1))
    kept = path.with_name(f"journal.db.before-{len(journal.MIGRATIONS)}")
    with closing(sqlite3.connect(kept)) as before:
        assert before.execute("PRAGMA user_version").fetchone() == (version,)
        assert before.execute("SELECT count(*) FROM job").fetchone() == (len(JOBS),)


@pytest.mark.parametrize("version", EARLIER_LIBRARIES)
def test_a_library_of_each_version_keeps_every_picture(tmp_path: Path, version: int) -> None:
    pictures = [a_generation(number, f"a harbour, take {number}") for number in (1, 2, 3)]
    old_library(tmp_path / "library.db", version, pictures)
    with closing(LibraryWriter(tmp_path / "library.db")) as writer:
        writer.add(a_generation(4))
        assert writer.ids() == {f"job-{number}" for number in (1, 2, 3, 4)}
    with closing(LibraryReader(tmp_path / "library.db")) as reader:
        assert reader.page().generations[1:] == tuple(reversed(pictures))


def _written_later(folder: Path) -> dict[str, str]:
    """Both databases as a later version left them, one mid-way; what every file holds."""
    old_journal(folder / "journal.db", len(journal.MIGRATIONS), JOBS)
    with closing(LibraryWriter(folder / "library.db")) as writer:
        writer.add(a_generation())
    for name in ("journal.db", "library.db"):
        with closing(sqlite3.connect(folder / name, isolation_level=None)) as later:
            later.execute("CREATE TABLE only_later(x)")
            later.execute("PRAGMA user_version=99")
    return _contents(folder)


def _contents(folder: Path) -> dict[str, str]:
    # SQLite's shared memory is no data: whoever only reads makes it, too.
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if not path.name.endswith("-shm")
    }


def test_what_a_later_version_wrote_is_refused_and_not_touched(tmp_path: Path) -> None:
    before = _written_later(tmp_path)
    with pytest.raises(StudioError) as refused:
        Journal(tmp_path / "journal.db")
    assert refused.value.failure.kind is FailureKind.NEWER_VERSION
    with pytest.raises(NewerDatabase):
        LibraryWriter(tmp_path / "library.db")
    with closing(LibraryReader(tmp_path / "library.db")) as reader, pytest.raises(NewerDatabase):
        reader.page()
    assert _contents(tmp_path) == before


def test_a_write_ahead_log_of_a_later_version_stays_what_it_is(tmp_path: Path) -> None:
    """It was killed: its last rows are in the log alone, and closing must not fold them in."""
    path = tmp_path / "journal.db"
    old_journal(path, len(journal.MIGRATIONS), JOBS)
    with closing(sqlite3.connect(path, isolation_level=None)) as later:
        later.execute("PRAGMA wal_autocheckpoint=0")
        later.execute("PRAGMA user_version=99")
        later.execute("UPDATE draft SET saved_ms=7")
        left = {name: (tmp_path / name).read_bytes() for name in ("journal.db", "journal.db-wal")}
    for name, content in left.items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(StudioError):
        Journal(path)
    assert {name: (tmp_path / name).read_bytes() for name in left} == left
