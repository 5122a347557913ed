"""A stage for each fault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.background import background
from tests.faults.scripts import USUAL
from tests.faults.service import serving
from tests.faults.stage import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with background() as where, serving(where, tmp_path / "service", USUAL) as service:
        made = Stage(tmp_path, where, service)
        with made.swept():
            yield made
