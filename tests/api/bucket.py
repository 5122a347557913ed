"""A picture to deliver, and something that holds what comes of it."""

from __future__ import annotations

PICTURE = bytes(range(256)) * 2000


class Bucket:
    """Holds what comes; `fault` is what it raises instead."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.content = bytearray()
        self.restarts = 0
        self._fault = fault

    def write(self, chunk: bytes) -> None:
        if self._fault is not None:
            raise self._fault
        self.content.extend(chunk)

    def restart(self) -> None:
        self.content.clear()
        self.restarts += 1
