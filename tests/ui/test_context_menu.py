"""The menu of what has the keyboard, by a key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from bfl_studio.parts import StudioParts
from bfl_studio.ui.key_rows import key_groups
from tests.ui.slot_stage import fill, tile
from tests.ui.studio_window import settle, standing_window

pytestmark = pytest.mark.usefixtures("dark")


@pytest.fixture
def parts(qapp: object, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made


def test_shift_f10_opens_the_menu_of_what_has_the_keyboard(parts: StudioParts) -> None:
    fill(parts, 1)
    for widget in (tile(parts, 1), parts.window.panes.compose.prompt):
        widget.setFocus()
        settle()
        QTest.keyClick(widget, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
        settle()
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu), widget
        menu.close()
        settle()


def test_the_list_of_keys_names_it(qapp: object) -> None:
    rows = [row for group in key_groups() for row in group.rows]
    assert [row.caps for row in rows if row.words == "Context menu"] == [("Shift+F10",)]
