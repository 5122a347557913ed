"""A line for the web address of a picture."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.addresses import picture_address, refusal
from bfl_studio.ui.controls import LineField, QuietButton, column, row, section
from bfl_studio.ui.field_message import FieldMessage
from bfl_studio.ui.tab_order import in_tab_order
from bfl_studio.ui.text import wrapped
from bfl_studio.ui.words import sentence


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
        typed = self._address.text()
        address = picture_address(typed)
        if address is None:
            why = refusal(typed)
            self._message.show_problem(
                sentence(why)
                if why is not None
                else self.tr("This is no web address. Paste one that begins with https://")
            )
            self.grown.emit()
        else:
            self.chosen.emit(address)
