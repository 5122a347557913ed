"""What is published about every model, typed by hand from the service's own documentation.

Prices are credits, sides pixels; `None` among the fields' bounds is what nobody states.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bfl_studio.domain.catalog import (
    ChoicePrice,
    Family,
    FlatPrice,
    MegapixelPrice,
    PriceRule,
    SeenPrice,
)

Field = tuple[object, ...]
"""Its kind; for a number least, most and default; for a choice its default and the choices; for
pictures how many and their least side, and "needed" where it has to be there."""


@dataclass(frozen=True, slots=True)
class Published:
    path: str
    family: Family
    label: str
    concurrency: int
    price: tuple[str, ...]
    fields: Mapping[str, Field]
    multiple: int | None = None


_FORMAT = ("choice", "png", "png", "jpeg", "webp")
_SEED = ("integer", 0, 4_294_967_295, None)
_PROMPT, _LOOSE = ("text", "needed"), ("text",)
_OFF, _ON = ("switch", False), ("switch", True)
_SIDE = ("integer", 64, 4096, 1024)
_SIDE_32 = ("integer", 256, 1440, 1024)
_REFERENCES = ("input_image", *(f"input_image_{number}" for number in range(2, 9)))


def _safety(most: int) -> Field:
    return ("integer", 0, most, 2)


def _flux_2(count: int) -> dict[str, Field]:
    return {
        "prompt": _PROMPT,
        "width": _SIDE,
        "height": _SIDE,
        "seed": _SEED,
        "output_format": _FORMAT,
        "safety_tolerance": _safety(5),
        "input_image": ("images", count, 64),
    }


_FLUX_1: dict[str, Field] = {
    "seed": _SEED,
    "output_format": _FORMAT,
    "safety_tolerance": _safety(6),
    "prompt_upsampling": _OFF,
}
_TOOL: dict[str, Field] = {"safety_tolerance": _safety(5), "output_format": _FORMAT}
_RATIOS = ("21:9", "16:9", "3:2", "4:3", "5:4", "1:1", "4:5", "3:4", "2:3", "9:16", "9:21")
_KONTEXT: dict[str, Field] = _FLUX_1 | {
    "prompt": _PROMPT,
    "input_image": ("images", 4, 64),
    "aspect_ratio": ("choice", None, *_RATIOS),
}
_REMIX: dict[str, Field] = _FLUX_1 | {"prompt": _LOOSE, "image_prompt": ("images", 1, 64)}
_ULTRA: dict[str, Field] = _REMIX | {
    "aspect_ratio": ("choice", "16:9", *_RATIOS),
    "image_prompt_strength": ("number", 0, 1, 0.1),
}
_FILL: dict[str, Field] = _FLUX_1 | {
    "prompt": _LOOSE,
    "image": ("images", 1, 256, "needed"),
    "steps": ("integer", 15, 50, 50),
    "guidance": ("number", 1.5, 100, 60.0),
}
_MARGIN = ("integer", 0, 2048, 0)
_OFFSET = ("integer", -4096, 4096, None)
_ONE = ("images", 1, 64, "needed")

TABLE: Mapping[str, Published] = {
    "flux-2-pro": Published(
        "/v1/flux-2-pro", Family.FLUX_2, "FLUX.2 [pro]", 24, ("3", "1.5", "1.5"),
        _flux_2(8) | {"disable_pup": _OFF}, 16,
    ),
    "flux-2-pro-preview": Published(
        "/v1/flux-2-pro-preview", Family.FLUX_2, "FLUX.2 [pro] preview", 24, ("3", "1.5", "1.5"),
        _flux_2(8) | {"disable_pup": _OFF}, 16,
    ),
    "flux-2-max": Published(
        "/v1/flux-2-max", Family.FLUX_2, "FLUX.2 [max]", 24, ("7", "3", "3"),
        _flux_2(8) | {"disable_pup": _OFF}, 16,
    ),
    "flux-2-flex": Published(
        "/v1/flux-2-flex", Family.FLUX_2, "FLUX.2 [flex]", 24, ("5", "5", "5"),
        _flux_2(8)
        | {
            "prompt_upsampling": _OFF,
            "steps": ("integer", 1, 50, 50),
            "guidance": ("number", 1.5, 10, 5.0),
        }, 16,
    ),
    "flux-2-klein-9b": Published(
        "/v1/flux-2-klein-9b", Family.FLUX_2, "FLUX.2 [klein] 9B", 24, ("1.5", "0.2", "0.2"),
        _flux_2(4), 16,
    ),
    "flux-2-klein-9b-preview": Published(
        "/v1/flux-2-klein-9b-preview", Family.FLUX_2, "FLUX.2 [klein] 9B preview", 24,
        ("1.5", "0.2", "0.2"), _flux_2(4), 16,
    ),
    "flux-2-klein-4b": Published(
        "/v1/flux-2-klein-4b", Family.FLUX_2, "FLUX.2 [klein] 4B", 24, ("1.4", "0.1", "0.1"),
        _flux_2(4), 16,
    ),
    "flux-kontext-pro": Published(
        "/v1/flux-kontext-pro", Family.FLUX_1, "FLUX.1 Kontext [pro]", 24, ("4",), _KONTEXT,
    ),
    "flux-kontext-max": Published(
        "/v1/flux-kontext-max", Family.FLUX_1, "FLUX.1 Kontext [max]", 6, ("8",), _KONTEXT,
    ),
    "flux-pro-1.1": Published(
        "/v1/flux-pro-1.1", Family.FLUX_1, "FLUX1.1 [pro]", 24, ("4",),
        _REMIX | {"width": _SIDE_32, "height": _SIDE_32}, 32,
    ),
    "flux-pro-1.1-ultra": Published(
        "/v1/flux-pro-1.1-ultra", Family.FLUX_1, "FLUX1.1 [pro] Ultra", 24, ("6",),
        _ULTRA | {"raw": _OFF},
    ),
    "flux-pro-1.1-ultra-raw": Published(
        "/v1/flux-pro-1.1-ultra", Family.FLUX_1, "FLUX1.1 [pro] Ultra Raw", 24, ("6",),
        _ULTRA | {"raw": _ON},
    ),
    "flux-dev": Published(
        "/v1/flux-dev", Family.FLUX_1, "FLUX.1 [dev]", 24, ("2.5",),
        _REMIX
        | {
            "width": _SIDE_32,
            "height": _SIDE_32,
            "steps": ("integer", 1, 50, 28),
            "guidance": ("number", 1.5, 5, 3.0),
        }, 32,
    ),
    "flux-pro-1.0-fill": Published(
        "/v1/flux-pro-1.0-fill", Family.FLUX_1, "FLUX.1 Fill [pro]", 24, ("5",),
        _FILL | {"mask": ("images", 1, 256, "needed")},
    ),
    "flux-pro-1.0-expand": Published(
        "/v1/flux-pro-1.0-expand", Family.FLUX_1, "FLUX.1 Expand [pro]", 24, ("seen", "5"),
        _FILL | dict.fromkeys(("top", "bottom", "left", "right"), _MARGIN),
    ),
    "flux-outpainting": Published(
        "/v1/flux-tools/outpainting-v1", Family.TOOLS, "FLUX Outpainting", 24,
        ("seen", "high", "20", "fast", "4.5"),
        _TOOL
        | {
            "prompt": _LOOSE,
            "input_image": _ONE,
            "width": _SIDE,
            "height": _SIDE,
            "reference_offset_x": _OFFSET,
            "reference_offset_y": _OFFSET,
            "auto_crop": _OFF,
            "mode": ("choice", "high", "high", "fast"),
            "disable_pup": _OFF,
        }, 16,
    ),
    "flux-erase": Published(
        "/v1/flux-tools/erase-v1", Family.TOOLS, "FLUX Erase", 24, ("seen", "3"),
        _TOOL
        | {"image": _ONE, "mask": _ONE, "dilate_pixels": ("integer", 0, 25, 10), "seed": _SEED},
    ),
    "flux-deblur": Published(
        "/v1/flux-tools/deblur-v1", Family.TOOLS, "FLUX Deblur", 24, ("seen", "3"),
        _TOOL | {"image": _ONE, "seed": _SEED},
    ),
    "flux-virtual-try-on": Published(
        "/v1/flux-tools/vto-v2", Family.TOOLS, "FLUX Virtual Try-On", 24, ("seen", "4.75"),
        _TOOL | {"prompt": _PROMPT, "person": _ONE, "garment": _ONE, "seed": _SEED},
    ),
    "flux-3-image": Published(
        "/v1/flux-3-image", Family.FLUX_3, "FLUX 3 Image", 24,
        ("by choice", "768sq", "4.1", "1k", "4.8", "2k", "10", "4k", "60.7"),
        {
            "prompt": ("text", "needed", 15_000),
            "images": ("images", 10, 256),
            "aspect_ratio": (
                "choice", "auto",
                "auto", "21:9", "2:1", "16:9", "3:2", "7:5", "4:3", "5:4", "1:1",
                "4:5", "3:4", "5:7", "2:3", "9:16", "1:2", "9:21",
            ),
            "resolution": ("choice", "1k", "768sq", "1k", "1.5k", "2k", "4k"),
            "grounding": _ON,
            "safety_tolerance": _safety(4),
        },
    ),
}  # fmt: skip


def price_of(rule: PriceRule) -> tuple[str, ...]:
    """A row's price as it is typed above."""
    match rule:
        case MegapixelPrice(first, further, reference):
            return tuple(f"{each.credits.normalize():f}" for each in (first, further, reference))
        case FlatPrice(amount):
            return (f"{amount.credits.normalize():f}",)
        case ChoicePrice(_, amounts):
            kind = "by choice"
        case SeenPrice(amounts):
            kind = "seen"
    listed = ((name, f"{each.credits.normalize():f}") for name, each in amounts)
    return (kind, *(text for pair in listed for text in pair if text))
