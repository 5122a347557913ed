"""WebP: which chunks a copy that leaves keeps."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from bfl_studio.imaging.metadata import PROVENANCE, gathered, is_signed, upright

_ANIMATED, _XMP, _EXIF, _ALPHA, _PROFILE = 0x02, 0x04, 0x08, 0x10, 0x20
_PIXELS = {b"VP8 ", b"VP8L", b"ALPH", b"ANMF"}
_KEPT = _PIXELS | {b"ICCP", b"ANIM"}
_FRAME_HEAD = 16

Chunk = tuple[bytes, memoryview]
"""A name and its content."""


def cleaned(data: bytes) -> bytes:
    """Raises ValueError for anything but a whole WebP."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise ValueError("not a WebP")
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise ValueError("a WebP without an end")
    chunks = gathered(_chunks(memoryview(data)[12:end]))
    if not any(name in _PIXELS for name, _ in chunks):
        raise ValueError("a WebP without pixels")
    if any(name == b"C2PA" and is_signed(content) for name, content in chunks):
        return data
    body = b"WEBP" + b"".join(_kept(chunks))
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _kept(chunks: list[Chunk]) -> Iterator[bytes]:
    turned = next((_turned(content) for name, content in chunks if name == b"EXIF"), b"")
    flags, canvas = _head(chunks)
    yield _chunk(b"VP8X", bytes((flags | _XMP | (_EXIF if turned else 0), 0, 0, 0)) + canvas)
    for name, content in chunks:
        if name in _KEPT:
            yield _chunk(name, _frame(content) if name == b"ANMF" else bytes(content))
    if turned:
        yield _chunk(b"EXIF", turned)
    yield _chunk(b"XMP ", PROVENANCE)


def _turned(content: memoryview) -> bytes:
    """Some programs put JPEG's name before the block."""
    name = 6 if bytes(content[:6]) == b"Exif\0\0" else 0
    return upright(content[name:])


def _frame(content: memoryview) -> bytes:
    """A frame of a moving picture, whose pixels are chunks in it."""
    parts = [_chunk(name, bytes(part)) for name, part in _chunks(content[_FRAME_HEAD:])]
    kept = (part for part in parts if part[:4] in _PIXELS)
    return bytes(content[:_FRAME_HEAD]) + b"".join(kept)


def _head(chunks: list[Chunk]) -> tuple[int, bytes]:
    """The flags that pixels and colour need, and the size as the extended header has it."""
    name, content = chunks[0]
    if name == b"VP8X":
        if len(content) < 10:
            raise ValueError("a damaged WebP")
        return content[0] & (_ANIMATED | _ALPHA | _PROFILE), bytes(content[4:10])
    if name == b"VP8 " and len(content) >= 10 and bytes(content[3:6]) == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", content, 6)
        return 0, _canvas(width & 0x3FFF, height & 0x3FFF)
    if name == b"VP8L" and len(content) >= 5 and content[0] == 0x2F:
        (bits,) = struct.unpack_from("<I", content, 1)
        alpha = _ALPHA if bits >> 28 & 1 else 0
        return alpha, _canvas((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    raise ValueError("a damaged WebP")


def _canvas(width: int, height: int) -> bytes:
    if not width or not height:
        raise ValueError("a WebP without pixels")
    return (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")


def _chunks(body: memoryview) -> Iterator[Chunk]:
    place = 0
    while place < len(body):
        size = int.from_bytes(body[place + 4 : place + 8], "little")
        end = place + 8 + size
        if place + 8 > len(body) or end > len(body):
            raise ValueError("a damaged WebP")
        yield bytes(body[place : place + 4]), body[place + 8 : end]
        place = end + size % 2


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)
