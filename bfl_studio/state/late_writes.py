"""LateWrites: what the window wants written reaches the engine later, in the order it was said."""

from __future__ import annotations

import asyncio
import itertools
from collections import deque
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from bfl_studio.domain.errors import Failure, StudioError
from bfl_studio.state.errands import Errands

if TYPE_CHECKING:
    from bfl_studio.services.engine import Engine

Question = Callable[["Engine"], Coroutine[Any, Any, Any]]


class LateWrites:
    """Nothing is asked before `begin`; what the disk refuses is told and not tried again."""

    def __init__(self, name: str, errands: Errands, on_failure: Callable[[Failure], None]) -> None:
        self._name = name
        self._errands = errands
        self._on_failure = on_failure
        self._due: deque[Question] = deque()
        self._counted = itertools.count()
        self._one_by_one = asyncio.Lock()
        self._begun = False

    def begin(self) -> None:
        """The engine is open."""
        self._begun = True
        self._spawn()

    def add(self, question: Question) -> None:
        self._due.append(question)
        self._spawn()

    def _spawn(self) -> None:
        if self._begun and self._due:
            # A name of its own: an errand that is just ending would take none of this.
            self._errands.spawn(f"{self._name} {next(self._counted)}", self.flush)

    async def flush(self) -> None:
        """Write what is not written yet."""
        async with self._one_by_one:
            while self._begun and self._due:
                question = self._due.popleft()
                try:
                    await self._errands.ask(question)
                except StudioError as error:
                    self._on_failure(error.failure)
