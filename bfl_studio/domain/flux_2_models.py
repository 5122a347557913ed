"""The FLUX.2 rows: data, nothing else (`bfl-api.md` §1c, §1d, §5; prices of November 2026)."""

from __future__ import annotations

from bfl_studio.domain.catalog import Family, MegapixelPrice, ModelSpec, Role
from bfl_studio.domain.credits import credits
from bfl_studio.domain.parameters import (
    OUTPUT_FORMAT,
    PROMPT,
    SEED,
    UPSAMPLING,
    VERBATIM,
    guidance,
    references,
    safety,
    side,
    steps,
)

_COMMON = (
    PROMPT,
    side(Role.WIDTH, 64, 4096),
    side(Role.HEIGHT, 64, 4096),
    SEED,
    OUTPUT_FORMAT,
    safety(5),
)


def _price(first: str, further: str, reference: str) -> MegapixelPrice:
    return MegapixelPrice(credits(first), credits(further), credits(reference))


_KLEIN = (*_COMMON, references(4))
_PRO = (*_COMMON, VERBATIM, references(8))
_FLEX = (*_COMMON, UPSAMPLING, steps(1, 50), guidance(10, 5.0), references(8))

FLUX_2_MODELS: tuple[ModelSpec, ...] = (
    ModelSpec(
        id="flux-2-pro",
        path="/v1/flux-2-pro",
        label="FLUX.2 [pro]",
        family=Family.FLUX_2,
        best_for="Best balance of quality and price",
        usual_seconds=(11, 14),
        price=_price("3", "1.5", "1.5"),
        parameters=_PRO,
        advised_megapixels=9,
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
        advised_megapixels=9,
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
