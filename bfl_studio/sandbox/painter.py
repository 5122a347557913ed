"""From a request to a picture: the one place where real model weights could stand instead."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bfl_studio.sandbox.paint_request import PaintRequest

if TYPE_CHECKING:
    from PIL.Image import Image

_ENCODINGS: Mapping[str, Mapping[str, int]] = {
    "png": {"compress_level": 4},
    "jpeg": {"quality": 92},
    "webp": {"quality": 92, "method": 2},
}


def render(request: PaintRequest) -> bytes:
    """The encoded picture; the same request always gives the same bytes."""
    picture = paint(request)
    encoded = io.BytesIO()
    picture.save(encoded, format=request.format, **_ENCODINGS[request.format])
    return encoded.getvalue()


def paint(request: PaintRequest) -> Image:
    """The picture's pixels, RGB."""
    # Pillow is slow to load and a Sandbox has to be ready sooner than it has to paint.
    from bfl_studio.sandbox.painting.scene import picture

    return picture(request)
