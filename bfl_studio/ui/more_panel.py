"""*More*: what most pictures do not need, folded away; exactly the fields the model has."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.catalog import Role
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui import theme
from bfl_studio.ui.controls import column
from bfl_studio.ui.fold import Fold
from bfl_studio.ui.more_words import MORE
from bfl_studio.ui.presence import show_if
from bfl_studio.ui.tab_order import in_tab_order
from bfl_studio.ui.value_fields import ValueFields


class MorePanel(QWidget):
    """Edits the values that have a row in `more_words.MORE`.

    `resized` comes when it has another height, so that whoever holds it lays it out at once;
    `unfolding` while it opens, so that whoever scrolls it can follow.
    """

    resized = Signal()
    unfolding = Signal()

    def __init__(self, recipe_state: RecipeState) -> None:
        super().__init__()
        self._fields = ValueFields(recipe_state, MORE)
        content = QWidget()
        fields = column(self._fields)
        fields.setContentsMargins(0, theme.current().px(4), 0, 0)
        content.setLayout(fields)
        self._fold = Fold(self.tr("More"), content)
        self._layout = column(self._fold)
        self.setLayout(self._layout)
        in_tab_order(self._fold.title, *self._fields.stops)
        self._fields.left.connect(self._fold.title.setFocus)
        self._fold.resized.connect(self._lay_out)
        self._fold.unfolding.connect(self.unfolding)
        recipe_state.changed.connect(self._show)
        self._show()

    @property
    def last_stop(self) -> QWidget:
        """Where Tab leaves the panel while it is open."""
        return self._fields.stops[-1]

    def control(self, role: Role | None) -> QWidget | None:
        """The control of a role, in sight; None for a role that does not stand here."""
        control = self._fields.control(role)
        if control is not None:
            self._fold.open()
        return control

    def _lay_out(self) -> None:
        self._layout.activate()
        self.resized.emit()

    def _show(self) -> None:
        self._fold.set_summary(" · ".join(self._fields.moved))
        show_if(not self._fields.is_empty, self)
