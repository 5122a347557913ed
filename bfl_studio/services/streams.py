"""Whose picture comes next when several are ready: the one whose link ends first."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

MOST = 4
FEW = 2
HURRY_SECONDS = 120.0
"""With less left than this the line is not shared by more than a few."""


class Streams:
    """Lets a few downloads run at once, in the order of their deadlines (seconds of `clock`)."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._running = 0
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = itertools.count()

    @asynccontextmanager
    async def turn(self, deadline: float) -> AsyncGenerator[None]:
        """Wait for one's turn, and give it back."""
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (deadline, next(self._count), mine))
        self._admit()
        try:
            await mine
        except asyncio.CancelledError:
            self._give_up(mine)
            raise
        try:
            yield
        finally:
            self._running -= 1
            self._admit()

    def _give_up(self, mine: asyncio.Future[None]) -> None:
        if mine.done() and not mine.cancelled():
            # Admitted and called off in the same moment.
            self._running -= 1
        self._waiting = [each for each in self._waiting if each[-1] is not mine]
        heapq.heapify(self._waiting)
        self._admit()

    def _admit(self) -> None:
        while self._waiting and self._running < self._limit:
            *_, first = heapq.heappop(self._waiting)
            if not first.done():
                self._running += 1
                first.set_result(None)

    @property
    def _limit(self) -> int:
        hurried = self._waiting[0][0] - self._clock() < HURRY_SECONDS
        return FEW if hurried and len(self._waiting) > FEW else MOST
