"""Qt counts text in UTF-16 units, where an emoji is two; Python in characters."""

from __future__ import annotations


def units(text: str) -> int:
    """How many of Qt's units a text has."""
    return len(_encoded(text)) // 2


def character(text: str, position: int) -> int:
    """The character that a position of Qt's is at."""
    return len(_encoded(text)[: 2 * position].decode("utf-16-le", "surrogatepass"))


def _encoded(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")
