"""Every task from its acceptance to its picture."""

import asyncio
import hashlib
import secrets
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import uuid4

from bfl_studio.sandbox.behaviour import course
from bfl_studio.sandbox.contract import models
from bfl_studio.sandbox.faults import Refused
from bfl_studio.sandbox.folder import Folder
from bfl_studio.sandbox.keys import Caller
from bfl_studio.sandbox.ledger import Charge, Ledger
from bfl_studio.sandbox.misdeeds import READY
from bfl_studio.sandbox.options import Options
from bfl_studio.sandbox.painters import Painters
from bfl_studio.sandbox.schedule import Work
from bfl_studio.sandbox.submission import Submission
from bfl_studio.sandbox.task import Task

ACTIVE_TASKS = 24
_SWEEP_SECONDS = 3600.0

Spawn = Callable[[Coroutine[Any, Any, None]], "asyncio.Task[None]"]


class Tasks:
    """Owns the tasks and their money; `accepted` are those of this run, in their order."""

    def __init__(self, folder: Folder, ledger: Ledger, options: Options, spawn: Spawn) -> None:
        self._folder = folder
        self._ledger = ledger
        self._options = options
        self._spawn = spawn
        self._accepting = asyncio.Lock()
        self._known: dict[str, Task] = {}
        self.accepted: list[Work] = []
        self._active: dict[str, asyncio.Task[None]] = {}
        self._painters = Painters(folder, options.flat)
        own = options.link_seconds
        lives = [model.link_seconds for model in models().values()]
        self._longest_link = max(lives) if own is None else own
        self._sweeping = spawn(self._sweep())

    def resume(self) -> None:
        """Go on with what an earlier Sandbox in this folder left unfinished."""
        charged = {charge.task for charge in self._ledger.charges}
        for task_id in self._folder.unfinished():
            task = self.find(task_id) if task_id in charged else None
            if task is None:
                self._folder.drop(task_id)
            else:
                self._start(task)

    def close(self) -> None:
        """Stop; what is unfinished stays on disk."""
        self._sweeping.cancel()
        for running in self._active.values():
            running.cancel()
        self._painters.close()

    def balance(self, caller: Caller) -> int:
        """Thousandths of a credit a key has left."""
        own = caller.account.starts_with
        start = self._options.credits if own is None else min(own, self._options.credits)
        return start - self._ledger.spent(caller.owner)

    async def accept(self, caller: Caller, wanted: Submission, body: bytes) -> Task:
        """Charge for a task and begin it; raises Refused when limit or balance forbid it."""
        owner = caller.owner
        async with self._accepting:
            self._check_limits(owner, wanted.model.path, wanted.model.active)
            if self.balance(caller) < wanted.cost:
                raise Refused(402, "Insufficient credits")
            task = self._task(owner, wanted)
            charge = Charge(
                time=task.accepted,
                key=owner,
                model=wanted.model.name,
                task=task.id,
                cost=task.cost,
                body_sha256=hashlib.sha256(body).hexdigest(),
                seed=task.seed,
            )
            await asyncio.to_thread(self._buy, task, body, charge)
            self._start(task)
            seconds = task.due - task.accepted
            self.accepted.append(Work(task.path, wanted.model.active, seconds))
            return task

    def find(self, task_id: str) -> Task | None:
        """The task with that id, a UUID."""
        if task_id not in self._known and (task := self._folder.task(task_id)):
            self._known[task_id] = task
        return self._known.get(task_id)

    def settled(self, task: Task) -> bool:
        """Whether the task has its last status."""
        if time.time() < task.due:
            return False
        if task.ending != READY or task.first_ready is not None:
            return True
        return self._folder.picture(task).exists()

    def seen_ready(self, task: Task) -> float:
        """When Ready was first told, in seconds since the epoch: now, unless it was before."""
        if task.first_ready is not None:
            return task.first_ready
        now = time.time()
        self._keep(replace(task, first_ready=now))
        return now

    def _check_limits(self, owner: str, path: str, limit: int) -> None:
        theirs = [self._known[task_id] for task_id in self._active]
        active = [task for task in theirs if task.owner == owner and not self.settled(task)]
        same = [task for task in active if task.path == path]
        if len(active) >= ACTIVE_TASKS or len(same) >= limit:
            count = min(ACTIVE_TASKS, limit)
            detail = f"Too many active tasks: at most {count} at a time"
            raise Refused(429, detail, {"Retry-After": "1"})

    def _task(self, owner: str, wanted: Submission) -> Task:
        seed = secrets.randbelow(2**31) if wanted.seed is None else wanted.seed
        plan = course(wanted.model, wanted.prompt, seed, self._options.seconds_per_image)
        now = time.time()
        width, height = wanted.layout.size
        return Task(
            id=str(uuid4()),
            cluster=secrets.token_hex(8),
            owner=owner,
            path=wanted.model.path,
            prompt=wanted.prompt,
            seed=seed,
            width=width,
            height=height,
            format=wanted.format,
            cost=wanted.cost,
            accepted=now,
            due=now + plan.seconds,
            ending=plan.ending,
            details=plan.details,
        )

    def _buy(self, task: Task, body: bytes, charge: Charge) -> None:
        # The ledger line comes last: a task without it was never bought and is dropped at start.
        try:
            self._folder.begin(task, body)
            self._ledger.add(charge)
        except OSError:
            self._folder.drop(task.id)
            raise

    def _start(self, task: Task) -> None:
        self._known[task.id] = task
        self._active[task.id] = self._spawn(self._run(task))

    async def _run(self, task: Task) -> None:
        try:
            if task.ending == READY:
                await self._make_picture(task)
            await asyncio.sleep(task.due - time.time())
            self._folder.finish(task)
        except OSError:
            # A folder that cannot be written ends nothing: the next start finishes the task.
            pass
        finally:
            del self._active[task.id]

    async def _make_picture(self, task: Task) -> None:
        try:
            await self._painters.paint(task)
        except Exception as error:
            details = {"error": f"The picture could not be painted: {type(error).__name__}"}
            self._keep(replace(task, ending="Error", details=details))

    def _keep(self, task: Task) -> None:
        self._known[task.id] = task
        self._folder.save(task)

    async def _sweep(self) -> None:
        while True:
            oldest = time.time() - self._longest_link - _SWEEP_SECONDS
            with suppress(OSError):
                await asyncio.to_thread(self._folder.sweep, oldest)
            await asyncio.sleep(_SWEEP_SECONDS)
