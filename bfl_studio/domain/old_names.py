"""Model names of older guides, and what they mean today (`bfl-api.md` §1b, §8)."""

from __future__ import annotations

from collections.abc import Mapping

from bfl_studio.domain.catalog import ModelSpec
from bfl_studio.domain.flux_models import find_model

OLD_NAMES: Mapping[str, str] = {
    "flux-kontext": "flux-kontext-pro",
    "flux-fill": "flux-pro-1.0-fill",
    "flux-pro-1.1-raw": "flux-pro-1.1-ultra-raw",
    "flux-pro": "flux-pro-1.1",
}


def todays_model(model_id: str) -> ModelSpec | None:
    """The model that older guides call so; None for what is no name of theirs."""
    return find_model(OLD_NAMES[model_id]) if model_id in OLD_NAMES else None
