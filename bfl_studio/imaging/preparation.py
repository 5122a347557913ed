"""A designer's picture made ready for the service: upright, sRGB, bare, of the size agreed on.

Slow: call everything here in a worker. Facts: `bfl-api.md` §1f.
"""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageCms

from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.domain.geometry import MEGAPIXEL, Box, Size
from bfl_studio.domain.picture_kinds import HEIF, PICTURE_KINDS
from bfl_studio.domain.references import LARGEST_FILE
from bfl_studio.imaging.signatures import is_heif

LARGEST_ORIGINAL = 160 * MEGAPIXEL
"""More than any camera makes; beyond it lies what only wants to fill the memory."""

LARGEST_ORIGINAL_FILE = 256 * 1024 * 1024
_READ = tuple(kind.name for kind in PICTURE_KINDS if kind is not HEIF)
_EXTENSIONS = {kind.name: kind.endings[0] for kind in PICTURE_KINDS} | {"MPO": "jpg"}
_LOSSY = frozenset({"JPEG", "MPO", "HEIF"})
_HEAD = 64
_ORIENTATION = 0x0112
_SWAPS_SIDES = frozenset({5, 6, 7, 8})
_TURNS: Mapping[int, Image.Transpose] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_CEILINGS = (1, 255, 65_535)
"""The largest values there are in pixels of other than eight bits."""

_PLAIN_MODES: Mapping[str, str] = {mode: mode for mode in ("L", "RGB", "CMYK", "LAB")} | {
    "1": "L",
    "LA": "L",
}
"""Modes in which a profile is understood; all others become RGB first."""

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
        return Original(_upright_size(image), _EXTENSIONS[name], path.stat().st_size)


def prepare(path: Path, size: Size, *, mask: bool = False, crop: Box | None = None) -> Prepared:
    """The picture at `size`, or the part `crop` of it as it stands upright; a mask becomes grey
    values, white where it is to be repainted.

    Raises StudioError as `look` does, also for a file that is cut short.
    """
    with _opened(path) as image:
        lossy = image.format in _LOSSY
        whole = _upright_size(image)
        part = crop or Box(0, 0, whole.width, whole.height)
        least = 2 * max(size.width / part.width, size.height / part.height)
        image.draft("RGB", (int(image.width * least), int(image.height * least)))
        upright = _upright(image)
        colour = _in_eight_bits(upright).convert("L") if mask else _in_srgb(upright)
        if crop is not None or colour.size != (size.width, size.height):
            how = Image.Resampling.NEAREST if mask else Image.Resampling.LANCZOS
            box = _scaled(part, colour.width / whole.width, colour.height / whole.height)
            colour = colour.resize((size.width, size.height), how, box=box, reducing_gap=3.0)
        return _encoded(colour, size, lossy=lossy and colour.mode == "RGB")


def thumbnail(path: Path, side: int) -> bytes:
    """A small JPEG on white, at most `side` pixels wide and high. Raises as `prepare` does."""
    with _opened(path) as image:
        image.draft("RGB", (2 * side, 2 * side))
        small = _flattened(_in_srgb(_upright(image)))
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
            with Image.open(path, formats=_formats(path)) as image:
                if image.width * image.height > LARGEST_ORIGINAL:
                    raise _refusal(FailureKind.REFERENCE_TOO_LARGE, path)
                yield image
    except StudioError:
        raise
    except (Image.DecompressionBombError, MemoryError):
        raise _refusal(FailureKind.REFERENCE_TOO_LARGE, path) from None
    except FileNotFoundError:
        raise _refusal(FailureKind.REFERENCE_MISSING, path) from None
    except Exception as error:
        # Parsers of hostile bytes stumble in many ways.
        raise _refusal(FailureKind.REFERENCE_UNREADABLE, path, type(error).__name__) from None


def _formats(path: Path) -> tuple[str, ...]:
    """What the file may be by its first bytes; what reads HEIC is loaded for the first of them."""
    with path.open("rb") as file:
        if not is_heif(file.read(_HEAD)):
            return _READ
    import pi_heif  # type: ignore[import-untyped]

    if HEIF.name not in Image.OPEN:
        pi_heif.register_heif_opener(thumbnails=False)
    return (HEIF.name,)


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
    return _orientation(image) in _SWAPS_SIDES


def _upright(image: Image.Image) -> Image.Image:
    # Some formats turn the picture when it is loaded, and say so only then.
    image.load()
    turn = _TURNS.get(_orientation(image))
    return image.transpose(turn) if turn is not None else image


def _orientation(image: Image.Image) -> int:
    """How the camera was held, as EXIF counts; 1 also where that cannot be read."""
    if image.format == "TIFF":
        # Turned by whoever reads it; its size is that of the upright picture from the start.
        return 1
    if image.format == "PNG":
        # There it may stand behind the pixels, which must be whole then.
        image.load()
    with contextlib.suppress(Exception):
        return int(image.getexif().get(_ORIENTATION, 1))
    return 1


def _in_srgb(image: Image.Image) -> Image.Image:
    """RGB, or RGBA where there is transparency; a broken profile is taken as sRGB."""
    clear = image.convert("RGBA").getchannel("A") if image.has_transparency_data else None
    plain = _in_eight_bits(image)
    mode = _PLAIN_MODES.get(plain.mode, "RGB")
    plain = plain if plain.mode == mode else plain.convert(mode)
    colour = _by_profile(plain, image.info.get("icc_profile"))
    if clear is not None:
        colour.putalpha(clear)
    return colour


def _by_profile(image: Image.Image, profile: object) -> Image.Image:
    try:
        if isinstance(profile, bytes) and profile:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        elif image.mode == "LAB":
            source = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
        else:
            return image.convert("RGB")
        converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, ValueError, OSError):
        converted = None
    return converted if converted is not None else image.convert("RGB")


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Grey values of sixteen bits, or of any number, brought to eight; others as they are."""
    if not (image.mode.startswith("I") or image.mode == "F"):
        return image
    wide = image.convert("I") if image.mode.startswith("I;") else image
    _, highest = wide.getextrema()
    assert isinstance(highest, int | float)  # noqa: S101
    deep = image.mode.startswith("I;")
    ceiling = 65_535 if deep else next((each for each in _CEILINGS if highest <= each), highest)
    return wide.point(lambda value: value * (255 / ceiling)).convert("L")


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
