"""Receipts the journal had no room for: a file whose room was taken while there was some."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bfl_studio.storage.files import sync_directory

ROOM = 64 * 1024
"""Bytes: enough for the few purchases that can be in flight at once, long addresses included."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was bought, of which the journal has nothing yet; `cost` in thousandths of a credit."""

    job_id: str
    task_id: str
    polling_url: str | None
    cost: int | None


class EmergencyFile:
    """Overwrites its own room in place, so that a full disk has nothing to refuse."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: dict[str, Receipt] = {}

    def open(self) -> tuple[Receipt, ...]:
        """What an earlier process left; the room is taken from now on. Never raises."""
        left = self._read()
        self._held = {receipt.job_id: receipt for receipt in left}
        with contextlib.suppress(OSError):
            if not self._path.exists() or self._path.stat().st_size != ROOM:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._write()
                sync_directory(self._path.parent)
        return left

    def hold(self, receipt: Receipt) -> None:
        """Keep a receipt until the journal has it. Raises OSError when not even this is taken."""
        self._held[receipt.job_id] = receipt
        self._write()

    def release(self, job_id: str) -> None:
        """The journal has it."""
        if self._held.pop(job_id, None) is not None:
            with contextlib.suppress(OSError):
                self._write()

    def _read(self) -> tuple[Receipt, ...]:
        try:
            lines = self._path.read_bytes()[:ROOM].split(b"\n")
        except OSError:
            return ()
        return tuple(receipt for line in lines for receipt in _receipts(line.strip(b"\0 ")))

    def _write(self) -> None:
        rows = [
            {
                "job": each.job_id,
                "task": each.task_id,
                "url": each.polling_url,
                "cost": each.cost,
            }
            for each in self._held.values()
        ]
        content = _lines(rows)
        if len(content) > ROOM:
            # Without its address a task can still be asked for by its id.
            content = _lines([{**row, "url": None} for row in rows])
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0))
        try:
            view = memoryview(content[:ROOM].ljust(ROOM, b"\n"))
            while view:
                view = view[os.write(descriptor, view) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _lines(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """A receipt for each line: where a power cut tears one, the others stay."""
    return b"\n".join(json.dumps(row).encode() for row in rows)


def _receipts(line: bytes) -> tuple[Receipt, ...]:
    """What can be read of a line; earlier versions wrote all of them into one."""
    try:
        row = json.loads(line) if line else []
        return tuple(_receipt(each) for each in (row if isinstance(row, list) else [row]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return ()


def _receipt(row: Mapping[str, Any]) -> Receipt:
    url, cost = row["url"], row["cost"]
    return Receipt(
        str(row["job"]),
        str(row["task"]),
        url if isinstance(url, str) else None,
        cost if isinstance(cost, int) else None,
    )
