"""Look at a delivered picture: what it is, whether it is whole, its thumbnail."""

from __future__ import annotations

import contextlib
import io
import struct
import warnings
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageOps

from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.domain.geometry import MEGAPIXEL, Size

THUMBNAIL_SIDE = 512
"""Pixels: the largest library tile at twice the density."""

LARGEST_RESULT = 24 * MEGAPIXEL
"""Half as much again as the largest picture any model makes (4096²)."""

_FORMATS = {
    "PNG": ("image/png", "png"),
    "JPEG": ("image/jpeg", "jpg"),
    "WEBP": ("image/webp", "webp"),
}
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"RIFF", "WEBP"),
)
_TAIL = 4096
_PNG_HEAD = 8
_JPEG_END = b"\xff\xd9"
_PNG_END = b"IEND\xaeB`\x82"


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """`size` in pixels W×H, by content and never by name."""

    size: Size
    media_type: str
    extension: str


def kind_of(head: bytes) -> str | None:
    """The Pillow format named by the first bytes, if it is one a result may have."""
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name if name != "WEBP" or head[8:12] == b"WEBP" else None
    return None


def examine(path: Path, thumbnail: Path | None = None) -> PictureFacts:
    """Decode to the last row, and leave a thumbnail behind. Slow: call it in a worker.

    Raises StudioError: DAMAGED_PICTURE for anything that does not decode whole,
    PICTURE_TOO_LARGE for more pixels than any model delivers. OSError when the disk cannot be
    read; a thumbnail that cannot be written is left out.
    """
    name = _whole_kind(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=[name]) as image:
                if image.width * image.height > LARGEST_RESULT:
                    raise StudioError(Failure(FailureKind.PICTURE_TOO_LARGE))
                image.load()
                size = Size(image.width, image.height)
                if thumbnail is not None:
                    with contextlib.suppress(OSError):
                        _write_thumbnail(image, thumbnail)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise StudioError(Failure(FailureKind.PICTURE_TOO_LARGE)) from None
    except StudioError:
        raise
    except Exception as error:
        # Parsers of hostile bytes stumble in many ways; only the system's errors have a number.
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise StudioError(
            Failure(FailureKind.DAMAGED_PICTURE, details=type(error).__name__)
        ) from None
    media_type, extension = _FORMATS[name]
    return PictureFacts(size, media_type, extension)


def _whole_kind(path: Path) -> str:
    """The decoder stops at the last row and forgives much, so that the end is looked for here."""
    with path.open("rb") as file:
        name = kind_of(file.read(16))
        whole = name is not None and _reaches_its_end(file, name, path.stat().st_size)
    if name is None or not whole:
        what = "cut short" if name else "not a picture"
        raise StudioError(Failure(FailureKind.DAMAGED_PICTURE, details=what))
    return name


def _reaches_its_end(file: BinaryIO, name: str, size: int) -> bool:
    file.seek(max(0, size - _TAIL))
    tail = file.read()
    if name == "PNG":
        file.seek(_PNG_HEAD)
        return _PNG_END in tail and _sums_agree(file)
    return name != "JPEG" or _JPEG_END in tail


def _sums_agree(file: BinaryIO) -> bool:
    """Whether every chunk of a PNG, from where the file stands, has the checksum it says."""
    while len(head := file.read(8)) == 8:
        length, kind = struct.unpack(">I4s", head)
        summed = zlib.crc32(kind)
        while length > 0 and (piece := file.read(min(length, 1 << 20))):
            summed, length = zlib.crc32(piece, summed), length - len(piece)
        if length or file.read(4) != summed.to_bytes(4, "big"):
            return False
        if kind == b"IEND":
            return True
    return False


def _write_thumbnail(image: Image.Image, path: Path) -> None:
    small = ImageOps.exif_transpose(image) if image.getexif() else image
    small = small.convert("RGB")
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.BICUBIC, reducing_gap=2.0)
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=88)
    try:
        path.write_bytes(buffer.getvalue())
    except OSError:
        # Half of one would be taken for it.
        path.unlink(missing_ok=True)
        raise
