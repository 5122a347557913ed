"""Waiting inside a coroutine, and the type of the fixture that runs one on Qt's loop."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Protocol, TypeVar

Result = TypeVar("Result")


class Run(Protocol):
    """Runs one coroutine to its end and returns what it returned."""

    def __call__(self, coroutine: Coroutine[Any, Any, Result], /) -> Result: ...


async def until(condition: Callable[[], object], seconds: float = 5.0) -> None:
    """Return as soon as the condition holds; TimeoutError if it never does."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)
