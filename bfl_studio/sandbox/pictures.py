"""Pictures out of a request body, decoded."""

from __future__ import annotations

import base64
import binascii
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from bfl_studio.sandbox.billing import LARGEST, MEGAPIXEL, Size
from bfl_studio.sandbox.contract import Field, Model
from bfl_studio.sandbox.faults import Fault, Refused, invalid

if TYPE_CHECKING:
    from PIL.Image import Image

MASK = "mask"
_LARGEST_FILE = 20 * 1024 * 1024
_READABLE = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its size in pixels as it came, and its RGB pixels, at most four megapixels.

    `alpha` is its transparency, white where it is opaque; None when it has none.
    """

    size: Size
    pixels: Image
    alpha: Image | None = None


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of one request in the order of its fields, and the mask, white: repaint."""

    references: tuple[Picture, ...]
    mask: Picture | None


def read(model: Model, values: Mapping[str, object]) -> Pictures:
    """Every picture among checked values; raises Refused. Slow: not for the loop."""
    references: list[Picture] = []
    mask: Picture | None = None
    faults: list[Fault] = []
    for field, place, text in _given(model, values):
        try:
            picture = _decode(model, text)
        except _Unusable as reason:
            faults.append(_fault(place, f"{reason}", text))
            continue
        if field.name == MASK:
            mask = picture
        else:
            references.append(picture)
    if faults:
        raise invalid(faults)
    return _masked(model, tuple(references), mask)


def _given(
    model: Model, values: Mapping[str, object]
) -> Iterator[tuple[Field, tuple[str | int, ...], str]]:
    for field in model.fields:
        value = values[field.name]
        if field.type == "image" and value is not None:
            yield field, ("body", field.name), cast(str, value)
        if field.type == "array" and value is not None:
            for index, text in enumerate(cast("Sequence[str]", value)):
                yield field, ("body", field.name, index), text


def _masked(model: Model, references: tuple[Picture, ...], mask: Picture | None) -> Pictures:
    """The pictures with the mask they need; transparency in a picture may stand in for it."""
    if MASK not in {field.name for field in model.fields}:
        return Pictures(references, None)
    image = references[0]
    if mask is None:
        if image.alpha is None:
            message = "a mask is needed, since the picture has no transparency"
            raise invalid([_fault(("body", MASK), message, None)])
        from PIL.ImageChops import invert

        return Pictures(references, Picture(image.size, invert(image.alpha).convert("RGB")))
    if mask.size != image.size:
        sizes = [f"{width} × {height}" for width, height in (mask.size, image.size)]
        message = f"the mask is {sizes[0]} pixels, the picture {sizes[1]}"
        raise invalid([_fault(("body", MASK), message, None)])
    return Pictures(references, mask)


def _fault(place: tuple[str | int, ...], message: str, given: object) -> Fault:
    return Fault(place, "value_error", f"Value error, {message}", given)


class _Unusable(Exception):
    pass


def _decode(model: Model, text: str) -> Picture:
    if text[:8].lower().startswith(("http://", "https://")):
        raise _Unusable("the Sandbox does not fetch pictures, send base64")
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise _Unusable("not plain base64 (no data: prefix, no line breaks)") from None
    if len(raw) > _LARGEST_FILE:
        raise _Unusable("the picture is larger than 20 MB")
    return _open(model, raw)


def _open(model: Model, raw: bytes) -> Picture:
    import PIL.Image
    import PIL.ImageOps

    try:
        picture: Image = PIL.Image.open(io.BytesIO(raw), formats=_READABLE)
        _check_size(model, picture.size)
        upright = PIL.ImageOps.exif_transpose(picture)
        size = upright.size
        if not upright.has_transparency_data:
            return Picture(size, _scaled(upright.convert("RGB")))
        upright = _scaled(upright.convert("RGBA"))
        page = PIL.Image.new("RGBA", upright.size, "white")
        seen = PIL.Image.alpha_composite(page, upright).convert("RGB")
        return Picture(size, seen, upright.getchannel("A"))
    except (_Unusable, Refused):
        raise
    except Exception:
        # Pillow's readers raise whatever a damaged file makes them meet.
        raise _Unusable("not a readable JPEG, PNG or WebP picture") from None


def _check_size(model: Model, size: Size) -> None:
    if min(size) < model.smallest:
        raise _Unusable(f"the picture is smaller than {model.smallest} pixels on one side")
    if size[0] * size[1] > model.largest:
        reason = f"the picture is larger than {model.largest // MEGAPIXEL} megapixels"
        raise _Unusable(reason) if model.too_large == 422 else Refused(model.too_large, reason)


def _scaled(picture: Image) -> Image:
    # Waiting for its turn a picture holds no more than the service itself would keep of it.
    if picture.width * picture.height > LARGEST:
        scale = (LARGEST / (picture.width * picture.height)) ** 0.5
        size = max(1, int(picture.width * scale)), max(1, int(picture.height * scale))
        return picture.resize(size, reducing_gap=2.0)
    return picture
