"""The recipes one press buys: one for each picture, with its words and its seed."""

from __future__ import annotations

from bfl_studio.domain import choices
from bfl_studio.domain.catalog import Role
from bfl_studio.domain.flux_models import find_model
from bfl_studio.domain.recipe import LARGEST_SEED, Recipe, random_seed


def for_batch(recipe: Recipe, pictures: int) -> tuple[Recipe, ...]:
    """One recipe for each picture, `pictures` for each choice of words; seeds all different where
    the model takes one, and the same for each choice, so that only the words differ.

    A random seed is drawn here, in the studio, because the service need not tell the one it used
    (`bfl-api.md` §2b). A fixed seed counts up, so that picture one is the picture asked for.
    """
    seeds = _seeds(recipe, pictures)
    readings = choices.expanded(recipe) if _has_words(recipe) else (recipe,)
    return tuple(
        each if each.seed == seed else each.with_seed(seed) for each in readings for seed in seeds
    )


def choices_of(recipe: Recipe) -> int:
    """How many different prompts its words make; one where the model takes no words."""
    return choices.count(recipe.prompt) if "|" in recipe.prompt and _has_words(recipe) else 1


def _has_words(recipe: Recipe) -> bool:
    model = find_model(recipe.model_id)
    return model is None or model.parameter(Role.PROMPT) is not None


def _seeds(recipe: Recipe, pictures: int) -> tuple[int | None, ...]:
    model = find_model(recipe.model_id)
    if model is not None and model.parameter(Role.SEED) is None:
        # What another model left behind is never sent, and so not this picture's seed.
        return (None,) * pictures
    if recipe.seed is not None:
        return tuple((recipe.seed + step) % (LARGEST_SEED + 1) for step in range(pictures))
    seeds: dict[int, None] = {}
    while len(seeds) < pictures:
        seeds[random_seed()] = None
    return tuple(seeds)
