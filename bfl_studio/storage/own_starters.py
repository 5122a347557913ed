"""The designer's own starters: a small JSON file beside the settings."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from bfl_studio.domain.prompts import OwnStarters, starters_from_json, starters_to_json
from bfl_studio.storage.files import write_atomically

_LARGEST = 4 * 1024 * 1024


def load(path: Path) -> OwnStarters:
    """What is kept there, as far as it makes sense. Never raises.

    A file that is no JSON object is set aside as `.broken`; one that cannot be read is left.
    """
    try:
        if not path.is_file():
            return OwnStarters()
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError:
        return OwnStarters()
    try:
        stored = json.loads(content) if len(content) <= _LARGEST else None
    except (ValueError, RecursionError):
        stored = None
    if not isinstance(stored, dict):
        with suppress(OSError):
            path.replace(path.with_name(f"{path.name}.broken"))
    return starters_from_json(stored)


def save(path: Path, own: OwnStarters) -> None:
    """Old or new, never half. Raises OSError."""
    text = json.dumps(starters_to_json(own), indent=2, ensure_ascii=False)
    write_atomically(path, f"{text}\n".encode("utf-8", "replace"))
