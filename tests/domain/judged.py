"""Recipes to be judged by the rules."""

from dataclasses import replace
from typing import Any

from bfl_studio.domain import flux_models, recipe, rules
from bfl_studio.domain.catalog import ModelSpec, Role
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import Recipe, RecipeImage
from bfl_studio.domain.rules import IssueKind

NEEDS_PICTURES = {
    "flux-pro-1.0-fill": (Role.IMAGE, Role.MASK),
    "flux-pro-1.0-expand": (Role.IMAGE,),
    "flux-outpainting": (Role.IMAGE,),
    "flux-erase": (Role.IMAGE, Role.MASK),
    "flux-deblur": (Role.IMAGE,),
    "flux-virtual-try-on": (Role.PERSON, Role.GARMENT),
}


def a_recipe(model_id: str = "flux-2-pro", /, prompt: str = "a harbour", **values: Any) -> Recipe:
    wanted = replace(recipe.default_recipe(a_model(model_id)), prompt=prompt)
    return wanted.with_values({Role(name): value for name, value in values.items()})


def a_model(model_id: str) -> ModelSpec:
    model = flux_models.find_model(model_id)
    assert model is not None
    return model


def pictured(wanted: Recipe, *pictures: tuple[Role, Size | None]) -> Recipe:
    return replace(
        wanted, images=tuple(RecipeImage(role, "0", size=size) for role, size in pictures)
    )


def with_pictures(model_id: str, *roles: Role, prompt: str = "a harbour") -> Recipe:
    square = Size(512, 512)
    return pictured(a_recipe(model_id, prompt), *((role, square) for role in roles))


def complete(model_id: str, /, **values: Any) -> Recipe:
    """With every picture that the model needs."""
    images = with_pictures(model_id, *NEEDS_PICTURES.get(model_id, ())).images
    return replace(a_recipe(model_id, **values), images=images)


def kinds(wanted: Recipe, pictures: int = 1) -> list[tuple[IssueKind, Role | None]]:
    return [(issue.kind, issue.role) for issue in rules.check_press(wanted, pictures)]
