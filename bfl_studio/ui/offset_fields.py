"""Where the picture lies on its new canvas."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from bfl_studio.domain.canvas import centred
from bfl_studio.domain.catalog import Kind, Parameter, Role
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui import theme
from bfl_studio.ui.controls import caption, column
from bfl_studio.ui.field_message import FieldMessage
from bfl_studio.ui.offset_field import OffsetField
from bfl_studio.ui.presence import show_if
from bfl_studio.ui.tab_order import in_tab_order
from bfl_studio.ui.words import reason

_MOST = 4096


class OffsetFields(QWidget):
    """Edits how far the picture's left and top edges lie from the canvas's, in pixels."""

    def __init__(self, recipe_state: RecipeState) -> None:
        super().__init__()
        self._recipe_state = recipe_state
        self._fields = {
            Role.OFFSET_X: self._field(Role.OFFSET_X, self.tr("Offset across")),
            Role.OFFSET_Y: self._field(Role.OFFSET_Y, self.tr("Offset down")),
        }
        self._messages = {role: FieldMessage(field) for role, field in self._fields.items()}
        self._lay_out()
        in_tab_order(*self.stops)
        recipe_state.changed.connect(self._show)
        self._show()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        return tuple(self._fields.values())

    @property
    def is_empty(self) -> bool:
        """Whether the model has no offsets."""
        return not self._rows

    def control(self, role: Role | None) -> QWidget | None:
        """The field of a role; None for a role that does not stand here."""
        here = role is not None and any(row.role is role for row in self._rows)
        return self._fields[role] if role is not None and here else None

    @property
    def _rows(self) -> tuple[Parameter, ...]:
        rows = self._recipe_state.model.parameters
        return tuple(row for row in rows if row.role in self._fields and row.kind is Kind.INTEGER)

    def _field(self, role: Role, name: str) -> OffsetField:
        field = OffsetField(name)
        field.offset_changed.connect(lambda value: self._recipe_state.set_value(role, value))
        return field

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
