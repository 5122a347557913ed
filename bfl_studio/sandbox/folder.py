"""The data folder: what a Sandbox still knows after it was killed."""

import json
import os
import secrets
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from bfl_studio.sandbox.task import Task, from_json

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

Ports = tuple[int, int]


class InUse(Exception):
    """Another Sandbox works in the folder."""


class Folder:
    """Owns one data folder, which one Sandbox at a time may use."""

    def __init__(self, root: Path, patience: float = 5.0) -> None:
        """Open or make the folder; waits `patience` seconds for another Sandbox to leave."""
        self._root = root
        self._tasks = root / "tasks"
        self._unfinished = root / "unfinished"
        self._pictures = root / "pictures"
        for folder in (root, self._tasks, self._unfinished, self._pictures):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = _locked(root / "lock", patience)
        self.ledger_path = root / "ledger.jsonl"

    def close(self) -> None:
        """Let another Sandbox use the folder."""
        self._lock.close()

    def secret(self) -> bytes:
        """The key delivery URLs are signed with; made at the first start."""
        path = self._root / "secret"
        if not path.exists():
            write_whole(path, secrets.token_bytes(32))
        return path.read_bytes()

    def ports(self) -> Ports:
        """API and delivery port of the last start; zeros before the first."""
        try:
            saved = json.loads((self._root / "ports.json").read_bytes())
            return int(saved["port"]), int(saved["delivery_port"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0, 0

    def save_ports(self, port: int, delivery_port: int) -> None:
        """Remember the ports, since URLs given out name them."""
        ports = {"port": port, "delivery_port": delivery_port}
        write_whole(self._root / "ports.json", json.dumps(ports).encode())

    def begin(self, task: Task, body: bytes) -> None:
        """Keep a task and the body it came with until `finish`."""
        write_whole(self._unfinished / task.id, body)
        self.save(task)

    def save(self, task: Task) -> None:
        """Keep a task's present state."""
        write_whole(self._record(task.id), json.dumps(task.as_json()).encode())

    def task(self, task_id: str) -> Task | None:
        """The task with that id, which must be a UUID."""
        try:
            return from_json(json.loads(self._record(task_id).read_bytes()))
        except FileNotFoundError:
            return None

    def unfinished(self) -> Sequence[str]:
        """Ids of the tasks begun and not finished."""
        return sorted(path.name for path in self._unfinished.iterdir() if not path.suffix)

    def body(self, task: Task) -> bytes:
        """The body an unfinished task came with."""
        return (self._unfinished / task.id).read_bytes()

    def finish(self, task: Task) -> None:
        """Forget the body: its references are nobody's business any more."""
        (self._unfinished / task.id).unlink(missing_ok=True)

    def drop(self, task_id: str) -> None:
        """Forget a task that was begun and never charged."""
        self._record(task_id).unlink(missing_ok=True)
        (self._unfinished / task_id).unlink(missing_ok=True)

    def picture(self, task: Task) -> Path:
        """Where the task's picture is, or will be."""
        return self._pictures / f"{task.id}.{task.format}"

    def flat_picture(self, format: str, width: int, height: int) -> Path:
        """Where the prebuilt picture of that size in pixels is, or will be."""
        return self._root / "flat" / f"{width}x{height}.{format}"

    def sweep(self, first_ready_before: float) -> None:
        """Delete pictures whose first Ready was before that time: their URLs are dead."""
        for path in self._pictures.iterdir():
            if path.stat().st_mtime > first_ready_before:
                continue
            task = self.task(path.stem)
            if task is None or (task.first_ready or first_ready_before) < first_ready_before:
                path.unlink(missing_ok=True)

    def _record(self, task_id: str) -> Path:
        return self._tasks / f"{task_id}.json"


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file by these bytes, all or nothing, also across a power cut."""
    path.parent.mkdir(exist_ok=True)
    partial = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _locked(path: Path, patience: float) -> BinaryIO:
    file = path.open("ab")
    end = time.monotonic() + patience
    while not _try_lock(file):
        if time.monotonic() > end:
            file.close()
            raise InUse
        time.sleep(0.05)
    return file


def _try_lock(file: BinaryIO) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
