"""How far the picture is to grow at each edge."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QGridLayout

from bfl_studio.domain.canvas import with_margins
from bfl_studio.domain.catalog import Role
from bfl_studio.domain.rules import Issue, IssueKind
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui import theme
from bfl_studio.ui.controls import column, row, section
from bfl_studio.ui.field_message import FieldMessage, Severity
from bfl_studio.ui.number_field import NumberField, ScrubLabel
from bfl_studio.ui.presence import show_if
from bfl_studio.ui.role_fields import RoleFields
from bfl_studio.ui.size_words import size_text
from bfl_studio.ui.tab_order import in_tab_order
from bfl_studio.ui.text import label
from bfl_studio.ui.words import reason

_MOST = 2048
_STEP = 16


class MarginFields(RoleFields[NumberField]):
    """Edits the margins, in pixels, and says how large the picture becomes."""

    def __init__(self, recipe_state: RecipeState) -> None:
        super().__init__(recipe_state)
        self._fields = {
            Role.MARGIN_TOP: _field(self.tr("Top margin")),
            Role.MARGIN_BOTTOM: _field(self.tr("Bottom margin")),
            Role.MARGIN_LEFT: _field(self.tr("Left margin")),
            Role.MARGIN_RIGHT: _field(self.tr("Right margin")),
        }
        for role, field in self._fields.items():
            field.valueChanged.connect(partial(recipe_state.set_value, role))
        self._becomes = label("", "caption", "text-2")
        self._message = FieldMessage(self._fields[Role.MARGIN_TOP])
        self._lay_out()
        in_tab_order(*self.stops)
        recipe_state.changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        heading = row(section(self.tr("Margins")), self._becomes)
        heading.insertStretch(1, 1)
        words = (self.tr("Top"), self.tr("Bottom"), self.tr("Left"), self.tr("Right"))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.current().px(8))
        grid.setVerticalSpacing(theme.current().px(4))
        for place, (word, field) in enumerate(zip(words, self._fields.values(), strict=True)):
            down, across = divmod(place, 2)
            grid.addWidget(ScrubLabel(word, field), 2 * down, across)
            grid.addWidget(field, 2 * down + 1, across)
            grid.setColumnStretch(across, 1)
        self.setLayout(column(heading, grid, self._message, gap=4))

    def _show(self) -> None:
        recipe = self._recipe_state.recipe
        show_if(not self.is_empty, self)
        for each in self._rows:
            field, value = self._fields[each.role], recipe.values.get(each.role, each.default)
            field.set_bounds(int(each.minimum or 0), int(each.maximum or _MOST), step=_STEP)
            field.show_value(value if isinstance(value, int) else 0)
        size = with_margins(self._recipe_state.model, recipe)
        words = self.tr("becomes {size}").format(size=size_text(size)) if size else ""
        self._becomes.setText(words)
        self._show_problem(
            [each for each in self._recipe_state.issues if each.role in self._fields]
        )

    def _show_problem(self, issues: list[Issue]) -> None:
        # Nothing is wrong yet with margins nobody has touched.
        untouched = bool(issues) and issues[0].kind is IssueKind.MARGINS_ZERO
        severity = Severity.INFO if untouched else Severity.ERROR
        self._message.show_problem(reason(issues[0]) if issues else "", severity)
        wrong = set() if untouched else {each.role for each in issues}
        for role, field in self._fields.items():
            theme.restyle(field, "issue", "error" if role in wrong else "")


def _field(name: str) -> NumberField:
    return NumberField(name, 0, _MOST, step=_STEP, unit="px")
