"""Databases are brought up to date whole, or left as they were, or refused."""

import sqlite3
from pathlib import Path

import pytest

from bfl_studio.storage.database import (
    Migration,
    NewerDatabase,
    open_database,
    open_read_only,
    transaction,
)

FIRST: Migration = ("CREATE TABLE picture(name TEXT)", "INSERT INTO picture VALUES ('harbour')")
SECOND: Migration = ("ALTER TABLE picture ADD COLUMN stars INTEGER NOT NULL DEFAULT 3",)
BROKEN: Migration = ("ALTER TABLE picture ADD COLUMN mood TEXT", "INSERT INTO nowhere VALUES (1)")


def bring(path: Path, *migrations: Migration) -> None:
    open_database(path, migrations, synchronous="FULL").close()


def version(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def rows(path: Path) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute("SELECT * FROM picture").fetchall()
    finally:
        connection.close()


def test_a_new_file_gets_every_version_and_no_backup(path: Path) -> None:
    bring(path, FIRST, SECOND)
    assert (version(path), rows(path)) == (2, [("harbour", 3)])
    assert [each.name for each in path.parent.iterdir()] == ["some.db"]


def test_opening_again_changes_nothing(path: Path) -> None:
    for _ in range(2):
        bring(path, FIRST)
    assert (version(path), rows(path)) == (1, [("harbour",)])


def test_a_step_leaves_a_copy_of_what_was_before(path: Path) -> None:
    bring(path, FIRST)
    connection = open_database(path, [FIRST], synchronous="FULL")
    connection.execute("INSERT INTO picture VALUES ('in the write-ahead log')")
    # Left as a crash would leave it: the newest row is not yet in the file itself.
    bring(path, FIRST, SECOND)
    connection.close()
    before = path.with_name("some.db.before-2")
    assert (version(before), rows(before)) == (1, [("harbour",), ("in the write-ahead log",)])
    assert (version(path), len(rows(path))) == (2, 2)


def test_a_step_that_fails_leaves_the_file_as_it_was(path: Path) -> None:
    bring(path, FIRST)
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        bring(path, FIRST, BROKEN)
    assert (version(path), rows(path)) == (1, [("harbour",)])
    bring(path, FIRST, SECOND)
    assert rows(path) == [("harbour", 3)]


def test_a_first_step_that_fails_leaves_nothing_half_made(path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        bring(path, BROKEN)
    assert version(path) == 0
    bring(path, FIRST)
    assert rows(path) == [("harbour",)]


def test_a_file_of_a_later_version_is_refused_and_not_touched(path: Path) -> None:
    bring(path, FIRST, SECOND)
    content = path.read_bytes()
    with pytest.raises(NewerDatabase, match=r"some\.db"):
        bring(path, FIRST)
    assert path.read_bytes() == content


def test_what_is_no_database_is_refused_and_kept(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database, whatever its name says" * 100)
    with pytest.raises(sqlite3.DatabaseError):
        bring(path, FIRST)
    assert path.read_bytes().startswith(b"not a database")


@pytest.mark.parametrize(("word", "level"), [("FULL", 2), ("NORMAL", 1)])
def test_a_connection_is_as_careful_as_asked(path: Path, word: str, level: int) -> None:
    connection = open_database(path, [FIRST], synchronous=word)
    try:
        asked = ("journal_mode", "synchronous", "foreign_keys")
        told = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
        assert told == ["wal", level, 1]
        assert connection.isolation_level is None
    finally:
        connection.close()


def test_a_transaction_is_all_or_nothing(path: Path) -> None:
    connection = open_database(path, [FIRST], synchronous="FULL")
    try:
        with pytest.raises(KeyError), transaction(connection):
            connection.execute("INSERT INTO picture VALUES ('never')")
            raise KeyError
        assert rows(path) == [("harbour",)]
        with transaction(connection):
            connection.execute("INSERT INTO picture VALUES ('kept')")
        assert rows(path) == [("harbour",), ("kept",)]
    finally:
        connection.close()


def test_a_read_only_connection_reads_and_cannot_write(path: Path) -> None:
    bring(path, FIRST)
    connection = open_read_only(path)
    try:
        assert connection.execute("SELECT name FROM picture").fetchall() == [("harbour",)]
        for statement in ("INSERT INTO picture VALUES ('x')", "DROP TABLE picture"):
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                connection.execute(statement)
    finally:
        connection.close()


def test_a_read_only_connection_makes_no_file(path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        open_read_only(path)
    assert not path.exists()


def test_a_folder_with_an_odd_name_is_no_obstacle(tmp_path: Path) -> None:
    odd = tmp_path / "a?mode=rw#b %20 ü" / "some.db"
    bring(odd, FIRST)
    connection = open_read_only(odd)
    try:
        assert connection.execute("SELECT count(*) FROM picture").fetchone() == (1,)
    finally:
        connection.close()
