"""The size of the picture: presets, sides, ratio, what is billed."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from bfl_studio.domain.canvas import large_enough_for
from bfl_studio.domain.catalog import MegapixelPrice, Role
from bfl_studio.domain.geometry import Preset, Size, cheaper_neighbour, preset_of
from bfl_studio.domain.rules import Issue, IssueKind
from bfl_studio.domain.shapes import first_extent, size_for
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui import theme
from bfl_studio.ui.combo import Combo
from bfl_studio.ui.controls import IconButton, LinkButton, column, row, section
from bfl_studio.ui.field_message import FieldMessage, Severity
from bfl_studio.ui.number_field import NumberField, ScrubLabel
from bfl_studio.ui.presence import show_if
from bfl_studio.ui.size_words import (
    as_first_text,
    megapixel_text,
    preset_note,
    preset_text,
    presets_by_tier,
    saving_text,
    size_text,
    tier_text,
    too_large_text,
    use_text,
)
from bfl_studio.ui.tab_order import in_tab_order
from bfl_studio.ui.text import label
from bfl_studio.ui.words import reason

_CUSTOM = "custom"
_MESSAGE_INSET = 18
_LARGEST_READABLE = 99_999
_SIZE_ISSUES = frozenset(
    {IssueKind.SIDE_OUT_OF_RANGE, IssueKind.AREA_TOO_LARGE, IssueKind.CANVAS_TOO_SMALL}
)


class SizePanel(QWidget):
    """Edits the size of the recipe and says what it is billed as; absent where a model takes no
    width and height.
    """

    def __init__(self, recipe_state: RecipeState) -> None:
        super().__init__()
        self._recipe_state = recipe_state
        self._better: Size | None = None
        self._offered: list[tuple[str, object]] = []
        self._preset = Combo(self.tr("Size preset"))
        self._width = self._side_field(self.tr("Width"))
        self._height = self._side_field(self.tr("Height"))
        self._swap = IconButton(self.tr("Swap sides"), "arrow-left-right", "Ctrl+T")
        self._lock = IconButton(self.tr("Lock ratio"), "lock-open")
        self._lock.setCheckable(True)
        self._billed = label("", "caption", "text-2")
        self._message = FieldMessage(self._width)
        self._use = LinkButton(self.tr("Use it"))
        self._lay_out()
        in_tab_order(self._preset, self._width, self._swap, self._height, self._lock, self._use)
        self._preset.chosen.connect(self._choose)
        self._width.valueChanged.connect(recipe_state.set_width)
        self._height.valueChanged.connect(recipe_state.set_height)
        self._swap.clicked.connect(recipe_state.swap_sides)
        self._lock.clicked.connect(recipe_state.set_ratio_locked)
        self._use.clicked.connect(self._use_better)
        recipe_state.changed.connect(self._show)
        self._show()

    def first_wrong(self, issue: Issue) -> QWidget:
        """The field an issue of the size belongs to."""
        return self._height if issue.role is Role.HEIGHT else self._width

    def _side_field(self, name: str) -> NumberField:
        limits = self._recipe_state.model.size_limits
        return NumberField(
            name,
            limits.least_side,
            limits.largest_side,
            step=limits.multiple,
            unit="px",
            normalise=limits.snap_side,
        )

    def _lay_out(self) -> None:
        look = theme.current()
        self._heading = section(self.tr("Size"))
        heading = row(self._heading, self._billed)
        heading.insertStretch(1, 1)
        sides = QGridLayout()
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setHorizontalSpacing(look.px(4))
        sides.setVerticalSpacing(look.px(4))
        sides.addWidget(ScrubLabel(self.tr("Width"), self._width), 0, 0)
        sides.addWidget(ScrubLabel(self.tr("Height"), self._height), 0, 2)
        for place, part in enumerate((self._width, self._swap, self._height, self._lock)):
            sides.addWidget(part, 1, place)
            sides.setColumnStretch(place, 1 if isinstance(part, NumberField) else 0)
        self._offer = row(self._use)
        self._offer.addStretch(1)
        layout = column(heading, self._preset, gap=4)
        layout.addSpacing(look.px(4))
        layout.addLayout(sides)
        layout.addWidget(self._message)
        layout.addLayout(self._offer)
        self.setLayout(layout)

    def _choose(self, value: object) -> None:
        if isinstance(value, Size):
            self._recipe_state.set_size(value)

    def _use_better(self) -> None:
        if self._better is not None:
            self._recipe_state.set_size(self._better)

    def _show(self) -> None:
        model, size = self._recipe_state.model, self._recipe_state.recipe.size
        show_if(model.parameter(Role.WIDTH) is not None, self)
        if model.parameter(Role.WIDTH) is None:
            return
        canvas = model.parameter(Role.OFFSET_X) is not None
        title = self.tr("Canvas") if canvas else self.tr("Size")
        self._heading.setText(title)
        self._heading.setAccessibleName(f"{title}:")
        for field in (self._width, self._height):
            field.set_bounds(
                model.size_limits.least_side,
                model.size_limits.largest_side,
                step=model.size_limits.multiple,
                normalise=model.size_limits.snap_side,
            )
        self._show_preset(size)
        self._width.show_value(size.width)
        self._height.show_value(size.height)
        locked = self._recipe_state.draft.locked is not None
        self._lock.setChecked(locked)
        self._lock.set_glyph("lock" if locked else "lock-open")
        self._show_message(size)

    def _show_preset(self, size: Size) -> None:
        """One row more for a size that is no preset, and none when it is one."""
        preset = self._preset_of(size)
        custom = self.tr("Custom")
        if _readable(size):
            custom += f" · {size_text(size)}"
        first = self._first
        fits = preset is not None or size == first
        wanted: list[tuple[str, object]] = [] if fits else [(custom, _CUSTOM)]
        if first is not None:
            wanted.append((as_first_text(first, self._recipe_state.model), first))
        for tier, presets in presets_by_tier(self._recipe_state.model.size_limits):
            wanted.append((tier_text(tier, self._billed_by_size), None))
            wanted += [(preset_text(each), each.size) for each in presets]
        if wanted != self._offered:
            self._offered = wanted
            self._preset.set_choices(wanted)
        self._preset.choose(size if fits else _CUSTOM)

    @property
    def _first(self) -> Size | None:
        """The size as that of the first picture; None where there is none."""
        extent = first_extent(self._recipe_state.model, self._recipe_state.recipe)
        return size_for(extent, self._recipe_state.model) if extent is not None else None

    def _preset_of(self, size: Size) -> Preset | None:
        return preset_of(size) if self._recipe_state.model.size_limits.allows(size) else None

    @property
    def _billed_by_size(self) -> bool:
        return isinstance(self._recipe_state.model.price, MegapixelPrice)

    def _show_message(self, size: Size) -> None:
        issues = [each for each in self._recipe_state.issues if each.kind in _SIZE_ISSUES]
        self._better = None
        billed = self._billed_by_size and not issues
        self._billed.setText(megapixel_text(size, billed) if _readable(size) else "")
        if issues:
            self._show_issue(issues[0], size)
        else:
            self._show_hint(size)
        self._use.setVisible(self._better is not None)
        # Under a message the offer stands under its words, past the glyph.
        inset = theme.current().px(_MESSAGE_INSET) if issues else 0
        self._offer.setContentsMargins(inset, 0, 0, 0)

    def _show_issue(self, issue: Issue, size: Size) -> None:
        model = self._recipe_state.model
        self._better = self._nearest(issue, size)
        if issue.kind is IssueKind.AREA_TOO_LARGE:
            # The sentence names the size.
            self._message.show_problem(too_large_text(size, issue.nearest, model))
            self._use.set_words(self.tr("Use it"))
        else:
            self._message.show_problem(reason(issue))
            if self._better is not None:
                self._use.set_words(use_text(self._better))
        canvas = issue.kind is IssueKind.CANVAS_TOO_SMALL
        self._billed.set_ink("text-2" if canvas else "error-text")
        theme.restyle(self._height, "issue", "error")

    def _nearest(self, issue: Issue, size: Size) -> Size | None:
        """A size that can be sent instead."""
        model, recipe = self._recipe_state.model, self._recipe_state.recipe
        match issue.kind:
            case IssueKind.AREA_TOO_LARGE:
                return issue.nearest
            case IssueKind.CANVAS_TOO_SMALL:
                return large_enough_for(model, recipe)
            case _:
                return model.size_limits.largest_at_ratio(size) if _readable(size) else None

    def _show_hint(self, size: Size) -> None:
        theme.restyle(self._height, "issue", "")
        preset = self._preset_of(size)
        note = preset_note(preset) if preset else ""
        self._message.show_problem(note, Severity.INFO)
        if self._billed_by_size:
            self._better = cheaper_neighbour(size, self._recipe_state.model.size_limits)
        self._billed.set_ink("warn-text" if self._better else "text-2")
        if self._better is not None:
            self._use.set_words(self._saving(self._better))

    def _saving(self, better: Size) -> str:
        recipe = self._recipe_state.recipe
        return saving_text(recipe, recipe.with_size(better))


def _readable(size: Size) -> bool:
    """Whether it is a size at all: a recipe made elsewhere may hold any numbers."""
    return min(size.width, size.height) > 0 and max(size.width, size.height) <= _LARGEST_READABLE
