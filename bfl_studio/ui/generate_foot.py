"""The foot of the window: Generate, whose money it is, and why it is off."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bfl_studio.domain.endpoint import Place
from bfl_studio.state.generate_state import GenerateFace, GenerateKind, GenerateState
from bfl_studio.state.situation import Situation
from bfl_studio.ui import theme
from bfl_studio.ui.controls import LinkButton, Surface, row
from bfl_studio.ui.generate_words import GenerateWords, generate_words
from bfl_studio.ui.glyph import Glyph
from bfl_studio.ui.primary_button import Face, PrimaryButton
from bfl_studio.ui.text import elided

_FACES = {GenerateKind.ARMED: Face.CONFIRM, GenerateKind.OFF: Face.OFF}
_PADDING = 12
_TO_CENTRE = 21
"""With the layout's own gap it takes the lines to where the bars above them begin."""


class GenerateFoot(Surface):
    """`pressed_by_user(bool)` tells whether a press is a key's repeat, which a click never is.

    `go_to(object)` asks for the cause, an Issue or a Failure, of Generate being off.
    """

    pressed_by_user = Signal(bool)
    go_to = Signal(object)

    def __init__(self, generate_state: GenerateState, situation: Situation) -> None:
        super().__init__("window")
        self._generate_state = generate_state
        self._situation = situation
        look = theme.current()
        self.setMinimumHeight(look.metrics.height_foot)
        self.button = GenerateButton(self.tr("Generate"))
        self._flask = Glyph("flask-conical", "sandbox-text", size=14)
        self._first = elided("", "small")
        self._second = elided("", "small", "text-2")
        self._why = LinkButton(self.tr("Why Generate is off"))
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(look.px(_PADDING), 0, 0, 0)
        self._layout.setSpacing(look.px(8))
        self._lay_out()
        self.set_compose_width(look.px(320))
        self.button.clicked.connect(lambda: self.pressed_by_user.emit(False))
        self._why.clicked.connect(lambda: self.go_to.emit(self._generate_state.face.reason))
        generate_state.changed.connect(self._show)
        self._show()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, Generate or why it is off."""
        return self.button, self._why

    def set_compose_width(self, width: int) -> None:
        """Make Generate as wide as the controls of a compose pane of `width` pixels."""
        self.button.setFixedWidth(width - 2 * theme.current().px(_PADDING))

    def add_notices(self, notices: QWidget) -> None:
        """Give the right end of the foot to notices, from edge to edge."""
        self._layout.addWidget(notices)

    def _lay_out(self) -> None:
        why = row(self._why)
        why.addStretch(1)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addStretch(1)
        lines.addWidget(self._first)
        lines.addLayout(why)
        lines.addWidget(self._second)
        lines.addStretch(1)
        self._layout.addWidget(self.button)
        self._layout.addSpacing(theme.current().px(_TO_CENTRE))
        self._layout.addWidget(self._flask)
        self._layout.addLayout(lines, 1)

    def _show(self) -> None:
        face = self._generate_state.face
        words = generate_words(face, self._situation.library_folder.name)
        pretend = face.place is Place.SANDBOX
        self.button.show_face(_look_of(face), words.button)
        self.button.setAccessibleDescription(words.spoken)
        self._first.setText(words.first)
        self._second.setText(words.second)
        self._why.set_words(words.first)
        self._why.setVisible(words.is_reason)
        self._first.setVisible(not words.is_reason)
        self._flask.setVisible(pretend)
        self._dye(face, words, pretend)

    def _dye(self, face: GenerateFace, words: GenerateWords, pretend: bool) -> None:
        first = "warn-text" if face.kind in (GenerateKind.ARMED, GenerateKind.HELD) else "text"
        plain = first == "text" and not words.is_reason
        self._first.set_ink("sandbox-text" if pretend and plain else first)
        self._second.set_ink("sandbox-text" if pretend and not plain else "text-2")


class GenerateButton(PrimaryButton):
    """Only a click presses it; the window's own chord is the other way."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select):
            event.ignore()
        else:
            super().keyPressEvent(event)


def _look_of(face: GenerateFace) -> Face:
    usual = Face.SANDBOX if face.place is Place.SANDBOX else Face.LIVE
    return _FACES.get(face.kind, usual)
