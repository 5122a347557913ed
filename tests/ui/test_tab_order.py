"""Tab goes through the window from what is made to what was made, its frame last."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bfl_studio.domain.endpoint import Place
from bfl_studio.parts import StudioParts
from bfl_studio.services.premises import Premises
from tests.scenes import bad_afternoon
from tests.screenshots import NoEngine
from tests.ui.stage import focused

# The offscreen platform says so of every window that is shown.
pytestmark = pytest.mark.usefixtures("dark")

ORDER = [
    "Model",
    "Prompt",
    "Search prompt history",
    "Starters",
    "Reference 1",
    "Reference 2",
    "Reference 3",
    "Reference 4",
    "Size preset",
    "Width",
    "Swap sides",
    "Height",
    "Lock ratio",
    "Number of pictures",
    "Seed",
    "Random seed",
    "Output format",
    "More",
    "Generate",
    "Viewer",
    "Zoom",
    "Edit",
    "Reuse",
    "Show in folder",
    "Batch",
    "Jobs",
    "Show all jobs",
    "Send again",
    "Keep",
    "Discard",
    "Open folder",
    "Fold library",
    "Library",
    "Menu",
    "Queue",
    "Endpoint",
    "Close notice",
    "Copy details",
    "Older notices",
]


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[StudioParts]:
    made = StudioParts(Premises(tmp_path, tmp_path / "library"), Place.SANDBOX, None)
    made.furnish(NoEngine())
    made.studio.situation.set_opened(None)
    made.window.resize(1440, 900)
    made.window.show()
    bad_afternoon(made, tmp_path)
    made.window.activateWindow()
    QApplication.processEvents()
    yield made
    made.window.hide()
    made.window.deleteLater()
    made.cache.close()


def test_every_control_is_visited_once_and_named(parts: StudioParts) -> None:
    parts.window.panes.compose.model.setFocus()
    visited = []
    for _ in ORDER:
        visited.append(focused().accessibleName())
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert visited == ORDER
    assert focused().accessibleName() == ORDER[0]
