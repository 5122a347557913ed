"""Garbage is looked for on the window's thread only: a timer is deleted where it lives."""

from __future__ import annotations

import asyncio
import gc
import json
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer

from bfl_studio.collector import FULL, Collector
from tests.loop import Run, until
from tests.sandbox.process import PATIENCE
from tests.starter import Starter

# A studio whose engine leaves many more objects than Python would put up with.
BUSY = """
import gc, json, sys, threading
from bfl_studio import app
from bfl_studio.parts import StudioProcess
searched = set()
plain = StudioProcess.live
def note(phase, info):
    searched.add(threading.current_thread().name)
async def leave_much(engine):
    gc.callbacks.append(note)
    for _ in range(50):
        left = [[] for _ in range(10_000)]
        left.append(left)
async def live(process):
    import asyncio
    await asyncio.gather(plain(process), watch(process))
async def watch(process):
    import asyncio
    await asyncio.wrap_future(process.engine.ask(leave_much))
    while not searched:
        await asyncio.sleep(0.01)
    print(json.dumps(sorted(searched)), flush=True)
    process.window.close()
StudioProcess.live = live
sys.exit(app.main(sys.argv[1:]))
"""


class Ring:
    """Nobody but the collector frees what holds itself."""

    def __init__(self, thing: object) -> None:
        self.own = (self, thing)


@pytest.fixture
def collector(run: Run) -> Iterator[Collector]:
    made = Collector()
    yield made
    made.close()


def _many() -> list[list[object]]:
    return [[] for _ in range(12_000)]


def test_a_running_timer_in_the_garbage_is_ended_on_the_thread_it_lives_on(
    run: Run, collector: Collector
) -> None:
    """On any other Qt says that it cannot be."""
    ended_on: list[threading.Thread] = []

    async def scenario() -> None:
        timer = QTimer()
        timer.start(60_000)
        told = weakref.ref(timer, lambda _: ended_on.append(threading.current_thread()))
        Ring(timer)
        del timer
        kept = await asyncio.to_thread(_many)
        await until(lambda: told() is None)
        assert kept

    run(scenario())
    assert ended_on == [threading.main_thread()]


def test_a_long_search_of_everything_is_not_repeated_soon(run: Run) -> None:
    now = 0.0
    fulls: list[float] = []

    def note(phase: str, info: dict[str, int]) -> None:
        nonlocal now
        if info["generation"] == FULL:
            fulls.append(now)
            now += 0.1

    async def scenario() -> None:
        nonlocal now
        kept = []
        while len(fulls) < 4:
            kept.append(_many())
            await asyncio.sleep(0)
            now += 0.01

    collector = Collector(lambda: now)
    gc.callbacks.append(note)
    try:
        run(scenario())
    finally:
        gc.callbacks.remove(note)
        collector.close()
    # Each is noted when it begins and when it has ended.
    (_, ended, began, _) = fulls
    assert began - ended > 10.0


def test_no_other_thread_of_a_studio_collects(starter: Starter) -> None:
    studio = starter.start("-c", BUSY)
    said, errors = studio.communicate(timeout=PATIENCE)
    assert studio.returncode == 0, errors
    assert json.loads(said) == [threading.main_thread().name]
