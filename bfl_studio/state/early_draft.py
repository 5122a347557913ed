"""What was composed before the draft of the last run was there, put on top of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from bfl_studio.domain.catalog import ModelSpec, Role, Value
from bfl_studio.domain.fitting import Dropped, fit
from bfl_studio.domain.flux_models import find_model, first_model
from bfl_studio.domain.prompts import Prompt
from bfl_studio.domain.recipe import Recipe, default_recipe
from bfl_studio.domain.slots import with_image
from bfl_studio.state.draft import Draft

_SIZE = frozenset({Role.WIDTH.value, Role.HEIGHT.value})
_CLOSING = ",.;:!?)]}’”"
"""What stands right behind a word."""


def nothing_composed() -> Draft:
    """What a studio begins with."""
    return Draft(default_recipe(first_model()))


def put_on_top(early: Draft, kept: Draft) -> tuple[Draft, Dropped | None]:
    """`kept` with every field that was touched in `early`: words and pictures are added to those
    that are kept, elsewhere the newer one counts. And what another model, if one was chosen
    early, does not take over of what was kept.
    """
    nothing = nothing_composed()
    switched = early.recipe.model_id != nothing.recipe.model_id
    model = find_model((early if switched else kept).recipe.model_id)
    if model is None:
        # Nobody knows what such a model takes: all but the words has to wait for another.
        return replace(kept, recipe=_with_words(kept.recipe, early.recipe)), None
    recipe, dropped = fit(kept.recipe, model) if switched else (kept.recipe, None)
    newer = fit(early.recipe, model)[0]
    values = _touched(newer, fit(nothing.recipe, model)[0])
    recipe = replace(recipe, values=MappingProxyType({**recipe.values, **values}))
    recipe = _with_pictures(_with_words(recipe, newer), newer, model)
    pictures = kept.pictures if early.pictures == nothing.pictures else early.pictures
    locked = kept.locked
    if early.locked is not None or _SIZE & values.keys():
        locked = recipe.size if early.locked is not None else None
    return Draft(recipe, pictures, locked), dropped


def _touched(early: Recipe, nothing: Recipe) -> Mapping[str, Value]:
    """The values somebody chose; two sides are one size."""
    changed = {
        name: value
        for name, value in early.values.items()
        if name not in nothing.values or nothing.values[name] != value
    }
    if _SIZE & changed.keys():
        changed |= {name: early.values[name] for name in _SIZE & early.values.keys()}
    return changed


def _with_words(kept: Recipe, early: Recipe) -> Recipe:
    """Both prompts, the newer one at the end, where the caret is."""
    before, after = (Prompt(each.prompt, each.mentions) for each in (kept, early))
    joined = before + Prompt(_between(before.words, after.words)) + after
    return replace(kept, prompt=joined.words, mentions=joined.mentions)


def _between(before: str, after: str) -> str:
    """A blank where two words would become one."""
    if not before or not after or before[-1].isspace():
        return ""
    return "" if after[0].isspace() or after[0] in _CLOSING else " "


def _with_pictures(kept: Recipe, early: Recipe, model: ModelSpec) -> Recipe:
    """The newer ones in the next free slots, or in the only one there is."""
    for image in early.images:
        parameter = next((each for each in model.parameters if each.role == image.role), None)
        only = parameter is not None and parameter.most == 1
        kept = with_image(kept, image, 1 if only else None)
    return kept
