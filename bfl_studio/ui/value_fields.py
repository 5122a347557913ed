"""Controls made from a model's row and words, one for each value that has both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.catalog import Kind, Parameter, Role
from bfl_studio.domain.flux_models import models
from bfl_studio.domain.rules import Issue
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui.controls import column
from bfl_studio.ui.more_fields import Maker, MoreField, maker_of
from bfl_studio.ui.more_words import MoreWords, short_text
from bfl_studio.ui.presence import show_if
from bfl_studio.ui.tab_order import in_tab_order
from bfl_studio.ui.tool_words import choice_prices
from bfl_studio.ui.words import reason


class ValueFields(QWidget):
    """Edits exactly those values of the recipe that `words` names and the model has.

    A role in `needs` also needs a picture in the role named there. `left` comes before the field
    with the keyboard goes away.
    """

    left = Signal()

    def __init__(
        self,
        recipe_state: RecipeState,
        words: Mapping[Role, MoreWords],
        needs: Mapping[Role, Role] | None = None,
    ) -> None:
        super().__init__()
        self._recipe_state = recipe_state
        self._words = words
        self._needs = needs or {}
        self._made: dict[Role, dict[tuple[Kind, Maker], MoreField]] = {}
        self._shown: dict[Role, MoreField] = {}
        self._layout = column(gap=12)
        self.setLayout(self._layout)
        # All that BFL's models have, so that Tab finds them in their order.
        for role, row in _rows(words).items():
            self._field(role, row)
        recipe_state.changed.connect(self._show)
        self._show()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order, whatever is shown now."""
        return tuple(stop for field in self._fields() for stop in field.stops)

    @property
    def is_empty(self) -> bool:
        """Whether the model has none of these values."""
        return not self._shown

    @property
    def moved(self) -> tuple[str, ...]:
        """What differs from the model's defaults, in short words."""
        model, recipe = self._recipe_state.model, self._recipe_state.recipe
        rows = [row for role in self._shown if (row := model.parameter(role)) is not None]
        values = [(row, recipe.values.get(row.role, row.default)) for row in rows]
        differing = [(row.role, value) for row, value in values if value != row.default]
        return tuple(short_text(self._words[role], value) for role, value in differing)

    def control(self, role: Role | None) -> QWidget | None:
        """Where the keyboard goes for a role; None for one that does not stand here."""
        field = self._shown.get(role) if role is not None else None
        if field is None:
            return None
        reached = (each for each in field.stops if each.focusPolicy() & Qt.FocusPolicy.TabFocus)
        return next(reached, None)

    def _fields(self) -> Iterator[MoreField]:
        for role in self._words:
            yield from self._made.get(role, {}).values()

    def _field(self, role: Role, row: Parameter) -> MoreField | None:
        """The field for a row; another one where a designer's own row is of another kind."""
        maker = maker_of(row, self._words[role])
        if maker is None:
            return None
        made = self._made.setdefault(role, {})
        if (row.kind, maker) not in made:
            made[row.kind, maker] = self._placed(maker(row, self._words[role]), role)
        return made[row.kind, maker]

    def _placed(self, field: MoreField, role: Role) -> MoreField:
        field.edited.connect(lambda value: self._recipe_state.set_value(role, value))
        field.reset.connect(lambda: self._recipe_state.reset_value(role))
        field.hide()
        upto = tuple(self._words)[: tuple(self._words).index(role) + 1]
        above = [each for known in upto for each in self._made.get(known, {}).values()]
        self._layout.insertWidget(len(above), field)
        in_tab_order(*(stop for each in above[-1:] for stop in each.stops), *field.stops)
        return field

    def _show(self) -> None:
        model, recipe = self._recipe_state.model, self._recipe_state.recipe
        issues = {issue.role: issue for issue in self._recipe_state.issues}
        given = {image.role for image in recipe.images}
        self._shown = {}
        for role in self._words:
            row, need = model.parameter(role), self._needs.get(role)
            idle = need is not None and need not in given and role not in issues
            field = self._field(role, row) if row is not None and not idle else None
            if row is not None and field is not None:
                self._shown[role] = field
                field.take(row, choice_prices(model, recipe, role))
                field.show_value(recipe.values.get(role, row.default))
                field.show_problem(_sentence(issues.get(role)))
            for each in self._made.get(role, {}).values():
                self._show_or_hide(each, each is field)
        show_if(not self.is_empty, self)

    def _show_or_hide(self, field: MoreField, wanted: bool) -> None:
        if not wanted and any(stop.hasFocus() for stop in field.stops):
            self.left.emit()
        show_if(wanted, field)


def _rows(words: Mapping[Role, MoreWords]) -> dict[Role, Parameter]:
    """For each role the row of the first model that has it."""
    rows = {row.role: row for model in reversed(models()) for row in model.parameters}
    return {role: rows[role] for role in words if role in rows}


def _sentence(issue: Issue | None) -> str:
    return reason(issue) if issue is not None else ""
