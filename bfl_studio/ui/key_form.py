"""Paste a key, see that it works, say where BFL may work with the pictures."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.endpoint import Place
from bfl_studio.state.key_state import KeyState
from bfl_studio.ui.controls import LinkButton, QuietButton, column, row, section
from bfl_studio.ui.field_message import FieldMessage, Severity
from bfl_studio.ui.key_field import KeyField
from bfl_studio.ui.key_words import key_message, place_words
from bfl_studio.ui.segmented import Segmented
from bfl_studio.ui.text import set_tooltip, wrapped

KEYS_ADDRESS = "https://dashboard.bfl.ai"


class KeyForm(QWidget):
    """`accepted(Place)` after a key that works; the field is empty then."""

    accepted = Signal(Place)

    def __init__(self, key_state: KeyState, place: Place) -> None:
        super().__init__()
        self._key_state = key_state
        self.custom = place is Place.CUSTOM
        self.field = KeyField(self.tr("API key"), self.tr("Paste your key"))
        self.test = QuietButton(self.tr("Test key"))
        self._message = FieldMessage(self.field)
        self._regions = None if self.custom else _Regions(place)
        self._lay_out()
        self.field.pasted.connect(self._try)
        self.field.entered.connect(self._test)
        self.field.textEdited.connect(lambda _: key_state.clear())
        self.test.clicked.connect(self._test)
        if self._regions is not None:
            self._regions.chosen.connect(self._choose_region)
        key_state.changed.connect(self._show)
        key_state.accepted.connect(self._accept)
        self._show()

    @property
    def place(self) -> Place:
        """Whose key this is about."""
        return self._regions.place if self._regions is not None else Place.CUSTOM

    def take(self, text: str) -> None:
        """A key that was pasted elsewhere."""
        self.field.setFocus()
        self.field.take(text)

    def _lay_out(self) -> None:
        line = row(self.field, self.test)
        line.setStretch(0, 1)
        kept = wrapped(
            self.tr("It is kept in your system's key store, never in a file."), "small", "text-2"
        )
        layout = column(section(self.tr("Your key")), gap=4)
        layout.addLayout(line)
        layout.addWidget(self._message)
        layout.addWidget(kept)
        if self._regions is not None:
            layout.addSpacing(12)
            layout.addWidget(self._regions)
        self.setLayout(layout)

    def _choose_region(self, place: Place) -> None:
        self._key_state.look(place)

    def _test(self) -> None:
        self._try(self.field.text())

    def _try(self, text: str) -> None:
        if self._key_state.face.place is not self.place:
            self._key_state.look(self.place)
        self._key_state.try_key(text)

    def _accept(self, place: Place) -> None:
        self.field.empty()
        self.accepted.emit(place)

    def _show(self) -> None:
        sentence, severity = key_message(self._key_state.face)
        # A face that is still being looked at says nothing of the field.
        self._message.show_problem(sentence, severity if sentence else Severity.INFO)
        self.test.setEnabled(not self._key_state.face.checking)


class _Regions(QWidget):
    """Where BFL may work with the pictures, and where one gets a key. `chosen(Place)`."""

    chosen = Signal(Place)

    def __init__(self, place: Place) -> None:
        super().__init__()
        regions: list[tuple[str, object]] = [
            (self.tr("Anywhere"), Place.GLOBAL),
            (self.tr("EU"), Place.EU),
            (self.tr("US"), Place.US),
        ]
        self._choice = Segmented(self.tr("Where BFL may process your pictures"), regions)
        self._where = wrapped("", "small", "text-2")
        get = LinkButton(self.tr("Get a key at BFL"))
        set_tooltip(get, KEYS_ADDRESS)
        get.setAccessibleDescription(KEYS_ADDRESS)
        link = row(get)
        link.addStretch(1)
        asked = section(self.tr("Where may BFL process your pictures?"))
        layout = column(asked, self._choice, self._where, gap=4)
        layout.addSpacing(8)
        layout.addLayout(link)
        self.setLayout(layout)
        if place in (Place.EU, Place.US):
            self._choice.choose(place)
        self._choice.chosen.connect(self._choose)
        get.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(KEYS_ADDRESS)))
        self._show()

    @property
    def place(self) -> Place:
        choice = self._choice.choice()
        return choice if isinstance(choice, Place) else Place.GLOBAL

    def _choose(self, _value: object) -> None:
        self._show()
        self.chosen.emit(self.place)

    def _show(self) -> None:
        self._where.setText(place_words(self.place)[1])
