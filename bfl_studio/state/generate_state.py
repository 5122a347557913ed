"""What the Generate button shows and does, as values; its words are the window's."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal

from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure
from bfl_studio.domain.pricing import Estimate, PriceParts, parts, upper_bound
from bfl_studio.domain.rules import Issue
from bfl_studio.state.press import ARMED_SECONDS, Press, Verdict, press
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.state.situation import Situation

JUST_PRESSED_SECONDS = 0.6


class GenerateKind(StrEnum):
    READY = "ready"
    HELD = "held"
    ARMED = "armed"
    SENDING = "sending"
    JUST_PRESSED = "just_pressed"
    OFF = "off"


_DEAF = frozenset({GenerateKind.SENDING, GenerateKind.JUST_PRESSED, GenerateKind.OFF})
"""Faces without a price that could be agreed to."""


@dataclass(frozen=True, slots=True)
class GenerateFace:
    """Everything the button says. `reason` is why it is off; `estimate` is for all pictures."""

    kind: GenerateKind
    pictures: int
    estimate: Estimate
    parts: PriceParts | None
    place: Place
    reason: Issue | Failure | None = None


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
        self._committing = False
        self._just_queued = 0
        self._until = QTimer(self, singleShot=True)
        self._until.timeout.connect(self._lapse)
        recipe_state.changed.connect(self._edited)
        situation.changed.connect(self.changed)

    @property
    def face(self) -> GenerateFace:
        draft = self._recipe_state.draft
        reason = self._reason()
        kind = self._kind(reason)
        pictures = self._just_queued if kind is GenerateKind.JUST_PRESSED else draft.pictures
        return GenerateFace(
            kind,
            pictures,
            self._recipe_state.estimate,
            parts(self._recipe_state.model, draft.recipe),
            self._situation.place,
            reason,
        )

    def _reason(self) -> Issue | Failure | None:
        issues = self._recipe_state.issues
        return issues[0] if issues else self._situation.blocker

    def _kind(self, reason: Issue | Failure | None) -> GenerateKind:
        if self._committing:
            return GenerateKind.SENDING
        if self._just_queued:
            return GenerateKind.JUST_PRESSED
        if reason is not None:
            return GenerateKind.OFF
        if self._press.armed(self._clock(), upper_bound(self._recipe_state.estimate)):
            return GenerateKind.ARMED
        held = self._situation.place in self._situation.paused
        return GenerateKind.HELD if held else GenerateKind.READY

    def press(self, *, repeated: bool) -> bool:
        """One press by key or click; True when it is to be sent now."""
        face, now = self.face, self._clock()
        if face.kind in _DEAF:
            self._press = self._press.heard(now)
            return False
        price = upper_bound(face.estimate)
        verdict, self._press = press(self._press, now, price, repeated=repeated)
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
