"""What can be done with a slot: a menu on its tile."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.domain.slot_changes import Change, limited_to, lock_turned, switched
from bfl_studio.domain.slots import Spot, image_at, images_of, spot_of
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.state.slots import Slots
from bfl_studio.ui import theme
from bfl_studio.ui.address_form import AddressForm
from bfl_studio.ui.popups import Menu, Popover
from bfl_studio.ui.reference_choices import add_limits, add_parts
from bfl_studio.ui.reference_files import ReferenceFiles
from bfl_studio.ui.reference_popovers import ReferencePopovers
from bfl_studio.ui.reference_tile import ReferenceTile
from bfl_studio.ui.reference_words import role_text, saving_text
from bfl_studio.ui.references_panel import ReferencesPanel

_WIDTH = 340


class ReferenceMenu(QObject):
    """Opens on a right click, the Menu key or Shift+F10.

    `insert_wanted(RecipeImage)` asks for its name in the prompt.
    """

    insert_wanted = Signal(object)

    def __init__(
        self,
        panel: ReferencesPanel,
        slots: Slots,
        recipe_state: RecipeState,
        files: ReferenceFiles,
        popovers: ReferencePopovers,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._panel = panel
        self._slots = slots
        self._recipe_state = recipe_state
        self._files = files
        self._popovers = popovers
        self._window = window
        panel.menu_wanted.connect(self.open)
        panel.naming_wanted.connect(self._name)

    def open(self, role: Role, number: int, place: QPoint) -> None:
        """Show what can be done with a slot, at a place of the screen: to the picture that is in
        it now, wherever that is when something is chosen.
        """
        menu = Menu(self.tr("Reference"), self._window)
        spot = Spot(role, number)
        image = image_at(self._recipe_state.recipe, spot)
        if image is None:
            self._add_ways_in(menu, spot, None, self.tr("Choose a picture…"))
        elif self._is_stranded(spot):
            self._add_homes(menu, image)
            self._add_switches(menu, spot, image, stranded=True)
        else:
            self._add_saving(menu, spot)
            self._add_ways_in(menu, spot, image.key, self.tr("Replace…"))
            self._add_switches(menu, spot, image)
            if role is Role.REFERENCE:
                menu.addSeparator()
                insert = menu.addAction(f"{self.tr('Insert into the prompt')}\t@")
                insert.setEnabled(not image.off)
                insert.triggered.connect(lambda: self.insert_wanted.emit(image))
                add_parts(menu, image, self._slots)
                add_limits(menu, spot, image, self._slots, self._recipe_state)
        if image is not None:
            menu.addSeparator()
            self._add_moves(menu, spot, image.key)
            menu.addAction(f"{self.tr('Remove')}\tDel", partial(self._slots.remove, image.key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _add_ways_in(self, menu: Menu, spot: Spot, at: str | None, choose: str) -> None:
        role, popovers = spot.role, self._popovers
        menu.addAction(f"{choose}\tEnter", lambda: self._files.ask(role, at))
        menu.addAction(self.tr("From a web address…"), lambda: self.ask_address(role, at))
        if popovers.has_earlier(role, spot.number):
            words = self.tr("Earlier here…")
            menu.addAction(f"{words}\tH", lambda: self._with_slot(spot, at, popovers.show_earlier))

    def _add_switches(
        self, menu: Menu, spot: Spot, image: RecipeImage, *, stranded: bool = False
    ) -> None:
        """Crop, on or off, lock."""
        popovers = self._popovers
        menu.addSeparator()
        if not stranded and popovers.may_crop(spot.role, spot.number):
            menu.addAction(
                f"{self.tr('Crop…')}\tC", lambda: self._with_slot(spot, image.key, popovers.crop)
            )
        switches: list[tuple[str, str, bool, Change]] = [
            (self.tr("Switched on"), self.tr("Space"), not image.off, switched),
            (self.tr("Lock for the next recipe"), "L", image.locked, lock_turned),
        ]
        for words, key, on, change in switches[stranded:]:
            action = menu.addAction(f"{words}\t{key}")
            action.setCheckable(True)
            action.setChecked(on)
            action.triggered.connect(
                lambda _=False, change=change: self._slots.change(image.key, change)
            )

    def _add_saving(self, menu: Menu, spot: Spot) -> None:
        """First of all what costs less and looks the same."""
        slot = self._slots.of(spot.role)[spot.number - 1]
        saving, image = slot.saving, slot.image
        if saving is not None and image is not None:
            change = limited_to(saving.tier)
            menu.addAction(saving_text(slot), lambda: self._slots.change(image.key, change))
            menu.addSeparator()

    def _add_homes(self, menu: Menu, image: RecipeImage) -> None:
        """Where the model would take a picture that it has no use for here."""
        for parameter in self._slots.parameters:
            role = parameter.role
            if self._slots.room(role):
                words = self.tr("Use as {name}").format(name=role_text(role))
                menu.addAction(words, partial(self._slots.give, image.key, role))

    def _add_moves(self, menu: Menu, spot: Spot, picture: str) -> None:
        count = len(images_of(self._recipe_state.recipe, spot.role))
        if spot.role is not Role.REFERENCE or count < 2:
            return
        moves = ((-1, self.tr("Move back"), "Alt+←"), (1, self.tr("Move on"), "Alt+→"))
        for way, words, key in moves:
            action = menu.addAction(f"{words}\t{key}")
            action.setEnabled(1 <= spot.number + way <= count)
            action.triggered.connect(
                lambda _=False, way=way: self._panel.move_picture(picture, way)
            )

    def _name(self, role: Role, number: int) -> None:
        image = image_at(self._recipe_state.recipe, Spot(role, number))
        if image is not None and role is Role.REFERENCE:
            self.insert_wanted.emit(image)

    def _with_slot(self, spot: Spot, at: str | None, deed: Callable[[Role, int], None]) -> None:
        """Do something with a slot: the one a picture is in by now, or an empty one."""
        now = spot if at is None else spot_of(self._recipe_state.recipe, at)
        if now is not None:
            deed(now.role, now.number)

    def _is_stranded(self, spot: Spot) -> bool:
        return any(Spot(slot.role, slot.number) == spot for slot in self._slots.stranded())

    def offer_address(self, role: Role, at: str | None, insert: bool, address: str) -> None:
        """Offer an address that was dropped or pasted: nothing is fetched unasked."""
        self.ask_address(role, at, address, insert=insert)

    def ask_address(
        self, role: Role, at: str | None = None, address: str = "", *, insert: bool = False
    ) -> None:
        """Ask for the web address of a picture, which the service fetches itself, in place of the
        one of a key or before it.
        """
        form = AddressForm(address)
        anchor = self._anchor(role, at)
        popover = Popover(self.tr("Picture from the web"), form, anchor)
        form.chosen.connect(lambda chosen: self._slots.add_address(role, chosen, at, insert=insert))
        form.chosen.connect(popover.close)
        popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.grown.connect(popover.adjustSize)
        popover.open_at(anchor, theme.current().px(_WIDTH))

    def _anchor(self, role: Role, at: str | None) -> ReferenceTile:
        """The tile of a picture, or the one the next picture goes to."""
        spot = spot_of(self._recipe_state.recipe, at) if at is not None else None
        if spot is None:
            free = self._panel.first_free(role)
            spot = Spot(*free) if free is not None else Spot(role, 1)
        return self._panel.tile_of(spot.role, spot.number)
