"""A designer's picture made ready for the service: upright, sRGB, bare, of the size agreed on.

Slow: call everything here in a worker. Facts: `bfl-api.md` §1f.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.domain.geometry import MEGAPIXEL, Box, Size
from bfl_studio.domain.references import LARGEST_FILE

LARGEST_ORIGINAL = 160 * MEGAPIXEL
"""More than any camera makes; beyond it lies what only wants to fill the memory."""

LARGEST_ORIGINAL_FILE = 256 * 1024 * 1024
_READ = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "MPO")
_EXTENSIONS = {"JPEG": "jpg", "MPO": "jpg", "TIFF": "tif"}
_SWAPS_SIDES = frozenset({5, 6, 7, 8})
_ORIENTATION = 0x0112
_JPEG_QUALITIES = (95, 88, 75)
_SRGB = ImageCms.createProfile("sRGB")


@dataclass(frozen=True, slots=True)
class Original:
    """`size` is W×H in pixels as it is seen, that is upright; by content, never by name."""

    size: Size
    extension: str
    byte_count: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """What will be sent: `size` in pixels W×H, the bytes of a PNG or JPEG file."""

    size: Size
    extension: str
    data: bytes


def look(path: Path) -> Original:
    """What a file is. Only its header is read.

    Raises StudioError: REFERENCE_MISSING, REFERENCE_UNREADABLE, REFERENCE_TOO_LARGE; each names
    the file.
    """
    with _opened(path) as image:
        name = image.format or ""
        extension = _EXTENSIONS.get(name, name.lower())
        return Original(_upright_size(image), extension, path.stat().st_size)


def prepare(path: Path, size: Size, *, mask: bool = False, crop: Box | None = None) -> Prepared:
    """The picture at `size`, or the part `crop` of it as it stands upright; a mask becomes grey
    values, white where it is to be repainted.

    Raises StudioError as `look` does, also for a file that is cut short.
    """
    with _opened(path) as image:
        lossy = image.format in ("JPEG", "MPO")
        whole = _upright_size(image)
        part = crop or Box(0, 0, whole.width, whole.height)
        least = 2 * max(size.width / part.width, size.height / part.height)
        image.draft("RGB", (int(image.width * least), int(image.height * least)))
        upright = ImageOps.exif_transpose(image)
        colour = upright.convert("L") if mask else _in_srgb(upright)
        if crop is not None or colour.size != (size.width, size.height):
            how = Image.Resampling.NEAREST if mask else Image.Resampling.LANCZOS
            box = _scaled(part, colour.width / whole.width, colour.height / whole.height)
            colour = colour.resize((size.width, size.height), how, box=box, reducing_gap=3.0)
        return _encoded(colour, size, lossy=lossy and not mask)


def thumbnail(path: Path, side: int) -> bytes:
    """A small JPEG on white, at most `side` pixels wide and high. Raises as `prepare` does."""
    with _opened(path) as image:
        image.draft("RGB", (2 * side, 2 * side))
        small = _flattened(_in_srgb(ImageOps.exif_transpose(image)))
        small.thumbnail((side, side), Image.Resampling.BICUBIC, reducing_gap=2.0)
        buffer = io.BytesIO()
        small.save(buffer, "JPEG", quality=88)
        return buffer.getvalue()


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    try:
        if not path.is_file():
            raise _refusal(FailureKind.REFERENCE_MISSING, path)
        if path.stat().st_size > LARGEST_ORIGINAL_FILE:
            raise _refusal(FailureKind.REFERENCE_TOO_LARGE, path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # The bound is our own, and tighter where it matters: it counts before any decode.
            with Image.open(path, formats=_READ) as image:
                if image.width * image.height > LARGEST_ORIGINAL:
                    raise _refusal(FailureKind.REFERENCE_TOO_LARGE, path)
                yield image
    except StudioError:
        raise
    except Image.DecompressionBombError:
        raise _refusal(FailureKind.REFERENCE_TOO_LARGE, path) from None
    except FileNotFoundError:
        raise _refusal(FailureKind.REFERENCE_MISSING, path) from None
    except Exception as error:
        # Parsers of hostile bytes stumble in many ways.
        raise _refusal(FailureKind.REFERENCE_UNREADABLE, path, type(error).__name__) from None


def _refusal(kind: FailureKind, path: Path, details: str = "") -> StudioError:
    return StudioError(Failure(kind, said=path.name, details=details))


def _upright_size(image: Image.Image) -> Size:
    size = Size(image.width, image.height)
    return size.swapped if _turned(image) else size


def _scaled(part: Box, across: float, down: float) -> tuple[float, float, float, float]:
    """A part of a picture that was opened smaller than it is: left, top, right, bottom."""
    right, bottom = part.left + part.width, part.top + part.height
    return part.left * across, part.top * down, right * across, bottom * down


def _turned(image: Image.Image) -> bool:
    return image.getexif().get(_ORIENTATION) in _SWAPS_SIDES


def _in_srgb(image: Image.Image) -> Image.Image:
    """RGB, or RGBA where there is transparency; a broken profile is taken as sRGB."""
    clear = "A" in image.getbands() or "transparency" in image.info
    wanted = "RGBA" if clear else "RGB"
    profile = image.info.get("icc_profile")
    if isinstance(profile, bytes) and profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode=wanted)
            return converted if converted is not None else image.convert(wanted)
        except (ImageCms.PyCMSError, ValueError, OSError):
            pass
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        return image.point(lambda value: value / 257).convert("L").convert(wanted)
    return image.convert(wanted)


def _flattened(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _encoded(image: Image.Image, size: Size, *, lossy: bool) -> Prepared:
    """A new file without metadata, at most 20 MB."""
    if not lossy:
        data = _saved(image, "PNG", compress_level=3)
        if len(data) <= LARGEST_FILE:
            return Prepared(size, "png", data)
    flat = _flattened(image)
    for quality in _JPEG_QUALITIES:
        data = _saved(flat, "JPEG", quality=quality, subsampling=0)
        if len(data) <= LARGEST_FILE:
            break
    return Prepared(size, "jpg", data)


def _saved(image: Image.Image, name: str, **options: int) -> bytes:
    # A copy without `info`: nothing of the original's metadata may travel along.
    bare = image.copy()
    bare.info = {}
    buffer = io.BytesIO()
    bare.save(buffer, name, **options)
    return buffer.getvalue()
