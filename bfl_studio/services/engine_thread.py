"""The engine's thread: a plain asyncio loop that the window never waits for."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from bfl_studio.services.engine import Engine

T = TypeVar("T")
_WORKERS = 4


class EngineThread:
    """Makes the engine on its own thread, so that its imports hold up nobody's first paint."""

    def __init__(self, make: Callable[[], Engine]) -> None:
        self._make = make
        self._thread = threading.Thread(target=self._run, name="engine")
        self._ready: Future[tuple[asyncio.AbstractEventLoop, Engine]] = Future()
        self._stopping: asyncio.Event | None = None

    def start(self) -> None:
        self._thread.start()

    def ask(self, question: Callable[[Engine], Coroutine[Any, Any, T]]) -> Future[T]:
        """Run `question(engine)` there; the future is settled on the engine's thread.

        Raises what the question raises, or whatever kept the engine from starting.
        """
        answer: Future[T] = Future()
        # Whoever stops waiting for the answer does not undo what was asked.
        answer.set_running_or_notify_cancel()

        def forward(ready: Future[tuple[asyncio.AbstractEventLoop, Engine]]) -> None:
            if ready.exception() is not None:
                answer.set_exception(ready.exception())
                return
            loop, engine = ready.result()
            work = question(engine)
            try:
                running = asyncio.run_coroutine_threadsafe(work, loop)
            except RuntimeError as closed:
                work.close()
                answer.set_exception(closed)
                return
            running.add_done_callback(lambda done: _copy(done, answer))

        self._ready.add_done_callback(forward)
        return answer

    def stop(self) -> None:
        """Ask it to close; `join` waits for the end."""
        if self._ready.exception() is None:
            loop, _ = self._ready.result()
            loop.call_soon_threadsafe(self._set_stopping)

    def join(self, seconds: float | None = None) -> bool:
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _set_stopping(self) -> None:
        if self._stopping is not None:
            self._stopping.set()

    def _run(self) -> None:
        with asyncio.Runner() as runner:
            runner.run(self._main())

    async def _main(self) -> None:
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(_WORKERS, "engine-worker") as workers:
            loop.set_default_executor(workers)
            self._stopping = asyncio.Event()
            try:
                engine = self._make()
            except BaseException as error:
                self._ready.set_exception(error)
                return
            self._ready.set_result((loop, engine))
            await self._stopping.wait()
            await engine.close()


def _copy(done: Future[T], answer: Future[T]) -> None:
    if done.cancelled():
        answer.cancel()
    elif (error := done.exception()) is not None:
        answer.set_exception(error)
    else:
        answer.set_result(done.result())
