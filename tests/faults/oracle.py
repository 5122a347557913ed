"""What must hold after every fault: money, rows, files and the key agree.

`breaches` reads the journal and the folders as they lie on the disk, and asks nothing of the
studio's own code, so that a mistake there is no mistake here.
"""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from PIL import Image

_SERVICE_FOLDER = ".bfl-studio"
_NEVER_SOLD = frozenset({"queued", "cancelled", "refused"})
_UNCERTAIN = frozenset({"sending", "unconfirmed", "discarded"})


@dataclass(frozen=True, slots=True)
class Charge:
    """One line of the service's ledger; cost in thousandths of a credit."""

    task: str
    body_sha256: str
    cost: int


@dataclass(frozen=True)
class Evidence:
    """All there is to judge by, once the studio has closed.

    `confirmed` counts the pictures the designer asked for. `pictures` are the SHA-256 of what was
    delivered whole, by task. `foreign` are files that somebody else put into the library.
    `elsewhere` is what was said where no key belongs, and `output` what the studio printed.
    """

    data: Path
    library: Path
    charges: tuple[Charge, ...]
    confirmed: int
    key: str
    pictures: Mapping[str, str] = field(default_factory=dict)
    foreign: frozenset[str] = frozenset()
    elsewhere: tuple[str, ...] = ()
    output: str = ""
    exit_codes: tuple[int, ...] = ()
    faults: tuple[str, ...] = ()

    @cached_property
    def rows(self) -> tuple[dict[str, Any], ...]:
        return self._read("SELECT * FROM job ORDER BY number")

    @cached_property
    def booked(self) -> dict[str, int]:
        """What the journal says each job cost, in thousandths of a credit."""
        return {row["job_id"]: row["amount"] for row in self._read("SELECT * FROM charge")}

    def _read(self, query: str) -> tuple[dict[str, Any], ...]:
        path = self.data / "journal.db"
        if not path.exists():
            return ()
        connection = sqlite3.connect(path)
        connection.row_factory = sqlite3.Row
        try:
            # One that is only just being made has no tables yet.
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            return tuple(dict(row) for row in connection.execute(query)) if version else ()
        finally:
            connection.close()

    @cached_property
    def files(self) -> dict[str, bytes]:
        """What lies beside the pictures, by name."""
        paths = self.library.iterdir() if self.library.is_dir() else ()
        return {
            path.name: path.read_bytes()
            for path in paths
            if path.is_file() and path.name not in self.foreign
        }


def _more_charges_than_wishes(seen: Evidence) -> Iterator[str]:
    if len(seen.rows) > seen.confirmed:
        yield f"{len(seen.rows)} rows for {seen.confirmed} pictures asked for"
    if len(seen.charges) > seen.confirmed:
        yield f"{len(seen.charges)} charges for {seen.confirmed} pictures asked for"


def _charges_without_their_row(seen: Evidence) -> Iterator[str]:
    """One row for each charge, one charge for each row that was bought."""
    charges = {charge.task: charge for charge in seen.charges}
    holders = Counter(row["task_id"] for row in seen.rows if row["task_id"])
    yield from (f"{count} rows hold task {task}" for task, count in holders.items() if count > 1)
    yield from (f"nobody was charged for task {task}" for task in holders if task not in charges)
    uncertain = Counter(
        row["body_sha256"] for row in seen.rows if row["state"] in _UNCERTAIN and not row["task_id"]
    )
    for charge in seen.charges:
        if charge.task not in holders:
            uncertain[charge.body_sha256] -= 1
    yield from (f"a charge without a row: {body}" for body, n in uncertain.items() if n < 0)
    for row in seen.rows:
        if row["state"] in _NEVER_SOLD and row["task_id"]:
            yield f"job {row['number']} is {row['state']} and holds a task"
        yield from _badly_booked(row, charges.get(row["task_id"] or ""), seen.booked)


def _badly_booked(
    row: Mapping[str, Any], charge: Charge | None, booked: Mapping[str, int]
) -> Iterator[str]:
    amount = booked.get(row["id"])
    if charge is None and amount is not None:
        yield f"job {row['number']} is booked at {amount} and nobody was charged"
    told = row["quoted"] is not None or row["charged"] is not None
    if charge is not None and told and amount != charge.cost:
        yield f"job {row['number']} is booked at {amount}, charged {charge.cost}"


def _pictures_without_their_file(seen: Evidence) -> Iterator[str]:
    """One whole file with the very bytes for each picture that was delivered."""
    found = Counter(
        hashlib.sha256(content).hexdigest()
        for name, content in seen.files.items()
        if not name.endswith(".bad")
    )
    delivered = Counter(seen.pictures.values())
    for digest, count in found.items():
        if count > max(1, delivered[digest]):
            yield f"{count} files are the same picture"
    for row in seen.rows:
        wanted = seen.pictures.get(row["task_id"] or "")
        if wanted is not None and (row["state"] != "saved" or wanted not in found):
            yield f"job {row['number']} was delivered and is {row['state']}"
        if row["state"] == "saved" and wanted is None:
            yield f"job {row['number']} was never delivered whole and is saved"
    for name, content in seen.files.items():
        if not name.endswith(".bad") and not _decodes(content):
            yield f"{name!r} cannot be opened"


def _decodes(content: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(content)) as image:
            image.load()
    except Exception:
        return False
    return True


def _files_and_rows_apart(seen: Evidence) -> Iterator[str]:
    stems = {Path(row["file_name"]).stem: row for row in seen.rows if row["file_name"]}
    for row in seen.rows:
        if row["state"] == "saved" and row["file_name"] not in seen.files:
            yield f"job {row['number']} is saved without its file"
    for name in seen.files:
        owner = stems.get(Path(name).stem)
        if owner is None:
            yield f"{name!r} belongs to no row"
        elif not name.endswith(".bad") and owner["state"] != "saved":
            yield f"{name!r} is there and its job is {owner['state']}"
    for row in seen.rows:
        digest = _recipe_of(seen, row)
        if row["state"] == "saved" and digest is None:
            yield f"job {row['number']} is saved without its recipe"


def _recipe_of(seen: Evidence, row: Mapping[str, Any]) -> str | None:
    content = seen.files.get(row["file_name"] or "")
    if content is None:
        return None
    digest = hashlib.sha256(content).hexdigest()
    path = seen.library / _SERVICE_FOLDER / "recipes" / f"{digest}.json"
    return digest if path.is_file() and json.loads(path.read_text()) else None


def _half_files(seen: Evidence) -> Iterator[str]:
    for folder in {seen.data, seen.library}:
        yield from (f"left half done: {path.name}" for path in folder.rglob("*.part"))


def _key_astray(seen: Evidence) -> Iterator[str]:
    secret = seen.key.encode()
    for folder in {seen.data, seen.library}:
        for path in folder.rglob("*"):
            if path.is_file() and secret in path.read_bytes():
                yield f"the key is in {path.name}"
    yield from ("the key was sent elsewhere" for said in seen.elsewhere if seen.key in said)
    if seen.key in seen.output:
        yield "the key was printed"


def _failures_of_our_own(seen: Evidence) -> Iterator[str]:
    yield from (f"our own mistake: {fault}" for fault in seen.faults)
    yield from (f"exit code {code}" for code in seen.exit_codes if code)
    if seen.output:
        yield f"printed: {seen.output[-2000:]}"


INVARIANTS: Mapping[str, Callable[[Evidence], Iterable[str]]] = {
    "I1": _more_charges_than_wishes,
    "I2": _charges_without_their_row,
    "I3": _pictures_without_their_file,
    "I4": _files_and_rows_apart,
    "I5": _half_files,
    "I6": _key_astray,
    "I8": _failures_of_our_own,
}
"""I7, what the window says, needs a window: the end-to-end tests look at it."""


def breaches(seen: Evidence) -> list[str]:
    """Everything that does not agree; empty when all is well."""
    return [f"{name}: {each}" for name, holds in INVARIANTS.items() for each in holds(seen)]
