"""The shape of the picture where a model takes a ratio or a tier instead of width and height."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bfl_studio.domain.catalog import Role
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui.controls import column, section
from bfl_studio.ui.presence import show_if
from bfl_studio.ui.tool_words import SHAPE
from bfl_studio.ui.value_fields import ValueFields


class ShapePanel(QWidget):
    """Edits the aspect ratio and the resolution tier; absent where a model has neither."""

    def __init__(self, recipe_state: RecipeState) -> None:
        super().__init__()
        self._fields = ValueFields(recipe_state, SHAPE)
        self.setLayout(column(section(self.tr("Size")), self._fields, gap=4))
        recipe_state.changed.connect(self._show)
        self._show()

    def control(self, role: Role | None) -> QWidget | None:
        """The control of a role; None for a role that does not stand here."""
        return self._fields.control(role)

    def _show(self) -> None:
        show_if(not self._fields.is_empty, self)
