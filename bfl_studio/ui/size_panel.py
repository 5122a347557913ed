"""The size of the picture: presets, sides, ratio, what is billed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bfl_studio.domain.geometry import FLUX_2_LIMITS, Size, cheaper_neighbour, preset_of
from bfl_studio.domain.pricing import Exact, estimate
from bfl_studio.domain.rules import Issue, IssueKind
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui import theme
from bfl_studio.ui.combo import Combo
from bfl_studio.ui.controls import IconButton, LinkButton, column, row, section
from bfl_studio.ui.field_message import FieldMessage, Severity
from bfl_studio.ui.money import money
from bfl_studio.ui.number_field import NumberField, ScrubLabel
from bfl_studio.ui.size_words import (
    megapixel_text,
    preset_note,
    preset_text,
    presets_by_tier,
    size_text,
    tier_text,
    too_large_text,
)
from bfl_studio.ui.text import label
from bfl_studio.ui.words import reason

_CUSTOM = "custom"
_SIZE_ISSUES = (IssueKind.SIDE_OUT_OF_RANGE, IssueKind.AREA_TOO_LARGE)


class SizePanel(QWidget):
    """Edits the size of the recipe and says what it is billed as."""

    def __init__(self, recipe_state: RecipeState) -> None:
        super().__init__()
        self._recipe_state = recipe_state
        self._better: Size | None = None
        self.preset = Combo(self.tr("Size preset"))
        _fill(self.preset)
        self.width_field = _side(self.tr("Width"))
        self.height_field = _side(self.tr("Height"))
        self._swap = IconButton(self.tr("Swap sides"), "arrow-left-right", "Ctrl+T")
        self._lock = IconButton(self.tr("Lock ratio"), "lock-open")
        self._lock.setCheckable(True)
        self._billed = label("", "caption", "text-2")
        self._message = FieldMessage(self.width_field)
        self._use = LinkButton(self.tr("Use it"))
        self.setLayout(self._layout())
        self.preset.chosen.connect(self._choose)
        self.width_field.valueChanged.connect(recipe_state.set_width)
        self.height_field.valueChanged.connect(recipe_state.set_height)
        self._swap.clicked.connect(recipe_state.swap_sides)
        self._lock.toggled.connect(self._lock_ratio)
        self._use.clicked.connect(self._use_better)
        recipe_state.changed.connect(self._show)
        self._show()

    def _layout(self) -> QHBoxLayout | QWidget:  # type: ignore[override]
        raise NotImplementedError
