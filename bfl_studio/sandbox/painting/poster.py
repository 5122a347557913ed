"""A printed pattern of arches, quarter circles and stripes."""

import math
from collections.abc import Callable, Sequence

from PIL import ImageDraw

from bfl_studio.sandbox.painting.canvas import Canvas, Point, clouds
from bfl_studio.sandbox.painting.palette import Colour, Palette, darker, mix

Tile = Callable[[Canvas, Point, float, Sequence[Colour], int], None]


def paint(canvas: Canvas, palette: Palette, words: frozenset[str]) -> None:
    """Paint the scene."""
    chance = canvas.chance
    paper = mix(palette.paper, palette.near, 0.9) if palette.dark else palette.paper
    canvas.backdrop((paper, paper))
    count = chance.whole(4, 5)
    side = canvas.unit * 0.86 / count
    across = max(1, int(canvas.width * 0.94 // side))
    down = max(1, int(canvas.height * 0.94 // side))
    left, top = (canvas.width - across * side) / 2, (canvas.height - down * side) / 2
    inks = [*palette.accents, mix(palette.paper, palette.accents[1], 0.22)]
    previous = -1
    for row in range(down):
        for column in range(across):
            kind = chance.whole(0, len(_TILES) - 1)
            kind = (kind + 1) % len(_TILES) if kind == previous else kind
            previous = kind
            colours = chance.shuffled(inks)
            corner = (left + column * side, top + row * side)
            square = [
                corner,
                (corner[0] + side, corner[1]),
                (corner[0] + side, corner[1] + side),
                (corner[0], corner[1] + side),
            ]
            canvas.shape(square, colours[0])
            _TILES[kind](canvas, corner, side, colours[1:], chance.whole(0, 3))
    _press(canvas)


def _press(canvas: Canvas) -> None:
    """Ink that did not take everywhere alike."""
    whole = (0, 0, canvas.width, canvas.height)
    worn = clouds((canvas.width, canvas.height), (6, 6), 5, canvas.chance)
    canvas.paste(whole, (255, 252, 244), worn.point(lambda value: max(0, value - 120) * 0.16))
    canvas.paste(whole, (20, 16, 24), worn.point(lambda value: max(0, 120 - value) * 0.14))


def _clipped(
    canvas: Canvas, corner: Point, side: float, centre: Point, radius: float, colour: Colour
) -> None:
    (x, y), edge = corner, round(side)
    box = (
        max(0, round(x)),
        max(0, round(y)),
        min(canvas.width, round(x) + edge),
        min(canvas.height, round(y) + edge),
    )

    def draw(pen: ImageDraw.ImageDraw, place: Callable[[Point], Point]) -> None:
        first = place((centre[0] - radius, centre[1] - radius))
        pen.ellipse([first, place((centre[0] + radius, centre[1] + radius))], fill=255)

    canvas.fill(box, draw, colour)


def _quarter(canvas: Canvas, corner: Point, side: float, inks: Sequence[Colour], turn: int) -> None:
    x, y = corner
    centre = (x + side * (turn % 2), y + side * (turn // 2))
    for share, ink in zip((1.0, 0.66, 0.33), inks, strict=False):
        _clipped(canvas, corner, side, centre, side * share, ink)


def _circle(canvas: Canvas, corner: Point, side: float, inks: Sequence[Colour], turn: int) -> None:
    centre = (corner[0] + side / 2, corner[1] + side / 2)
    canvas.disc(centre, side * 0.42, inks[0])
    canvas.disc(centre, side * (0.12 + 0.06 * turn), inks[1])


def _arch(canvas: Canvas, corner: Point, side: float, inks: Sequence[Colour], turn: int) -> None:
    x, y = corner
    for share, ink in zip((0.42, 0.28, 0.14), inks, strict=False):
        half, middle = side * share, x + side / 2
        spring = y + side * 0.48
        canvas.disc((middle, spring), half, ink)
        canvas.shape(
            [
                (middle - half, spring),
                (middle + half, spring),
                (middle + half, y + side),
                (middle - half, y + side),
            ],
            ink,
        )


def _stripes(canvas: Canvas, corner: Point, side: float, inks: Sequence[Colour], turn: int) -> None:
    x, y = corner
    for stripe in range(0, 8, 2):
        low, high = side * stripe / 8, side * (stripe + 1) / 8
        across = [(x + low, y), (x + high, y), (x + high, y + side), (x + low, y + side)]
        down = [(x, y + low), (x + side, y + low), (x + side, y + high), (x, y + high)]
        canvas.shape(across if turn % 2 else down, inks[0])


def _leaf(canvas: Canvas, corner: Point, side: float, inks: Sequence[Colour], turn: int) -> None:
    x, y = corner
    flip = turn % 2
    near, far = (x + side * flip, y), (x + side * (1 - flip), y + side)
    bend = []
    for centre, start in ((near, far), (far, near)):
        for step in range(13):
            share = step / 12
            bend.append(_around(centre, start, side, share, flip))
    canvas.shape(bend, inks[0])


def _around(centre: Point, start: Point, side: float, share: float, flip: int) -> Point:
    toward = (1 if start[0] > centre[0] else -1, 1 if start[1] > centre[1] else -1)
    angle = math.pi / 2 * share
    return (
        centre[0] + toward[0] * side * math.cos(angle),
        centre[1] + toward[1] * side * math.sin(angle),
    )


def _diamond(canvas: Canvas, corner: Point, side: float, inks: Sequence[Colour], turn: int) -> None:
    x, y = corner
    half = side / 2
    canvas.shape(
        [(x + half, y), (x + side, y + half), (x + half, y + side), (x, y + half)], inks[0]
    )
    canvas.disc((x + half, y + half), side * 0.16, inks[1] if turn else darker(inks[0], 0.3))


_TILES: tuple[Tile, ...] = (_quarter, _circle, _arch, _stripes, _quarter, _leaf, _diamond)
