"""A disk that refuses the journal, as a failure of the studio."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.storage.database import NewerDatabase


@contextmanager
def disk() -> Iterator[None]:
    """Raises StudioError in place of what the database raises: NEWER_VERSION for a file of a
    later version, else JOURNAL_CLOSED.
    """
    try:
        yield
    except NewerDatabase as error:
        raise StudioError(Failure(FailureKind.NEWER_VERSION, details=str(error))) from error
    except (sqlite3.Error, OSError) as error:
        details = f"{type(error).__name__}: {error}"
        raise StudioError(Failure(FailureKind.JOURNAL_CLOSED, details=details)) from error
