"""What is worth a look before a press of Generate; it keeps nobody from pressing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bfl_studio.domain.batch import for_batch
from bfl_studio.domain.catalog import ModelSpec
from bfl_studio.domain.credits import Credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.geometry import MEGAPIXEL
from bfl_studio.domain.recipe import Recipe
from bfl_studio.domain.references import sendings
from bfl_studio.state.draft import Draft

Known = Callable[[Recipe, Place], str | None]
"""The id of a kept picture made with exactly this recipe, seed and all, at such a place."""


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


class MadeBefore:
    """Finds which of the pictures of a press are kept already, with one index of them.

    Owns its last answer: the same is asked several times for each key that is pressed.
    """

    def __init__(self, known: Known) -> None:
        self._known = known
        self._asked: tuple[Draft, Place] | None = None
        self._answer: AlreadyMade | None = None

    def find(self, draft: Draft, place: Place) -> AlreadyMade | None:
        """None also for a random seed, which makes no picture that is kept."""
        if self._asked != (draft, place):
            self._asked = (draft, place)
            self._answer = self._find(draft, place) if draft.recipe.seed is not None else None
        return self._answer

    def _find(self, draft: Draft, place: Place) -> AlreadyMade | None:
        found = (self._known(each, place) for each in for_batch(draft.recipe, draft.pictures))
        kept = [each for each in found if each is not None]
        return AlreadyMade(kept[0], len(kept)) if kept else None


def low_balance(balance: Credits | None, price: Credits | None) -> LowBalance | None:
    """Whether the balance, where both are known, is less than the price."""
    if balance is None or price is None or price <= balance:
        return None
    return LowBalance(balance, price)


def over_advice(model: ModelSpec, recipe: Recipe) -> OverAdvice | None:
    """Whether more goes in and out than the model is advised for."""
    advised = model.advised_megapixels
    if advised is None or not recipe.images:
        return None
    pixels = recipe.size.pixels + sum(
        each.size.pixels for each in sendings(model, recipe) if each.size is not None
    )
    return OverAdvice(pixels / MEGAPIXEL, advised) if pixels > advised * MEGAPIXEL else None
