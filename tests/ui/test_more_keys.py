"""The window's own chords are heard from inside the fields under *More*."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox
from pytestqt.qtbot import QtBot

from bfl_studio.domain.catalog import Role
from tests.ui.studio_window import control, settle, standing_window

pytestmark = pytest.mark.usefixtures("dark")
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize(
    ("name", "role", "typed"),
    [
        ("Safety tolerance", Role.SAFETY_TOLERANCE, "4"),
        ("Steps", Role.STEPS, "30"),
        ("Guidance", Role.GUIDANCE, "7.5"),
    ],
)
def test_ctrl_z_takes_back_what_was_typed_there(
    qtbot: QtBot, tmp_path: Path, name: str, role: Role, typed: str
) -> None:
    with standing_window(tmp_path) as parts:
        state = parts.studio.recipe_state
        state.set_model("flux-2-flex")
        before = state.draft
        assert parts.window.panes.compose.more.control(role) is not None
        settle()
        field = control(parts, QAbstractSpinBox, name)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, typed)
        assert state.recipe.value(role) == float(typed)
        QTest.keyClick(field, Qt.Key.Key_Z, CONTROL)
        assert state.draft == before
        QTest.keyClick(field, Qt.Key.Key_Y, CONTROL)
        assert state.recipe.value(role) == float(typed)
        assert field.text() == typed
