"""Errands: the window's coroutines; each has a name and runs once at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from bfl_studio.services.tasks import TaskOwner

if TYPE_CHECKING:
    from concurrent.futures import Future

    from bfl_studio.services.engine import Engine

T = TypeVar("T")
Work = Callable[[], Coroutine[Any, Any, None]]


class EngineGateway(Protocol):
    """What the studio needs of the engine's thread."""

    def ask(self, question: Callable[[Engine], Coroutine[Any, Any, T]]) -> Future[T]: ...


class Errands:
    """What is asked for before the loop runs waits for `begin`: a click then is not lost."""

    def __init__(
        self, engine: EngineGateway, on_failure: Callable[[str, BaseException], None]
    ) -> None:
        self._engine = engine
        self._tasks = TaskOwner(on_failure)
        self._early: dict[str, Work] | None = {}
        self._closed = False

    def begin(self) -> None:
        """The loop runs from now on."""
        early, self._early = self._early or {}, None
        for name, work in early.items():
            self.spawn(name, work)

    def spawn(self, name: str, work: Work) -> None:
        """Run `work()` unless an errand of that name is under way."""
        if self._early is not None:
            self._early.setdefault(name, work)
        elif not self._closed and not self._tasks.running(name):
            self._tasks.spawn(name, work())

    async def ask(self, question: Callable[[Engine], Coroutine[Any, Any, T]]) -> T:
        """Raises StudioError, as the engine does."""
        return await asyncio.wrap_future(self._engine.ask(question))

    async def close(self) -> None:
        """End all and wait; what is asked for later is not begun."""
        self._closed = True
        await self._tasks.close()
