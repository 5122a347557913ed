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
from bfl_studio.ui.presence import show_if
from bfl_studio.ui.seed_field import SeedField
from bfl_studio.ui.tab_order import in_tab_order

_FORMATS = {"png": "PNG", "jpeg": "JPEG", "webp": "WebP"}
_BEHIND = 7
"""The column behind the last control, which takes the room of what is absent."""


class BatchPanel(QWidget):
    """Edits the number of pictures, and the seed and the format where the model has them."""

    def __init__(self, recipe_state: RecipeState) -> None:
        super().__init__()
        self._recipe_state = recipe_state
        self.pictures = NumberField(self.tr("Number of pictures"), 1, MOST_PICTURES)
        self.seed = SeedField()
        self._random = IconButton(self.tr("Random seed"), "dices", "Ctrl+J")
        self._random.setCheckable(True)
        self.output_format = Combo(self.tr("Output format"))
        self._seed_caption = caption(self.tr("Seed"))
        self._format_caption = caption(self.tr("Format"))
        self._formats: list[tuple[str, object]] = []
        self._lay_out()
        in_tab_order(self.pictures, self.seed, self._random, self.output_format)
        self.pictures.valueChanged.connect(recipe_state.set_pictures)
        self.seed.seed_changed.connect(recipe_state.set_seed)
        self._random.clicked.connect(self._set_random)
        self.output_format.chosen.connect(recipe_state.set_output_format)
        recipe_state.changed.connect(self._show)
        self._show()

    def toggle_random_seed(self) -> None:
        """From random to a seed drawn now, and back; nothing where the model takes none."""
        if self._recipe_state.model.parameter(Role.SEED) is not None:
            self._set_random(self._recipe_state.recipe.seed is not None)

    def _set_random(self, random: bool) -> None:
        self._recipe_state.set_seed(None if random else random_seed())

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(theme.current().px(4))
        grid.addWidget(ScrubLabel(self.tr("Pictures"), self.pictures), 0, 0)
        grid.addWidget(self._seed_caption, 0, 2)
        grid.addWidget(self._format_caption, 0, 6)
        for column, part in (
            (0, self.pictures),
            (2, self.seed),
            (4, self._random),
            (6, self.output_format),
        ):
            grid.addWidget(part, 1, column)
        grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._grid = grid

    def _show(self) -> None:
        recipe, model = self._recipe_state.recipe, self._recipe_state.model
        offered = model.parameter(Role.OUTPUT_FORMAT)
        self._close_up(model.parameter(Role.SEED) is not None, offered is not None)
        self.pictures.show_value(self._recipe_state.draft.pictures)
        self.seed.show_seed(recipe.seed)
        self._random.setChecked(recipe.seed is None)
        formats = offered.choices if offered else ()
        wanted: list[tuple[str, object]] = [(_FORMATS.get(each, each), each) for each in formats]
        if wanted != self._formats:
            self._formats = wanted
            self.output_format.set_choices(wanted)
        self.output_format.choose(recipe.output_format)

    def _close_up(self, seed: bool, output_format: bool) -> None:
        """Leave no hole where the model lacks something."""
        part: QWidget
        for part in (self._seed_caption, self.seed, self._random):
            show_if(seed, part)
        for part in (self._format_caption, self.output_format):
            show_if(output_format, part)
        gap = theme.current().px(4)
        for column, width in ((1, 2 * gap * seed), (3, gap * seed), (5, 2 * gap * output_format)):
            self._grid.setColumnMinimumWidth(column, width)
        self._grid.setColumnStretch(2, 1 if seed else 0)
        self._grid.setColumnStretch(_BEHIND, 0 if seed else 1)
