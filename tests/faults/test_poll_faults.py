"""Section B: between the receipt and the link."""

from __future__ import annotations

import pytest

from tests.faults import matrix
from tests.faults.stage import Row, Stage
from tests.faults.tables import playable


@pytest.mark.parametrize("row", playable(matrix.SECTIONS["B"]))
def test_a_task_survives(row: Row, stage: Stage) -> None:
    assert row.play is not None
    row.play(stage)
    stage.judge()
