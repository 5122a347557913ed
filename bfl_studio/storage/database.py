"""Open a SQLite file, bring its schema up to date, refuse a newer one."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

Migration = tuple[str, ...]
"""Statements that lead from one schema version to the next; never edited once released."""


_MAGIC = b"SQLite format 3\0"
_VERSION_AT = 60
"""Where SQLite's file format keeps the user_version; looking there leaves no trace."""


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
    refuse_newer(path, migrations)
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


def refuse_newer(path: Path, migrations: Sequence[Migration]) -> None:
    """Raise NewerDatabase for a file of a later version, without a byte of it being changed."""
    if path.is_file() and (version := _version_of(path)) > len(migrations):
        raise NewerDatabase(f"{path.name} has version {version}, known are {len(migrations)}")


def _version_of(path: Path) -> int:
    log = path.with_name(f"{path.name}-wal")
    if log.is_file() and log.stat().st_size:
        # A connection that may write would fold the log in when it closes.
        with closing(open_read_only(path)) as connection:
            return _version(connection)
    with path.open("rb") as file:
        head = file.read(_VERSION_AT + 4)
    return int.from_bytes(head[_VERSION_AT:], signed=True) if head.startswith(_MAGIC) else 0


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def open_read_only(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. Raises sqlite3.OperationalError when there is no file."""
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False
    )
    connection.execute("PRAGMA query_only=ON")
    return connection


def _migrate(connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration]) -> None:
    version = _version(connection)
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
