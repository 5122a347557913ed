"""Killed at any commit, and started again: nothing is lost and nothing is bought twice."""

from __future__ import annotations

import pytest

from bfl_studio.domain.job import JobState
from tests.faults.crashes import ROADS, STEPS, Step, crash, crash_again
from tests.faults.stage import Stage

_KILLS = [
    pytest.param(step, committed, id=f"{step[0]}-{step[1]}-{'after' if committed else 'before'}")
    for step in sorted(ROADS)
    for committed in (False, True)
]

_S = JobState
_TAKEN_UP: tuple[tuple[Step, Step, JobState], ...] = (
    ((_S.QUEUED, _S.SENDING), (_S.SENDING, _S.UNCONFIRMED), _S.UNCONFIRMED),
    ((_S.SENDING, _S.ACCEPTED), (_S.ACCEPTED, _S.SAVING), _S.SAVED),
    ((_S.ACCEPTED, _S.SAVING), (_S.SAVING, _S.SAVED), _S.SAVED),
)
"""What the first life reached, where the second is killed, and how it ends."""


def test_every_step_of_the_state_table_has_its_crash() -> None:
    assert {(str(before), str(after)) for before, after in ROADS} == STEPS


@pytest.mark.parametrize(("step", "committed"), _KILLS)
def test_a_kill_loses_nothing_and_buys_nothing_twice(
    step: Step, committed: bool, stage: Stage
) -> None:
    crash(stage, step, committed=committed)
    stage.judge()


@pytest.mark.parametrize(("first", "second", "ends"), _TAKEN_UP)
@pytest.mark.parametrize("committed", [False, True], ids=["before", "after"])
def test_a_start_that_is_killed_as_well_changes_nothing(
    first: Step, second: Step, ends: JobState, committed: bool, stage: Stage
) -> None:
    crash_again(stage, first, second, committed=committed)
    assert stage.states() == [ends.value]
    stage.judge()
