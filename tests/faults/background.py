"""An asyncio loop on a thread of its own, where servers of a test live."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")
_PATIENCE = 20.0


class Background:
    """Runs coroutines for whoever is on another thread."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, name="servers")
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do it there and wait for the result."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(_PATIENCE)

    def close(self) -> None:
        """End what still runs, then the thread."""
        self.run(_end_all())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(_PATIENCE)
        self.loop.close()


async def _end_all() -> None:
    mine = asyncio.current_task()
    others = [task for task in asyncio.all_tasks() if task is not mine]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.get_running_loop().shutdown_default_executor()


@contextmanager
def background() -> Iterator[Background]:
    """A running loop that has ended when the block is left."""
    running = Background()
    try:
        yield running
    finally:
        running.close()


class Gate:
    """Holds a server at one point until the test lets it go on."""

    def __init__(self) -> None:
        self._reached = threading.Event()
        self._open = threading.Event()

    async def hold(self) -> None:
        """Say that this point is reached, and wait."""
        self._reached.set()
        while not self._open.is_set():
            await asyncio.sleep(0.002)

    def wait(self) -> None:
        """Until the server stands here."""
        assert self._reached.wait(_PATIENCE), "nobody came to the gate"

    def open(self) -> None:
        self._open.set()
