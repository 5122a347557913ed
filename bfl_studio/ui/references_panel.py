"""The pictures that go to the model: references in slots, and the ones a tool works on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.catalog import MOST_IMAGES, Role
from bfl_studio.domain.slot_changes import Change, limited_to, lock_turned, switched
from bfl_studio.domain.slots import Spot, images_of, spot_of
from bfl_studio.state.image_cache import ImageCache
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.state.slots import Slot, Slots
from bfl_studio.ui.controls import LinkButton, column, row, section
from bfl_studio.ui.drop_targets import Place
from bfl_studio.ui.field_message import FieldMessage, Severity
from bfl_studio.ui.focus_ring import focus_by_key
from bfl_studio.ui.presence import show_if
from bfl_studio.ui.reference_tile import ReferenceTile
from bfl_studio.ui.reference_words import (
    SINGLE,
    hint_text,
    lost_text,
    offer_text,
    stranded_text,
    sum_text,
    unused_text,
)
from bfl_studio.ui.single_slot import SingleSlot
from bfl_studio.ui.slot_drag import SlotDrag
from bfl_studio.ui.text import label, wrapped
from bfl_studio.ui.tile_commands import MOVES, STEPS, TileCommand
from bfl_studio.ui.tile_rows import COLUMNS, TileRows

_WIDE_COLUMNS = 5

_CHANGES: Mapping[TileCommand, Change] = {
    TileCommand.SWITCH: switched,
    TileCommand.LOCK: lock_turned,
}


class ReferencesPanel(QWidget):
    """`files_wanted(Role, int)` asks for files for a slot, `menu_wanted(Role, int, QPoint)` for
    what can be done with it, at a place of the screen, `crop_wanted(Role, int)` for the part of
    its picture that is sent, `earlier_wanted(Role, int)` for what it held before,
    `naming_wanted(Role, int)` for its name in the prompt; the int counts from one.
    """

    files_wanted = Signal(Role, int)
    menu_wanted = Signal(Role, int, QPoint)
    crop_wanted = Signal(Role, int)
    earlier_wanted = Signal(Role, int)
    naming_wanted = Signal(Role, int)

    def __init__(self, recipe_state: RecipeState, slots: Slots, cache: ImageCache) -> None:
        super().__init__()
        self._recipe_state = recipe_state
        self._slots = slots
        self.cache = cache
        self._sum = label("", "caption", "text-2")
        self._clear = LinkButton(self.tr("Clear references"), self.tr("Clear"))
        self._heading = section(self.tr("References"))
        self._hint = wrapped("", "small", "text-3")
        self._resize = LinkButton(self.tr("Resize to save"))
        self._saving: Slot | None = None
        self._rows = TileRows(self._reference_tile, MOST_IMAGES)
        self._stranded = TileRows(self._stranded_tile, 0)
        self._message = FieldMessage(self)
        self._singles = {role: SingleSlot(role, cache) for role in SINGLE}
        for single in self._singles.values():
            self._listen_to(single.tile)
        self._lay_out()
        self._clear.clicked.connect(lambda: slots.clear(Role.REFERENCE))
        self._resize.clicked.connect(self._take_saving)
        slots.changed.connect(self._show)
        cache.failed.connect(self._show)
        self._show()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        singles = (each.tile for each in self._singles.values())
        return (*singles, *self._rows.tiles, *self._stranded.tiles, self._resize, self._clear)

    def first_free(self, role: Role | None = None) -> tuple[Role, int] | None:
        """Where the next picture goes, in a role or in any; None when there is no room."""
        for parameter in self._slots.parameters:
            for slot in self._slots.of(parameter.role):
                wanted = role is None or slot.role is role
                if wanted and slot.image is None and not slot.reading:
                    return parameter.role, slot.number
        return None

    def places(self) -> tuple[Place, ...]:
        """The slots that can be seen and filled, where they stand in the panel."""
        singles = [each.tile for each in self._singles.values()]
        return tuple(
            Place(
                tile.spot,
                tile.ring_rect().translated(tile.mapTo(self, QPoint())),
                tile.filled,
                alone=tile.spot.role in self._singles,
            )
            for tile in (*singles, *self._rows.tiles)
            if tile.isVisibleTo(self)
        )

    def show_verb(self, *spots: Spot, words: str = "") -> None:
        """What a drop would do at these slots, and at no other."""
        targets = [self.tile_of(spot.role, spot.number) for spot in spots]
        singles = (each.tile for each in self._singles.values())
        for tile in (*self._rows.tiles, *self._stranded.tiles, *singles):
            verb = words if tile in targets else ""
            if tile.verb != verb:
                tile.verb = verb
                tile.update()

    def tile_of(self, role: Role, number: int = 1) -> ReferenceTile:
        """The tile of a slot."""
        kept = [tile for tile in self._stranded.tiles if tile.isVisibleTo(self)]
        found = next((tile for tile in kept if tile.spot == Spot(role, number)), None)
        if found is not None:
            return found
        return self._singles[role].tile if role in self._singles else self._rows.tiles[number - 1]

    def move_picture(self, key: str, way: int) -> None:
        """A picture one slot back (-1) or on (1); the keyboard goes along."""
        spot = spot_of(self._recipe_state.recipe, key)
        if spot is None or spot.role is not Role.REFERENCE:
            return
        target = spot.number + way
        if 1 <= target <= len(images_of(self._recipe_state.recipe, Role.REFERENCE)):
            self._slots.move(key, target + (way > 0))
            self.follow(key)

    def follow(self, key: str, *, by_hand: bool = False) -> None:
        """The keyboard to a picture that was moved, by a key or by the hand."""
        spot = spot_of(self._recipe_state.recipe, key)
        if spot is None:
            return
        tile = self.tile_of(spot.role, spot.number)
        if by_hand:
            tile.setFocus(Qt.FocusReason.MouseFocusReason)
        else:
            focus_by_key(tile)

    def _reference_tile(self, number: int) -> ReferenceTile:
        tile = ReferenceTile(self.tr("Reference {number}").format(number=number), self.cache)
        self._listen_to(tile)
        tile.show_slot(Slot(Role.REFERENCE, number))
        return tile

    def _stranded_tile(self, number: int) -> ReferenceTile:
        name = self.tr("Kept picture {number}").format(number=number)
        tile = ReferenceTile(name, self.cache, stranded=True)
        self._listen_to(tile, stranded=True)
        return tile

    def _listen_to(self, tile: ReferenceTile, *, stranded: bool = False) -> None:
        tile.commanded.connect(lambda command: self._obey(tile, command))
        tile.menu_wanted.connect(lambda place: self._ask(self.menu_wanted.emit, tile, place))
        if stranded:
            tile.clicked.connect(lambda: tile.menu_wanted.emit(_below(tile)))
        else:
            tile.clicked.connect(lambda: self._ask(self.files_wanted.emit, tile))
        SlotDrag(tile)

    def _ask(self, emit: Callable[..., None], tile: ReferenceTile, *more: object) -> None:
        emit(tile.spot.role, tile.spot.number, *more)

    def _obey(self, tile: ReferenceTile, command: TileCommand) -> None:
        picture = tile.picture
        if command in STEPS:
            self._step(tile, *STEPS[command])
        elif command is TileCommand.EARLIER:
            self._ask(self.earlier_wanted.emit, tile)
        elif command is TileCommand.CROP:
            self._ask(self.crop_wanted.emit, tile)
        elif command is TileCommand.NAME:
            self._ask(self.naming_wanted.emit, tile)
        elif picture is None:
            return
        elif command in _CHANGES:
            self._slots.change(picture, _CHANGES[command])
        elif command is TileCommand.REMOVE:
            self._slots.remove(picture)
        elif command in MOVES:
            self.move_picture(picture, MOVES[command])

    def _step(self, tile: ReferenceTile, aside: int, down: int) -> None:
        """The keyboard to a neighbour among the tiles that stand together."""
        singles = [each.tile for each in self._singles.values()]
        for tiles, columns in (
            (self._rows.tiles, self._rows.columns),
            (self._stranded.tiles, self._stranded.columns),
            (singles, 1),
        ):
            shown = [each for each in tiles if each.isVisibleTo(self)]
            if tile in shown:
                target = shown.index(tile) + aside + down * columns
                if 0 <= target < len(shown):
                    focus_by_key(shown[target])
                return

    def _lay_out(self) -> None:
        heading = row(self._heading, self._sum, self._clear)
        heading.insertStretch(1, 1)
        offer = row(self._resize)
        offer.addStretch(1)
        self._slots_part = QWidget()
        slots_part = column(heading, self._rows, self._hint, gap=4)
        slots_part.addLayout(offer)
        self._slots_part.setLayout(slots_part)
        self._kept_part = QWidget()
        self._kept_part.setLayout(column(self._stranded, self._message, gap=4))
        self.setLayout(
            column(
                *self._singles.values(), column(self._slots_part, self._kept_part, gap=8), gap=12
            )
        )

    def _show(self) -> None:
        parameters = {each.role: each for each in self._slots.parameters}
        for role, single in self._singles.items():
            show_if(role in parameters, single)
            if role in parameters:
                single.show_slot(self._slots.of(role)[0], parameters[role])
        filled = images_of(self._recipe_state.recipe, Role.REFERENCE)
        reference = parameters.get(Role.REFERENCE)
        show_if(reference is not None or bool(filled), self._slots_part)
        self._show_references(reference.most if reference is not None else 0)
        self._clear.setVisible(not all(image.locked for image in filled))
        stranded = self._slots.stranded()
        self._stranded.show_slots(stranded)
        show_if(bool(stranded), self._stranded)
        self._say(reference.most if reference is not None else 0, stranded)
        show_if(bool(parameters or filled or stranded), self)

    def _show_references(self, most: int) -> None:
        slots = self._slots.of(Role.REFERENCE)
        columns = _WIDE_COLUMNS if most > 2 * COLUMNS else COLUMNS
        rows = 1 if len(slots) <= columns else 2
        empty = range(len(slots) + 1, min(most, columns * rows) + 1)
        free = bool(slots) and slots[-1].image is None and not slots[-1].reading
        self._rows.show_slots(
            (*slots, *(Slot(Role.REFERENCE, number) for number in empty)),
            columns,
            first_free=len(slots) - 1 if free else None,
        )
        self._sum.setText("" if self._slots.reading else sum_text(slots))
        hint = hint_text(most, sum(slot.image is not None for slot in slots))
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint) and most > 0)
        self._saving = next((slot for slot in slots if slot.saving is not None), None)
        self._resize.set_words(offer_text(self._saving) if self._saving is not None else "")
        self._resize.setVisible(self._saving is not None)

    def _take_saving(self) -> None:
        """Shrink the first picture of which hardly anything would be lost."""
        slot = self._saving
        if slot is not None and slot.image is not None and slot.saving is not None:
            self._slots.change(slot.image.key, limited_to(slot.saving.tier))

    def _say(self, most: int, stranded: Sequence[Slot]) -> None:
        label, slots = self._recipe_state.model.label, self._slots.of(Role.REFERENCE)
        shown = (tile for tile in self._rows.tiles if tile.isVisibleTo(self))
        lost = lost_text([tile.spot.number for tile in shown if tile.lost])
        unused = unused_text(
            label,
            most,
            [each.number for each in slots if not each.used and each.image and not each.image.off],
        )
        others = stranded_text(label, [slot.image for slot in stranded if slot.image is not None])
        severity = Severity.ERROR if lost else Severity.INFO
        said = lost or " ".join(each for each in (unused, others) if each)
        self._message.show_problem(said, severity)
        show_if(bool(said or stranded), self._kept_part)


def _below(tile: ReferenceTile) -> QPoint:
    """Where a menu of a tile opens by the keyboard."""
    return tile.mapToGlobal(tile.ring_rect().bottomLeft())
