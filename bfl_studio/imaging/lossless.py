"""A picture as a PNG, for programs that take pixels from the clipboard rather than a file."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from bfl_studio.imaging.clean_copy import clean
from bfl_studio.imaging.pictures import LARGEST_RESULT

_PNG_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA", "I;16"})
_FASTEST = 1


def as_png(data: bytes, media_type: str) -> bytes:
    """The pixels of a clean copy, upright, as a clean PNG; a PNG is given back as it is.

    Slow: call it in a worker. Raises ValueError for what does not decode.
    """
    if media_type == "image/png":
        return data
    encoded = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                if image.width * image.height > LARGEST_RESULT:
                    raise ValueError("more pixels than any model delivers")
                upright = ImageOps.exif_transpose(image)
                fits = upright.mode in _PNG_MODES
                # A profile of four inks says nothing about three colours.
                profile = upright.info.get("icc_profile") if fits else None
                shown = upright if fits else upright.convert("RGB")
                shown.save(encoded, "PNG", compress_level=_FASTEST, icc_profile=profile)
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError(type(error).__name__) from None
    return clean(encoded.getvalue(), "image/png")
