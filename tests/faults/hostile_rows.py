"""Pictures that are dear to open, and kills while one is written."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace

from bfl_studio.domain.job import JobState
from tests.faults import pictures
from tests.faults.background import Gate
from tests.faults.crashes import close, crash, recover, start, wish_for
from tests.faults.memory import children, growth, peak
from tests.faults.plays import each
from tests.faults.scripts import delivers, delivers_bytes, replies
from tests.faults.service import Door, Script, Visit
from tests.faults.stage import Play, Row, Stage
from tests.services.workshop import Workshop

S = JobState
FETCH = Door.FETCH
_PATIENCE = 40.0
_KILLED = -9
_MORE = 96 * 1024
"""Kilobytes that opening a picture may add to the studio."""

_AT_ONCE = 3


def _opens(shop: Workshop, stage: Stage, name: str, bomb: bytes) -> None:
    """One expensive picture: the job comes to an end, and the next picture is as good as ever."""
    stage.service.always(FETCH, delivers_bytes(bomb))
    with growth(_MORE):
        (job,) = stage.ask(shop)
        stage.all_settled(shop, (job,), _PATIENCE)
    assert all(peak(child) < _LARGEST_CHILD for child in children()), name
    if shop.last(job.id).state is S.SAVED:
        # It could be opened after all, and is kept as it came.
        task = stage.service.tasks[shop.last(job.id).task_id or ""]
        task.picture = bomb
        stage.service.delivered[task.id] += 1
    else:
        assert shop.last(job.id).state is S.FAILED


_LARGEST_CHILD = 400 * 1024


def _bombs(stage: Stage) -> None:
    with stage.studio() as shop:
        for name, bomb in pictures.bombs().items():
            _opens(shop, stage, name, bomb)
        stage.service.always(FETCH, delivers)
        (job,) = stage.ask(shop)
        stage.all_settled(shop, (job,))
        assert shop.last(job.id).state is S.SAVED


def _killed_at_each_write(stage: Stage) -> None:
    """At the first call that writes, the second, and so on until a life comes to its end."""
    first = 1
    while True:
        with ExitStack() as stack:
            scenes = [
                stack.enter_context(stage.another(f"call {first + step}"))
                for step in range(_AT_ONCE)
            ]
            lives = [_dying_at(scene, first + step) for step, scene in enumerate(scenes)]
            for scene, life in zip(scenes, lives, strict=True):
                life.wait(_PATIENCE)
                close(scene, life)
                if life.returncode == _KILLED:
                    recover(scene)
                assert scene.states() == ["saved"]
                assert scene.charges == 1
            if any(life.returncode != _KILLED for life in lives):
                break
        first += _AT_ONCE
    assert first > _AT_ONCE, "nothing was counted"


def _dying_at(stage: Stage, call: int) -> subprocess.Popen[str]:
    stage.confirmed += 1
    return start(stage, replace(wish_for(stage), call=call))


def _killed_before_it_was_noted(stage: Stage) -> None:
    """The file has its name, and the journal does not know: it is found, not fetched again."""
    crash(stage, (S.SAVING.value, S.SAVED.value), committed=False)
    assert stage.states() == ["saved"]
    assert stage.service.count(FETCH) == 1


def _asleep(fresh: bool) -> Play:
    """Stopped in the middle of a download until the link is dead, then woken."""

    def play(stage: Stage) -> None:
        gate = Gate()
        stage.service.first(FETCH, _half_then(gate))
        process = start(stage, wish_for(stage))
        stage.confirmed += 1
        gate.wait()
        os.kill(process.pid, signal.SIGSTOP)
        stage.service.always(FETCH, _fresh_link if fresh else replies(403, b"<Error/>"))
        gate.open()
        time.sleep(0.3)
        os.kill(process.pid, signal.SIGCONT)
        process.wait(_PATIENCE)
        close(stage, process)
        assert stage.states() == ["saved" if fresh else "gone"]
        assert stage.charges == 1

    return play


async def _fresh_link(visit: Visit) -> None:
    first = visit.request.target.startswith("/1/")
    await (replies(403, b"<Error/>") if first else delivers)(visit)


def _half_then(gate: Gate) -> Script:
    async def script(visit: Visit) -> None:
        picture = visit.task.picture
        head = f"HTTP/1.1 200 Said\r\nContent-Length: {len(picture)}\r\n\r\n".encode()
        await visit.send(head + picture[: len(picture) // 2])
        await gate.hold()
        visit.reset()

    return script


ROWS: Sequence[Row] = (
    Row("C11", "dear to open", _bombs),
    Row(
        "C14",
        "a name that turns into an address of this computer",
        cannot="the transport hands a name to the system's resolver, and a resolver of our own"
        " would have to be trusted by the whole machine; a private network namespace is not"
        " available everywhere this runs",
    ),
    Row("C17", "killed at each write of a picture", _killed_at_each_write),
    Row("C18", "killed between the file and its commit", _killed_before_it_was_noted),
    Row("C19", "asleep in the middle of a download", each(_asleep(True), _asleep(False))),
)
