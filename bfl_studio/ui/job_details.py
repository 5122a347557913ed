"""What is known of one job, or of several decided about together, and what can be done."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.job import JobState
from bfl_studio.state.unconfirmed import Bundle
from bfl_studio.ui import icons, theme
from bfl_studio.ui.controls import QuietButton, Surface, column, row
from bfl_studio.ui.flow import Flow
from bfl_studio.ui.glyph import Glyph
from bfl_studio.ui.job_actions import Deed, Offer, offers
from bfl_studio.ui.job_money import is_sandbox_sum, money_words
from bfl_studio.ui.job_words import state_words, tint_of
from bfl_studio.ui.keyboard import ENTER
from bfl_studio.ui.tab_order import in_tab_order
from bfl_studio.ui.text import Label, lay_out, wrapped
from bfl_studio.ui.unconfirmed_words import as_one, doubt_sentence

REST_SECONDS = 0.4
"""A price that came under the hand this lately is not pressed: it was another one a moment ago."""

Clock = Callable[[], float]
_NOTE_WIDTH = 144
"""Pixels at 100 %: the narrowest pane still shows it all."""

_SURFACES = {"warn-tint": "notice-warning", "error-tint": "notice-error"}


class PricedButton(QuietButton):
    """Says what a press costs. Enter, a held key and a double click never press it.

    `clock` gives seconds and never goes back. What must be read with the price stands below it.
    """

    def __init__(self, offer: Offer, pretend: bool, clock: Clock = time.monotonic) -> None:
        self._lines = offer.lines
        super().__init__(offer.words, offer.face)
        self.setAccessibleDescription(" ".join(filter(None, (offer.price, offer.note))))
        self._clock = clock
        self._since = clock()
        if pretend:
            self.setIcon(icons.icon("flask-conical", "sandbox-text"))

    def sizeHint(self) -> QSize:
        further = self._words.count("\n") * theme.current().line("button")
        return super().sizeHint() + QSize(0, further)

    @property
    def _words(self) -> str:
        first, *notes = self._lines
        most = theme.current().px(_NOTE_WIDTH)
        broken = [line for note in notes for line in lay_out(note, "button", most)]
        return "\n".join((first, *broken))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER or event.isAutoRepeat() or self._is_too_early():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._is_too_early():
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second half of a double click is no press of its own."""

    def _is_too_early(self) -> bool:
        return self._clock() - self._since < REST_SECONDS


class JobDetails(Surface):
    """Sentence, money and actions; `asked(deed, jobs)` by a press, with all that are shown.

    Tab comes to the actions from `before`.
    """

    asked = Signal(Deed, object)

    def __init__(self, before: QWidget, clock: Clock = time.monotonic) -> None:
        super().__init__("tile")
        self._before = before
        self._clock = clock
        self._jobs: Bundle = ()
        self._offered: tuple[tuple[str, ...], tuple[Offer, ...]] | None = None
        self._sentence = wrapped("", "small", "text")
        self._warning = wrapped("", "small", "text")
        self._flask = Glyph("flask-conical", "sandbox-text", size=12)
        self._money = wrapped("", "caption", "text-2")
        self._flow = Flow()
        self._actions = QWidget()
        self._actions.setLayout(self._flow)
        name = self.tr("Job actions")
        self._actions.setAccessibleName(name)
        self._actions.setAccessibleIdentifier(name)
        look = theme.current()
        money = row(self._flask, self._money, gap=4)
        money.setAlignment(self._flask, Qt.AlignmentFlag.AlignTop)
        money.setStretch(1, 1)
        # Beside the first of several lines, in the middle of it.
        self._flask.setContentsMargins(0, look.px(2), 0, look.px(2))
        said = column(self._sentence, self._warning, money, gap=4)
        said.setContentsMargins(look.px(8), look.px(4), look.px(8), 0)
        self.setLayout(column(said, self._actions, gap=4, padding=4))
        self.hide()

    def show_jobs(self, jobs: Bundle) -> None:
        """Show a job, several without an answer, or nothing."""
        self._jobs = jobs
        if jobs:
            made = offers(*jobs)
            self.set_fill(_SURFACES.get(tint_of(jobs[0]), "tile"))
            _say(self._sentence, _why(jobs))
            _say(self._warning, " ".join(each.warning for each in made if each.warning))
            _say(self._money, _capital(money_words(as_one(jobs))))
            sandbox = is_sandbox_sum(jobs[0])
            self._flask.setVisible(sandbox)
            self._money.set_ink("sandbox-text" if sandbox else "text-2")
            self._offer(made)
        self.setVisible(bool(jobs))

    def focus_first(self) -> None:
        """Bring the keyboard to the first action, if there is one."""
        if buttons := self._flow.widgets():
            buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _offer(self, made: tuple[Offer, ...]) -> None:
        offered = (tuple(job.id for job in self._jobs), made)
        if offered == self._offered:
            return
        self._offered = offered
        for button in self._flow.widgets():
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        # What is bought again is bought where it was bought.
        pretend = self._jobs[0].endpoint.pretend_money
        doubt = self._jobs[0].state is JobState.UNCONFIRMED
        buttons = [
            # Whom a decision is about may have changed under the hand as much as a price.
            PricedButton(offer, pretend and bool(offer.price), self._clock)
            if offer.price or doubt
            else QuietButton(offer.words)
            for offer in made
        ]
        for button, offer in zip(buttons, made, strict=True):
            button.clicked.connect(lambda _=False, deed=offer.deed: self._ask(deed))
            self._flow.addWidget(button)
        # They are younger than all else in the window, but Tab finds them in their place.
        in_tab_order(self._before, *buttons)
        self._actions.setVisible(bool(made))
        self._actions.updateGeometry()

    def _ask(self, deed: Deed) -> None:
        if self._jobs:
            self.asked.emit(deed, self._jobs)


def _why(jobs: Bundle) -> str:
    if jobs[0].state is JobState.UNCONFIRMED:
        return doubt_sentence(jobs)
    return state_words(jobs[0])


def _say(part: Label, words: str) -> None:
    if part.text() != words:
        part.setText(words)
    part.setVisible(bool(words))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
