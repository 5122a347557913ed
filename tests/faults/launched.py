"""An engine as a process of its own, told on standard input what to do and where to die.

The studio itself has no hook for this: its journal's commits, and the calls that write a picture,
are wrapped here.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.domain.job import Job, JobState
from bfl_studio.services.events import JobChanged
from bfl_studio.storage.journal import Journal
from tests.faults.stage import HASTY, SETTLED
from tests.services.workshop import Workshop, orders, workshop

_PATIENCE = 60.0
CREATED = "created"
"""In place of a state: the commit that queues a job."""

_WRITING = ("write", "fsync", "link", "ftruncate", "unlink", "replace", "rename")


@dataclass(frozen=True, slots=True)
class Wish:
    """What one life is for. `before` and `after` name the states of the fatal step, `committed`
    whether it is on the disk by then. `call` is the fatal call while a picture is written, from
    1. `refuse` is a state the journal does not take; asking twice is fatal. `stay`: until
    somebody ends it. With `rounds` the same is asked for again and again, and what the process
    needs is written to `samples` each time.
    """

    folder: str
    origin: str
    key: str
    pictures: int = 1
    before: str = ""
    after: str = ""
    committed: bool = False
    call: int = 0
    refuse: str = ""
    command: str = ""
    stay: bool = False
    rounds: int = 1
    samples: str = ""

    def text(self) -> str:
        return json.dumps(asdict(self))


def die() -> None:
    """As a crash does: at once, and nobody is asked."""
    os.kill(os.getpid(), signal.SIGKILL)


def _wrap_commits(wish: Wish) -> None:
    step, add = Journal.step, Journal.add_batch

    def fatal(before: str, after: str, *, committed: bool) -> None:
        if (before, after, committed) == (wish.before, wish.after, wish.committed):
            die()

    refused = 0

    def stepping(self: Journal, before: Job, after: Job, charge: Any = None) -> None:
        nonlocal refused
        if after.state.value == wish.refuse:
            refused += 1
            if refused > 1:
                die()
            raise StudioError(Failure(FailureKind.JOURNAL_CLOSED))
        fatal(before.state.value, after.state.value, committed=False)
        step(self, before, after, charge)
        fatal(before.state.value, after.state.value, committed=True)
        if wish.call and after.state is JobState.SAVING:
            _count_writes(wish.call)

    def adding(self: Journal, *given: Any) -> tuple[Job, ...]:
        fatal(CREATED, JobState.QUEUED.value, committed=False)
        jobs = add(self, *given)
        fatal(CREATED, JobState.QUEUED.value, committed=True)
        return jobs

    Journal.step = stepping  # type: ignore[method-assign]
    Journal.add_batch = adding  # type: ignore[method-assign,assignment]


def _count_writes(fatal: int) -> None:
    made = 0

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def calling(*given: Any, **named: Any) -> Any:
            nonlocal made
            made += 1
            if made == fatal:
                die()
            return call(*given, **named)

        return calling

    for name in _WRITING:
        setattr(os, name, counted(getattr(os, name)))


def _command(shop: Workshop, wish: Wish, job: Job) -> None:
    """What the designer presses, as soon as it can be pressed."""
    if wish.command == "cancel":
        shop.wait(lambda: shop.states(job.id)[-2:] == [JobState.SENDING, JobState.QUEUED])
        shop.wait(lambda: shop.thread.ask(lambda engine: engine.cancel(job.id)).result(5))
    if wish.command == "discard":
        shop.wait_for(job, JobState.UNCONFIRMED)
        shop.thread.ask(lambda engine: engine.discard(job.id)).result(5)


def main() -> int:
    wish = Wish(**json.load(sys.stdin))
    _wrap_commits(wish)
    with workshop(Path(wish.folder), wish.origin, timing=HASTY, key=wish.key) as shop:
        states = {job.id: job.state for job in shop.opening.jobs} if shop.opening else {}
        if wish.pictures:
            jobs = shop.enqueue(orders(pictures=wish.pictures))
            states |= {job.id: job.state for job in jobs}
            _command(shop, wish, jobs[0])
        if wish.stay:
            signal.pause()
        _settle(shop, states)
        for number in range(1, wish.rounds):
            _sample(wish, number)
            shop.events.clear()
            jobs = shop.enqueue(orders(pictures=wish.pictures))
            states = {job.id: job.state for job in jobs}
            _settle(shop, states)
        if wish.samples:
            _sample(wish, wish.rounds)
    return 0


def _settle(shop: Workshop, states: dict[str, JobState]) -> None:
    shop.wait(lambda: _now(states, shop) <= SETTLED, _PATIENCE)


def _count(folder: str) -> int:
    return sum(1 for _ in Path(folder).iterdir())


def _sample(wish: Wish, number: int) -> None:
    """What this process needs by now."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    needs = {
        "jobs": number * wish.pictures,
        "megabytes": pages * os.sysconf("SC_PAGE_SIZE") / 2**20,
        "descriptors": _count("/proc/self/fd"),
        "threads": _count("/proc/self/task"),
    }
    with Path(wish.samples).open("a") as file:
        file.write(json.dumps(needs) + "\n")


def _now(states: dict[str, JobState], shop: Workshop) -> set[JobState]:
    latest = {event.job.id: event.job.state for event in shop.of(JobChanged)}
    return set((states | latest).values())


if __name__ == "__main__":
    sys.exit(main())
