"""Which size a request gets, and where in it the picture it came with will lie."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from bfl_studio.sandbox.billing import LARGEST, Size
from bfl_studio.sandbox.contract import Model
from bfl_studio.sandbox.faults import Fault, Refused, invalid

STEP = 16
_DEFAULT_SIDE = 1024
_SMALLEST_SIDE = 64
_WIDEST = 21 / 9

Values = Mapping[str, object]
# Left, top, right, bottom.
Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """Sides in pixels, multiples of 16; `place` is where the first picture lies, or its whole."""

    size: Size
    place: Box


def layout(model: Model, values: Values, references: Sequence[Size]) -> Layout:
    """The layout for checked values and pictures of those sizes; raises Refused."""
    return _RULES[model.size](model, values, references)


def _sides(_model: Model, values: Values, references: Sequence[Size]) -> Layout:
    chosen = _scaled(references[0]) if references else (_DEFAULT_SIDE, _DEFAULT_SIDE)
    width = cast("int | None", values["width"]) or chosen[0]
    height = cast("int | None", values["height"]) or chosen[1]
    return _whole(_within_limit(width, height))


def _ratio(model: Model, values: Values, references: Sequence[Size]) -> Layout:
    asked = cast("str | None", values["aspect_ratio"])
    return _shaped(asked, model.pixels, references)


def _tier(model: Model, values: Values, references: Sequence[Size]) -> Layout:
    asked = cast(str, values["aspect_ratio"])
    side = model.tiers[cast(str, values["resolution"])]
    return _shaped(None if asked == "auto" else asked, side * side, references)


def _picture(_model: Model, _values: Values, references: Sequence[Size]) -> Layout:
    return _whole(_scaled(references[0]))


def _margins(_model: Model, values: Values, references: Sequence[Size]) -> Layout:
    top, bottom, left, right = (
        cast(int, values[name]) for name in ("top", "bottom", "left", "right")
    )
    width, height = references[0]
    canvas = (left + width + right, top + height + bottom)
    size = _stepped(_scaled(canvas))
    across, down = size[0] / canvas[0], size[1] / canvas[1]
    box = (left * across, top * down, (left + width) * across, (top + height) * down)
    return Layout(size, _rounded(box))


def _canvas(_model: Model, values: Values, references: Sequence[Size]) -> Layout:
    size = _within_limit(cast(int, values["width"]), cast(int, values["height"]))
    width, height = references[0]
    left = _offset(values["reference_offset_x"], size[0], width)
    top = _offset(values["reference_offset_y"], size[1], height)
    beyond = min(left, top) < 0 or left + width > size[0] or top + height > size[1]
    if beyond and not values["auto_crop"]:
        message = "the picture extends beyond the canvas and auto_crop is off"
        raise _wrong("auto_crop", message, values["auto_crop"])
    return Layout(_stepped(size), (left, top, left + width, top + height))


_RULES: Mapping[str, Callable[[Model, Values, Sequence[Size]], Layout]] = {
    "sides": _sides,
    "ratio": _ratio,
    "tier": _tier,
    "picture": _picture,
    "margins": _margins,
    "canvas": _canvas,
}


def _whole(size: Size) -> Layout:
    stepped = _stepped(size)
    return Layout(stepped, (0, 0, *stepped))


def _within_limit(width: int, height: int) -> Size:
    if width * height > LARGEST:
        message = f"width × height may be at most {LARGEST} pixels"
        raise _wrong("width", message, {"width": width, "height": height})
    return width, height


def _shaped(asked: str | None, area: int, references: Sequence[Size]) -> Layout:
    """About that area in the ratio asked for, else in the first picture's, else square."""
    if asked is not None:
        across, down = map(int, asked.split(":"))
    else:
        across, down = references[0] if references else (1, 1)
    ratio = min(_WIDEST, max(1 / _WIDEST, across / down))
    return _whole((round(math.sqrt(area * ratio)), round(math.sqrt(area / ratio))))


def _scaled(size: Size) -> Size:
    """The size after the service has scaled it to four megapixels at most."""
    scale = min(1.0, math.sqrt(LARGEST / (size[0] * size[1])))
    return int(size[0] * scale), int(size[1] * scale)


def _stepped(size: Size) -> Size:
    width, height = (max(_SMALLEST_SIDE, side // STEP * STEP) for side in size)
    return width, height


def _rounded(box: tuple[float, float, float, float]) -> Box:
    left, top, right, bottom = (round(edge) for edge in box)
    return left, top, right, bottom


def _offset(asked: object, canvas: int, picture: int) -> int:
    return cast(int, asked) if asked is not None else (canvas - picture) // 2


def _wrong(name: str, message: str, given: object) -> Refused:
    return invalid([Fault(("body", name), "value_error", f"Value error, {message}", given)])
