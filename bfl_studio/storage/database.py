"""Open a SQLite file, bring its schema up to date, refuse a newer one."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

Migration = tuple[str, ...]
"""Statements that lead from one schema version to the next; never edited once released."""


class NewerDatabase(Exception):
    """The file was written by a later version of the studio."""


def open_database(
    path: Path, migrations: Sequence[Migration], *, synchronous: str
) -> sqlite3.Connection:
    """A connection in autocommit mode, WAL, migrated.

    The connection belongs to whichever single thread uses it first and last.
    Raises NewerDatabase for a file of a later version, sqlite3.Error or OSError when it cannot
    be opened or written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA synchronous={synchronous}")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA busy_timeout=5000")
        _migrate(connection, path, migrations)
    except BaseException:
        connection.close()
        raise
    return connection


def open_read_only(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. Raises sqlite3.OperationalError when there is no file."""
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False
    )
    connection.execute("PRAGMA query_only=ON")
    return connection


def _migrate(connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration]) -> None:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(migrations):
        raise NewerDatabase(path.name)
    if 0 < version < len(migrations):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy2(path, path.with_name(f"{path.name}.before-{len(migrations)}"))
    for target in range(version + 1, len(migrations) + 1):
        with transaction(connection):
            for statement in migrations[target - 1]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={target}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; the commit is on the disk when this returns if `synchronous` is FULL."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
