"""What the Generate button shows and does, as values; its words are the window's."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal

from bfl_studio.domain.batch import for_batch
from bfl_studio.domain.catalog import ModelSpec
from bfl_studio.domain.credits import Credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.geometry import MEGAPIXEL
from bfl_studio.domain.pricing import Estimate, PriceParts, Unknown, estimate, parts, upper_bound
from bfl_studio.domain.recipe import Recipe, random_seed
from bfl_studio.domain.references import sendings
from bfl_studio.domain.rules import Issue, IssueKind
from bfl_studio.state.press import ARMED_SECONDS, CONFIRM_ABOVE, Press, Verdict, press
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

_BUSY = Failure(FailureKind.BUSY)


@dataclass(frozen=True, slots=True)
class LowBalance:
    """The balance of the place is less than a press can cost."""

    balance: Credits
    price: Credits


@dataclass(frozen=True, slots=True)
class AlreadyMade:
    """`count` of the pictures a press would buy are kept already; `generation_id` is the first."""

    generation_id: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class OverAdvice:
    """More pixels go in and come out than the service advises; both in megapixels."""

    megapixels: float
    advised: int


Advice = LowBalance | AlreadyMade | OverAdvice
"""What is worth a look before a press; it keeps nobody from pressing."""

Known = Callable[[Recipe, Place], str | None]
"""The id of a kept picture made with exactly this recipe, seed and all, at such a place."""


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
    """Owns the memory of presses. `face` is true the moment an edit returns."""

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
        self._clock = clock
        self._press = Press()
        self._limit = CONFIRM_ABOVE
        self._known: Known | None = None
        self._crowded = False
        self._reading = 0
        self._committing = False
        self._just_queued = 0
        self._until = QTimer(self, singleShot=True)
        self._until.timeout.connect(self._lapse)
        recipe_state.changed.connect(self._edited)
        situation.changed.connect(self.changed)

    @property
    def face(self) -> GenerateFace:
        draft = self._recipe_state.draft
        reason, held = self._reason(), self._held()
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
            self._press = self._press.disarmed()
            self.changed.emit()

    def set_known(self, known: Known | None) -> None:
        """From now on what a press would buy is looked up among the pictures that are kept."""
        self._known = known
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
            self.changed.emit()

    def draw_new_seed(self) -> None:
        """Another picture of the same recipe, with a seed that is as fixed as before."""
        self._recipe_state.set_seed(random_seed())

    def _reason(self) -> Issue | Failure | None:
        """The first one wins: an empty prompt, the key, the recipe, then what stands outside."""
        first = next(iter(self._recipe_state.issues), None)
        if first is not None and first.kind is IssueKind.PROMPT_EMPTY:
            return first
        causes = (self._situation.key_failure, first, self._situation.blocker)
        return next((cause for cause in causes if cause is not None), None)

    def _held(self) -> Failure | None:
        place = self._situation.place
        if (pause := self._situation.paused.get(place)) is not None:
            return pause
        trouble = self._situation.troubles.get(place)
        if trouble is not None and trouble.kind in _KEEPS_JOBS_HERE:
            return trouble
        return _BUSY if self._crowded else None

    def _kind(self, reason: Issue | Failure | None, held: Failure | None) -> GenerateKind:
        if self._committing:
            return GenerateKind.SENDING
        if self._just_queued:
            return GenerateKind.JUST_PRESSED
        if self._reading:
            return GenerateKind.READING
        if reason is not None:
            return GenerateKind.OFF
        if self._press.armed(self._clock(), upper_bound(self._recipe_state.estimate)):
            return GenerateKind.ARMED
        return GenerateKind.READY if held is None else GenerateKind.HELD

    def _advice(self) -> Advice | None:
        draft, place = self._recipe_state.draft, self._situation.place
        if self._known is not None and draft.recipe.seed is not None:
            wanted = for_batch(draft.recipe, draft.pictures)
            found = [self._known(each, place) for each in wanted]
            kept = [each for each in found if each is not None]
            if kept:
                return AlreadyMade(kept[0], len(kept))
        balance, price = self._situation.balance, upper_bound(self._recipe_state.estimate)
        if balance is not None and price is not None and price > balance:
            return LowBalance(balance, price)
        return _over(self._recipe_state.model, draft.recipe)

    def press(self, *, repeated: bool) -> bool:
        """One press by key or click; True when it is to be sent now."""
        face, now = self.face, self._clock()
        if face.kind in _DEAF:
            self._press = self._press.heard(now)
            return False
        price = upper_bound(face.estimate)
        verdict, self._press = press(self._press, now, price, self._limit, repeated=repeated)
        if verdict is Verdict.ARM:
            self._until.start(int(ARMED_SECONDS * 1000))
            self.changed.emit()
        return verdict is Verdict.SEND

    def committing(self) -> None:
        """The batch is on its way into the journal."""
        self._committing = True
        self.changed.emit()

    def committed(self, pictures: int) -> None:
        """It is there (0: it was not taken)."""
        self._committing = False
        self._just_queued = pictures
        self._until.start(int(JUST_PRESSED_SECONDS * 1000))
        self.changed.emit()

    def _edited(self) -> None:
        """An edit ends "4 queued" at once: the price shown is always the price.

        One that changes the price also takes back what the first of two presses agreed to.
        """
        self._just_queued = 0
        if self._press.armed_for != upper_bound(self._recipe_state.estimate):
            self._press = self._press.disarmed()
        self.changed.emit()

    def _lapse(self) -> None:
        self._just_queued = 0
        self.changed.emit()


def _over(model: ModelSpec, recipe: Recipe) -> OverAdvice | None:
    """Whether more goes in and out than the model is advised for."""
    advised = model.advised_megapixels
    if advised is None or not recipe.images:
        return None
    pixels = recipe.size.pixels + sum(
        each.size.pixels for each in sendings(model, recipe) if each.size is not None
    )
    return OverAdvice(pixels / MEGAPIXEL, advised) if pixels > advised * MEGAPIXEL else None
