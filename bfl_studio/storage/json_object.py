"""Small JSON files in the data folder: read as far as they make sense, never in the way."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any


def read_object(path: Path, largest: int) -> dict[str, Any] | None:
    """The object a file of at most `largest` bytes holds, or None. Never raises.

    A file that is no JSON object is set aside as `.broken`; one that cannot be read is left.
    """
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except OSError:
        return None
    # Only a designer who changed something waits for this: the first paint comes after it.
    import json

    try:
        stored = json.loads(content) if len(content) <= largest else None
    except (ValueError, RecursionError):
        stored = None
    if isinstance(stored, dict):
        return stored
    with suppress(OSError):
        path.replace(path.with_name(f"{path.name}.broken"))
    return None
