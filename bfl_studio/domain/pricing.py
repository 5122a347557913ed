"""What a recipe costs before it is sent: pure and exact (`bfl-api.md` §5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bfl_studio.domain.catalog import (
    ChoicePrice,
    FlatPrice,
    MegapixelPrice,
    ModelSpec,
    Role,
    SeenPrice,
)
from bfl_studio.domain.credits import Credits, total
from bfl_studio.domain.flux_models import find_model
from bfl_studio.domain.geometry import MAX_BILLED_TIER, Size
from bfl_studio.domain.recipe import Recipe
from bfl_studio.domain.references import Sending, sendings


@dataclass(frozen=True, slots=True)
class Exact:
    """A published price for known pixels."""

    amount: Credits


@dataclass(frozen=True, slots=True)
class Range:
    """Both readings of the price page; budgets count `high`."""

    low: Credits
    high: Credits


@dataclass(frozen=True, slots=True)
class Unknown:
    """No published price."""


@dataclass(frozen=True, slots=True)
class Seen:
    """No published price; what was charged before, `on` a day (ISO date, or empty)."""

    amount: Credits
    on: str = ""


Estimate = Exact | Range | Unknown | Seen


@dataclass(frozen=True, slots=True)
class PriceParts:
    """The sum one picture is made of; tiers are whole megapixels."""

    first: Credits
    further: Credits
    further_tiers: int
    references: Credits
    reference_count: int

    @property
    def amount(self) -> Credits:
        return self.first + self.further + self.references


def price_parts(price: MegapixelPrice, output: Size, references: Sequence[Size]) -> PriceParts:
    """Output and every reference are rounded up separately; a reference counts as 4 MP at most."""
    further = output.tier - 1
    tiers = [min(MAX_BILLED_TIER, reference.tier) for reference in references]
    return PriceParts(
        price.first,
        price.further * further,
        further,
        total(price.reference * tier for tier in tiers),
        len(tiers),
    )


def parts(model: ModelSpec, recipe: Recipe) -> PriceParts | None:
    """The sum for one picture; None while a reference's pixels are not known, and for a model
    that is not priced by the megapixel.
    """
    if not isinstance(model.price, MegapixelPrice):
        return None
    used = _references(model, recipe)
    sizes = [each.size for each in used if _sure(each, len(used)) and each.size is not None]
    return price_parts(model.price, recipe.size, sizes) if len(sizes) == len(used) else None


def _references(model: ModelSpec, recipe: Recipe) -> tuple[Sending, ...]:
    return tuple(each for each in sendings(model, recipe) if each.role is Role.REFERENCE)


def reference_price(price: MegapixelPrice, sending: Sending, count: int) -> Exact | Range:
    """What one of `count` references adds to a picture.

    A range where the service's reading is not published (`bfl-api.md` §5).
    """
    tier = min(MAX_BILLED_TIER, sending.size.tier) if sending.size else MAX_BILLED_TIER
    high = price.reference * tier
    if _sure(sending, count) or tier == 1:
        return Exact(high)
    return Range(price.reference, high)


def _sure(sending: Sending, count: int) -> bool:
    """Whether both readings of the price page give the same."""
    return sending.size is not None and (count == 1 or not sending.image.full_detail)


def _by_megapixel(price: MegapixelPrice, model: ModelSpec, recipe: Recipe) -> Estimate:
    used = _references(model, recipe)
    low = high = price.first + price.further * (recipe.size.tier - 1)
    for each in used:
        added = reference_price(price, each, len(used))
        low += added.amount if isinstance(added, Exact) else added.low
        high += added.amount if isinstance(added, Exact) else added.high
    return Exact(low) if low == high else Range(low, high)


def estimate(recipe: Recipe, pictures: int = 1) -> Estimate:
    """What `pictures` pictures of this recipe cost; Unknown for a model without a price."""
    model = find_model(recipe.model_id)
    return estimate_of(model, recipe, pictures) if model is not None else Unknown()


def estimate_of(model: ModelSpec, recipe: Recipe, pictures: int = 1) -> Estimate:
    """The same for a model that need not be in the table."""
    match model.price:
        case MegapixelPrice() as price:
            match _by_megapixel(price, model, recipe):
                case Exact(amount):
                    return Exact(amount * pictures)
                case Range(low, high):
                    return Range(low * pictures, high * pictures)
            return Unknown()
        case FlatPrice(amount):
            return Exact(amount * pictures)
        case ChoicePrice(role, amounts):
            chosen = _chosen(model, role, amounts, recipe)
            return Exact(chosen * pictures) if chosen is not None else Unknown()
        case SeenPrice(amounts, on, seen_role):
            chosen = _chosen(model, seen_role, amounts, recipe)
            return Seen(chosen * pictures, on) if chosen is not None else Unknown()


def _chosen(
    model: ModelSpec, role: Role | None, amounts: Sequence[tuple[str, Credits]], recipe: Recipe
) -> Credits | None:
    if role is None:
        return dict(amounts).get("")
    parameter, choice = model.parameter(role), recipe.value(role)
    if choice is None and parameter is not None:
        choice = parameter.default
    return dict(amounts).get(str(choice))


def together(prices: Iterable[Estimate]) -> Estimate:
    """The sum of several, known as well as the least known of them."""
    each = tuple(prices)
    bounds = [upper_bound(price) for price in each]
    known = [bound for bound in bounds if bound is not None]
    if len(known) < len(each):
        return Unknown()
    high = total(known)
    if any(isinstance(price, Seen) for price in each):
        return Seen(high)
    low = total(
        price.low if isinstance(price, Range) else high_of
        for price, high_of in zip(each, known, strict=True)
    )
    return Exact(high) if low == high else Range(low, high)


def upper_bound(price: Estimate) -> Credits | None:
    """The most it can cost; None when nobody knows."""
    match price:
        case Exact(amount) | Seen(amount):
            return amount
        case Range(_, high):
            return high
        case Unknown():
            return None
