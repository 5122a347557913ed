"""What a picture becomes on its way to the service, in pixels W×H (`bfl-api.md` §1f, §5)."""

from __future__ import annotations

import math

from bfl_studio.domain.geometry import MEGAPIXEL, Size

ALONE = 4 * MEGAPIXEL
"""The most pixels of the only reference."""

AMONG_OTHERS = MEGAPIXEL
"""The most pixels of each of several: more is shrunk by the service and may still be billed."""

LEAST_SIDE = 64
LARGEST_FILE = 20 * 1024 * 1024
"""Bytes of one picture as it is sent."""


def sent_size(original: Size, count: int, *, full_detail: bool = False) -> Size:
    """What is sent of an upright picture that is one of `count`: never enlarged.

    `full_detail` keeps up to 4 MP of each of several.
    """
    most = ALONE if count <= 1 or full_detail else AMONG_OTHERS
    if original.pixels <= most:
        return original
    # Both sides rounded down, so that the product never exceeds the bound.
    width = math.isqrt(most * original.width // original.height)
    height = math.isqrt(most * original.height // original.width)
    return Size(max(1, width), max(1, height))


def large_enough(size: Size, least_side: int = LEAST_SIDE) -> bool:
    """Whether both sides reach what the service takes."""
    return min(size.width, size.height) >= least_side
