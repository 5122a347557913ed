"""Where the picture lies on its new canvas."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QGridLayout

from bfl_studio.domain.canvas import centred
from bfl_studio.domain.catalog import Role
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui import theme
from bfl_studio.ui.controls import caption, column
from bfl_studio.ui.field_message import FieldMessage
from bfl_studio.ui.offset_field import OffsetField
from bfl_studio.ui.presence import show_if
from bfl_studio.ui.role_fields import RoleFields
from bfl_studio.ui.tab_order import in_tab_order
from bfl_studio.ui.words import reason

_MOST = 4096


class OffsetFields(RoleFields[OffsetField]):
    """Edits how far the picture's left and top edges lie from the canvas's, in pixels."""

    def __init__(self, recipe_state: RecipeState) -> None:
        super().__init__(recipe_state)
        self._fields = {
            Role.OFFSET_X: OffsetField(self.tr("Offset across")),
            Role.OFFSET_Y: OffsetField(self.tr("Offset down")),
        }
        for role, field in self._fields.items():
            field.offset_changed.connect(partial(recipe_state.set_value, role))
        self._messages = {role: FieldMessage(field) for role, field in self._fields.items()}
        self._lay_out()
        in_tab_order(*self.stops)
        recipe_state.changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        words = (self.tr("Offset across, px"), self.tr("Offset down, px"))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.current().px(8))
        grid.setVerticalSpacing(theme.current().px(4))
        for place, (word, field) in enumerate(zip(words, self._fields.values(), strict=True)):
            grid.addWidget(caption(word), 0, place)
            grid.addWidget(field, 1, place)
            grid.setColumnStretch(place, 1)
        self.setLayout(column(grid, *self._messages.values(), gap=4))

    def _show(self) -> None:
        recipe = self._recipe_state.recipe
        show_if(not self.is_empty, self)
        middle = dict(zip(self._fields, centred(self._recipe_state.model, recipe), strict=True))
        issues = {issue.role: issue for issue in self._recipe_state.issues}
        for each in self._rows:
            field, value = self._fields[each.role], recipe.value(each.role)
            least = -_MOST if each.minimum is None else each.minimum
            field.set_bounds(int(least), int(each.maximum or _MOST))
            offset = value if isinstance(value, int) and not isinstance(value, bool) else None
            field.show_offset(offset, middle[each.role])
            issue = issues.get(each.role)
            self._messages[each.role].show_problem(reason(issue) if issue else "")
