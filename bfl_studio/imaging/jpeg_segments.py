"""JPEG: which segments a copy that leaves keeps."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from bfl_studio.imaging.metadata import PROVENANCE, gathered, is_signed, upright

_START, _END, _SCAN, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_JFIF, _EXIF_OR_XMP, _ICC, _JUMBF, _ADOBE = 0xE0, 0xE1, 0xE2, 0xEB, 0xEE
_APPLICATION = range(0xE0, 0xF0)
_TOLD = {*_APPLICATION, *range(0xF0, 0xFE), _COMMENT}
"""Segments that no decoder needs, and some that are for nobody knows what."""

_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_ALONE = {0x01, *range(0xD0, 0xD8)}
_AFTER_PIXELS = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
"""A marker that ends a stretch of pixels: neither a stuffed 0xFF nor a restart."""

_XMP_NAME = b"http://ns.adobe.com/xap/1.0/\0"
_EXIF_NAME = b"Exif\0\0"
_ICC_NAME = b"ICC_PROFILE\0"

Segment = tuple[int, memoryview]
"""A marker, and all bytes from it up to the next one."""


def cleaned(data: bytes) -> bytes:
    """Raises ValueError for anything but a whole JPEG."""
    segments = gathered(_segments(data))
    markers = {marker for marker, _ in segments}
    if _SCAN not in markers or not markers & _FRAMES:
        raise ValueError("a JPEG without pixels")
    if any(marker == _JUMBF and is_signed(_content(each)) for marker, each in segments):
        return data
    return b"".join(_kept(segments))


def _kept(segments: list[Segment]) -> Iterator[bytes | memoryview]:
    yield bytes((0xFF, _START))
    contents = [(marker, _content(each)) for marker, each in segments if marker in _APPLICATION]
    yield from (_plain_jfif(each) for marker, each in contents if _is(marker, each, _JFIF, b"JFIF"))
    exif = [
        upright(each[len(_EXIF_NAME) :])
        for marker, each in contents
        if _is(marker, each, _EXIF_OR_XMP, _EXIF_NAME)
    ]
    if exif and exif[0]:
        yield _segment(_EXIF_OR_XMP, _EXIF_NAME + exif[0])
    yield _segment(_EXIF_OR_XMP, _XMP_NAME + PROVENANCE)
    for marker, each in segments:
        if marker not in _TOLD or _is(marker, _content(each), _ICC, _ICC_NAME):
            yield each
        elif _is(marker, _content(each), _ADOBE, b"Adobe"):
            yield _segment(_ADOBE, bytes(_content(each)[:12]))


def _segments(data: bytes) -> Iterator[Segment]:
    """What lies between start and end, the end included; what follows it is no picture."""
    if not data.startswith(bytes((0xFF, _START))):
        raise ValueError("not a JPEG")
    place, marker = 2, _START
    while marker != _END:
        marker, start = _marker(data, place)
        place = _end_of(data, marker, start)
        # Bytes that only fill up go: each segment begins at the last 0xFF before its marker.
        yield marker, memoryview(data)[start - 2 : place]


def _marker(data: bytes, place: int) -> tuple[int, int]:
    """The marker at a place, and where its content begins."""
    if data[place : place + 1] != b"\xff":
        raise ValueError("a damaged JPEG")
    while data[place : place + 1] == b"\xff":
        place += 1
    if place >= len(data) or data[place] == 0:
        raise ValueError("a JPEG without an end")
    return data[place], place + 1


def _end_of(data: bytes, marker: int, start: int) -> int:
    if marker == _END or marker in _ALONE:
        return start
    length = int.from_bytes(data[start : start + 2], "big")
    end = start + length
    if length < 2 or end > len(data):
        raise ValueError("a damaged JPEG")
    if marker != _SCAN:
        return end
    found = _AFTER_PIXELS.search(data, end)
    if found is None:
        raise ValueError("a JPEG without an end")
    return found.start()


def _content(segment: memoryview) -> memoryview:
    return segment[4:]


def _is(marker: int, content: memoryview, wanted: int, name: bytes) -> bool:
    return marker == wanted and bytes(content[: len(name)]) == name


def _plain_jfif(content: memoryview) -> bytes:
    """Version and print size without the small picture, which may be another one."""
    return _segment(_JFIF, bytes(content[:12]).ljust(12, b"\0") + bytes(2))


def _segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content
