"""The few colours a picture is made of, by cutting its colours in two again and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from bfl_studio.domain.colour_names import as_text

Pixel = tuple[int, int, int]
_CUTS = 8
_ALIKE = 24
"""Two colours whose channels differ by less in all are one to the eye."""


def main_colours(pixels: Iterable[Pixel], most: int = 5) -> tuple[str, ...]:
    """At most so many colours ("#RRGGBB") of pixels, 0 to 255 each, the commonest first."""
    counted = Counter(pixels)
    if not counted:
        return ()
    boxes = [list(counted.items())]
    while len(boxes) < max(_CUTS, 2 * most):
        box = max(boxes, key=_spread)
        if _spread(box) == 0:
            break
        boxes.remove(box)
        boxes += _halves(box)
    found: list[Pixel] = []
    for box in sorted(boxes, key=_weight, reverse=True):
        mean = _mean(box)
        if not any(_alike(mean, each) for each in found):
            found.append(mean)
    return tuple(as_text(*each) for each in found[:most])


_Box = list[tuple[Pixel, int]]


def _halves(box: _Box) -> list[_Box]:
    """Two boxes with about as many pixels, cut across the widest channel."""
    channel = max(range(3), key=lambda each: _range(box, each))
    ordered = sorted(box, key=lambda each: each[0][channel])
    half, passed = _weight(box) / 2, 0
    for place, (_, count) in enumerate(ordered[:-1], start=1):
        passed += count
        if passed >= half:
            return [ordered[:place], ordered[place:]]
    return [ordered[:-1], ordered[-1:]]


def _range(box: _Box, channel: int) -> int:
    values = [pixel[channel] for pixel, _ in box]
    return max(values) - min(values)


def _spread(box: _Box) -> int:
    """How much there is to gain by cutting it: wide and often seen."""
    return max(_range(box, channel) for channel in range(3)) * _weight(box)


def _weight(box: _Box) -> int:
    return sum(count for _, count in box)


def _mean(box: _Box) -> Pixel:
    total = _weight(box)
    means = [sum(pixel[channel] * count for pixel, count in box) for channel in range(3)]
    return round(means[0] / total), round(means[1] / total), round(means[2] / total)


def _alike(one: Sequence[int], other: Sequence[int]) -> bool:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) < _ALIKE
