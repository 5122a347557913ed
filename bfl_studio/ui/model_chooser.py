"""The list of models with a filter, as the picker opens it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui import theme
from bfl_studio.ui.controls import LineField, column
from bfl_studio.ui.model_list import ModelList, ModelRows
from bfl_studio.ui.text import label


class ModelChooser(QWidget):
    """A filter over the list; typing in the list goes to the filter. `done` comes after a pick."""

    done = Signal()

    def __init__(self, recipe_state: RecipeState) -> None:
        super().__init__()
        self._recipe_state = recipe_state
        self._rows = ModelRows(self)
        self._list = ModelList(self.tr("Model"), self._rows)
        self._filter = LineField(self.tr("Filter models"), self.tr("Filter"), "search")
        self._nothing = label(self.tr("No model matches."), "body", "text-2")
        self._nothing.setContentsMargins(theme.current().px(8), 0, 0, 0)
        layout = column(self._filter, self._nothing, self._list, gap=4, padding=4)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.setFocusProxy(self._list)
        self._filter.textChanged.connect(self._show_matches)
        self._filter.returnPressed.connect(lambda: self._list.pick(self._list.currentIndex()))
        self._list.typed.connect(self._type)
        self._list.picked.connect(self._pick)
        self._nothing.hide()

    def prepare(self) -> None:
        """Begin anew: all models, prices of now, the present model chosen."""
        self._filter.clear()
        self._rows.show_recipe(self._recipe_state.recipe)
        self._list.show_current(self._rows.index_of(self._recipe_state.model.id))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._list.setFocus(Qt.FocusReason.TabFocusReason)
            self._list.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _type(self, event: QKeyEvent) -> None:
        self._filter.setFocus(Qt.FocusReason.OtherFocusReason)
        self._filter.keyPressEvent(event)

    def _show_matches(self, typed: str) -> None:
        self._rows.set_filter(typed)
        present = self._rows.index_of(self._recipe_state.model.id)
        self._list.show_current(self._rows.best(typed) if typed.strip() else present)
        self._nothing.setVisible(not self._rows.rowCount())

    def _pick(self, model_id: str) -> None:
        self._recipe_state.set_model(model_id)
        self.done.emit()
