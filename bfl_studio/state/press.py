"""When a press of Generate counts: money asks twice, a held key never asks at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from bfl_studio.domain.credits import Credits, credits

CONFIRM_ABOVE = credits(100)
"""$1.00 a press, until the designer chooses another limit: above it the first one only arms."""

DEAF_SECONDS = 0.4
"""After any press, counted or not: a double click is one click, and so are twenty in a second."""

ARMED_SECONDS = 5.0


class Verdict(StrEnum):
    IGNORE = "ignore"
    ARM = "arm"
    SEND = "send"


@dataclass(frozen=True, slots=True)
class Press:
    """What earlier presses left behind; seconds of a monotonic clock."""

    last: float | None = None
    armed_at: float | None = None
    armed_for: Credits | None = None

    def armed(self, now: float, price: Credits | None) -> bool:
        """Whether the next press sends, for this very price."""
        return (
            self.armed_at is not None
            and now - self.armed_at < ARMED_SECONDS
            and self.armed_for == price
        )

    def heard(self, now: float) -> Press:
        """After a press that bought nothing."""
        return replace(self, last=now)

    def disarmed(self) -> Press:
        """After the price it was armed for has changed."""
        return replace(self, armed_at=None, armed_for=None)


def press(
    before: Press,
    now: float,
    price: Credits | None,
    limit: Credits = CONFIRM_ABOVE,
    *,
    repeated: bool,
) -> tuple[Verdict, Press]:
    """Judge one press. `price` is the most it can cost, None when nobody knows: that asks twice."""
    if repeated or (before.last is not None and now - before.last < DEAF_SECONDS):
        return Verdict.IGNORE, before.heard(now)
    if (price is None or price > limit) and not before.armed(now, price):
        return Verdict.ARM, Press(now, now, price)
    return Verdict.SEND, replace(Press(), last=now)
