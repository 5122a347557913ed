"""How far the picture is to grow at each edge."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from bfl_studio.domain.canvas import with_margins
from bfl_studio.domain.catalog import Kind, Parameter, Role
from bfl_studio.domain.rules import Issue, IssueKind
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui import theme
from bfl_studio.ui.controls import column, row, section
from bfl_studio.ui.field_message import FieldMessage, Severity
from bfl_studio.ui.number_field import NumberField, ScrubLabel
from bfl_studio.ui.presence import show_if
from bfl_studio.ui.size_words import size_text
from bfl_studio.ui.tab_order import in_tab_order
from bfl_studio.ui.text import label
from bfl_studio.ui.words import reason

_MOST = 2048
_STEP = 16


class MarginFields(QWidget):
    """Edits the margins, in pixels, and says how large the picture becomes."""

    def __init__(self, recipe_state: RecipeState) -> None:
        super().__init__()
        self._recipe_state = recipe_state
        self._fields = {
            Role.MARGIN_TOP: self._field(Role.MARGIN_TOP, self.tr("Top margin")),
            Role.MARGIN_BOTTOM: self._field(Role.MARGIN_BOTTOM, self.tr("Bottom margin")),
            Role.MARGIN_LEFT: self._field(Role.MARGIN_LEFT, self.tr("Left margin")),
            Role.MARGIN_RIGHT: self._field(Role.MARGIN_RIGHT, self.tr("Right margin")),
        }
        self._becomes = label("", "caption", "text-2")
        self._message = FieldMessage(self._fields[Role.MARGIN_TOP])
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
        """Whether the model has no margins."""
        return not self._rows

    def control(self, role: Role | None) -> QWidget | None:
        """The field of a role; None for a role that does not stand here."""
        here = role is not None and any(row.role is role for row in self._rows)
        return self._fields[role] if role is not None and here else None

    @property
    def _rows(self) -> tuple[Parameter, ...]:
        rows = self._recipe_state.model.parameters
        return tuple(row for row in rows if row.role in self._fields and row.kind is Kind.INTEGER)

    def _field(self, role: Role, name: str) -> NumberField:
        field = NumberField(name, 0, _MOST, step=_STEP, unit="px")
        field.valueChanged.connect(lambda value: self._recipe_state.set_value(role, value))
        return field

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
