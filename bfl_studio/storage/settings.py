"""The settings file: sparse JSON in the data folder."""

from __future__ import annotations

from pathlib import Path

from bfl_studio.domain import settings as rows
from bfl_studio.domain.settings import Settings
from bfl_studio.storage.json_object import read_object

_LARGEST = 1024 * 1024


def load(path: Path) -> Settings:
    """What is kept there, as far as it makes sense. Never raises."""
    stored = read_object(path, _LARGEST)
    return rows.from_json(stored) if stored is not None else Settings()


def save(path: Path, settings: Settings) -> None:
    """Old or new, never half; the folder is made if need be. Raises OSError."""
    import json

    from bfl_studio.storage.files import write_atomically

    text = json.dumps(rows.to_json(settings), indent=2, sort_keys=True)
    write_atomically(path, f"{text}\n".encode())
