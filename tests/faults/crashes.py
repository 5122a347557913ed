"""How a job comes to take each step of the state table, and what a kill there may leave."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bfl_studio.domain.job import NEXT, JobState
from tests.faults.launched import CREATED, Wish
from tests.faults.scripts import BUSY, buys_then, closes, delivers_bytes, not_found, replies, tells
from tests.faults.service import Door, Service
from tests.faults.stage import HASTY, KEY, Stage

S = JobState
Step = tuple[str, str]
REPOSITORY = Path(__file__).parents[2]
_PATIENCE = 30.0
_KILLED = -9

Life = Callable[[Stage], None]


@dataclass(frozen=True, slots=True)
class Road:
    """What the service does for a job to take a step, what the designer presses meanwhile, the
    lives before the fatal one, and where the job may be once all is over.
    """

    ends: frozenset[JobState]
    prepare: Callable[[Service], None] = lambda service: None
    command: str = ""
    earlier: tuple[Life, ...] = ()


def live(stage: Stage, wish: Wish, *, killed: bool) -> None:
    """One life of the process, to its end. What it printed is kept for the judge."""
    stage.confirmed += wish.pictures
    process = start(stage, wish)
    process.wait(_PATIENCE)
    close(stage, process)
    assert (process.returncode == _KILLED) is killed, process.returncode


def start(stage: Stage, wish: Wish) -> subprocess.Popen[str]:
    """A process that has been told what to do."""
    stage.folder.mkdir(parents=True, exist_ok=True)
    with (stage.folder / "printed").open("a") as printed:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.launched"],
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=printed,
            stderr=printed,
            text=True,
        )
    stage.processes.append(process)
    assert process.stdin is not None
    process.stdin.write(wish.text())
    process.stdin.close()
    return process


def close(stage: Stage, process: subprocess.Popen[str]) -> None:
    """Note how a process ended."""
    stage.output.append((stage.folder / "printed").read_text())
    if process.returncode != _KILLED:
        stage.exit_codes.append(process.returncode)


def wish_for(stage: Stage, pictures: int = 1) -> Wish:
    return Wish(str(stage.premises.data), stage.service.origin, KEY, pictures)


def crash(stage: Stage, step: Step, *, committed: bool) -> None:
    """Kill a process at a step, start again, and let everything come to rest."""
    road = ROADS[step]
    road.prepare(stage.service)
    for life in road.earlier:
        life(stage)
    before, after = step
    fatal = replace(
        wish_for(stage, 0 if road.earlier else 1),
        before=before,
        after=after,
        committed=committed,
        command=road.command,
    )
    # Before it is queued nobody has been told that it will be.
    live(stage, fatal, killed=True)
    recover(stage)
    ends = road.ends | ({S.UNCONFIRMED} if _uncertain(step, committed=committed) else set())
    assert set(stage.states()) <= ends, stage.states()


def crash_again(stage: Stage, first: Step, second: Step, *, committed: bool) -> None:
    """Killed after one step; the next start is killed as well, while it takes up what is left."""
    one = replace(wish_for(stage), before=first[0], after=first[1], committed=True)
    live(stage, one, killed=True)
    again = replace(wish_for(stage, 0), before=second[0], after=second[1], committed=committed)
    live(stage, again, killed=True)
    recover(stage)


def _uncertain(step: Step, *, committed: bool) -> bool:
    """Whether the last the journal knew was that something was being sent."""
    return (step[1] if committed else step[0]) == S.SENDING


def recover(stage: Stage) -> None:
    """A later start finds what was left, and goes on until nothing moves any more."""
    with stage.studio(HASTY) as shop:
        moving = {"queued", "sending", "accepted", "saving"}
        shop.wait(lambda: not moving & set(stage.states()))


def _answers_lost(stage: Stage) -> None:
    """A receipt that the journal did not take, and a start that could not see it either."""
    live(stage, replace(wish_for(stage), refuse=S.ACCEPTED.value), killed=True)
    room = stage.premises.emergency
    aside = room.rename(stage.folder / "aside")
    live(stage, wish_for(stage, 0), killed=False)
    aside.replace(room)


def _always(door: Door, script: Callable[..., object]) -> Callable[[Service], None]:
    return lambda service: service.always(door, script)  # type: ignore[arg-type]


def _first(door: Door, script: Callable[..., object]) -> Callable[[Service], None]:
    return lambda service: service.first(door, script)  # type: ignore[arg-type]


_BUSY = replies(429, BUSY)
_DEAD = replies(403, b"<Error/>")
_SAVED = Road(frozenset({S.SAVED}))

ROADS: Mapping[Step, Road] = {
    (CREATED, S.QUEUED): _SAVED,
    (S.QUEUED, S.SENDING): _SAVED,
    (S.QUEUED, S.CANCELLED): Road(
        frozenset({S.CANCELLED, S.SAVED}), _first(Door.SUBMIT, _BUSY), "cancel"
    ),
    (S.SENDING, S.ACCEPTED): _SAVED,
    (S.SENDING, S.QUEUED): Road(frozenset({S.SAVED}), _first(Door.SUBMIT, _BUSY)),
    (S.SENDING, S.REFUSED): Road(
        frozenset({S.REFUSED}), _first(Door.SUBMIT, replies(400, {"detail": "no"}))
    ),
    (S.SENDING, S.UNCONFIRMED): Road(
        frozenset({S.UNCONFIRMED}), _first(Door.SUBMIT, buys_then(closes))
    ),
    (S.ACCEPTED, S.SAVING): _SAVED,
    (S.ACCEPTED, S.MODERATED): Road(
        frozenset({S.MODERATED}), _always(Door.POLL, tells("Content Moderated"))
    ),
    (S.ACCEPTED, S.FAILED): Road(frozenset({S.FAILED}), _always(Door.POLL, tells("Error"))),
    (S.ACCEPTED, S.GONE): Road(frozenset({S.GONE}), _always(Door.POLL, not_found)),
    (S.SAVING, S.SAVED): _SAVED,
    (S.SAVING, S.ACCEPTED): Road(frozenset({S.SAVED}), _first(Door.FETCH, _DEAD)),
    (S.SAVING, S.FAILED): Road(
        frozenset({S.FAILED}), _always(Door.FETCH, delivers_bytes(b"not a picture"))
    ),
    (S.SAVING, S.GONE): Road(frozenset({S.GONE}), _always(Door.FETCH, _DEAD)),
    (S.UNCONFIRMED, S.ACCEPTED): Road(frozenset({S.SAVED}), earlier=(_answers_lost,)),
    (S.UNCONFIRMED, S.DISCARDED): Road(
        frozenset({S.DISCARDED, S.UNCONFIRMED}),
        _first(Door.SUBMIT, buys_then(closes)),
        "discard",
    ),
}
"""One for each step there is; a step without one is a step nobody has killed."""

STEPS: frozenset[Step] = frozenset(
    {(CREATED, S.QUEUED.value)}
    | {(before.value, after.value) for before, steps in NEXT.items() for after in steps}
)
