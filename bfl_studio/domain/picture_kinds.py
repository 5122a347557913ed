"""The kinds of picture a reference may be: the one table of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PictureKind:
    """`name` is what decoders call it; `head` a regular expression for the first bytes of a file.

    `endings` of file names, without a dot, and `media_types` begin with the usual one;
    `identifiers` are macOS' names.
    """

    name: str
    endings: tuple[str, ...]
    media_types: tuple[str, ...]
    identifiers: tuple[str, ...]
    head: bytes


HEIF = PictureKind(
    "HEIF",
    ("heic", "heif"),
    ("image/heic", "image/heif"),
    ("public.heic", "public.heif"),
    rb"....ftyp(?:mif1|msf1|hei[cxms]|hev[cxms])",
)
"""Read by a library of its own."""

PICTURE_KINDS = (
    PictureKind("PNG", ("png",), ("image/png",), ("public.png",), rb"\x89PNG\r\n\x1a\n"),
    PictureKind("JPEG", ("jpg", "jpeg"), ("image/jpeg",), ("public.jpeg",), rb"\xff\xd8\xff"),
    PictureKind("WEBP", ("webp",), ("image/webp",), ("org.webmproject.webp",), rb"RIFF....WEBP"),
    PictureKind("AVIF", ("avif",), ("image/avif",), ("public.avif",), rb"....ftypavi[fs]"),
    PictureKind("GIF", ("gif",), ("image/gif",), ("com.compuserve.gif",), rb"GIF8[79]a"),
    PictureKind(
        "TIFF",
        ("tif", "tiff"),
        ("image/tiff",),
        ("public.tiff",),
        rb"II[*+]\x00|MM\x00[*+]",
    ),
    HEIF,
    PictureKind("BMP", ("bmp",), ("image/bmp",), ("com.microsoft.bmp",), rb"BM"),
)
"""The best for a picture without a file first."""


def endings() -> Iterator[str]:
    """Every ending a file of them may have."""
    return (ending for kind in PICTURE_KINDS for ending in kind.endings)
