"""Hills in haze under a sky, with woods, snow or a lake."""

import math
from collections.abc import Sequence

from PIL import Image, ImageFilter
from PIL.Image import Transpose

from bfl_studio.sandbox.painting.canvas import Canvas, Point, clouds
from bfl_studio.sandbox.painting.chance import Chance
from bfl_studio.sandbox.painting.palette import Palette, darker, lighter, mix

_RIDGES = 6


def paint(canvas: Canvas, palette: Palette, words: frozenset[str]) -> None:
    """Paint the scene; words such as forest, snow, lake and desert choose what is in it."""
    chance = canvas.chance
    lake = bool(words & {"lake", "river", "water", "reflection"}) or chance.number() < 0.25
    foot = canvas.height * (chance.between(0.62, 0.7) if lake else 1.0)
    sky(canvas, palette, horizon=foot * 0.62)
    smooth = bool(words & {"desert", "dune", "dunes", "sand", "meadow", "field"})
    wooded = bool(words & {"forest", "woods", "pine", "trees", "jungle"}) or chance.number() < 0.45
    _ridges(canvas, palette, foot, 0.25 if smooth else 1.0, wooded and not smooth)
    if lake:
        _reflect(canvas, palette, round(foot))
    if words & {"snow", "snowy", "winter", "blizzard"}:
        _snowfall(canvas)


def sky(
    canvas: Canvas, palette: Palette, horizon: float, low: float = 0.35, lowest: float = 0.82
) -> Point:
    """A sky down to the horizon (pixels from the top), clouds and a light, whose place it returns.

    The light stands between the shares `low` and `lowest` of the way down.
    """
    chance, unit = canvas.chance, canvas.unit
    horizon = max(horizon, 8.0)
    canvas.backdrop((*palette.sky, *[palette.sky[-1]] * max(1, round(canvas.height / horizon))))
    if palette.dark:
        _stars(canvas, horizon)
    centre = (
        canvas.width * chance.pick((0.24, 0.33, 0.62, 0.72)) + unit * chance.between(-0.04, 0.04),
        horizon * chance.between(low, lowest),
    )
    radius = unit * chance.between(0.045, 0.1)
    canvas.glow(centre, unit * 1.1, mix(palette.light, palette.sky[-1], 0.3), 0.5)
    canvas.glow(centre, radius * 5, palette.light, 0.55)
    canvas.disc(centre, radius, (lighter(palette.light, 0.5), palette.light))
    size = (canvas.width, round(horizon * 1.1))
    flat = max(1, round(3 * canvas.width / canvas.height))
    veil = clouds(size, (flat, 7), 4, chance)
    veil = veil.point(lambda value: max(0, value - 120) * 1.15)
    box = (0, 0, *size)
    canvas.paste(box, lighter(palette.sky[-1], 0.25), veil.point(lambda value: value * 0.5))
    return centre


def _stars(canvas: Canvas, horizon: float) -> None:
    chance = canvas.chance
    for _ in range(140):
        centre = (chance.between(0, canvas.width), chance.between(0, horizon))
        radius = max(0.7, canvas.unit * 0.0013 * chance.between(0.4, 1.3) ** 2)
        canvas.disc(centre, radius, (255, 250, 235), chance.between(0.35, 1))


def _ridges(canvas: Canvas, palette: Palette, foot: float, rough: float, wooded: bool) -> None:
    chance, unit = canvas.chance, canvas.unit
    top, haze = foot * chance.between(0.5, 0.6), mix(palette.far, palette.sky[-1], 0.45)
    for index in range(_RIDGES):
        near = index / (_RIDGES - 1)
        base = top + (foot - top) * near**1.25 * 0.92
        height = unit * (0.17 - 0.1 * near) * (0.6 + 0.4 * rough)
        line = _ridge_line(canvas.width, base, height, rough * (1 - 0.55 * near), chance)
        colour = mix(mix(palette.far, palette.sky[-1], 0.28), palette.near, near**1.2)
        below = mix(colour, haze, 0.6 * (1 - near))
        floor = min(canvas.height, foot, base + unit * 0.34) if near < 1 else foot
        ground = [*line, (canvas.width + 2.0, floor), (-2.0, floor)]
        trees = _woods(line, unit * 0.035 * (0.5 + near), chance) if wooded and near > 0.5 else []
        canvas.shapes([ground, *trees], (colour, mix(colour, below, 0.7), below))
        if floor < foot and near < 1:
            canvas.image.paste(below, (0, round(floor) - 1, canvas.width, math.ceil(foot)))


def _ridge_line(
    width: float, base: float, height: float, rough: float, chance: Chance
) -> list[Point]:
    """A line from left to right; rough 1 is a mountain's edge, 0 a dune's."""
    steps = 240
    heights = [0.0] * (steps + 1)
    for octave in range(7):
        count = 3 << octave
        weight = 1.0 if octave == 0 else (0.28 + 0.24 * rough) ** octave
        knots = [chance.between(-1, 1) for _ in range(count + 2)]
        for step in range(steps + 1):
            place = step / steps * count
            knot, share = int(place), place % 1
            eased = share if octave > 2 else share * share * (3 - 2 * share)
            heights[step] += weight * (knots[knot] + (knots[knot + 1] - knots[knot]) * eased)
    return [
        (-2 + (width + 4) * step / steps, base - height * value)
        for step, value in enumerate(heights)
    ]


def _woods(line: Sequence[Point], height: float, chance: Chance) -> list[list[Point]]:
    trees = []
    place = 0.0
    while place < len(line) - 1:
        (x, y), tall = line[int(place)], height * chance.between(0.6, 1.35)
        x += chance.between(-0.2, 0.2) * height
        trees.append(_fir(x, y + height * 0.25, tall))
        spacing = chance.between(0.18, 0.55) if chance.number() < 0.85 else chance.between(1, 4)
        place += spacing * height / max(1e-6, line[1][0] - line[0][0])
    return trees


def _fir(x: float, foot: float, tall: float) -> list[Point]:
    left: list[Point] = []
    for tier in range(4):
        y = foot - tall * (1 - tier / 4)
        left += [(x - tall * 0.035 * tier, y), (x - tall * (0.07 + 0.045 * tier), y + tall * 0.27)]
    right = [(2 * x - side, y) for side, y in reversed(left)]
    return [*left, *right]


def _reflect(canvas: Canvas, palette: Palette, shore: int) -> None:
    depth = canvas.height - shore
    if depth < 2 or shore < 2:
        return
    source = canvas.image.crop((0, max(0, shore - round(depth * 1.5)), canvas.width, shore))
    mirrored = source.transpose(Transpose.FLIP_TOP_BOTTOM).resize((canvas.width, depth))
    soft = mirrored.filter(ImageFilter.BoxBlur((canvas.unit * 0.004, canvas.unit * 0.012)))
    water = Image.blend(soft, Image.new("RGB", soft.size, darker(palette.sky[0], 0.25)), 0.3)
    canvas.image.paste(water, (0, shore))
    chance = canvas.chance
    for _ in range(46):
        near = chance.number() ** 1.6
        y = shore + depth * near
        long = canvas.width * (0.03 + 0.16 * near) * chance.between(0.4, 1)
        x = chance.between(-0.05, 1) * canvas.width
        thick = max(0.8, canvas.unit * 0.0022 * (0.4 + near))
        ripple = [(x, y), (x + long / 2, y - thick), (x + long, y), (x + long / 2, y + thick)]
        canvas.shape(ripple, lighter(palette.sky[-1], 0.3), 0.1 + 0.18 * chance.number())


def _snowfall(canvas: Canvas) -> None:
    chance = canvas.chance
    for _ in range(150):
        centre = (chance.between(0, canvas.width), chance.between(0, canvas.height))
        radius = max(0.8, canvas.unit * 0.0045 * chance.number() ** 2)
        canvas.disc(centre, radius, (255, 255, 255), chance.between(0.35, 0.9))
