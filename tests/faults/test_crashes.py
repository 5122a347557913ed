"""Killed at any commit, and started again: nothing is lost and nothing is bought twice."""

from __future__ import annotations

import pytest

from tests.faults.crashes import ROADS, STEPS, Step, crash
from tests.faults.stage import Stage

_KILLS = [
    pytest.param(step, committed, id=f"{step[0]}-{step[1]}-{'after' if committed else 'before'}")
    for step in sorted(ROADS)
    for committed in (False, True)
]


def test_every_step_of_the_state_table_has_its_crash() -> None:
    assert {(str(before), str(after)) for before, after in ROADS} == STEPS


@pytest.mark.parametrize(("step", "committed"), _KILLS)
def test_a_kill_loses_nothing_and_buys_nothing_twice(
    step: Step, committed: bool, stage: Stage
) -> None:
    crash(stage, step, committed=committed)
    stage.judge()
