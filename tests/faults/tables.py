"""The rows of a section as tests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from tests.faults.stage import Row


def playable(rows: Iterable[Row]) -> list[Any]:
    """A test for each row that can be played; one that lacks something is expected to fail."""
    return [pytest.param(row, id=row.id, marks=_marks(row)) for row in rows if row.play]


def _marks(row: Row) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason=row.lacks)] if row.lacks else []
