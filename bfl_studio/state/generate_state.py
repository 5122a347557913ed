"""What the Generate button shows and does, as values; its words are the window's."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal

from bfl_studio.domain.credits import Credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.pricing import Estimate, PriceParts, Unknown, estimate, parts, upper_bound
from bfl_studio.domain.recipe import random_seed
from bfl_studio.domain.rules import Issue, IssueKind
from bfl_studio.domain.settings import CONFIRM_ABOVE
from bfl_studio.state.press import Purchase, Verdict, purchase_of
from bfl_studio.state.press_advice import Advice, Known, MadeBefore, low_balance, over_advice
from bfl_studio.state.press_memory import PressMemory
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.state.situation import Situation

JUST_PRESSED_SECONDS = 0.6


class GenerateKind(StrEnum):
    READY = "ready"
    HELD = "held"
    ARMED = "armed"
    SENDING = "sending"
    JUST_PRESSED = "just_pressed"
    READING = "reading"
    OFF = "off"


_DEAF = frozenset(
    {
        GenerateKind.SENDING,
        GenerateKind.JUST_PRESSED,
        GenerateKind.READING,
        GenerateKind.OFF,
    }
)
"""Faces without a price that could be agreed to."""


_KEEPS_JOBS_HERE = frozenset(
    {FailureKind.UNREACHABLE, FailureKind.SERVICE_UNAVAILABLE, FailureKind.ODD_ANSWER}
)
"""Troubles of a place that only its own end can mend: jobs wait and go on by themselves."""

_WITHOUT_WORDS = frozenset({IssueKind.PROMPT_EMPTY, IssueKind.CHOICE_EMPTY})
_BUSY = Failure(FailureKind.BUSY)


@dataclass(frozen=True, slots=True)
class GenerateFace:
    """Everything the button says. `reason` is why it is off; `estimate` is for all pictures and
    `each` for one.

    `held` is why jobs will wait here first; `reading` counts pictures that are on their way in,
    whose price nobody knows yet; `limit` is the most one press buys without asking; `choices`
    is how many prompts the words make.
    """

    kind: GenerateKind
    pictures: int
    estimate: Estimate
    parts: PriceParts | None
    place: Place
    reason: Issue | Failure | None = None
    held: Failure | None = None
    reading: int = 0
    advice: Advice | None = None
    limit: Credits = CONFIRM_ABOVE
    each: Estimate = field(default_factory=Unknown)
    choices: int = 1


class GenerateState(QObject):
    """Owns what became of presses. `face` is true the moment an edit returns."""

    changed = Signal()

    def __init__(
        self,
        recipe_state: RecipeState,
        situation: Situation,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._recipe_state = recipe_state
        self._situation = situation
        self._presses = PressMemory(clock, self)
        self._presses.lapsed.connect(self.changed)
        self._limit = CONFIRM_ABOVE
        self._made_before: MadeBefore | None = None
        self._crowded = False
        self._reading = 0
        self._lost: Issue | None = None
        self._on_their_way = 0
        self._just_queued = 0
        self._queued_shown = QTimer(self, singleShot=True)
        self._queued_shown.timeout.connect(self._show_price)
        recipe_state.changed.connect(self._show_price)
        situation.changed.connect(self._reconsider)

    @property
    def face(self) -> GenerateFace:
        draft = self._recipe_state.draft
        reason, held = self._reason(), _held(self._situation, crowded=self._crowded)
        kind = self._kind(reason, held)
        pictures = (
            self._just_queued if kind is GenerateKind.JUST_PRESSED else self._recipe_state.pictures
        )
        return GenerateFace(
            kind,
            pictures,
            self._recipe_state.estimate,
            parts(self._recipe_state.model, draft.recipe),
            self._situation.place,
            reason,
            held,
            self._reading,
            self._advice() if kind is GenerateKind.READY else None,
            self._limit,
            estimate(draft.recipe),
            self._recipe_state.choices,
        )

    @property
    def confirm_above(self) -> Credits:
        """The most one press buys without asking for a second one."""
        return self._limit

    def set_confirm_above(self, limit: Credits) -> None:
        """Ask for a second press above another sum; one that was asked for is asked for anew."""
        if limit != self._limit:
            self._limit = limit
            self._presses.disarm()
            self.changed.emit()

    def set_known(self, known: Known | None) -> None:
        """From now on what a press would buy is looked up among the pictures that are kept."""
        self._made_before = MadeBefore(known) if known is not None else None
        self.changed.emit()

    def set_crowded(self, crowded: bool) -> None:
        """Whether the place takes no more jobs at once until others have finished."""
        if crowded != self._crowded:
            self._crowded = crowded
            self.changed.emit()

    def set_reading(self, pictures: int) -> None:
        """How many pictures are being read: until then no price is certain."""
        if pictures != self._reading:
            self._reading = pictures
            self._reconsider()

    def set_lost(self, lost: Issue | None) -> None:
        """A picture that would be sent and whose copy is gone."""
        if lost != self._lost:
            self._lost = lost
            self._reconsider()

    def draw_new_seed(self) -> None:
        """Another picture of the same recipe, with a seed that is as fixed as before."""
        self._recipe_state.set_seed(random_seed())

    def _reason(self) -> Issue | Failure | None:
        """The first one wins: an empty prompt, the key, the recipe, then what stands outside."""
        first = next(iter(self._recipe_state.issues), None)
        if first is not None and first.kind in _WITHOUT_WORDS:
            return first
        causes = (self._situation.key_failure, first, self._lost, self._situation.blocker)
        return next((cause for cause in causes if cause is not None), None)

    def _kind(self, reason: Issue | Failure | None, held: Failure | None) -> GenerateKind:
        if self._on_their_way:
            return GenerateKind.SENDING
        if self._just_queued:
            return GenerateKind.JUST_PRESSED
        if self._reading:
            return GenerateKind.READING
        if reason is not None:
            return GenerateKind.OFF
        if self._presses.armed(self._purchase()):
            return GenerateKind.ARMED
        return GenerateKind.READY if held is None else GenerateKind.HELD

    def _advice(self) -> Advice | None:
        draft, place = self._recipe_state.draft, self._situation.place
        price = upper_bound(self._recipe_state.estimate)
        made = self._made_before.find(draft, place) if self._made_before is not None else None
        return (
            made
            or low_balance(self._situation.balance, price)
            or over_advice(self._recipe_state.model, draft.recipe)
        )

    def _purchase(self) -> Purchase:
        """What a press would buy now."""
        composed = self._recipe_state
        return purchase_of(
            self._situation.place, composed.recipe, composed.pictures, composed.estimate
        )

    def press(self, *, repeated: bool) -> bool:
        """One press by key or click; True when it is to be sent now."""
        if self.face.kind in _DEAF:
            self._presses.hear()
            return False
        verdict = self._presses.judge(self._purchase(), self._limit, repeated=repeated)
        if verdict is Verdict.ARM:
            self.changed.emit()
        return verdict is Verdict.SEND

    def committing(self) -> None:
        """A batch is on its way into the journal; others may be too.

        Whoever buys something else in between has not agreed to what was asked before.
        """
        if not self._on_their_way:
            self._just_queued = 0
        self._on_their_way += 1
        self._presses.disarm()
        self.changed.emit()

    def committed(self, pictures: int) -> None:
        """One is there (0: it was not taken)."""
        self._on_their_way -= 1
        self._just_queued += pictures
        self._queued_shown.start(int(JUST_PRESSED_SECONDS * 1000))
        self.changed.emit()

    def _show_price(self) -> None:
        """An edit ends "4 queued" at once: the price shown is always the price."""
        if not self._on_their_way:
            self._just_queued = 0
        self._reconsider()

    def _reconsider(self) -> None:
        """What was agreed to is taken back for good once a press would not buy just that."""
        if (agreed := self._presses.agreed) is not None:
            off = self._reading or self._reason() is not None
            if off or agreed != self._purchase():
                self._presses.disarm()
        self.changed.emit()


def _held(situation: Situation, *, crowded: bool) -> Failure | None:
    """Why jobs wait here before they are sent."""
    if (pause := situation.paused.get(situation.place)) is not None:
        return pause
    trouble = situation.troubles.get(situation.place)
    if trouble is not None and trouble.kind in _KEEPS_JOBS_HERE:
        return trouble
    return _BUSY if crowded else None
