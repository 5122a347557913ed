"""The draft in a journal, read beside the studio that writes it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from bfl_studio.services.premises import Premises


def kept_recipe(folder: Path) -> dict[str, Any]:
    """Its recipe; nothing is locked, and there may be none yet."""
    path = Premises(folder, folder / "library").journal
    if not path.exists():
        return {}
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as journal:
        try:
            row = journal.execute("SELECT draft FROM draft").fetchone()
        except sqlite3.OperationalError:
            return {}
    kept: dict[str, Any] = json.loads(row[0])["recipe"] if row is not None else {}
    return kept
