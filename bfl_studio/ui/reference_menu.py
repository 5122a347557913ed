"""What can be done with a slot: a menu on its tile, and the line for a web address."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.addresses import picture_address
from bfl_studio.domain.catalog import MegapixelPrice, Role
from bfl_studio.domain.slots import Spot, images_of
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.state.slots import Slots
from bfl_studio.ui import theme
from bfl_studio.ui.controls import LineField, QuietButton, column, row, section
from bfl_studio.ui.field_message import FieldMessage
from bfl_studio.ui.popups import Menu, Popover
from bfl_studio.ui.reference_files import ReferenceFiles
from bfl_studio.ui.reference_words import is_address
from bfl_studio.ui.references_panel import ReferencesPanel
from bfl_studio.ui.tab_order import in_tab_order
from bfl_studio.ui.text import wrapped

_WIDTH = 340


class ReferenceMenu(QObject):
    """Opens on a right click, the Menu key or Shift+F10."""

    def __init__(
        self,
        panel: ReferencesPanel,
        slots: Slots,
        recipe_state: RecipeState,
        files: ReferenceFiles,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._panel = panel
        self._slots = slots
        self._recipe_state = recipe_state
        self._files = files
        self._window = window
        panel.menu_wanted.connect(self.open)

    def open(self, role: Role, number: int, place: QPoint) -> None:
        """Show what can be done with a slot, at a place of the screen."""
        menu = Menu(self.tr("Reference"), self._window)
        images = images_of(self._recipe_state.recipe, role)
        image = images[number - 1] if number <= len(images) else None
        choose = self.tr("Choose a picture…") if image is None else self.tr("Replace…")
        menu.addAction(choose, lambda: self._files.ask(role, number))
        menu.addAction(self.tr("From a web address…"), lambda: self.ask_address(role, number))
        if image is not None:
            if self._may_keep_detail(role) and not is_address(image):
                menu.addSeparator()
                detail = menu.addAction(self.tr("Keep full detail"))
                detail.setCheckable(True)
                detail.setChecked(image.full_detail)
                detail.triggered.connect(
                    lambda keep: self._slots.keep_full_detail(role, number, keep)
                )
            menu.addSeparator()
            if role is Role.REFERENCE and len(images) > 1:
                self._add_moves(menu, number, len(images))
            menu.addAction(self.tr("Remove"), lambda: self._slots.remove(role, number))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _add_moves(self, menu: Menu, number: int, count: int) -> None:
        moves = ((-1, self.tr("Move back"), "Alt+←"), (1, self.tr("Move on"), "Alt+→"))
        for way, words, key in moves:
            action = menu.addAction(f"{words}\t{key}")
            action.setEnabled(1 <= number + way <= count)
            action.triggered.connect(lambda _=False, way=way: self._panel.move_picture(number, way))

    def add_address(self) -> None:
        """Ask for a web address for the next free slot."""
        free = self._panel.first_free()
        if free is not None:
            self.ask_address(*free)

    def offer_address(self, spot: Spot, insert: bool, address: str) -> None:
        """Offer an address that was dropped or pasted: nothing is fetched unasked."""
        self.ask_address(spot.role, spot.number, address, insert=insert)

    def ask_address(
        self, role: Role, number: int, address: str = "", *, insert: bool = False
    ) -> None:
        """Ask for the web address of a picture, which the service fetches itself."""
        form = AddressForm(address)
        anchor = self._panel.tile_of(role, number)
        popover = Popover(self.tr("Picture from the web"), form, anchor)
        form.chosen.connect(
            lambda chosen: self._slots.add_address(role, chosen, number, insert=insert)
        )
        form.chosen.connect(popover.close)
        popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.grown.connect(popover.adjustSize)
        popover.open_at(anchor, theme.current().px(_WIDTH))

    def _may_keep_detail(self, role: Role) -> bool:
        """Where several share a request each is made smaller, and billed so."""
        priced = isinstance(self._recipe_state.model.price, MegapixelPrice)
        return priced and role is Role.REFERENCE


class AddressForm(QWidget):
    """A line for an address; `chosen(str)` once it is one, `grown` when it says more."""

    chosen = Signal(str)
    grown = Signal()

    def __init__(self, address: str = "") -> None:
        super().__init__()
        self._address = LineField(self.tr("Picture address"), "https://", "globe")
        self._address.setText(address)
        self._message = FieldMessage(self._address)
        self._use = QuietButton(self.tr("Use it"))
        note = self.tr(
            "BFL fetches the picture itself, so it must be public. Nobody knows its size before, "
            "so the price becomes a range."
        )
        buttons = row(self._use)
        buttons.insertStretch(0, 1)
        layout = column(
            section(self.tr("Picture from the web")),
            wrapped(note, "small", "text-2"),
            self._address,
            self._message,
            gap=8,
            padding=8,
        )
        layout.addLayout(buttons)
        self.setLayout(layout)
        self.setFocusProxy(self._address)
        in_tab_order(self._address, self._use)
        self._address.returnPressed.connect(self._take)
        self._address.textEdited.connect(lambda: self._message.show_problem(""))
        self._use.clicked.connect(self._take)

    def _take(self) -> None:
        address = picture_address(self._address.text())
        if address is None:
            self._message.show_problem(
                self.tr("This is no public web address. Paste one that begins with https://")
            )
            self.grown.emit()
        else:
            self.chosen.emit(address)
