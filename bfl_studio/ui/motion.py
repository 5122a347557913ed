"""How long things move: not at all for whoever wants no motion."""

from __future__ import annotations

from functools import cache

UNFOLDING = 120
"""Milliseconds of folds and popovers, easing out."""


class _Motion:
    """Whether anything may move."""

    def __init__(self) -> None:
        self.reduced = False


@cache
def _motion() -> _Motion:
    return _Motion()


def reduce(reduced: bool) -> None:
    """Let nothing move from now on, or let it move again."""
    _motion().reduced = reduced


def duration(milliseconds: int) -> int:
    """A duration as it is wanted: itself, or none."""
    return 0 if _motion().reduced else milliseconds
