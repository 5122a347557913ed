"""One studio per data folder."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

_NAME = "studio.lock"


class DataFolderLock:
    """Held while this object lives; the system frees it however the process ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        os.close(self._descriptor)


def take_lock(folder: Path) -> DataFolderLock | None:
    """The lock, or None while another studio holds it. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _NAME
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(descriptor)
    except OSError:
        os.close(descriptor)
        return None
    os.utime(path)
    return DataFolderLock(descriptor)


def held_since(folder: Path) -> float:
    """Seconds since somebody took the folder; 0 when nobody knows."""
    try:
        return max(0.0, time.time() - (folder / _NAME).stat().st_mtime)
    except OSError:
        return 0.0


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
