"""The designer's own starters: a small JSON file beside the settings."""

from __future__ import annotations

import json
from pathlib import Path

from bfl_studio.domain.prompts import OwnStarters, starters_from_json, starters_to_json
from bfl_studio.storage.files import write_atomically
from bfl_studio.storage.json_object import read_object

_LARGEST = 4 * 1024 * 1024


def load(path: Path) -> OwnStarters:
    """What is kept there, as far as it makes sense. Never raises."""
    return starters_from_json(read_object(path, _LARGEST))


def save(path: Path, own: OwnStarters) -> None:
    """Old or new, never half. Raises OSError."""
    text = json.dumps(starters_to_json(own), indent=2, ensure_ascii=False)
    write_atomically(path, f"{text}\n".encode("utf-8", "replace"))
