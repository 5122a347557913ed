"""The journal of a person at a clean desktop: looked at, and put aside for another one."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from bfl_studio.domain.job import JobState
from tests.packaging.person import Person
from tests.staging import a_job

JOBS = tuple(
    replace(a_job(number, state, "batch"), position=number - 1)
    for number, state in enumerate((JobState.SAVED, JobState.CANCELLED, JobState.MODERATED), 1)
)


def owner(person: Person) -> tuple[int, int]:
    """Whose the files in the home are."""
    told = person.root.home.stat()
    return told.st_uid, told.st_gid


def states(person: Person) -> list[str]:
    """Of all jobs, as the journal has them."""
    with closing(sqlite3.connect(f"file:{person.data / 'journal.db'}?mode=ro", uri=True)) as kept:
        return [row[0] for row in kept.execute("SELECT state FROM job")]


@contextmanager
def room_for_another(person: Person) -> Iterator[Path]:
    """Where another journal may be put; the person's own comes back after the block."""
    aside = person.data.with_name("bfl-studio-aside")
    shutil.copytree(person.data, aside)
    for path in person.data.glob("journal.db*"):
        path.unlink()
    yield person.data / "journal.db"
    shutil.rmtree(person.data)
    shutil.copytree(aside, person.data)
    for path in (person.data, *person.data.rglob("*")):
        os.chown(path, *owner(person))
    shutil.rmtree(aside)
