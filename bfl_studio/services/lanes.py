"""One lane for each endpoint and key: places for active tasks, the pause, its troubles."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence

from bfl_studio import diagnostics
from bfl_studio.domain.errors import Failure

MOST_POSTS = 4
"""Submits in flight at once: a cut cable makes at most so many purchases uncertain."""
MOST_DOUBTS = 3
"""Purchases without an answer that pause a lane."""


class Places:
    """How many tasks may be unfinished at the service; first come, first served.

    Learned downward from 429 and grown again, one by one, up to `most`.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._allowed = most
        self._taken = 0
        self._running = 0
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def take(self) -> None:
        if self._taken < self._allowed and not self._waiting:
            self._taken += 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.free()
            raise

    def occupy(self) -> None:
        """A task the service already runs takes its place whether there is room or not."""
        self._taken += 1
        self._running += 1

    def runs(self) -> None:
        """Whoever took a place has a task at the service now."""
        self._running += 1

    def ends(self) -> None:
        """The service's task is over, and its place is free."""
        self._running -= 1
        self.free()

    def free(self) -> None:
        self._taken -= 1
        self._admit()

    @property
    def crowded(self) -> bool:
        """More have taken places than are allowed by now."""
        return self._taken > self._allowed

    def shrink(self) -> None:
        """The service said too many: no more than it runs are allowed from now on."""
        self._allowed = max(1, min(self._allowed, self._running))

    def grow(self) -> None:
        self._allowed = min(self._most, self._allowed + 1)
        self._admit()

    def _admit(self) -> None:
        while self._waiting and self._taken < self._allowed:
            turn = self._waiting.popleft()
            if not turn.done():
                self._taken += 1
                turn.set_result(None)


class Seat:
    """One task's place among those of its model, where that has a limit of its own, and then
    among all.
    """

    def __init__(self, limits: Sequence[Places]) -> None:
        self._limits = tuple(limits)

    async def take(self) -> None:
        taken: list[Places] = []
        try:
            for limit in self._limits:
                await limit.take()
                taken.append(limit)
        except asyncio.CancelledError:
            for limit in taken:
                limit.free()
            raise

    def occupy(self) -> None:
        for limit in self._limits:
            limit.occupy()

    def free(self) -> None:
        for limit in self._limits:
            limit.free()

    def runs(self) -> None:
        for limit in self._limits:
            limit.runs()

    def ends(self) -> None:
        for limit in self._limits:
            limit.ends()

    @property
    def crowded(self) -> bool:
        return any(limit.crowded for limit in self._limits)

    def shrink(self) -> None:
        """Too many: the tightest limit is the one that was met."""
        self._limits[0].shrink()

    def grow(self) -> None:
        for limit in self._limits:
            limit.grow()


class Posts:
    """A turn for each submit in flight.

    One that gets no answer keeps its turn until another is answered: submits that began at
    different times end at different times, and each would make room for one more in doubt.
    """

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(MOST_POSTS)
        self._over = False
        self._kept = 0
        self.doubts = 0

    async def __aenter__(self) -> None:
        await self._turns.acquire()

    async def __aexit__(self, *error: object) -> None:
        if self._kept < self.doubts and not self._over:
            self._kept += 1
        else:
            self._turns.release()

    def doubt(self) -> None:
        """One of those in flight got no answer."""
        self.doubts += 1

    def answered(self) -> None:
        """A submit was answered, or the designer says it would be."""
        self._release()
        self.doubts = 0

    async def quiet(self) -> None:
        """Return when none is in flight, and let no other begin."""
        self._over = True
        self._release()
        for _ in range(MOST_POSTS):
            await self._turns.acquire()

    def _release(self) -> None:
        for _ in range(self._kept):
            self._turns.release()
        self._kept = 0


class Lane:
    """Where jobs of one endpoint and key queue. `on_pause` and `on_trouble` hear each new one,
    and None when it is over.
    """

    def __init__(
        self,
        most: int,
        on_pause: Callable[[Failure | None], None],
        on_trouble: Callable[[Failure | None], None],
    ) -> None:
        self._most = most
        self._everybody = Places(most)
        self._by_model: dict[str, Places] = {}
        self._busy_until = 0.0
        self._doubts: list[float] = []
        self.posts = Posts()
        self._open = asyncio.Event()
        self._open.set()
        self._on_pause = on_pause
        self._on_trouble = on_trouble
        self._trouble: Failure | None = None
        self.paused_by: Failure | None = None

    def seat(self, path: str, most: int) -> Seat:
        """A place for a task of the model at `path`, which may have `most` unfinished ones."""
        if most >= self._most:
            return Seat((self._everybody,))
        own = self._by_model.setdefault(path, Places(most))
        return Seat((own, self._everybody))

    def busy(self, now: float, calm: float) -> None:
        """The service asked for less: until `calm` seconds have passed, ask half as often."""
        self._busy_until = now + calm

    def haste(self, now: float) -> float:
        """What every wait between polls is multiplied by."""
        return 2.0 if now < self._busy_until else 1.0

    def doubt(self, now: float, span: float) -> bool:
        """A purchase got no answer; whether too many have, in a row or within `span` seconds."""
        self.posts.doubt()
        self._doubts = [at for at in self._doubts if now - at < span] + [now]
        return max(len(self._doubts), self.posts.doubts) >= MOST_DOUBTS

    async def until_open(self) -> None:
        await self._open.wait()

    @property
    def is_open(self) -> bool:
        return self._open.is_set()

    def pause(self, why: Failure) -> None:
        """Nothing new is sent until `resume`; running jobs go on."""
        if self._open.is_set():
            self._open.clear()
            self.paused_by = why
            diagnostics.note("queue pauses", failure=why.kind)
            self._on_pause(why)

    def resume(self) -> None:
        if not self._open.is_set():
            self._open.set()
            self._doubts = []
            self.posts.answered()
            self.paused_by = None
            diagnostics.note("queue goes on")
            self._on_pause(None)

    def trouble(self, failure: Failure) -> None:
        """The service does not answer as it should; said once until `well`."""
        if self._trouble is None or self._trouble.kind is not failure.kind:
            self._trouble = failure
            diagnostics.note("service trouble", failure=failure.kind)
            self._on_trouble(failure)

    def well(self) -> None:
        if self._trouble is not None:
            self._trouble = None
            diagnostics.note("service well")
            self._on_trouble(None)
