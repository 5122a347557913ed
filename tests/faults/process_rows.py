"""Rows that need processes of their own: kills, two studios at once, a nervous hand."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from bfl_studio.domain.job import JobState
from tests.faults.background import Gate
from tests.faults.crashes import REPOSITORY, close, crash, live, recover, start, wish_for
from tests.faults.plays import each
from tests.faults.scripts import BUSY, buys_then, held, replies, sells
from tests.faults.service import Door
from tests.faults.stage import KEY, Play, Row, Stage

S = JobState
_PATIENCE = 30.0
_USUAL_NOISE = "plugin does not support"


def _killed_at(before: JobState, after: JobState, *, committed: bool, charges: int) -> Play:
    def play(stage: Stage) -> None:
        crash(stage, (before.value, after.value), committed=committed)
        assert stage.charges == charges

    return play


def _killed_with_the_service_at_it(*, bought: bool) -> Play:
    """The kill comes while the service reads, or once it has charged and not yet answered."""

    def play(stage: Stage) -> None:
        gate = Gate()
        holding = held(gate, sells())
        stage.service.first(
            Door.SUBMIT, buys_then(lambda visit: gate.hold()) if bought else holding
        )
        process = start(stage, replace(wish_for(stage), stay=True))
        stage.confirmed += 1
        gate.wait()
        process.kill()
        process.wait(_PATIENCE)
        close(stage, process)
        if bought:
            gate.open()
        recover(stage)
        assert stage.states() == ["unconfirmed"]
        assert stage.charges == int(bought)
        gate.open()

    return play


def _killed_with_the_receipt_elsewhere(stage: Stage) -> None:
    """The journal takes no receipt, and the process dies: the next one has it all the same."""
    live(stage, replace(wish_for(stage), refuse=S.ACCEPTED.value), killed=True)
    recover(stage)
    assert stage.states() == ["saved"]
    assert (stage.posts, stage.charges) == (1, 1)


_UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


def _fill_the_disk(stage: Stage, process: subprocess.Popen[str]) -> None:
    """No file of that process may grow any more."""
    written = stage.premises.journal.with_name("journal.db-wal").stat().st_size
    assert written >= stage.premises.emergency.stat().st_size
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (written, resource.RLIM_INFINITY))


def _disk_full_before_it_is_sent(stage: Stage) -> None:
    """Nothing more is sent until the journal can take it."""
    gate = Gate()
    stage.service.first(Door.SUBMIT, held(gate, replies(429, BUSY)))
    process = start(stage, wish_for(stage))
    stage.confirmed += 1
    gate.wait()
    _fill_the_disk(stage, process)
    gate.open()
    time.sleep(0.6)
    assert (stage.posts, stage.states()) == (1, ["sending"])
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, _UNLIMITED)
    process.wait(_PATIENCE)
    close(stage, process)
    assert stage.states() == ["saved"]
    assert (stage.posts, stage.charges) == (2, 1)


def _disk_full(*, killed: bool) -> Play:
    """The receipt is held in the one file that need not grow."""

    def play(stage: Stage) -> None:
        gate = Gate()
        stage.service.first(Door.SUBMIT, held(gate, sells()))
        process = start(stage, wish_for(stage))
        stage.confirmed += 1
        gate.wait()
        _fill_the_disk(stage, process)
        gate.open()
        _until_in(stage.premises.emergency, stage)
        assert stage.states() == ["sending"]
        if killed:
            process.kill()
        else:
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, _UNLIMITED)
        process.wait(_PATIENCE)
        close(stage, process)
        recover(stage)
        assert stage.states() == ["saved"]
        assert (stage.posts, stage.charges) == (1, 1)

    return play


def _until_in(path: Path, stage: Stage) -> None:
    """Wait until the file names what was bought."""
    deadline = time.monotonic() + _PATIENCE
    while not any(task in path.read_text() for task in list(stage.service.tasks)):
        assert time.monotonic() < deadline, "the receipt is nowhere"
        time.sleep(0.02)


@contextmanager
def _windows(stage: Stage, *modules: str) -> Iterator[list[subprocess.Popen[str]]]:
    """Studios with windows on one data folder; they have ended when the block is left."""
    command = ["--data-dir", str(stage.premises.data), "--endpoint", stage.service.origin]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "BFL_API_KEY": KEY}
    with ExitStack() as stack:
        yield [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", module, *command],
                    cwd=REPOSITORY,
                    env=environment,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                )
            )
            for module in modules
        ]


def _ended(stage: Stage, process: subprocess.Popen[str]) -> None:
    _, errors = process.communicate(timeout=_PATIENCE)
    lines = [line for line in errors.splitlines() if _USUAL_NOISE not in line]
    stage.output.append("\n".join(lines))
    stage.exit_codes.append(process.returncode)


def _until(stage: Stage, state: str, count: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while stage.states().count(state) < count:
        assert time.monotonic() < deadline, stage.states()
        time.sleep(0.02)


def _twenty_clicks(stage: Stage) -> None:
    with _windows(stage, "tests.faults.windowed") as (studio,):
        stage.confirmed += 1
        assert studio.stdout is not None
        assert studio.stdout.readline() == "clicked\n"
        _until(stage, "saved", 1)
        studio.send_signal(signal.SIGTERM)
        _ended(stage, studio)
    assert (stage.posts, stage.charges) == (1, 1)


def _two_studios(stage: Stage) -> None:
    """Both find a job that was never sent; one of them sends it."""
    queued = replace(wish_for(stage), before=S.QUEUED.value, after=S.SENDING.value)
    live(stage, queued, killed=True)
    with _windows(stage, "bfl_studio", "bfl_studio") as studios:
        _until(stage, "saved", 1)
        deadline = time.monotonic() + _PATIENCE
        while all(studio.poll() is None for studio in studios):
            assert time.monotonic() < deadline, "both stay"
            time.sleep(0.02)
        (first,) = [studio for studio in studios if studio.poll() is None]
        first.send_signal(signal.SIGTERM)
        for studio in studios:
            _ended(stage, studio)
    assert (stage.posts, stage.charges) == (1, 1)


ROWS = (
    Row("A19", "twenty clicks in a second", _twenty_clicks),
    Row("A20", "two studios at once", _two_studios),
    Row(
        "A21",
        "killed before it was sent",
        _killed_at(S.QUEUED, S.SENDING, committed=False, charges=1),
    ),
    Row(
        "A22",
        "killed while it was sent",
        each(
            _killed_at(S.QUEUED, S.SENDING, committed=True, charges=0),
            _killed_with_the_service_at_it(bought=False),
            _killed_with_the_service_at_it(bought=True),
        ),
    ),
    Row(
        "A23",
        "killed between the receipt and its commit",
        _killed_at(S.SENDING, S.ACCEPTED, committed=False, charges=1),
    ),
    Row("A24-full", "the disk is full before it is sent", _disk_full_before_it_is_sent),
    Row("A25-killed", "killed with the receipt held elsewhere", _killed_with_the_receipt_elsewhere),
    Row(
        "A25-full",
        "the disk is full when the receipt comes",
        each(_disk_full(killed=False), _disk_full(killed=True)),
    ),
)
