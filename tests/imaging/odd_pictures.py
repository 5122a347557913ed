"""Every kind of picture a designer may bring that is not simply eight bits of sRGB.

All show the same: red on the left, blue on the right, upright, 120 × 80 pixels.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pillow_heif
from PIL import Image
from PIL.Image import Exif
from PIL.PngImagePlugin import PngInfo

from tests.imaging import profiles

RED, BLUE = (200, 30, 30), (30, 30, 200)
SIZE = (120, 80)
SECRET = b"a name nobody shall read"
ORIENTATION, _DESCRIPTION, _GPS = 0x0112, 0x010E, 0x8825

Make = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class OddPicture:
    """`name` is what the file is called, whatever is in it."""

    name: str
    make: Make
    sent_as: str = "PNG"
    clear: bool = False
    tolerance: int = 12


def halves(mode: str = "RGB", left: object = RED, right: object = BLUE) -> Image.Image:
    image = Image.new(mode, SIZE, left)  # type: ignore[arg-type]
    image.paste(right, (SIZE[0] // 2, 0, *SIZE))  # type: ignore[arg-type]
    return image


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def camera_exif(orientation: int) -> Exif:
    """What a camera writes: how it was held, whose it is and where."""
    exif = Exif()
    exif[ORIENTATION] = orientation
    exif[_DESCRIPTION] = SECRET.decode()
    exif.get_ifd(_GPS)[1] = "N"
    return exif


def heic(image: Image.Image, **options: object) -> bytes:
    buffer = io.BytesIO()
    pillow_heif.from_pillow(image).save(buffer, quality=95, **options)
    return buffer.getvalue()


def lying(image: Image.Image) -> Image.Image:
    """As it is stored by a camera that was held so that it writes orientation 6."""
    return image.transpose(Image.Transpose.ROTATE_90)


def chunk(name: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    check = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)


def png(width: int, height: int, depth: int, colour: int, *chunks: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"".join((b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", header), *chunks, chunk(b"IEND", b"")))


def _deep(colour: tuple[int, int, int], order: str) -> bytes:
    return struct.pack(f"{order}3H", *(value * 257 for value in colour))


def _deep_row(order: str) -> bytes:
    half = SIZE[0] // 2
    return _deep(RED, order) * half + _deep(BLUE, order) * half


def _deep_png() -> bytes:
    rows = (b"\0" + _deep_row(">")) * SIZE[1]
    return png(*SIZE, 16, 2, chunk(b"IDAT", zlib.compress(rows)))


def _deep_tiff() -> bytes:
    pixels = _deep_row("<") * SIZE[1]
    short, long = 3, 4
    entries = [
        (256, short, 1, SIZE[0]),
        (257, short, 1, SIZE[1]),
        (258, short, 3, 8 + 2 + 10 * 12 + 4),
        (259, short, 1, 1),
        (262, short, 1, 2),
        (273, long, 1, 8 + 2 + 10 * 12 + 4 + 6),
        (277, short, 1, 3),
        (278, short, 1, SIZE[1]),
        (279, long, 1, len(pixels)),
        (284, short, 1, 1),
    ]
    table = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    head = struct.pack("<2sHIH", b"II", 42, 8, len(entries))
    return head + table + struct.pack("<I3H", 0, 16, 16, 16) + pixels


def _grey(kind: str) -> Make:
    left, right = (Image.new("RGB", (1, 1), each).convert("L").tobytes()[0] for each in (RED, BLUE))
    return lambda: saved(halves("I;16", left * 257, right * 257), kind)


def _animated(kind: str, **options: object) -> Make:
    def make() -> bytes:
        others = [Image.new("RGB", SIZE, "lime"), Image.new("RGB", SIZE, "yellow")]
        return saved(halves(), kind, save_all=True, append_images=others, duration=80, **options)

    return make


def _clear() -> Image.Image:
    """The same with a clear band along the bottom."""
    image = halves().convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 60, *SIZE))
    return image


def _clear_palette(kind: str) -> Make:
    def make() -> bytes:
        image = halves("P", 0, 1)
        image.putpalette([*RED, *BLUE, 255, 255, 255])
        image.paste(2, (0, 60, *SIZE))
        return saved(image, kind, transparency=2)

    return make


def _press() -> bytes:
    corners = {(0, 1, 1, 0): RED, (1, 1, 0, 0): BLUE}
    image = halves("CMYK", (0, 255, 255, 0), (255, 255, 0, 0))
    return saved(image, "JPEG", quality=95, icc_profile=profiles.cmyk(corners))


def _profiled(profile: bytes, kind: str) -> Make:
    return lambda: saved(profiles.in_profile(halves(), profile), kind, icc_profile=profile)


def _photo() -> bytes:
    return saved(lying(halves()), "JPEG", exif=camera_exif(6), quality=95, comment=SECRET)


def _broken_exif() -> bytes:
    broken = b"Exif\0\0MM\0*\xff\xff\xff\xff" + SECRET
    return saved(halves(), "JPEG", exif=broken, quality=95)


def _notes() -> bytes:
    notes = PngInfo()
    notes.add_text("parameters", SECRET.decode())
    notes.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{SECRET.decode()}</x:xmpmeta>")
    return saved(halves(), "PNG", pnginfo=notes)


def _other_brand(content: bytes) -> bytes:
    """The container many cameras other than the best known write."""
    return content.replace(b"ftypheic", b"ftypmif1", 1)


ODD_PICTURES = (
    OddPicture("photo.jpg", _photo, "JPEG"),
    OddPicture("phone.heic", lambda: heic(halves()), "JPEG"),
    OddPicture(
        "turned phone.heic", lambda: heic(lying(halves()), exif=camera_exif(6).tobytes()), "JPEG"
    ),
    OddPicture("other phone.heif", lambda: _other_brand(heic(halves())), "JPEG"),
    OddPicture("clear phone.heic", lambda: heic(_clear()), clear=True),
    OddPicture("web.avif", lambda: saved(halves(), "AVIF", quality=95)),
    OddPicture(
        "turned.avif", lambda: saved(lying(halves()), "AVIF", exif=camera_exif(6), quality=95)
    ),
    OddPicture("turned.tif", lambda: saved(lying(halves()), "TIFF", exif=camera_exif(6))),
    OddPicture("turned.png", lambda: saved(lying(halves()), "PNG", exif=camera_exif(6))),
    OddPicture("turned.webp", lambda: saved(lying(halves()), "WEBP", exif=camera_exif(6))),
    OddPicture("scan.tif", lambda: saved(halves(), "TIFF", compression="tiff_lzw")),
    OddPicture("old.bmp", lambda: saved(halves(), "BMP")),
    OddPicture("web.webp", lambda: saved(halves(), "WEBP", quality=95), tolerance=20),
    OddPicture("moving.gif", _animated("GIF")),
    OddPicture("moving.png", _animated("PNG")),
    OddPicture("moving.webp", _animated("WEBP", quality=95), tolerance=20),
    OddPicture("ink.jpg", lambda: saved(halves().convert("CMYK"), "JPEG", quality=95), "JPEG"),
    OddPicture("press.jpg", _press, "JPEG"),
    OddPicture("ink.tif", lambda: saved(halves().convert("CMYK"), "TIFF")),
    OddPicture("adobe.png", _profiled(profiles.adobe_rgb(), "PNG")),
    OddPicture("display.png", _profiled(profiles.display_p3(), "PNG")),
    OddPicture("display.jpg", _profiled(profiles.display_p3(), "JPEG"), "JPEG"),
    OddPicture("deep.png", _deep_png),
    OddPicture("deep.tif", _deep_tiff),
    OddPicture("clear.png", lambda: saved(_clear(), "PNG"), clear=True),
    OddPicture("clear.webp", lambda: saved(_clear(), "WEBP", lossless=True), clear=True),
    OddPicture("clear palette.png", _clear_palette("PNG"), clear=True),
    OddPicture("clear palette.gif", _clear_palette("GIF"), clear=True),
    OddPicture("palette.png", lambda: saved(halves().quantize(8), "PNG")),
    OddPicture("broken exif.jpg", _broken_exif, "JPEG"),
    OddPicture(
        "broken profile.png", lambda: saved(halves(), "PNG", icc_profile=b"no profile" * 40)
    ),
    OddPicture("notes.png", _notes),
    OddPicture("a png.jpg", lambda: saved(halves(), "PNG")),
    OddPicture("a jpeg.png", lambda: saved(halves(), "JPEG", quality=95), "JPEG"),
    OddPicture("a heic.jpg", lambda: heic(halves()), "JPEG"),
    OddPicture("a jpeg.heic", lambda: saved(halves(), "JPEG", quality=95), "JPEG"),
    OddPicture("no ending", lambda: saved(halves(), "WEBP", quality=95), tolerance=20),
    OddPicture("a gif.txt", lambda: saved(halves(), "GIF")),
)
"""Taken, and converted."""

GREYS = (OddPicture("deep grey.png", _grey("PNG")), OddPicture("deep grey.tif", _grey("TIFF")))
"""The same without colours."""


def written(picture: OddPicture, folder: Path) -> Path:
    path = folder / picture.name
    path.write_bytes(picture.make())
    return path
