"""Models and recipes to fit to each other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bfl_studio.domain import flux_models, recipe
from bfl_studio.domain.catalog import ModelSpec, Parameter, Role
from bfl_studio.domain.recipe import Recipe, RecipeImage
from bfl_studio.domain.rules import IssueKind

# Words and pictures are nobody's to make up, nor where there is to be more of a picture.
LEFT_TO_THE_DESIGNER = {
    IssueKind.PROMPT_EMPTY,
    IssueKind.PROMPT_TOO_LONG,
    IssueKind.IMAGE_MISSING,
    IssueKind.IMAGE_TOO_SMALL,
    IssueKind.MASK_OTHER_SHAPE,
    IssueKind.MARGINS_ZERO,
    IssueKind.CANVAS_TOO_SMALL,
}
KLEIN, PRO, FLEX, MAX = "flux-2-klein-9b", "flux-2-pro", "flux-2-flex", "flux-2-max"


def a_model(model_id: str) -> ModelSpec:
    model = flux_models.find_model(model_id)
    assert model is not None
    return model


def a_recipe(model_id: str, /, **values: Any) -> Recipe:
    start = replace(recipe.default_recipe(a_model(model_id)), prompt="a harbour")
    return start.with_values({Role(name): value for name, value in values.items()})


def a_model_with(*rows: Parameter, **changes: Any) -> ModelSpec:
    """The default model with some rows of its own."""
    model = a_model(PRO)
    own = {row.role for row in rows}
    kept = tuple(row for row in model.parameters if row.role not in own)
    return replace(model, id="another", label="Another", parameters=(*kept, *rows), **changes)


def references(count: int) -> tuple[RecipeImage, ...]:
    return tuple(RecipeImage(Role.REFERENCE, f"{number:064x}") for number in range(count))
