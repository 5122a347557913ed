"""A request body read as a whole: fields, size and decoded references."""

from __future__ import annotations

import base64
import binascii
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from bfl_studio.sandbox import validation
from bfl_studio.sandbox.billing import LARGEST, MEGAPIXEL, Size, pixels, price
from bfl_studio.sandbox.contract import Model
from bfl_studio.sandbox.faults import Fault, invalid

if TYPE_CHECKING:
    from PIL.Image import Image

_DEFAULT_SIDE = 1024
_STEP = 16
_SMALLEST_SIDE = 64
_LARGEST_FILE = 20 * 1024 * 1024
_LARGEST_REFERENCE = 20 * MEGAPIXEL
_READABLE = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True, slots=True)
class Submission:
    """What a request asks for: size in pixels, both sides multiples of 16."""

    model: Model
    prompt: str
    seed: int | None
    size: Size
    format: str
    references: tuple[Image, ...]
    webhook_url: str | None

    @property
    def cost(self) -> int:
        """Thousandths of a credit."""
        return price(self.model, self.size, [picture.size for picture in self.references])

    @property
    def input_pixels(self) -> int:
        """Pixels of all references, each counted as four megapixels at most."""
        return sum(pixels(picture.size) for picture in self.references)


def read(model: Model, body: bytes, content_type: str = "application/json") -> Submission:
    """The submission in a body; raises Refused. Decodes the references, so not for the loop."""
    values = validation.check(model, validation.parse(body, content_type))
    references = _references(model, values)
    return Submission(
        model=model,
        prompt=cast(str, values["prompt"]),
        seed=cast("int | None", values["seed"]),
        size=_size(values, references),
        format=cast(str, values["output_format"]),
        references=references,
        webhook_url=cast("str | None", values["webhook_url"]),
    )


def _references(model: Model, values: Mapping[str, object]) -> tuple[Image, ...]:
    pictures: list[Image] = []
    faults: list[Fault] = []
    for field in model.fields:
        text = values[field.name]
        if field.type != "image" or text is None:
            continue
        try:
            pictures.append(_decode(cast(str, text)))
        except _Unusable as reason:
            message = f"Value error, {reason}"
            faults.append(Fault(("body", field.name), "value_error", message, text))
    if faults:
        raise invalid(faults)
    return tuple(pictures)


class _Unusable(Exception):
    pass


def _decode(text: str) -> Image:
    if text[:8].lower().startswith(("http://", "https://")):
        raise _Unusable("the Sandbox does not fetch pictures, send base64")
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise _Unusable("not plain base64 (no data: prefix, no line breaks)") from None
    if len(raw) > _LARGEST_FILE:
        raise _Unusable("the picture is larger than 20 MB")
    return _open(raw)


def _open(raw: bytes) -> Image:
    import PIL.Image
    import PIL.ImageOps

    try:
        picture: Image = PIL.Image.open(io.BytesIO(raw), formats=_READABLE)
        if min(picture.size) < _SMALLEST_SIDE:
            raise _Unusable("the picture is smaller than 64 pixels on one side")
        if picture.width * picture.height > _LARGEST_REFERENCE:
            raise _Unusable("the picture is larger than 20 megapixels")
        upright = PIL.ImageOps.exif_transpose(picture)
        if not upright.has_transparency_data:
            return upright.convert("RGB")
        page = PIL.Image.new("RGBA", upright.size, "white")
        return PIL.Image.alpha_composite(page, upright.convert("RGBA")).convert("RGB")
    except _Unusable:
        raise
    except Exception:
        # Pillow's readers raise whatever a damaged file makes them meet.
        raise _Unusable("not a readable JPEG, PNG or WebP picture") from None


def _size(values: Mapping[str, object], references: tuple[Image, ...]) -> Size:
    chosen = _size_of(references[0]) if references else (_DEFAULT_SIDE, _DEFAULT_SIDE)
    width = cast("int | None", values["width"]) or chosen[0]
    height = cast("int | None", values["height"]) or chosen[1]
    if width * height > LARGEST:
        message = f"Value error, width × height may be at most {LARGEST} pixels"
        given = {"width": width, "height": height}
        raise invalid([Fault(("body", "width"), "value_error", message, given)])
    return _stepped(width), _stepped(height)


def _size_of(reference: Image) -> Size:
    area = reference.width * reference.height
    scale = min(1.0, math.sqrt(LARGEST / area))
    return max(_SMALLEST_SIDE, int(reference.width * scale)), max(
        _SMALLEST_SIDE, int(reference.height * scale)
    )


def _stepped(side: int) -> int:
    return side // _STEP * _STEP
