"""The FLUX Tools and FLUX 3 rows: data, nothing else (`bfl-api.md` §1g, §1h, §5)."""

from __future__ import annotations

from dataclasses import replace

from bfl_studio.domain.catalog import (
    MOST_IMAGES,
    ChoicePrice,
    Encoding,
    Family,
    Kind,
    ModelSpec,
    Parameter,
    Role,
    SeenPrice,
)
from bfl_studio.domain.credits import credits
from bfl_studio.domain.parameters import (
    LOOSE_PROMPT,
    OUTPUT_FORMAT,
    PROMPT,
    SEED,
    TOOL_LEAST_SIDE,
    VERBATIM,
    picture,
    safety,
    side,
)

_SEEN = "2026-09-21"
_TIERS = ("768sq", "1k", "1.5k", "2k", "4k")
_FLUX_3_RATIOS = (
    "auto", "21:9", "2:1", "16:9", "3:2", "7:5", "4:3", "5:4", "1:1",
    "4:5", "3:4", "5:7", "2:3", "9:16", "1:2", "9:21",
)  # fmt: skip

TOOL_MODELS: tuple[ModelSpec, ...] = (
    ModelSpec(
        id="flux-outpainting",
        path="/v1/flux-tools/outpainting-v1",
        label="FLUX Outpainting",
        family=Family.TOOLS,
        best_for="Puts the picture on a larger canvas",
        usual_seconds=(32, 34),
        price=SeenPrice((("high", credits("20")), ("fast", credits("4.5"))), _SEEN, Role.MODE),
        parameters=(
            LOOSE_PROMPT,
            picture(Role.IMAGE, "input_image"),
            side(Role.WIDTH, 64, 4096),
            side(Role.HEIGHT, 64, 4096),
            Parameter(Role.OFFSET_X, "reference_offset_x", Kind.INTEGER, -4096, 4096),
            Parameter(Role.OFFSET_Y, "reference_offset_y", Kind.INTEGER, -4096, 4096),
            Parameter(Role.AUTO_CROP, "auto_crop", Kind.SWITCH, default=False),
            Parameter(Role.MODE, "mode", Kind.CHOICE, default="high", choices=("high", "fast")),
            VERBATIM,
            safety(5),
            OUTPUT_FORMAT,
        ),
    ),
    ModelSpec(
        id="flux-erase",
        path="/v1/flux-tools/erase-v1",
        label="FLUX Erase",
        family=Family.TOOLS,
        best_for="Removes what the mask covers",
        usual_seconds=None,
        price=SeenPrice((("", credits("3")),), _SEEN),
        parameters=(
            picture(Role.IMAGE, "image"),
            picture(Role.MASK, "mask"),
            Parameter(Role.DILATION, "dilate_pixels", Kind.INTEGER, 0, 25, 10),
            SEED,
            safety(5),
            OUTPUT_FORMAT,
        ),
    ),
    ModelSpec(
        id="flux-deblur",
        path="/v1/flux-tools/deblur-v1",
        label="FLUX Deblur",
        family=Family.TOOLS,
        best_for="Sharpens a blurred picture",
        usual_seconds=None,
        price=SeenPrice((("", credits("3")),), _SEEN),
        parameters=(picture(Role.IMAGE, "image"), SEED, safety(5), OUTPUT_FORMAT),
    ),
    ModelSpec(
        id="flux-virtual-try-on",
        path="/v1/flux-tools/vto-v2",
        label="FLUX Virtual Try-On",
        family=Family.TOOLS,
        best_for="Dresses a person in a garment",
        usual_seconds=None,
        price=SeenPrice((("", credits("4.75")),), _SEEN),
        parameters=(
            PROMPT,
            picture(Role.PERSON, "person"),
            picture(Role.GARMENT, "garment"),
            SEED,
            safety(5),
            OUTPUT_FORMAT,
        ),
    ),
)

FLUX_3_MODELS: tuple[ModelSpec, ...] = (
    ModelSpec(
        id="flux-3-image",
        path="/v1/flux-3-image",
        label="FLUX 3 Image",
        link_seconds=3600,
        family=Family.FLUX_3,
        best_for="Newest; looks things up; no seed",
        usual_seconds=None,
        price=ChoicePrice(
            Role.TIER,
            (
                ("768sq", credits("4.1")),
                ("1k", credits("4.8")),
                ("2k", credits("10")),
                ("4k", credits("60.7")),
            ),
        ),
        parameters=(
            replace(PROMPT, maximum=15_000),
            Parameter(
                Role.REFERENCE,
                "images",
                Kind.IMAGES,
                minimum=TOOL_LEAST_SIDE,
                encoding=Encoding.LIST,
                most=MOST_IMAGES,
            ),
            Parameter(
                Role.ASPECT_RATIO,
                "aspect_ratio",
                Kind.CHOICE,
                default="auto",
                choices=_FLUX_3_RATIOS,
            ),
            Parameter(Role.TIER, "resolution", Kind.CHOICE, default="1k", choices=_TIERS),
            Parameter(Role.GROUNDING, "grounding", Kind.SWITCH, default=True),
            safety(4),
        ),
    ),
)
