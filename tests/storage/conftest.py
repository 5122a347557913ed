"""A place for a database, and an empty journal in it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bfl_studio.storage.journal import Journal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "some.db"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with closing(Journal(path)) as opened:
        yield opened
