"""*More*: what most pictures do not need, folded away; exactly the fields the model has."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.catalog import Parameter, Role
from bfl_studio.domain.flux_models import MODELS
from bfl_studio.domain.rules import Issue
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui import theme
from bfl_studio.ui.controls import column
from bfl_studio.ui.fold import Fold
from bfl_studio.ui.more_fields import FACTORIES, MoreField
from bfl_studio.ui.more_words import MORE, short_text
from bfl_studio.ui.tab_order import in_tab_order
from bfl_studio.ui.words import reason


class MorePanel(QWidget):
    """Edits the values that have a row in `more_words.MORE`.

    `resized` comes when it has another height, so that whoever holds it lays it out at once;
    `unfolding` while it opens, so that whoever scrolls it can follow.
    """

    resized = Signal()
    unfolding = Signal()

    def __init__(self, recipe_state: RecipeState) -> None:
        super().__init__()
        self._recipe_state = recipe_state
        self._fields = {role: self._field(role, row) for role, row in _rows().items()}
        content = QWidget()
        fields = column(*self._fields.values(), gap=12)
        fields.setContentsMargins(0, theme.current().px(4), 0, 0)
        content.setLayout(fields)
        self._fold = Fold(self.tr("More"), content)
        self._layout = column(self._fold)
        self.setLayout(self._layout)
        in_tab_order(self._fold.title, *self._stops)
        self._fold.resized.connect(self._lay_out)
        self._fold.unfolding.connect(self.unfolding)
        recipe_state.changed.connect(self._show)
        self._show()

    @property
    def last_stop(self) -> QWidget:
        """Where Tab leaves the panel while it is open."""
        return self._stops[-1]

    def control(self, role: Role | None) -> QWidget | None:
        """The control of a role, in sight; None for a role that does not stand here."""
        field = self._fields.get(role) if role is not None else None
        if field is None:
            return None
        self._fold.open()
        return field.control

    @property
    def _stops(self) -> tuple[QWidget, ...]:
        return tuple(stop for field in self._fields.values() for stop in field.stops)

    def _lay_out(self) -> None:
        self._layout.activate()
        self.resized.emit()

    def _field(self, role: Role, row: Parameter) -> MoreField:
        made = FACTORIES[row.kind](row, MORE[role])
        made.edited.connect(lambda value: self._recipe_state.set_value(role, value))
        made.reset.connect(lambda: self._recipe_state.reset_value(role))
        return made

    def _show(self) -> None:
        model, recipe = self._recipe_state.model, self._recipe_state.recipe
        issues = {issue.role: issue for issue in self._recipe_state.issues}
        moved: list[str] = []
        for role, field in self._fields.items():
            row = model.parameter(role)
            self._show_or_hide(field, row is not None)
            if row is None:
                continue
            value = recipe.values.get(role, row.default)
            field.take(row)
            field.show_value(value)
            field.show_problem(_sentence(issues.get(role)))
            if value != row.default:
                moved.append(short_text(MORE[role], value))
        self._fold.set_summary(" · ".join(moved))

    def _show_or_hide(self, field: MoreField, wanted: bool) -> None:
        if not wanted and any(stop.hasFocus() for stop in field.stops):
            self._fold.title.setFocus()
        field.setVisible(wanted)


def _rows() -> dict[Role, Parameter]:
    """For each role that stands here the row of the first model that has it.

    A field made once takes the bounds of whatever model is chosen; a role is of one kind in all.
    """
    rows = {row.role: row for model in reversed(MODELS) for row in model.parameters}
    return {role: rows[role] for role in MORE if role in rows}


def _sentence(issue: Issue | None) -> str:
    return reason(issue) if issue is not None else ""
