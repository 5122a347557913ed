"""The foot of the window: Generate, whose money it is, and why it is off."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bfl_studio.domain.endpoint import Place
from bfl_studio.state.generate_state import GenerateFace, GenerateKind, GenerateState
from bfl_studio.state.press_advice import AlreadyMade
from bfl_studio.state.situation import Situation
from bfl_studio.ui import theme
from bfl_studio.ui.controls import LinkButton, Surface, row
from bfl_studio.ui.generate_words import GenerateWords, Tone, generate_words
from bfl_studio.ui.glyph import Glyph
from bfl_studio.ui.primary_button import Face, PrimaryButton
from bfl_studio.ui.text import elided

_FACES = {
    GenerateKind.ARMED: Face.CONFIRM,
    GenerateKind.READING: Face.OFF,
    GenerateKind.OFF: Face.OFF,
}
_PADDING = 12
_TO_CENTRE = 21
"""With the layout's own gap it takes the lines to where the bars above them begin."""


class GenerateFoot(Surface):
    """`pressed_by_user(bool)` tells whether a press is a key's repeat, which a click never is.

    `go_to(object)` asks for the cause, an Issue or a Failure, of Generate being off;
    `show_picture(str)` for the kept picture, by its id, that a press would buy once more.
    """

    pressed_by_user = Signal(bool)
    go_to = Signal(object)
    show_picture = Signal(str)

    def __init__(self, generate_state: GenerateState, situation: Situation) -> None:
        super().__init__("window")
        self._generate_state = generate_state
        self._situation = situation
        look = theme.current()
        self.setMinimumHeight(look.metrics.height_foot)
        self.button = GenerateButton(self.tr("Generate"))
        self._glyph = Glyph("flask-conical", "sandbox-text", size=14)
        self._first = elided("", "small")
        self._second = elided("", "small", "text-2")
        self._why = LinkButton(self.tr("Why Generate is off"))
        self._show_it = LinkButton(self.tr("Show it"))
        self._new_seed = LinkButton(self.tr("New seed"))
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(look.px(_PADDING), 0, 0, 0)
        self._layout.setSpacing(look.px(8))
        self._lay_out()
        self.set_compose_width(look.px(320))
        self.button.clicked.connect(lambda: self.pressed_by_user.emit(False))
        self._why.clicked.connect(lambda: self.go_to.emit(self._generate_state.face.reason))
        self._show_it.clicked.connect(self._ask_for_picture)
        self._new_seed.clicked.connect(generate_state.draw_new_seed)
        generate_state.changed.connect(self._show)
        self._show()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops: Generate, why it is off, what else could be done."""
        return self.button, self._why, self._show_it, self._new_seed

    def set_compose_width(self, width: int) -> None:
        """Make Generate as wide as the controls of a compose pane of `width` pixels."""
        self.button.setFixedWidth(width - 2 * theme.current().px(_PADDING))

    def add_notices(self, notices: QWidget) -> None:
        """Give the right end of the foot to notices, from edge to edge."""
        self._layout.addWidget(notices)

    def _lay_out(self) -> None:
        # Beside its links the sentence takes no more than it needs; alone it has the line.
        upper = row(self._first, self._why, self._show_it, self._new_seed, gap=12)
        upper.addStretch(1)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addStretch(1)
        lines.addLayout(upper)
        lines.addWidget(self._second)
        lines.addStretch(1)
        self._layout.addWidget(self.button)
        self._layout.addSpacing(theme.current().px(_TO_CENTRE))
        self._layout.addWidget(self._glyph)
        self._layout.addLayout(lines, 1)

    def _show(self) -> None:
        face = self._generate_state.face
        words = generate_words(face, self._situation.library_folder.name)
        self.button.show_face(_look_of(face), words.button)
        self.button.setAccessibleDescription(words.spoken)
        self._first.setText(words.first)
        self._second.setText(words.second)
        off = words.tone is Tone.REASON
        self._why.set_words(words.first)
        self._why.setVisible(off)
        self._first.setVisible(not off)
        for link in (self._show_it, self._new_seed):
            link.setVisible(isinstance(face.advice, AlreadyMade))
        self._dye(words, face.place is Place.SANDBOX)

    def _dye(self, words: GenerateWords, pretend: bool) -> None:
        """The Sandbox has its colour on the line that names it, amber the one to look at."""
        look = words.tone is Tone.LOOK
        named_first = pretend and words.tone is Tone.PLAIN
        self._first.set_ink("warn-text" if look else "sandbox-text" if named_first else "text")
        self._second.set_ink("sandbox-text" if pretend and not named_first else "text-2")
        self._glyph.setVisible(look or pretend)
        if look:
            self._glyph.set_glyph(words.glyph, "warn-text")
        else:
            self._glyph.set_glyph("flask-conical", "sandbox-text")

    def _ask_for_picture(self) -> None:
        if isinstance(made := self._generate_state.face.advice, AlreadyMade):
            self.show_picture.emit(made.generation_id)


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
