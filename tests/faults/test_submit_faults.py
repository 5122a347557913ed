"""Section A: between the click and the receipt."""

from __future__ import annotations

import pytest

from tests.faults import submit_rows
from tests.faults.stage import Row, Stage
from tests.faults.tables import playable


@pytest.mark.parametrize("row", playable(submit_rows.ROWS))
def test_a_purchase_survives(row: Row, stage: Stage) -> None:
    assert row.play is not None
    row.play(stage)
    stage.judge()
