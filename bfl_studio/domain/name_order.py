"""The order of names as people count: "img 2" before "img 10"."""

from __future__ import annotations

import re

_LONGEST = 255
"""No file is called more; a dropped address can be, and no number may be endless."""

_DIGITS = re.compile(r"([0-9]+)")


def natural_key(name: str) -> tuple[tuple[str | int, ...], str]:
    """What to sort names by; large and small letters only part names that are else the same."""
    parts = _DIGITS.split(name[:_LONGEST].casefold())
    # Words and numbers take turns, so that only like is ever compared with like.
    counted = tuple(int(part) if place % 2 else part for place, part in enumerate(parts))
    return counted, name


def shown_name(name: str) -> str:
    """A file's name as text: bytes that are no characters become the sign for that."""
    return "".join("\ufffd" if "\ud800" <= each <= "\udfff" else each for each in name)
