"""library.db: the kept pictures; rebuildable, written by one worker, read by another."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from bfl_studio.domain import recipe
from bfl_studio.domain.credits import Credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.generation import Generation
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.job import Basis
from bfl_studio.storage.database import (
    open_database,
    open_read_only,
    refuse_newer,
    transaction,
)

MIGRATIONS = (
    (
        "CREATE TABLE generation("
        " number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, batch_id TEXT NOT NULL,"
        " position INTEGER NOT NULL, project_id TEXT NOT NULL, file_name TEXT NOT NULL,"
        " sha256 TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,"
        " byte_count INTEGER NOT NULL, media_type TEXT NOT NULL, model_id TEXT NOT NULL,"
        " prompt TEXT NOT NULL, seed INTEGER NOT NULL, recipe TEXT NOT NULL,"
        " place TEXT NOT NULL, amount INTEGER, basis TEXT NOT NULL, created_ms INTEGER NOT NULL,"
        " starred INTEGER NOT NULL DEFAULT 0, rating INTEGER NOT NULL DEFAULT 0,"
        " trashed_ms INTEGER) STRICT",
        "CREATE INDEX generation_by_project ON generation(project_id, number)",
        "CREATE VIRTUAL TABLE generation_text USING fts5("
        " prompt, content='generation', content_rowid='number', prefix='2 3')",
        "CREATE TRIGGER generation_added AFTER INSERT ON generation BEGIN"
        " INSERT INTO generation_text(rowid, prompt) VALUES (new.number, new.prompt); END",
        "CREATE TRIGGER generation_removed AFTER DELETE ON generation BEGIN"
        " INSERT INTO generation_text(generation_text, rowid, prompt)"
        " VALUES ('delete', old.number, old.prompt); END",
    ),
)


class LibraryWriter:
    """Adds what was saved. Belongs to one worker thread; raises sqlite3.Error.

    A spoiled file is set aside as `.spoiled` and begun anew: the journal can fill it again.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._connection = open_database(path, MIGRATIONS, synchronous="NORMAL")
        except sqlite3.DatabaseError as error:
            # Its subclasses are other troubles: locked, full, read-only.
            if type(error) is not sqlite3.DatabaseError:
                raise
            for suffix in ("-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            path.replace(path.with_name(f"{path.name}.spoiled"))
            self._connection = open_database(path, MIGRATIONS, synchronous="NORMAL")

    def close(self) -> None:
        self._connection.close()

    def add(self, generation: Generation) -> None:
        """Idempotent: the same job again changes nothing."""
        with transaction(self._connection):
            self._connection.execute(
                "INSERT OR IGNORE INTO generation(number, id, batch_id, position, project_id,"
                " file_name, sha256, width, height, byte_count, media_type, model_id, prompt,"
                " seed, recipe, place, amount, basis, created_ms)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    generation.number,
                    generation.id,
                    generation.batch_id,
                    generation.position,
                    generation.project_id,
                    generation.file_name,
                    generation.sha256,
                    generation.size.width,
                    generation.size.height,
                    generation.byte_count,
                    generation.media_type,
                    generation.recipe.model_id,
                    generation.recipe.prompt,
                    generation.recipe.seed or 0,
                    json.dumps(recipe.to_json(generation.recipe), ensure_ascii=False),
                    generation.place.value,
                    generation.amount.thousandths if generation.amount is not None else None,
                    generation.basis.value,
                    generation.created_ms,
                ),
            )

    def ids(self) -> frozenset[str]:
        return frozenset(row[0] for row in self._connection.execute("SELECT id FROM generation"))


@dataclass(frozen=True, slots=True)
class Page:
    """Pictures, newest first; `before` asks for the next page, None when this was the last."""

    generations: tuple[Generation, ...]
    before: int | None


class LibraryReader:
    """Reads pages on a worker's own connection; an absent library reads as empty."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def page(self, before: int | None = None, count: int = 200) -> Page:
        """Raises sqlite3.Error when the file cannot be read, NewerDatabase when a later version
        wrote it.
        """
        connection = self._connect()
        if connection is None:
            return Page((), None)
        rows = connection.execute(
            "SELECT * FROM generation WHERE trashed_ms IS NULL AND number < ?"
            " ORDER BY number DESC LIMIT ?",
            (2**62 if before is None else before, count),
        ).fetchall()
        found = tuple(_generation(row) for row in rows)
        return Page(found, found[-1].number if len(found) == count else None)

    def _connect(self) -> sqlite3.Connection | None:
        if self._connection is None and self._path.exists():
            refuse_newer(self._path, MIGRATIONS)
            self._connection = open_read_only(self._path)
            self._connection.row_factory = sqlite3.Row
        return self._connection


def _generation(row: sqlite3.Row) -> Generation:
    return Generation(
        id=row["id"],
        number=row["number"],
        batch_id=row["batch_id"],
        position=row["position"],
        project_id=row["project_id"],
        file_name=row["file_name"],
        sha256=row["sha256"],
        size=Size(row["width"], row["height"]),
        byte_count=row["byte_count"],
        media_type=row["media_type"],
        recipe=recipe.from_json(json.loads(row["recipe"])),
        place=Place(row["place"]),
        amount=Credits(row["amount"]) if row["amount"] is not None else None,
        basis=Basis(row["basis"]),
        created_ms=row["created_ms"],
    )
