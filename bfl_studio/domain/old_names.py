"""Model names of older guides, and what they mean today (`bfl-api.md` §1b, §8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bfl_studio.domain.recipe import Recipe

OLD_NAMES: Mapping[str, str] = {
    "flux-kontext": "flux-kontext-pro",
    "flux-fill": "flux-pro-1.0-fill",
    "flux-pro-1.1-raw": "flux-pro-1.1-ultra-raw",
    "flux-pro": "flux-pro-1.1",
}


def resolved(recipe: Recipe) -> Recipe:
    """The recipe under its model's name of today."""
    return replace(recipe, model_id=OLD_NAMES.get(recipe.model_id, recipe.model_id))
