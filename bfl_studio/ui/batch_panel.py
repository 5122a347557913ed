"""How many pictures, from which seed, in which format."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.recipe import MOST_PICTURES, random_seed
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui import theme
from bfl_studio.ui.combo import Combo
from bfl_studio.ui.controls import IconButton, caption
from bfl_studio.ui.number_field import NumberField, ScrubLabel
from bfl_studio.ui.seed_field import SeedField
from bfl_studio.ui.tab_order import in_tab_order

_FORMATS = {"png": "PNG", "jpeg": "JPEG", "webp": "WebP"}


class BatchPanel(QWidget):
    """Edits the number of pictures, the seed and the format."""

    def __init__(self, recipe_state: RecipeState) -> None:
        super().__init__()
        self._recipe_state = recipe_state
        self.pictures = NumberField(self.tr("Number of pictures"), 1, MOST_PICTURES)
        self.seed = SeedField()
        self._random = IconButton(self.tr("Random seed"), "dices", "Ctrl+J")
        self._random.setCheckable(True)
        self.output_format = Combo(self.tr("Output format"))
        self._lay_out()
        in_tab_order(self.pictures, self.seed, self._random, self.output_format)
        self.pictures.valueChanged.connect(recipe_state.set_pictures)
        self.seed.seed_changed.connect(recipe_state.set_seed)
        self._random.clicked.connect(self._set_random)
        self.output_format.chosen.connect(recipe_state.set_output_format)
        recipe_state.changed.connect(self._show)
        self._show()

    def toggle_random_seed(self) -> None:
        """From random to a seed drawn now, and back."""
        self._set_random(self._recipe_state.recipe.seed is not None)

    def _set_random(self, random: bool) -> None:
        self._recipe_state.set_seed(None if random else random_seed())

    def _lay_out(self) -> None:
        gap = theme.current().px(4)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(gap)
        grid.addWidget(ScrubLabel(self.tr("Pictures"), self.pictures), 0, 0)
        grid.addWidget(caption(self.tr("Seed")), 0, 2)
        grid.addWidget(caption(self.tr("Format")), 0, 6)
        for column, part in (
            (0, self.pictures),
            (2, self.seed),
            (4, self._random),
            (6, self.output_format),
        ):
            grid.addWidget(part, 1, column)
        for column, width in ((1, 2 * gap), (3, gap), (5, 2 * gap)):
            grid.setColumnMinimumWidth(column, width)
        grid.setColumnStretch(2, 1)
        grid.setAlignment(Qt.AlignmentFlag.AlignTop)

    def _show(self) -> None:
        recipe = self._recipe_state.recipe
        self.pictures.show_value(self._recipe_state.draft.pictures)
        self.seed.show_seed(recipe.seed)
        self._random.setChecked(recipe.seed is None)
        offered = self._recipe_state.model.parameter(Role.OUTPUT_FORMAT)
        formats = offered.choices if offered else ()
        if len(self.output_format.words) != len(formats):
            self.output_format.set_choices([(_FORMATS[each], each) for each in formats])
        self.output_format.choose(recipe.output_format)
