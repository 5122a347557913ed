"""What a balance says about purchases that got no answer: advice, never proof."""

from __future__ import annotations

from collections.abc import Sequence

from bfl_studio.domain.credits import NOTHING, Credits, total
from bfl_studio.domain.errors import Hint


def hint_of(
    before: Credits | None, after: Credits, spent: Credits, doubtful: Sequence[Credits | None]
) -> Hint:
    """`before` the purchases and `after` them, less what was `spent` for certain in between.

    `doubtful` are the prices of all purchases without an answer, None for an unknown one. An
    account may be shared, and moderation may give back: whatever does not add up is unclear.
    """
    if before is None:
        return Hint.UNCLEAR
    fell = before - after - spent
    if fell == NOTHING:
        return Hint.UNCHANGED
    prices = [price for price in doubtful if price is not None]
    known = len(prices) == len(doubtful)
    return Hint.FELL if known and fell == total(prices) else Hint.UNCLEAR
