"""Paste a key, see that it works, say where BFL may work with the pictures."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bfl_studio.domain.endpoint import Place
from bfl_studio.state.key_state import KeyState
from bfl_studio.ui.bfl_pages import DASHBOARD, open_dashboard
from bfl_studio.ui.controls import LinkButton, QuietButton, column, row, section
from bfl_studio.ui.field_message import FieldMessage, Severity
from bfl_studio.ui.key_field import KeyField
from bfl_studio.ui.key_words import keeping_text, key_message, place_words
from bfl_studio.ui.segmented import Segmented
from bfl_studio.ui.text import set_tooltip, wrapped


class KeyForm(QWidget):
    """`accepted(Place)` after a key that was given here and works; the field is empty then."""

    accepted = Signal(Place)

    def __init__(self, key_state: KeyState, place: Place, *, asks_where: bool = True) -> None:
        super().__init__()
        self._key_state = key_state
        self._place = place
        self._given = False
        self.field = KeyField(self.tr("API key"), self.tr("Paste your key"))
        self.test = QuietButton(self.tr("Test key"))
        self._message = FieldMessage(self.field)
        self._kept = wrapped("", "small", "text-2")
        asks = asks_where and place is not Place.CUSTOM
        self._regions = _Regions(place) if asks else None
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
        return self._regions.place if self._regions is not None else self._place

    def turn_to(self, place: Place) -> None:
        """Ask for the key of another place, unless the form itself asks where."""
        self._place = place
        self._key_state.look(self.place)

    def take(self, text: str) -> None:
        """A key that was pasted elsewhere."""
        self.field.setFocus()
        self.field.take(text)

    def _lay_out(self) -> None:
        line = row(self.field, self.test)
        line.setStretch(0, 1)
        layout = column(section(self.tr("Your key")), gap=4)
        layout.addLayout(line)
        layout.addWidget(self._message)
        layout.addWidget(self._kept)
        if self._regions is not None:
            layout.addSpacing(12)
            layout.addWidget(self._regions)
        if self._place is not Place.CUSTOM:
            layout.addSpacing(8)
            layout.addLayout(_get_a_key(self.tr("Get a key at BFL")))
        self.setLayout(layout)

    def _choose_region(self, place: Place) -> None:
        self._key_state.look(place)
        if self.field.text():
            self._try(self.field.text())

    def _test(self) -> None:
        # The button is off while a key is tried, and would hand the keyboard to whoever is next.
        self.field.setFocus()
        self._try(self.field.text())

    def _try(self, text: str) -> None:
        if self._key_state.face.place is not self.place:
            self._key_state.look(self.place)
        self._given = True
        self._key_state.try_key(text)

    def _accept(self, place: Place) -> None:
        given, self._given = self._given, False
        self.field.empty()
        if given:
            self.accepted.emit(place)

    def _show(self) -> None:
        face = self._key_state.face
        sentence, severity = key_message(face)
        # A face that is still being looked at says nothing of the field.
        self._message.show_problem(sentence, severity if sentence else Severity.INFO)
        self.test.setEnabled(not face.checking)
        self._kept.setText(keeping_text(face.standing))
        if face.failure is not None:
            # Whatever is pasted or typed next takes its place.
            self.field.selectAll()


class _Regions(QWidget):
    """Where BFL may work with the pictures. `chosen(Place)`."""

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
        asked = section(self.tr("Where may BFL process your pictures?"))
        self.setLayout(column(asked, self._choice, self._where, gap=4))
        if place in (Place.EU, Place.US):
            self._choice.choose(place)
        self._choice.chosen.connect(self._choose)
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


def _get_a_key(words: str) -> QHBoxLayout:
    """The way to BFL's own page of keys."""
    get = LinkButton(words)
    set_tooltip(get, DASHBOARD)
    get.setAccessibleDescription(DASHBOARD)
    get.clicked.connect(open_dashboard)
    line = row(get)
    line.addStretch(1)
    return line
