"""Every model there is: BFL's rows in the picker's order, then the designer's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bfl_studio.domain.catalog import Family, ModelSpec
from bfl_studio.domain.flux_2_models import FLUX_2_MODELS

PRICE_RULE_VERSION = "2026-11-20"
"""Stored with every job, so that an old estimate can be understood after prices change."""

DEFAULT_MODEL_ID = "flux-2-pro"


@dataclass(frozen=True, slots=True)
class Unhosted:
    """A model that is known and can't be had from the service."""

    label: str
    family: Family
    why: str


UNHOSTED = (Unhosted("FLUX.2 [dev]", Family.FLUX_2, "Weights to download; BFL doesn't host it"),)
"""`bfl-api.md` §1a."""

_OWN: list[ModelSpec] = []


def adopt(own: Iterable[ModelSpec]) -> None:
    """Add the designer's own rows: once, before anything else asks."""
    _OWN[:] = own


@cache
def hosted() -> tuple[ModelSpec, ...]:
    """BFL's rows."""
    # The first paint shows a FLUX.2 model; the others are loaded when somebody asks.
    from bfl_studio.domain.flux_1_models import FLUX_1_MODELS
    from bfl_studio.domain.tool_models import FLUX_3_MODELS, TOOL_MODELS

    return FLUX_2_MODELS + FLUX_1_MODELS + TOOL_MODELS + FLUX_3_MODELS


def models() -> tuple[ModelSpec, ...]:
    """All rows, in the order in which they are shown."""
    return (*hosted(), *_OWN)


def find_model(model_id: str) -> ModelSpec | None:
    """The row of that id; None for a model nobody knows."""
    for model in FLUX_2_MODELS:
        if model.id == model_id:
            return model
    return next((model for model in models() if model.id == model_id), None)


def first_model() -> ModelSpec:
    """What a recipe begins with."""
    return find_model(DEFAULT_MODEL_ID) or FLUX_2_MODELS[0]
