"""PNG: which chunks a copy that leaves keeps."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from bfl_studio.imaging.metadata import PROVENANCE, gathered, is_signed, upright

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PIXELS = {b"PLTE", b"IDAT", b"tRNS", b"acTL", b"fcTL", b"fdAT"}
_COLOUR = {b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"pHYs"}
_KEPT = _PIXELS | _COLOUR
_CRITICAL = {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
_FRAME = 12
"""Bytes of a chunk beside its content: length, name, checksum."""


def cleaned(data: bytes) -> bytes:
    """Raises ValueError for anything but a whole PNG."""
    chunks = gathered(_chunks(data))
    names = [name for name, _ in chunks]
    if names[0] != b"IHDR" or b"IDAT" not in names:
        raise ValueError("not a PNG with pixels")
    if any(name == b"caBX" and is_signed(_content(chunk)) for name, chunk in chunks):
        return data
    return b"".join(_kept(chunks))


def _kept(chunks: list[tuple[bytes, memoryview]]) -> Iterator[bytes | memoryview]:
    yield _SIGNATURE
    yield chunks[0][1]
    yield _chunk(b"iTXt", b"XML:com.adobe.xmp" + bytes(5) + PROVENANCE)
    turned = next((upright(_content(each)) for name, each in chunks if name == b"eXIf"), b"")
    if turned:
        yield _chunk(b"eXIf", turned)
    yield from (each for name, each in chunks if name in _KEPT)
    yield _chunk(b"IEND", b"")


def _chunks(data: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """Name and bytes of each chunk, from the header to the end; what follows is no picture."""
    if not data.startswith(_SIGNATURE):
        raise ValueError("not a PNG")
    view, place, name = memoryview(data), len(_SIGNATURE), b""
    while name != b"IEND":
        head = bytes(view[place : place + 8])
        if len(head) < 8:
            raise ValueError("a PNG without an end")
        name = head[4:]
        chunk = view[place : place + _FRAME + int.from_bytes(head[:4], "big")]
        _check(name, chunk)
        yield name, chunk
        place += len(chunk)


def _check(name: bytes, chunk: memoryview) -> None:
    whole = len(chunk) == _FRAME + int.from_bytes(chunk[:4], "big")
    if not whole or zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:], "big"):
        raise ValueError("a damaged PNG")
    # A capital letter says that nobody may paint the picture without knowing this chunk.
    if name[0] & 0x20 == 0 and name not in _CRITICAL:
        raise ValueError("a PNG with unknown parts")


def _content(chunk: memoryview) -> memoryview:
    return chunk[8:-4]


def _chunk(name: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", checksum)
