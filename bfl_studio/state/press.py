"""When a press of Generate counts: money asks twice, a held key never asks at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from bfl_studio.domain.credits import Credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.pricing import Estimate, upper_bound
from bfl_studio.domain.recipe import Recipe
from bfl_studio.domain.settings import CONFIRM_ABOVE

DEAF_SECONDS = 0.4
"""After any press, counted or not: a double click is one click, and so are twenty in a second."""

ARMED_SECONDS = 5.0


class Verdict(StrEnum):
    IGNORE = "ignore"
    ARM = "arm"
    SEND = "send"


@dataclass(frozen=True, slots=True)
class Purchase:
    """What a press agrees to: where it is charged, how many pictures, the most they can cost.

    Nobody knows the price where `most` is None; then it is `recipe` itself that is agreed to.
    """

    place: Place
    pictures: int
    most: Credits | None
    recipe: Recipe | None = None


@dataclass(frozen=True, slots=True)
class Press:
    """What earlier presses left behind; seconds of a monotonic clock."""

    last: float | None = None
    armed_at: float | None = None
    agreed: Purchase | None = None

    def armed(self, now: float, purchase: Purchase) -> bool:
        """Whether the next press buys, this very purchase."""
        return (
            self.armed_at is not None
            and now - self.armed_at < ARMED_SECONDS
            and self.agreed == purchase
        )

    def heard(self, now: float) -> Press:
        """After a press that bought nothing."""
        return replace(self, last=now)

    def disarmed(self) -> Press:
        """After what was agreed to is no longer what would be bought."""
        return replace(self, armed_at=None, agreed=None)


def purchase_of(place: Place, recipe: Recipe, pictures: int, price: Estimate) -> Purchase:
    """What a press buys there; `price` is that of all `pictures`."""
    most = upper_bound(price)
    return Purchase(place, pictures, most, recipe if most is None else None)


def press(
    before: Press,
    now: float,
    purchase: Purchase,
    limit: Credits = CONFIRM_ABOVE,
    *,
    repeated: bool,
) -> tuple[Verdict, Press]:
    """Judge one press. A price above the limit asks twice, and so does one nobody knows."""
    if repeated or (before.last is not None and now - before.last < DEAF_SECONDS):
        return Verdict.IGNORE, before.heard(now)
    dear = purchase.most is None or purchase.most > limit
    if dear and not before.armed(now, purchase):
        return Verdict.ARM, Press(now, now, purchase)
    return Verdict.SEND, Press(now)
