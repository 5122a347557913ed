"""Files nobody can make a reference of: what each is, and what is said of it."""

from __future__ import annotations

import io
import os
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pillow_heif
from PIL import Image

from bfl_studio.domain.errors import FailureKind
from tests.imaging.odd_pictures import chunk, png

K = FailureKind
Write = Callable[[Path], object]

HUNDRED_THOUSAND = 100_000


@dataclass(frozen=True, slots=True)
class BadFile:
    """`write` makes it under the path it is given; `what` is how the row is called."""

    what: str
    name: str
    write: Write
    kind: FailureKind = K.REFERENCE_UNREADABLE


def _bytes(content: bytes) -> Write:
    return lambda path: path.write_bytes(content)


def _noise() -> Image.Image:
    return Image.effect_noise((400, 300), 60).convert("RGB")


def _cut_short(kind: str) -> Write:
    def write(path: Path) -> None:
        buffer = io.BytesIO()
        if kind == "HEIF":
            pillow_heif.from_pillow(_noise()).save(buffer, quality=60)
        else:
            _noise().save(buffer, kind)
        path.write_bytes(buffer.getvalue()[: buffer.tell() * 2 // 3])

    return write


def _sparse(megabytes: int, head: bytes) -> Write:
    def write(path: Path) -> None:
        with path.open("wb") as file:
            file.write(head)
            file.truncate(megabytes * 1024 * 1024)

    return write


def _grey_bomb(kind: str, width: int, height: int) -> Write:
    return lambda path: Image.new("1", (width, height)).save(path, kind)


def _packed_bomb(path: Path) -> None:
    """40,000 × 40,000 pixels in a few kilobytes."""
    deflate = zlib.compressobj(9)
    rows = b"".join(deflate.compress(bytes(5_001 * 100)) for _ in range(400)) + deflate.flush()
    path.write_bytes(png(40_000, 40_000, 1, 0, chunk(b"IDAT", rows)))


def _webp_bomb(path: Path) -> None:
    """A small moving picture that claims the largest canvas there is."""
    buffer = io.BytesIO()
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "blue")]
    frames[0].save(buffer, "WEBP", save_all=True, append_images=frames[1:])
    content = bytearray(buffer.getvalue())
    place = content.index(b"VP8X") + 12
    content[place : place + 6] = (16_383).to_bytes(3, "little") + (16_383).to_bytes(3, "little")
    path.write_bytes(content)


def _gif_header(path: Path) -> None:
    frame = struct.pack("<BHHHHB", 0x2C, 0, 0, 65_535, 65_535, 0)
    head = struct.pack("<6sHHBBB", b"GIF89a", 65_535, 65_535, 0x80, 0, 0)
    path.write_bytes(head + bytes(6) + frame + b"\x02\x02\x4c\x01\x00;")


def _text_bomb(path: Path) -> None:
    text = b"a\0\0" + zlib.compress(bytes(100_000_000))
    pixels = chunk(b"IDAT", zlib.compress(bytes(65 * 64)))
    path.write_bytes(png(64, 64, 8, 0, chunk(b"zTXt", text), pixels))


def _profile_bomb(path: Path) -> None:
    profile = b"a\0\0" + zlib.compress(bytes(100_000_000))
    pixels = chunk(b"IDAT", zlib.compress(bytes(65 * 64)))
    path.write_bytes(png(64, 64, 8, 0, chunk(b"iCCP", profile), pixels))


def _drawing(path: Path) -> None:
    path.write_text(
        "<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
        "<svg xmlns='http://www.w3.org/2000/svg'><text>&x;</text>"
        "<image href='http://127.0.0.1:9/spy.png'/></svg>"
    )


def _loop(path: Path) -> None:
    other = path.with_suffix(".other")
    path.symlink_to(other)
    other.symlink_to(path)


def _many_files(path: Path) -> None:
    path.mkdir()
    first = path / "0.txt"
    first.touch()
    for number in range(1, HUNDRED_THOUSAND):
        # One file under many names costs no room; a disk may limit how many.
        if number % 30_000 == 0:
            first = path / f"{number}.txt"
            first.touch()
        else:
            os.link(first, path / f"{number}.txt")


def _folder_of(name: str) -> Write:
    def write(path: Path) -> None:
        path.mkdir()
        (path / name).write_bytes(b"nothing to see")

    return write


JPEG_HEAD = b"\xff\xd8\xff\xe0\x00\x10JFIF\0"

BAD_FILES = (
    BadFile("a document", "brief.pdf", _bytes(b"%PDF-1.7 a brief")),
    BadFile("a document that claims to be a picture", "brief.png", _bytes(b"%PDF-1.7 a brief")),
    BadFile("a page", "page.jpg", _bytes(b"<html><body>404</body></html>")),
    BadFile("a sound", "sound.webp", _bytes(b"RIFF\x24\0\0\0WAVEfmt ")),
    BadFile("a film", "film.heic", _bytes(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom")),
    BadFile("empty", "empty.png", _bytes(b"")),
    BadFile("a signature alone", "head.png", _bytes(b"\x89PNG\r\n\x1a\n")),
    BadFile("a container alone", "head.heic", _bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")),
    *(
        BadFile(f"{kind} cut short", f"half.{kind.lower()}", _cut_short(kind))
        for kind in ("JPEG", "PNG", "WEBP", "HEIF", "AVIF", "GIF", "TIFF", "BMP")
    ),
    BadFile("500 MB", "large.jpg", _sparse(500, JPEG_HEAD), K.REFERENCE_TOO_LARGE),
    BadFile("500 MB of nothing", "nothing.png", _sparse(500, b"")),
    BadFile("a PNG bomb", "bomb.png", _packed_bomb, K.REFERENCE_TOO_LARGE),
    BadFile("a TIFF bomb", "bomb.tif", _grey_bomb("TIFF", 40_000, 9_000), K.REFERENCE_TOO_LARGE),
    BadFile("a GIF bomb", "bomb.gif", _gif_header, K.REFERENCE_TOO_LARGE),
    BadFile("a WebP bomb", "bomb.webp", _webp_bomb, K.REFERENCE_TOO_LARGE),
    BadFile("a bomb of text", "text.png", _text_bomb),
    BadFile("a bomb of a profile", "profile.png", _profile_bomb),
    BadFile(
        "65,535 × 65,535", "square.png", _bytes(png(65_535, 65_535, 8, 2)), K.REFERENCE_TOO_LARGE
    ),
    BadFile("65,535 × 1", "line.png", _grey_bomb("PNG", 65_535, 1), K.REFERENCE_TOO_SMALL),
    BadFile("65,535 × 64", "band.png", _grey_bomb("PNG", 65_535, 64), K.REFERENCE_TOO_SMALL),
    BadFile("1 × 1", "dot.gif", _grey_bomb("GIF", 1, 1), K.REFERENCE_TOO_SMALL),
    BadFile("a drawing with links", "drawing.svg", _drawing),
    BadFile("a drawing that claims to be a picture", "drawing.png", _drawing),
    BadFile("links in a circle", "loop.png", _loop),
    BadFile(
        "a link to nothing",
        "link.png",
        lambda path: path.symlink_to("gone.png"),
        K.REFERENCE_MISSING,
    ),
    BadFile("a pipe", "pipe.png", os.mkfifo),
    BadFile("a link to a device", "zero.png", lambda path: path.symlink_to("/dev/zero")),
    BadFile("an empty folder", "a folder", Path.mkdir, K.REFERENCE_NONE_INSIDE),
    BadFile("a folder of notes", "notes.png", _folder_of("a.txt"), K.REFERENCE_NONE_INSIDE),
    BadFile("a folder of 100,000 files", "archive", _many_files, K.REFERENCE_NONE_INSIDE),
    BadFile("nothing", "gone.png", Path.exists, K.REFERENCE_MISSING),
)

NAMES = (
    b"new\nline.png",
    "right\u202egnp.exe\u202c.png".encode(),
    b"<b>bold<img src=x onerror=y>.png",
    b"&amp;lt;.png",
    b"{name} %s %1.png",
    b"-rf.png",
    b"  blanks  .png",
    b"quote\"'`$(id).png",
    b"not \xff\xfe characters.png",
    ("e\u0301" * 60 + "\u0378.png").encode(),
    b"1" * 251 + b".png",
    "\u202e\u2066.png".encode(),
)
"""Names that files can have, as the disk has them."""
