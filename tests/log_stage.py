"""Hooks and logs of one test: what it installs is gone afterwards."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bfl_studio import redaction

KEY = "0f8fad5b-d9cb-469f-a165-70867728950e"
"""An older key has no mark of its own: only what was registered is known."""


@contextmanager
def hooks_as_they_were() -> Iterator[None]:
    """Nothing is known as private in the block, and every hook is as before after it."""
    enabled = faulthandler.is_enabled()
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(redaction, "_KNOWN", redaction._Known())
        monkeypatch.setattr(logging, "lastResort", logging.lastResort)
        for owner, name in (
            (sys, "excepthook"),
            (threading, "excepthook"),
            (sys, "unraisablehook"),
        ):
            monkeypatch.setattr(owner, name, getattr(owner, name))
        yield
    if not enabled:
        faulthandler.disable()


def log_text(folder: Path) -> str:
    """All of the log below the folder."""
    return "".join(path.read_text() for path in sorted((folder / "logs").glob("bfl-studio*")))
