"""Colour profiles made by hand, so that no file of somebody else's is needed."""

from __future__ import annotations

import io
import itertools
import struct
from collections.abc import Mapping, Sequence
from typing import cast

from PIL import Image, ImageCms

Colour = tuple[int, int, int]
Inks = tuple[int, int, int, int]

_D50 = (0.9642, 1.0, 0.8249)
_ADOBE = {
    b"rXYZ": (0.60974, 0.31111, 0.01947),
    b"gXYZ": (0.20528, 0.62567, 0.06087),
    b"bXYZ": (0.14919, 0.06322, 0.74457),
}
_P3 = {
    b"rXYZ": (0.51512, 0.24120, -0.00105),
    b"gXYZ": (0.29198, 0.69225, 0.04189),
    b"bXYZ": (0.15710, 0.06657, 0.78407),
}


def adobe_rgb() -> bytes:
    return _matrix(_ADOBE)


def display_p3() -> bytes:
    return _matrix(_P3)


def in_profile(image: Image.Image, profile: bytes) -> Image.Image:
    """An sRGB picture as its pixels are written under another profile."""
    source = ImageCms.createProfile("sRGB")
    target = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    converted = ImageCms.profileToProfile(image, source, target)
    assert converted is not None
    return converted


def cmyk(corners: Mapping[Inks, Colour]) -> bytes:
    """A press whose full inks look as `corners` say, by ink 0 or 1; others as inks usually do."""
    table = bytearray()
    for inks in itertools.product((0, 1), repeat=4):
        table += bytes(_lab(corners.get(cast(Inks, inks), _usual(inks))))
    ramp = bytes(range(256))
    identity = struct.pack(">9i", *(65536 if at % 4 == 0 else 0 for at in range(9)))
    lut = struct.pack(">4s4xBBBx", b"mft1", 4, 3, 2) + identity + ramp * 4 + table + ramp * 3
    return _profile(b"prtr", b"CMYK", b"Lab ", {b"A2B0": lut})


def _usual(inks: tuple[int, ...]) -> Colour:
    *colour, black = inks
    return cast(Colour, tuple(255 * (1 - ink) * (1 - black) for ink in colour))


def _lab(colour: Colour) -> Sequence[int]:
    pixel = Image.new("RGB", (1, 1), colour)
    lab = ImageCms.profileToProfile(
        pixel, ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB"
    )
    assert lab is not None
    light, a, b = lab.tobytes()
    # Pillow's bytes for a and b are signed, a profile's begin at -128.
    return light, a ^ 0x80, b ^ 0x80


def _matrix(primaries: Mapping[bytes, Sequence[float]]) -> bytes:
    tags = {name: b"XYZ \0\0\0\0" + _fixed(values) for name, values in primaries.items()}
    gamma = struct.pack(">4s4xIH", b"curv", 1, round(2.2 * 256)) + b"\0\0"
    white = {b"wtpt": b"XYZ \0\0\0\0" + _fixed(_D50)}
    return _profile(b"mntr", b"RGB ", b"XYZ ", tags | white | dict.fromkeys(_CURVES, gamma))


_CURVES = (b"rTRC", b"gTRC", b"bTRC")


def _fixed(values: Sequence[float]) -> bytes:
    return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))


def _profile(kind: bytes, space: bytes, connection: bytes, tags: Mapping[bytes, bytes]) -> bytes:
    index, body, place = b"", b"", 132 + 12 * len(tags)
    for name, content in tags.items():
        padded = content + b"\0" * (-len(content) % 4)
        index += struct.pack(">4sII", name, place + len(body), len(content))
        body += padded
    head = struct.pack(">I4sI4s4s4s12x4s", 0, b"", 0x02100000, kind, space, connection, b"acsp")
    head = (head.ljust(68, b"\0") + _fixed(_D50)).ljust(128, b"\0")
    whole = head + struct.pack(">I", len(tags)) + index + body
    return struct.pack(">I", len(whole)) + whole[4:]
