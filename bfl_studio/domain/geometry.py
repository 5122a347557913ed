"""Picture sizes in pixels, always W×H: megapixels, snapping, presets."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeGuard

MEGAPIXEL = 1024 * 1024
"""Pixels in one billed megapixel (`bfl-api.md` §5)."""

MAX_BILLED_TIER = 4
"""Larger references are scaled down to 4 MP before they count (`bfl-api.md` §5)."""


@dataclass(frozen=True, slots=True)
class Size:
    """Width × height in pixels."""

    width: int
    height: int

    @property
    def pixels(self) -> int:
        return self.width * self.height

    @property
    def megapixels(self) -> float:
        """For display only; prices use `tier`."""
        return self.pixels / MEGAPIXEL

    @property
    def tier(self) -> int:
        """Whole megapixels that are billed: rounded up, at least one."""
        return max(1, -(-self.pixels // MEGAPIXEL))

    @property
    def swapped(self) -> Size:
        return Size(self.height, self.width)

    @property
    def ratio(self) -> tuple[int, int]:
        """The reduced ratio, e.g. (16, 9)."""
        divisor = math.gcd(self.width, self.height)
        return self.width // divisor, self.height // divisor


LONGEST_SIDE = 2**31 - 1
"""Pixels: no kind of picture counts further."""


def is_whole(value: object) -> TypeGuard[int]:
    """Whether something that was read from a file counts; True and False do not."""
    return isinstance(value, int) and not isinstance(value, bool)


def size_of(width: object, height: object) -> Size | None:
    """The size two sides of any kind make, or None where no picture can have them."""
    if not (is_whole(width) and is_whole(height)):
        return None
    if not (0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE):
        return None
    return Size(width, height)


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a picture: its left and top edge and its sides, in pixels."""

    left: int
    top: int
    width: int
    height: int

    @property
    def size(self) -> Size:
        return Size(self.width, self.height)

    def within(self, size: Size) -> bool:
        """Whether it lies inside a picture of that size and is not empty."""
        right, bottom = self.left + self.width, self.top + self.height
        inside = 0 <= self.left < right <= size.width and 0 <= self.top < bottom <= size.height
        return inside


_EXACT_IS_WORTH = 0.9
"""Part of the area that may be given up to keep a ratio such as 4:3 exact."""


@dataclass(frozen=True, slots=True)
class SizeLimits:
    """What a model accepts (`bfl-api.md` §1f): sides in pixels, area in pixels, both inclusive."""

    least_side: int = 64
    largest_side: int = 4096
    largest_area: int = 4 * MEGAPIXEL
    multiple: int = 16

    def snap_side(self, side: int) -> int:
        """The nearest legal side; halves go up."""
        nearest = (side + self.multiple // 2) // self.multiple * self.multiple
        return min(max(nearest, self.least_side), self.largest_side)

    def floor_side(self, side: int) -> int:
        """The largest legal side that is not above `side`, or the least side."""
        return max(self.least_side, min(side, self.largest_side) // self.multiple * self.multiple)

    def allows(self, size: Size) -> bool:
        return self.sides_allowed(size) and size.pixels <= self.largest_area

    def sides_allowed(self, size: Size) -> bool:
        return all(
            self.least_side <= side <= self.largest_side and side % self.multiple == 0
            for side in (size.width, size.height)
        )

    def largest_at_ratio(self, size: Size, area: int | None = None) -> Size:
        """The largest legal size within `area` pixels: of the same ratio, or nearly the same
        where that would give much away.
        """
        area = self.largest_area if area is None else min(area, self.largest_area)
        near, exact = self._near_ratio(size, area), self._exact_ratio(size, area)
        worth_it = exact is not None and exact.pixels >= near.pixels * _EXACT_IS_WORTH
        return exact if exact is not None and worth_it else near

    def _exact_ratio(self, size: Size, area: int) -> Size | None:
        wide, high = (side * self.multiple for side in size.ratio)
        steps = min(
            math.isqrt(area // (wide * high)),
            self.largest_side // max(wide, high),
            size.width // wide,
        )
        exact = Size(wide * steps, high * steps)
        return exact if min(exact.width, exact.height) >= self.least_side else None

    def _near_ratio(self, size: Size, area: int) -> Size:
        scale = min(
            1.0, math.sqrt(area / size.pixels), self.largest_side / max(size.width, size.height)
        )
        width = self.floor_side(int(size.width * scale))
        height = self.floor_side(int(size.height * scale))
        while width * height > area:
            if width >= height and width > self.least_side:
                width -= self.multiple
            else:
                height -= self.multiple
        return Size(width, height)


FLUX_2_LIMITS = SizeLimits()
FLUX_1_LIMITS = SizeLimits(256, 1440, 1440 * 1440, 32)
"""Of FLUX1.1 [pro] and FLUX.1 [dev] (`bfl-api.md` §1e)."""


def with_width(size: Size, width: int, limits: SizeLimits, locked: Size | None) -> Size:
    """Set the width, snapped; with `locked` the height follows that ratio."""
    width = limits.snap_side(width)
    if locked is None:
        return Size(width, size.height)
    return Size(width, limits.snap_side(round(width * locked.height / locked.width)))


def with_height(size: Size, height: int, limits: SizeLimits, locked: Size | None) -> Size:
    """Set the height, snapped; with `locked` the width follows that ratio."""
    flipped = with_width(size.swapped, height, limits, locked.swapped if locked else None)
    return flipped.swapped


def cheaper_neighbour(size: Size, limits: SizeLimits) -> Size | None:
    """The nearest size in the tier below, one side shortened, when `size` is only just over it.

    One row of pixels over a tier costs a whole megapixel; "just over" is under 6 % of the area.
    """
    if size.tier == 1:
        return None
    bound = (size.tier - 1) * MEGAPIXEL
    if size.pixels > bound * 1.06:
        return None
    shorter = Size(size.width, limits.floor_side(bound // size.width))
    narrower = Size(limits.floor_side(bound // size.height), size.height)
    cheaper = [each for each in (shorter, narrower) if each.pixels <= bound and limits.allows(each)]
    return max(cheaper, key=lambda each: each.pixels, default=None)


@dataclass(frozen=True, slots=True)
class Preset:
    """A named size; its words are in the window."""

    id: str
    size: Size


PRESETS: tuple[Preset, ...] = tuple(
    Preset(id, Size(width, height))
    for id, width, height in (
        ("square", 1024, 1024),
        ("landscape_4_3", 1152, 896),
        ("portrait_3_4", 896, 1152),
        ("landscape_3_2", 1216, 832),
        ("portrait_2_3", 832, 1216),
        ("wide_16_9", 1280, 720),
        ("tall_9_16", 720, 1280),
        ("wide", 1344, 768),
        ("tall", 768, 1344),
        ("square_l", 1440, 1440),
        ("landscape_4_3_l", 1664, 1248),
        ("portrait_3_4_l", 1248, 1664),
        ("landscape_3_2_l", 1728, 1152),
        ("portrait_2_3_l", 1152, 1728),
        ("classic_4_3", 1536, 1152),
        ("wide_16_9_l", 1792, 1008),
        ("tall_9_16_l", 1008, 1792),
        ("full_hd", 1920, 1088),
        ("full_hd_tall", 1088, 1920),
        ("panorama", 2048, 1024),
        ("wide_16_9_xl", 2560, 1440),
        ("tall_9_16_xl", 1440, 2560),
        ("square_xl", 2048, 2048),
    )
)
"""Every preset of `bfl-api.md` §1f; 1920×1080 is no multiple of 16, so Full HD is 1920×1088."""


def preset_of(size: Size) -> Preset | None:
    return next((preset for preset in PRESETS if preset.size == size), None)
