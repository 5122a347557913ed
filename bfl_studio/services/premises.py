"""Where the studio keeps things."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Premises:
    """`data` is local and holds the databases; `library` may be anywhere."""

    data: Path
    library: Path

    @property
    def journal(self) -> Path:
        return self.data / "journal.db"

    @property
    def library_index(self) -> Path:
        return self.data / "library.db"

    @property
    def thumbnails(self) -> Path:
        return self.data / "thumbnails"

    @property
    def prepared(self) -> Path:
        """Pictures as they are sent: a cache."""
        return self.data / "prepared"

    @property
    def outgoing(self) -> Path:
        """Clean copies for drags and the clipboard: a cache."""
        return self.data / "outgoing"

    @property
    def emergency(self) -> Path:
        """Receipts the journal had no room for."""
        return self.data / "emergency"

    @property
    def settings(self) -> Path:
        return self.data / "settings.json"

    @property
    def starters(self) -> Path:
        return self.data / "starters.json"

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def sandbox(self) -> Path:
        return self.data / "sandbox"
