"""The fault matrix: every row of its sections, where each is played."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.faults import (
    content_rows,
    delivery_rows,
    hostile_rows,
    journal_rows,
    line_rows,
    poll_rows,
    process_rows,
    purchase_rows,
    queue_rows,
    reply_rows,
    submit_rows,
)
from tests.faults.stage import Row

SECTIONS: Mapping[str, Sequence[Row]] = {
    "A": (
        *submit_rows.ROWS,
        *queue_rows.ROWS,
        *purchase_rows.ROWS,
        *journal_rows.ROWS,
        *process_rows.ROWS,
    ),
    "B": (*poll_rows.ROWS, *reply_rows.ROWS, *line_rows.ROWS),
    "C": (*delivery_rows.ROWS, *content_rows.ROWS, *hostile_rows.ROWS),
}
