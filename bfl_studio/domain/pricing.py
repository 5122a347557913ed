"""What a recipe costs before it is sent: pure and exact (`bfl-api.md` §5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bfl_studio.domain.catalog import MegapixelPrice, ModelSpec
from bfl_studio.domain.credits import Credits, total
from bfl_studio.domain.flux_models import find_model
from bfl_studio.domain.geometry import MAX_BILLED_TIER, Size
from bfl_studio.domain.recipe import Recipe


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


Estimate = Exact | Range | Unknown


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
    """The sum for one picture, or None while a reference's pixels are not known."""
    sizes = [image.size for image in recipe.images[: model.most_references]]
    known = [size for size in sizes if size is not None]
    if len(known) != len(sizes):
        return None
    return price_parts(model.price, recipe.size, known)


def estimate(recipe: Recipe, pictures: int = 1) -> Estimate:
    """What `pictures` pictures of this recipe cost; Unknown for a model without a price."""
    model = find_model(recipe.model_id)
    summed = parts(model, recipe) if model else None
    return Exact(summed.amount * pictures) if summed else Unknown()


def upper_bound(price: Estimate) -> Credits | None:
    """The most it can cost; None when nobody knows."""
    match price:
        case Exact(amount):
            return amount
        case Range(_, high):
            return high
        case Unknown():
            return None
