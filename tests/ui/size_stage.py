"""The size panel over a recipe."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QWidget

from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui.combo import Combo
from bfl_studio.ui.number_field import NumberField
from bfl_studio.ui.size_panel import SizePanel
from tests.ui.stage import Show


class Stage:
    """The panel over a recipe, its controls found by the names screen readers use."""

    def __init__(self, show: Show) -> None:
        self.state = RecipeState()
        self.panel = SizePanel(self.state)
        self.window = show(self.panel)

    def button(self, name: str) -> QAbstractButton:
        (found,) = (
            each
            for each in self.panel.findChildren(QAbstractButton)
            if each.accessibleName() == name
        )
        return found

    def field(self, name: str) -> NumberField:
        (found,) = (
            each for each in self.panel.findChildren(NumberField) if each.accessibleName() == name
        )
        return found

    @property
    def preset(self) -> Combo:
        (found,) = self.panel.findChildren(Combo)
        return found

    @property
    def said(self) -> str:
        parts = self.panel.findChildren(QWidget)
        texts = [part.property("text") for part in parts if part.isVisibleTo(self.panel)]
        return "\n".join(str(text).replace("\u00a0", " ") for text in texts if text)
