"""A window that is gone keeps nothing of itself: what lasts longer does not hold on to it."""

from __future__ import annotations

import gc
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from shiboken6 import Shiboken

from tests.ui.studio_window import standing_window

pytestmark = pytest.mark.usefixtures("dark")


def _open_and_close(folder: Path) -> Counter[str]:
    """Stand a window up and delete it; what of ours is still there, by its kind."""
    with standing_window(folder):
        pass
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    kinds = map(type, Shiboken.getAllValidWrappers())
    return Counter(each.__name__ for each in kinds if each.__module__.startswith("bfl_studio"))


def test_a_window_that_is_gone_keeps_nothing_of_itself(tmp_path: Path) -> None:
    once = _open_and_close(tmp_path / "once")
    again = _open_and_close(tmp_path / "again")
    assert again - once == Counter()
