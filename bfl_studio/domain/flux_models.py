"""The table of FLUX models: data, nothing else (`bfl-api.md` §1, §5; prices of November 2026)."""

from __future__ import annotations

from bfl_studio.domain.catalog import (
    Encoding,
    Family,
    Kind,
    MegapixelPrice,
    ModelSpec,
    Parameter,
    Role,
)
from bfl_studio.domain.credits import credits

PRICE_RULE_VERSION = "2026-11-20"
"""Stored with every job, so that an old estimate can be understood after prices change."""

DEFAULT_MODEL_ID = "flux-2-pro"

_PROMPT = Parameter(Role.PROMPT, "prompt", Kind.TEXT, required=True)
_WIDTH = Parameter(Role.WIDTH, "width", Kind.INTEGER, 64, 4096, 1024)
_HEIGHT = Parameter(Role.HEIGHT, "height", Kind.INTEGER, 64, 4096, 1024)
# The service takes any integer; 32 bits stay exact in every tool that reads the recipe.
_SEED = Parameter(Role.SEED, "seed", Kind.INTEGER, 0, 2**32 - 1)
_FORMAT = Parameter(
    Role.OUTPUT_FORMAT, "output_format", Kind.CHOICE, default="png", choices=("png", "jpeg", "webp")
)
_SAFETY = Parameter(Role.SAFETY_TOLERANCE, "safety_tolerance", Kind.INTEGER, 0, 5, 2)
_COMMON = (_PROMPT, _WIDTH, _HEIGHT, _SEED, _FORMAT, _SAFETY)

_VERBATIM = Parameter(
    Role.REWRITING, "disable_pup", Kind.SWITCH, default=False, encoding=Encoding.INVERTED
)
_UPSAMPLING = Parameter(Role.REWRITING, "prompt_upsampling", Kind.SWITCH, default=False)
_STEPS = Parameter(Role.STEPS, "steps", Kind.INTEGER, 1, 50, 50, only_when_moved=True)
_GUIDANCE = Parameter(
    Role.GUIDANCE, "guidance", Kind.NUMBER, 1.5, 10, 5.0, only_when_moved=True, step=0.5
)


def _references(most: int) -> Parameter:
    return Parameter(
        Role.REFERENCE, "input_image", Kind.IMAGES, encoding=Encoding.NUMBERED, most=most
    )


def _price(first: str, further: str, reference: str) -> MegapixelPrice:
    return MegapixelPrice(credits(first), credits(further), credits(reference))


_KLEIN = (*_COMMON, _references(4))
_PRO = (*_COMMON, _VERBATIM, _references(8))
_FLEX = (*_COMMON, _UPSAMPLING, _STEPS, _GUIDANCE, _references(8))

MODELS: tuple[ModelSpec, ...] = (
    ModelSpec(
        id="flux-2-pro",
        path="/v1/flux-2-pro",
        label="FLUX.2 [pro]",
        family=Family.FLUX_2,
        best_for="Best balance of quality and price",
        usual_seconds=(11, 14),
        price=_price("3", "1.5", "1.5"),
        parameters=_PRO,
    ),
    ModelSpec(
        id="flux-2-pro-preview",
        path="/v1/flux-2-pro-preview",
        label="FLUX.2 [pro] preview",
        family=Family.FLUX_2,
        best_for="Newest weights; results may change",
        usual_seconds=(11, 14),
        price=_price("3", "1.5", "1.5"),
        parameters=_PRO,
        preview=True,
    ),
    ModelSpec(
        id="flux-2-max",
        path="/v1/flux-2-max",
        label="FLUX.2 [max]",
        family=Family.FLUX_2,
        best_for="Finals: highest quality",
        usual_seconds=(36, 41),
        price=_price("7", "3", "3"),
        parameters=_PRO,
    ),
    ModelSpec(
        id="flux-2-flex",
        path="/v1/flux-2-flex",
        label="FLUX.2 [flex]",
        family=Family.FLUX_2,
        best_for="Lettering and fine control",
        usual_seconds=(7, 9),
        price=_price("5", "5", "5"),
        parameters=_FLEX,
    ),
    ModelSpec(
        id="flux-2-klein-9b",
        path="/v1/flux-2-klein-9b",
        label="FLUX.2 [klein] 9B",
        family=Family.FLUX_2,
        best_for="Good drafts in seconds",
        usual_seconds=(2, 5),
        price=_price("1.5", "0.2", "0.2"),
        parameters=_KLEIN,
    ),
    ModelSpec(
        id="flux-2-klein-9b-preview",
        path="/v1/flux-2-klein-9b-preview",
        label="FLUX.2 [klein] 9B preview",
        family=Family.FLUX_2,
        best_for="Newest drafts; results may change",
        usual_seconds=(2, 5),
        price=_price("1.5", "0.2", "0.2"),
        parameters=_KLEIN,
        preview=True,
    ),
    ModelSpec(
        id="flux-2-klein-4b",
        path="/v1/flux-2-klein-4b",
        label="FLUX.2 [klein] 4B",
        family=Family.FLUX_2,
        best_for="Fastest and cheapest drafts",
        usual_seconds=(2, 4),
        price=_price("1.4", "0.1", "0.1"),
        parameters=_KLEIN,
    ),
)

_BY_ID = {model.id: model for model in MODELS}


def find_model(model_id: str) -> ModelSpec | None:
    return _BY_ID.get(model_id)
