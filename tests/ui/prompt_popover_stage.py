"""Hands for what opens around the prompt."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from bfl_studio.parts import StudioParts
from bfl_studio.ui.controls import LinkButton
from bfl_studio.ui.two_line_list import ListRow, TwoLineList


def shown(parts: StudioParts) -> str:
    prompt = parts.window.panes.compose.prompt.toPlainText()
    assert parts.studio.recipe_state.recipe.prompt == prompt
    return prompt


def popup() -> QWidget:
    popup = QApplication.activePopupWidget()
    assert popup is not None
    return popup


def rows_list() -> TwoLineList:
    (found,) = popup().findChildren(TwoLineList)
    return found


def titles() -> list[str]:
    model = rows_list().model()
    rows: list[ListRow] = [
        model.index(n, 0).data(Qt.ItemDataRole.UserRole) for n in range(model.rowCount())
    ]
    return [row.title for row in rows if row.value is not None]


def link(name: str) -> LinkButton:
    return next(each for each in popup().findChildren(LinkButton) if each.accessibleName() == name)
