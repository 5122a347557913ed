"""What is known of one job, and what can be done about it."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.credits import Credits
from bfl_studio.domain.job import Job, JobState
from bfl_studio.ui import icons, theme
from bfl_studio.ui.controls import QuietButton, Surface, column, row
from bfl_studio.ui.flow import Flow
from bfl_studio.ui.glyph import Glyph
from bfl_studio.ui.job_actions import Deed, Offer, offers
from bfl_studio.ui.job_money import is_sandbox_sum, money_words
from bfl_studio.ui.job_words import TINTS
from bfl_studio.ui.phase_words import phase_sentence
from bfl_studio.ui.picture_keys import ENTER
from bfl_studio.ui.tab_order import in_tab_order
from bfl_studio.ui.text import Label, wrapped
from bfl_studio.ui.words import sentence

REST_SECONDS = 0.4
"""A price that came under the hand this lately is not pressed: it was another one a moment ago."""

Clock = Callable[[], float]
_SURFACES = {"warn-tint": "notice-warning", "error-tint": "notice-error"}


class PricedButton(QuietButton):
    """Says what a press costs. Enter, a held key and a double click never press it.

    `clock` gives seconds and never goes back.
    """

    def __init__(self, offer: Offer, pretend: bool, clock: Clock = time.monotonic) -> None:
        super().__init__(offer.words, offer.face)
        self.setAccessibleDescription(offer.price)
        self._clock = clock
        self._since = clock()
        if pretend:
            self.setIcon(icons.icon("flask-conical", "sandbox-text"))

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
    """Sentence, money and actions of one job; `asked(deed, job)` by a press.

    Tab comes to the actions from `before`.
    """

    asked = Signal(Deed, object)

    def __init__(self, before: QWidget, clock: Clock = time.monotonic) -> None:
        super().__init__("tile")
        self._before = before
        self._clock = clock
        self._job: Job | None = None
        self._offered: tuple[str, tuple[Offer, ...]] | None = None
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

    def show_job(self, job: Job | None, balance: Credits | None) -> None:
        """Show a job, or nothing; `balance` is its place's."""
        self._job = job
        if job is not None:
            made = offers(job)
            self.set_fill(_SURFACES.get(TINTS.get(job.state, ""), "tile"))
            _say(self._sentence, state_words(job))
            _say(self._warning, " ".join(each.warning for each in made if each.warning))
            _say(self._money, _capital(money_words(job, balance)))
            sandbox = is_sandbox_sum(job)
            self._flask.setVisible(sandbox)
            self._money.set_ink("sandbox-text" if sandbox else "text-2")
            self._offer(job, made)
        self.setVisible(job is not None)

    def focus_first(self) -> None:
        """Bring the keyboard to the first action, if there is one."""
        if buttons := self._flow.widgets():
            buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _offer(self, job: Job, made: tuple[Offer, ...]) -> None:
        offered = (job.id, made)
        if offered == self._offered:
            return
        self._offered = offered
        for button in self._flow.widgets():
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        # What is bought again is bought where it was bought.
        pretend = job.endpoint.pretend_money
        buttons = [_button(offer, pretend, self._clock) for offer in made]
        for button, offer in zip(buttons, made, strict=True):
            button.clicked.connect(lambda _=False, deed=offer.deed: self._ask(deed))
            self._flow.addWidget(button)
        # They are younger than all else in the window, but Tab finds them in their place.
        in_tab_order(self._before, *buttons)
        self._actions.setVisible(bool(made))
        self._actions.updateGeometry()

    def _ask(self, deed: Deed) -> None:
        if self._job is not None:
            self.asked.emit(deed, self._job)


def state_words(job: Job) -> str:
    """Why a job stopped, or what the service does with it now, as plain text; or ""."""
    if job.failure is None:
        under_way = job.state is JobState.ACCEPTED and job.said
        return phase_sentence(job.said, job.endpoint.place) if under_way else ""
    refused = job.state is JobState.REFUSED
    return sentence(job.failure, job.endpoint.place, refused=refused)


def _button(offer: Offer, pretend: bool, clock: Clock) -> QuietButton:
    return PricedButton(offer, pretend, clock) if offer.price else QuietButton(offer.words)


def _say(part: Label, words: str) -> None:
    if part.text() != words:
        part.setText(words)
    part.setVisible(bool(words))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
