"""The FLUX.1 rows: data, nothing else (`bfl-api.md` §1a, §1e, §5)."""

from __future__ import annotations

from bfl_studio.domain.catalog import Family, FlatPrice, Kind, ModelSpec, Parameter, Role, SeenPrice
from bfl_studio.domain.credits import credits
from bfl_studio.domain.geometry import FLUX_1_LIMITS
from bfl_studio.domain.parameters import (
    LOOSE_PROMPT,
    OUTPUT_FORMAT,
    PROMPT,
    RATIOS,
    SEED,
    TOOL_LEAST_SIDE,
    UPSAMPLING,
    guidance,
    margin,
    picture,
    references,
    safety,
    side,
    steps,
)

_SHARED = (SEED, OUTPUT_FORMAT, safety(6), UPSAMPLING)
_IMAGE_PROMPT = picture(Role.IMAGE_PROMPT, "image_prompt", required=False)
_SIDES = (side(Role.WIDTH, 256, 1440), side(Role.HEIGHT, 256, 1440))
_STRENGTH = Parameter(
    Role.IMAGE_PROMPT_STRENGTH,
    "image_prompt_strength",
    Kind.NUMBER,
    0,
    1,
    0.1,
    only_when_moved=True,
    step=0.05,
)
# Without one the picture follows the first reference, or is square.
_RATIO_OR_NONE = Parameter(Role.ASPECT_RATIO, "aspect_ratio", Kind.CHOICE, choices=RATIOS)
_RATIO = Parameter(Role.ASPECT_RATIO, "aspect_ratio", Kind.CHOICE, default="16:9", choices=RATIOS)

_KONTEXT = (PROMPT, references(4), _RATIO_OR_NONE, *_SHARED)


def _ultra(*, raw: bool) -> tuple[Parameter, ...]:
    switch = Parameter(Role.RAW, "raw", Kind.SWITCH, default=raw)
    return (LOOSE_PROMPT, _RATIO, _IMAGE_PROMPT, _STRENGTH, switch, *_SHARED)


FLUX_1_MODELS: tuple[ModelSpec, ...] = (
    ModelSpec(
        id="flux-kontext-pro",
        path="/v1/flux-kontext-pro",
        label="FLUX.1 Kontext [pro]",
        family=Family.FLUX_1,
        best_for="Edits with words; about 1 MP",
        usual_seconds=(7, 9),
        price=FlatPrice(credits("4")),
        parameters=_KONTEXT,
    ),
    ModelSpec(
        id="flux-kontext-max",
        path="/v1/flux-kontext-max",
        label="FLUX.1 Kontext [max]",
        family=Family.FLUX_1,
        best_for="Edits with lettering; six at a time",
        usual_seconds=(7, 9),
        price=FlatPrice(credits("8")),
        parameters=_KONTEXT,
        concurrency=6,
    ),
    ModelSpec(
        id="flux-pro-1.1",
        path="/v1/flux-pro-1.1",
        label="FLUX1.1 [pro]",
        family=Family.FLUX_1,
        best_for="The earlier standard, up to 1440 px",
        usual_seconds=None,
        price=FlatPrice(credits("4")),
        parameters=(LOOSE_PROMPT, *_SIDES, _IMAGE_PROMPT, *_SHARED),
        size_limits=FLUX_1_LIMITS,
    ),
    ModelSpec(
        id="flux-pro-1.1-ultra",
        path="/v1/flux-pro-1.1-ultra",
        label="FLUX1.1 [pro] Ultra",
        family=Family.FLUX_1,
        best_for="About 4 MP in one go",
        usual_seconds=(11, 14),
        price=FlatPrice(credits("6")),
        parameters=_ultra(raw=False),
    ),
    ModelSpec(
        id="flux-pro-1.1-ultra-raw",
        path="/v1/flux-pro-1.1-ultra",
        label="FLUX1.1 [pro] Ultra Raw",
        family=Family.FLUX_1,
        best_for="About 4 MP, less polished, like a snapshot",
        usual_seconds=(11, 14),
        price=FlatPrice(credits("6")),
        parameters=_ultra(raw=True),
    ),
    ModelSpec(
        id="flux-dev",
        path="/v1/flux-dev",
        label="FLUX.1 [dev]",
        family=Family.FLUX_1,
        best_for="The open weights, hosted",
        usual_seconds=None,
        price=FlatPrice(credits("2.5")),
        parameters=(
            LOOSE_PROMPT,
            *_SIDES,
            _IMAGE_PROMPT,
            *_SHARED,
            steps(1, 28),
            guidance(5, 3.0),
        ),
        size_limits=FLUX_1_LIMITS,
    ),
    ModelSpec(
        id="flux-pro-1.0-fill",
        path="/v1/flux-pro-1.0-fill",
        label="FLUX.1 Fill [pro]",
        family=Family.FLUX_1,
        best_for="Repaints where the mask is white",
        usual_seconds=(4, 5),
        price=FlatPrice(credits("5")),
        parameters=(
            LOOSE_PROMPT,
            picture(Role.IMAGE, "image", least=TOOL_LEAST_SIDE),
            picture(Role.MASK, "mask", least=TOOL_LEAST_SIDE),
            *_SHARED,
            steps(15, 50),
            guidance(100, 60.0),
        ),
    ),
    ModelSpec(
        id="flux-pro-1.0-expand",
        path="/v1/flux-pro-1.0-expand",
        label="FLUX.1 Expand [pro]",
        family=Family.FLUX_1,
        best_for="Paints on beyond the edges",
        usual_seconds=None,
        # No list of BFL's names it; clients have shown this amount.
        price=SeenPrice((("", credits("5")),), "2026-09-21"),
        parameters=(
            LOOSE_PROMPT,
            picture(Role.IMAGE, "image", least=TOOL_LEAST_SIDE),
            margin(Role.MARGIN_TOP, "top"),
            margin(Role.MARGIN_BOTTOM, "bottom"),
            margin(Role.MARGIN_LEFT, "left"),
            margin(Role.MARGIN_RIGHT, "right"),
            *_SHARED,
            steps(15, 50),
            guidance(100, 60.0),
        ),
    ),
)
