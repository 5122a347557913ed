"""Every coroutine has an owner."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


class TaskOwner:
    """Holds tasks strongly by name, reports failures at once, ends them together."""

    def __init__(self, on_failure: Callable[[str, BaseException], None]) -> None:
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._on_failure = on_failure

    def spawn(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        """Start `work`. Raises ValueError while a task of that name runs."""
        if name in self._tasks:
            work.close()
            raise ValueError(f"{name} runs already")
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks[name] = task
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.pop(task.get_name(), None)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._on_failure(task.get_name(), error)

    def running(self, name: str) -> bool:
        return name in self._tasks

    async def cancel(self, name: str) -> None:
        """End one task and wait until it has ended."""
        task = self._tasks.get(name)
        if task is not None:
            task.cancel()
            await asyncio.wait([task])

    async def close(self) -> None:
        """End all and wait."""
        while tasks := list(self._tasks.values()):
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
