"""What is said of a picture that goes out."""

from __future__ import annotations

import io

from PIL import Image

from tests.imaging.odd_pictures import BLUE, RED

_TOLD = (b"Exif", b"ICC_PROFILE", b"iCCP", b"eXIf", b"http://ns.adobe.com", b"xmpmeta", b"tEXt")


def bare(data: bytes) -> Image.Image:
    """A picture that is sent, loaded; it tells nothing but its pixels."""
    image = Image.open(io.BytesIO(data))
    image.load()
    assert not [each for each in _TOLD if each in data]
    assert not image.getexif()
    assert not image.info.keys() & {"icc_profile", "exif", "xmp", "comment", "photoshop"}
    assert getattr(image, "n_frames", 1) == 1
    return image


def near(pixel: object, wanted: object, tolerance: int) -> bool:
    assert isinstance(pixel, tuple)
    assert isinstance(wanted, tuple)
    return all(abs(a - b) <= tolerance for a, b in zip(pixel, wanted, strict=False))


def shows_the_halves(image: Image.Image, tolerance: int) -> bool:
    """Red on the left and blue on the right of a picture that lies."""
    plain = image.convert("RGBA").convert("RGB")
    across, down = plain.size
    left, right = (plain.getpixel((round(across * part), down // 2)) for part in (0.1, 0.9))
    return across > down and near(left, RED, tolerance) and near(right, BLUE, tolerance)
