"""SettingsWriter: the settings reach the disk without anybody waiting for it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from bfl_studio.domain.settings import Settings
from bfl_studio.storage import settings as storage


class SettingsWriter:
    """Writes one after the other on a thread of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._worker = ThreadPoolExecutor(1, "settings")

    def save(self, settings: Settings) -> None:
        """Write soon; the newest wins."""
        self._worker.submit(self._write, settings)

    def close(self) -> None:
        """Wait until everything is written."""
        self._worker.shutdown()

    def _write(self, settings: Settings) -> None:
        # A disk that takes no settings takes no pictures either, and that is said elsewhere.
        with suppress(OSError):
            storage.save(self._path, settings)
