"""The pictures that go to the model: references in slots, and the ones a tool works on."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from bfl_studio.domain.catalog import Parameter, Role
from bfl_studio.domain.credits import total
from bfl_studio.domain.pricing import Exact, Range
from bfl_studio.domain.slots import Spot, images_of
from bfl_studio.state.image_cache import ImageCache
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.state.slots import Slot, Slots
from bfl_studio.ui import theme
from bfl_studio.ui.controls import LinkButton, column, row, section
from bfl_studio.ui.drop_targets import Place
from bfl_studio.ui.field_message import FieldMessage, Severity
from bfl_studio.ui.focus_ring import focus_by_key
from bfl_studio.ui.money import estimate_text
from bfl_studio.ui.presence import show_if
from bfl_studio.ui.reference_tile import LEAST, ReferenceTile
from bfl_studio.ui.reference_words import (
    SINGLE,
    hint_text,
    lost_text,
    name_text,
    single_words,
    stranded_text,
    unused_text,
)
from bfl_studio.ui.slot_drag import SlotDrag
from bfl_studio.ui.text import elided, label, wrapped

_COLUMNS = 4
_WIDE_COLUMNS = 5
_MOST = 10
_LARGEST = 93
_BESIDE, _BELOW = 8, 4


class ReferencesPanel(QWidget):
    """`files_wanted(Role, int)` asks for files for a slot, `menu_wanted(Role, int, QPoint)` for
    what can be done with it, at a place of the screen; the int counts from one.
    """

    files_wanted = Signal(Role, int)
    menu_wanted = Signal(Role, int, QPoint)

    def __init__(self, recipe_state: RecipeState, slots: Slots, cache: ImageCache) -> None:
        super().__init__()
        self._recipe_state = recipe_state
        self._slots = slots
        self._cache = cache
        self._sum = label("", "caption", "text-2")
        self._clear = LinkButton(self.tr("Clear references"), self.tr("Clear"))
        self._heading = section(self.tr("References"))
        self._hint = wrapped("", "small", "text-3")
        self._columns = _COLUMNS
        self._footed_rows: frozenset[int] = frozenset()
        self._tiles = [self._reference_tile(number) for number in range(1, _MOST + 1)]
        self._message = FieldMessage(self)
        self._singles = {role: _Single(role, cache) for role in SINGLE}
        self._lay_out()
        self._clear.clicked.connect(lambda: slots.clear(Role.REFERENCE))
        for role, single in self._singles.items():
            single.tile.clicked.connect(lambda _=False, role=role: self.files_wanted.emit(role, 1))
            single.tile.removed.connect(lambda role=role: slots.remove(role, 1))
            SlotDrag(single.tile, Spot(role, 1))
            single.tile.menu_wanted.connect(
                lambda place, role=role: self.menu_wanted.emit(role, 1, place)
            )
        slots.changed.connect(self._show)
        cache.failed.connect(self._show)
        self._show()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        singles = (each.tile for each in self._singles.values())
        return (*singles, *self._tiles, self._clear)

    def first_free(self, role: Role | None = None) -> tuple[Role, int] | None:
        """Where the next picture goes, in a role or in any; None when there is no room."""
        for parameter in self._slots.parameters:
            for slot in self._slots.of(parameter.role):
                wanted = role is None or slot.role is role
                if wanted and slot.image is None and not slot.reading:
                    return parameter.role, slot.number
        return None

    def places(self) -> tuple[Place, ...]:
        """The slots that can be seen, where they stand in the panel."""
        singles = [(Spot(role, 1), each.tile) for role, each in self._singles.items()]
        listed = [(Spot(Role.REFERENCE, n), tile) for n, tile in enumerate(self._tiles, start=1)]
        return tuple(
            Place(
                spot,
                tile.ring_rect().translated(tile.mapTo(self, QPoint())),
                tile.filled,
                alone=spot.role in self._singles,
            )
            for spot, tile in (*singles, *listed)
            if tile.isVisibleTo(self)
        )

    def show_verb(self, spot: Spot | None, words: str = "") -> None:
        """What a drop would do at a slot, and at no other."""
        target = self.tile_of(spot.role, spot.number) if spot is not None else None
        for tile in (*self._tiles, *(each.tile for each in self._singles.values())):
            verb = words if tile is target else ""
            if tile.verb != verb:
                tile.verb = verb
                tile.update()

    def tile_of(self, role: Role, number: int = 1) -> ReferenceTile:
        """The tile of a slot."""
        return self._singles[role].tile if role in self._singles else self._tiles[number - 1]

    def _reference_tile(self, number: int) -> ReferenceTile:
        tile = ReferenceTile(self.tr("Reference {number}").format(number=number), self._cache)
        tile.clicked.connect(lambda: self.files_wanted.emit(Role.REFERENCE, number))
        tile.removed.connect(lambda: self._slots.remove(Role.REFERENCE, number))
        tile.menu_wanted.connect(lambda place: self.menu_wanted.emit(Role.REFERENCE, number, place))
        tile.stepped.connect(lambda aside, down: self._step(number + aside + down * self._columns))
        tile.moved.connect(lambda way: self.move_picture(number, way))
        SlotDrag(tile, Spot(Role.REFERENCE, number))
        return tile

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_tiles()

    def _fit_tiles(self) -> None:
        """A row of tiles is as wide as the fields around it."""
        look = theme.current()
        gaps = self._columns - 1
        side, spare = divmod(self.width() - gaps * look.px(_BESIDE), self._columns)
        side = max(look.px(LEAST), min(look.px(_LARGEST), side))
        self._grid.setHorizontalSpacing(look.px(_BESIDE) + spare // gaps)
        self._grid.setVerticalSpacing(look.px(_BELOW if self._footed_rows else _BESIDE))
        for place, tile in enumerate(self._tiles):
            tile.set_room(side, footed=place // self._columns in self._footed_rows)

    def move_picture(self, number: int, way: int) -> None:
        """A picture one slot back (-1) or on (1); the keyboard goes along."""
        target = number + way
        if 1 <= target <= len(images_of(self._recipe_state.recipe, Role.REFERENCE)):
            self._slots.move(Role.REFERENCE, number, target + (way > 0))
            self._step(target)

    def _step(self, number: int) -> None:
        if 1 <= number <= len(self._tiles) and self._tiles[number - 1].isVisible():
            focus_by_key(self._tiles[number - 1])

    def _lay_out(self) -> None:
        heading = row(self._heading, self._sum, self._clear)
        heading.insertStretch(1, 1)
        self._grid = QGridLayout()
        self._grid.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for place, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, place // _COLUMNS, place % _COLUMNS)
        self._slots_part = QWidget()
        self._slots_part.setLayout(column(heading, gap=4))
        layout = self._slots_part.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addLayout(self._grid)
            layout.addWidget(self._hint)
            layout.addWidget(self._message)
        self.setLayout(column(*self._singles.values(), self._slots_part, gap=12))

    def _show(self) -> None:
        parameters = {each.role: each for each in self._slots.parameters}
        for role, single in self._singles.items():
            show_if(role in parameters, single)
            if role in parameters:
                single.show_slot(self._slots.of(role)[0], parameters[role])
        filled = len(images_of(self._recipe_state.recipe, Role.REFERENCE))
        reference = parameters.get(Role.REFERENCE)
        show_if(reference is not None or filled > 0, self._slots_part)
        self._show_references(reference.most if reference is not None else 0, filled)
        show_if(bool(parameters) or filled > 0, self)

    def _show_references(self, most: int, filled: int) -> None:
        slots = self._slots.of(Role.REFERENCE)
        columns = self._columns = _WIDE_COLUMNS if most > 2 * _COLUMNS else _COLUMNS
        rows = 1 if len(slots) <= columns else 2
        shown = max(len(slots), min(most, columns * rows))
        for place, tile in enumerate(self._tiles):
            tile.setVisible(place < shown)
            if place < shown:
                self._grid.addWidget(tile, place // columns, place % columns)
                slot = slots[place] if place < len(slots) else Slot(Role.REFERENCE, place + 1)
                first = slot.image is None and place == len(slots) - 1 and not slot.reading
                tile.show_slot(slot, first_free=first)
        worded = [slot.number - 1 for slot in slots if slot.price is not None or not slot.used]
        self._footed_rows = frozenset(place // columns for place in worded)
        self._fit_tiles()
        self._sum.setText("" if self._slots.reading else self._adds(slots))
        self._clear.setVisible(filled > 0)
        self._hint.setText(hint_text(most, filled))
        self._hint.setVisible(bool(hint_text(most, filled)) and most > 0)
        self._say(most, filled)

    def _say(self, most: int, filled: int) -> None:
        lost = lost_text([place for place, tile in enumerate(self._tiles, start=1) if tile.lost])
        unused = unused_text(self._recipe_state.model.label, most, filled)
        stranded = stranded_text(self._recipe_state.model.label, self._slots.stranded())
        severity = Severity.ERROR if lost else Severity.INFO
        said = " ".join(each for each in (unused, stranded) if each)
        self._message.show_problem(lost or said, severity)

    def _adds(self, slots: tuple[Slot, ...]) -> str:
        prices = [slot.price for slot in slots if slot.price is not None]
        if not prices:
            return ""
        low = total(each.amount if isinstance(each, Exact) else each.low for each in prices)
        high = total(each.amount if isinstance(each, Exact) else each.high for each in prices)
        return self.tr("adds {price}").format(price=estimate_text(Range(low, high)))


class _Single(QWidget):
    """One picture with a name of its own, and what it is for."""

    def __init__(self, role: Role, cache: ImageCache) -> None:
        super().__init__()
        name, purpose = single_words(role)
        self.tile = ReferenceTile(name, cache, numbered=False)
        self._need = elided("", "caption", "text-2")
        words = column(section(name), wrapped(purpose, "small", "text-2"), self._need, gap=4)
        words.addStretch(1)
        layout = row(self.tile, gap=12)
        layout.addLayout(words, 1)
        self.setLayout(layout)

    def show_slot(self, slot: Slot, parameter: Parameter) -> None:
        """Show what is there, or that it is needed."""
        self.tile.show_slot(slot, first_free=slot.image is None)
        empty = slot.image is None and not slot.reading
        needed, may = self.tr("Needed"), self.tr("If you like")
        self._need.setText((needed if parameter.required else may) if empty else "")
        if slot.image is not None:
            self._need.setText(name_text(slot.image))
