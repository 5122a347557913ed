"""The settings file: sparse JSON in the data folder."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from bfl_studio.domain import settings as rows
from bfl_studio.domain.settings import Settings

_LARGEST = 1024 * 1024


def load(path: Path) -> Settings:
    """What is kept there, as far as it makes sense. Never raises.

    A file that is no JSON object is set aside as `.broken`; one that cannot be read is left.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError:
        return Settings()
    # Only a designer who changed something waits for this: the first paint comes after it.
    import json

    try:
        stored = json.loads(content) if len(content) <= _LARGEST else None
    except (ValueError, RecursionError):
        stored = None
    if not isinstance(stored, dict):
        with suppress(OSError):
            path.replace(path.with_name(f"{path.name}.broken"))
        return Settings()
    return rows.from_json(stored)


def save(path: Path, settings: Settings) -> None:
    """Old or new, never half; the folder is made if need be. Raises OSError."""
    import json

    from bfl_studio.storage.files import write_atomically

    text = json.dumps(rows.to_json(settings), indent=2, sort_keys=True)
    write_atomically(path, f"{text}\n".encode())
