"""What a tool is told besides words and pictures, always in sight."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bfl_studio.domain.catalog import Role
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui.controls import column
from bfl_studio.ui.margin_fields import MarginFields
from bfl_studio.ui.offset_fields import OffsetFields
from bfl_studio.ui.presence import show_if
from bfl_studio.ui.tab_order import in_tab_order
from bfl_studio.ui.tool_words import NEEDS, TOOLS
from bfl_studio.ui.value_fields import ValueFields


class ToolPanel(QWidget):
    """Edits margins, offsets and the values of `tool_words.TOOLS`; absent where a model has none
    of them.
    """

    def __init__(self, recipe_state: RecipeState) -> None:
        super().__init__()
        self._margins = MarginFields(recipe_state)
        self._offsets = OffsetFields(recipe_state)
        self._fields = ValueFields(recipe_state, TOOLS, NEEDS)
        self._parts = (self._margins, self._offsets, self._fields)
        self.setLayout(column(*self._parts, gap=12))
        in_tab_order(*(stop for part in self._parts for stop in part.stops))
        recipe_state.changed.connect(self._show)
        self._show()

    def control(self, role: Role | None) -> QWidget | None:
        """The control of a role; None for a role that does not stand here."""
        found = (part.control(role) for part in self._parts)
        return next((each for each in found if each is not None), None)

    def _show(self) -> None:
        show_if(not all(part.is_empty for part in self._parts), self)
