"""Numbers that look random and are the same every time."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Option = TypeVar("Option")


class Chance:
    """Owns one stream of numbers, decided by the parts it was made from."""

    def __init__(self, *parts: object) -> None:
        self._seed = hashlib.sha256(repr(parts).encode()).digest()
        self._drawn = 0

    def bytes(self, count: int) -> bytes:
        """That many bytes."""
        self._drawn += 1
        return hashlib.shake_256(self._seed + self._drawn.to_bytes(8)).digest(count)

    def number(self) -> float:
        """A number from 0 up to but not including 1."""
        return int.from_bytes(self.bytes(6)) / 2**48

    def between(self, low: float, high: float) -> float:
        """A number from low to high."""
        return low + (high - low) * self.number()

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both possible."""
        return low + int(self.number() * (high - low + 1))

    def pick(self, options: Sequence[Option]) -> Option:
        """One of the options."""
        return options[self.whole(0, len(options) - 1)]

    def shuffled(self, options: Sequence[Option]) -> list[Option]:
        """The options in another order."""
        return sorted(options, key=lambda _: self.number())
