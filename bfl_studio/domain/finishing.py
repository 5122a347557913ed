"""Finals from drafts: the same recipe and seed on another model, or larger."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from bfl_studio.domain import rules
from bfl_studio.domain.catalog import Family, ModelSpec
from bfl_studio.domain.fitting import fit
from bfl_studio.domain.flux_models import find_model
from bfl_studio.domain.geometry import MEGAPIXEL, Size
from bfl_studio.domain.pricing import Estimate, estimate_of
from bfl_studio.domain.recipe import Recipe

_LARGER = 4 * MEGAPIXEL
_WORTH_IT = 1.5
"""Times the pixels, at least: less nobody would pay twice for."""


@dataclass(frozen=True, slots=True)
class Finish:
    """One picture that can be made from another; `size` W×H in pixels where that is larger."""

    model: ModelSpec
    recipe: Recipe
    estimate: Estimate
    size: Size | None = None


def finishes(recipe: Recipe, models: Iterable[ModelSpec]) -> tuple[Finish, ...]:
    """What can be made of a picture's recipe with its own seed, in the order of the models.

    Only models of the picture's own family: the others read the same words otherwise.
    """
    own = find_model(recipe.model_id)
    if own is None:
        return ()
    found: list[Finish] = []
    for model in models:
        if model.family is not own.family or model.family is not Family.FLUX_2:
            continue
        fitted, _ = fit(recipe, model)
        if model.id != own.id:
            found.append(Finish(model, fitted, estimate_of(model, fitted)))
        size = _enlarged(fitted.size, model)
        if size is not None:
            large = fitted.with_size(size)
            found.append(Finish(model, large, estimate_of(model, large), size))
    return tuple(each for each in found if not rules.check(each.recipe))


def _enlarged(size: Size, model: ModelSpec) -> Size | None:
    """The largest size of the same shape, if that is a good deal more."""
    limits = model.size_limits
    if not size.pixels:
        return None
    scale = math.sqrt(min(_LARGER, limits.largest_area) / size.pixels)
    wanted = Size(
        min(limits.largest_side, int(size.width * scale)),
        min(limits.largest_side, int(size.height * scale)),
    )
    larger = limits.largest_at_ratio(wanted)
    return larger if larger.pixels >= size.pixels * _WORTH_IT else None
