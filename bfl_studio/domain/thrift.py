"""What sending fewer pixels of a reference would save: whole megapixels, exact amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bfl_studio.domain.catalog import MegapixelPrice, ModelSpec, Role
from bfl_studio.domain.credits import Credits
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.pricing import Exact, Range, reference_price
from bfl_studio.domain.references import Sending, sent_size

_SPARED = 0.8
"""Part of its pixels a picture keeps when nobody would miss the rest."""


@dataclass(frozen=True, slots=True)
class Saving:
    """Sent with `tier` whole MP at most, a picture adds `amount` less to what is generated.

    `certain`: not only at most, as where the service's count of its pixels is not published.
    """

    tier: int
    amount: Credits
    certain: bool = True


def cheaper(model: ModelSpec, sending: Sending, count: int) -> tuple[Saving, ...]:
    """Every lower tier one of `count` references can be sent in, the highest first."""
    price, size = model.price, sending.size
    if sending.role is not Role.REFERENCE or not isinstance(price, MegapixelPrice) or size is None:
        return ()
    now = reference_price(price, sending, count)
    found: list[Saving] = []
    for tier in range(size.tier - 1, 0, -1):
        less = limited(sending, tier, count)
        if less.size is None or less.size.tier != tier:
            continue
        saved = _most(now) - _most(reference_price(price, less, count))
        if saved:
            found.append(Saving(tier, saved, certain=isinstance(now, Exact)))
    return tuple(found)


def worthwhile(model: ModelSpec, sending: Sending, count: int) -> Saving | None:
    """The next lower tier where it costs a picture hardly any of its pixels; None: it would."""
    savings: Sequence[Saving] = cheaper(model, sending, count)
    if sending.size is None or not savings or not savings[0].certain:
        return None
    less = limited(sending, savings[0].tier, count).size
    spared = less is not None and less.pixels >= _SPARED * sending.size.pixels
    return savings[0] if spared else None


def limited(sending: Sending, tier: int | None, count: int) -> Sending:
    """The same picture, one of `count`, sent with so many MP at most; None: as many as may be."""
    image = replace(sending.image, at_most=tier, full_detail=sending.image.full_detail and not tier)
    extent = image.extent
    size: Size | None = None
    if extent is not None:
        size = sent_size(extent, count, full_detail=image.full_detail, at_most=tier)
    return Sending(sending.role, image, size)


def _most(price: Exact | Range) -> Credits:
    return price.amount if isinstance(price, Exact) else price.high
