"""A studio still life: matte vessels and solids on a table in window light."""

import math
from collections.abc import Callable, Mapping
from itertools import pairwise

from PIL import Image
from PIL.Image import Resampling

from bfl_studio.sandbox.painting.canvas import Canvas, Point, gradient, ramp
from bfl_studio.sandbox.painting.palette import Colour, Palette, darker, lighter, mix

Profile = tuple[tuple[float, float], ...]

# Half the width at each height, both as shares of the object's height, from the foot up.
_PROFILES: Mapping[str, Profile] = {
    "bottle": (
        (0, 0.17),
        (0.03, 0.19),
        (0.5, 0.19),
        (0.62, 0.15),
        (0.7, 0.07),
        (0.95, 0.06),
        (0.97, 0.075),
        (1, 0.075),
    ),
    "vase": (
        (0, 0.12),
        (0.02, 0.14),
        (0.2, 0.26),
        (0.42, 0.31),
        (0.62, 0.24),
        (0.78, 0.11),
        (0.92, 0.1),
        (1, 0.15),
    ),
    "carafe": (
        (0, 0.24),
        (0.04, 0.27),
        (0.22, 0.3),
        (0.4, 0.22),
        (0.58, 0.09),
        (0.86, 0.08),
        (1, 0.11),
    ),
    "beaker": ((0, 0.24), (0.02, 0.26), (1, 0.32)),
    "bowl": ((0, 0.3), (0.06, 0.34), (0.3, 0.62), (0.65, 0.86), (1, 0.95)),
}
_HEIGHTS: Mapping[str, float] = {
    "bottle": 0.5,
    "vase": 0.4,
    "carafe": 0.44,
    "beaker": 0.2,
    "bowl": 0.13,
}


def paint(canvas: Canvas, palette: Palette, words: frozenset[str]) -> None:
    """Paint the scene; a vessel named in the words is in it."""
    chance = canvas.chance
    table = canvas.height * chance.between(0.62, 0.7)
    wall = mix(palette.paper, chance.pick(palette.accents), 0.3)
    wall = mix(wall, palette.near, 0.72) if palette.dark else wall
    top = mix(wall, chance.pick(palette.accents), 0.35)
    canvas.backdrop((darker(wall, 0.22), wall, lighter(wall, 0.12)))
    _window_light(canvas, mix(wall, palette.sky[-1], 0.4) if palette.dark else lighter(wall, 0.55))
    slab = [(0.0, table), (canvas.width, table), (canvas.width, canvas.height)]
    canvas.shape([*slab, (0.0, canvas.height)], (lighter(top, 0.1), top, darker(top, 0.18)))
    canvas.shadow(
        [[*slab[:2], (canvas.width, table - 2), (0.0, table - 2)]],
        canvas.unit * 0.012,
        0.25,
        darker(wall, 0.6),
    )
    _arrange(canvas, palette, table, words)


def _window_light(canvas: Canvas, light: Colour) -> None:
    chance, unit = canvas.chance, canvas.unit
    x, y = canvas.width * chance.between(0.08, 0.4), canvas.height * chance.between(0.02, 0.1)
    wide, tall, lean = unit * 0.2, unit * 0.42, unit * 0.2
    for column in range(2):
        for row in range(2):
            left = x + column * wide * 1.12 + row * lean * 0.53
            upper = y + row * tall * 0.53
            pane = [
                (left, upper),
                (left + wide, upper),
                (left + wide + lean * 0.5, upper + tall * 0.5),
                (left + lean * 0.5, upper + tall * 0.5),
            ]
            canvas.shadow([pane], unit * 0.012, 0.5, light)


def _arrange(canvas: Canvas, palette: Palette, table: float, words: frozenset[str]) -> None:
    chance, unit = canvas.chance, canvas.unit
    kinds = [*_PROFILES, "ball", "ball", "block"]
    asked = [kind for kind in _PROFILES if kind in words]
    chosen = (asked + chance.shuffled(kinds))[: chance.whole(4, 5)]
    colours = [mix(colour, palette.paper, 0.1) for colour in chance.shuffled(palette.accents)]
    room = min(canvas.width, unit * 1.25)
    left = (canvas.width - room) / 2
    places = chance.shuffled([(index + 0.5) / len(chosen) for index in range(len(chosen))])
    depths = sorted(chance.between(0.02, 0.17) for _ in chosen)
    # Tall things stand behind, so that what is small is seen.
    chosen.sort(key=lambda kind: -_HEIGHTS.get(kind, 0.15))
    for kind, place, depth, colour in zip(chosen, places, depths, colours, strict=False):
        foot = (left + room * (0.08 + 0.84 * place), table + unit * (depth + 0.02))
        scale = unit * chance.between(0.88, 1.1) * (0.9 + depth)
        _SOLIDS.get(kind, _vessel(kind))(canvas, foot, scale, colour)


def _vessel(kind: str) -> Callable[[Canvas, Point, float, Colour], None]:
    def draw(canvas: Canvas, foot: Point, scale: float, colour: Colour) -> None:
        tall, profile = scale * _HEIGHTS[kind], _smoothed(_PROFILES[kind])
        wide = max(half for _, half in profile) * tall
        x, y = foot
        _cast(canvas, foot, profile[0][1] * tall * 1.25, tall)
        right = [(x + half * tall, y - share * tall) for share, half in profile]
        base = [
            (x + profile[0][1] * tall * math.cos(a), y + profile[0][1] * tall * 0.2 * math.sin(a))
            for a in (math.pi * step / 24 for step in range(25))
        ]
        outline = [*reversed(right), *base, *[(2 * x - px, py) for px, py in right]]
        canvas.shape(outline, _turned(colour, (max(2, round(2 * wide)), max(2, round(tall)))))
        lip = profile[-1][1] * tall
        rim = (x, y - tall)
        canvas.disc(rim, lip, lighter(colour, 0.3), flat=0.2)
        canvas.disc(rim, lip * 0.88, (darker(colour, 0.55), darker(colour, 0.3)), flat=0.18)

    return draw


def _ball(canvas: Canvas, foot: Point, scale: float, colour: Colour) -> None:
    radius = scale * 0.085
    centre = (foot[0], foot[1] - radius * 0.86)
    _cast(canvas, foot, radius * 0.9, radius * 2)
    side = max(2, round(radius * 2) + 2)
    light = Image.radial_gradient("L").resize((side * 2, side * 2), Resampling.BICUBIC)
    # The brightest point is up to the left: that is where the window is.
    light = light.crop(
        (round(side * 0.7), round(side * 0.75), round(side * 1.7), round(side * 1.75))
    )
    tones = (
        lighter(colour, 0.6),
        lighter(colour, 0.2),
        colour,
        darker(colour, 0.32),
        darker(colour, 0.55),
        darker(colour, 0.6),
    )
    canvas.disc(centre, radius, light.convert("RGB").point(ramp(tones)))


def _block(canvas: Canvas, foot: Point, scale: float, colour: Colour) -> None:
    x, y = foot
    wide, tall, deep = scale * 0.11, scale * 0.16, scale * 0.05
    _cast(canvas, foot, wide, tall)
    front = [(x - wide, y), (x + wide * 0.6, y), (x + wide * 0.6, y - tall), (x - wide, y - tall)]
    side = [
        (x + wide * 0.6, y),
        (x + wide, y - deep),
        (x + wide, y - tall - deep * 0.7),
        (x + wide * 0.6, y - tall),
    ]
    top = [front[3], front[2], side[2], (x - wide * 0.6, y - tall - deep * 0.7)]
    canvas.shape(front, (lighter(colour, 0.12), darker(colour, 0.08)))
    canvas.shape(side, (darker(colour, 0.3), darker(colour, 0.45)))
    canvas.shape(top, lighter(colour, 0.35))


_SOLIDS: Mapping[str, Callable[[Canvas, Point, float, Colour], None]] = {
    "ball": _ball,
    "block": _block,
}


def _cast(canvas: Canvas, foot: Point, half: float, tall: float) -> None:
    x, y = foot
    reach = tall * 0.55
    fall = [
        (x - half, y),
        (x, y + half * 0.22),
        (x + half, y),
        (x + half + reach, y - tall * 0.1),
        (x + reach, y - tall * 0.16 - half * 0.1),
    ]
    canvas.shadow([fall], canvas.unit * 0.016, 0.38, (24, 18, 30))
    contact = [
        (x + half * 1.04 * math.cos(a), y + half * 0.24 * math.sin(a))
        for a in (math.pi * step / 12 for step in range(24))
    ]
    canvas.shadow([contact], canvas.unit * 0.006, 0.5, (20, 15, 26))


def _turned(colour: Colour, size: tuple[int, int]) -> Image.Image:
    """Light on something round and upright, from the left."""
    tones = (
        darker(colour, 0.22),
        lighter(colour, 0.18),
        lighter(colour, 0.38),
        colour,
        darker(colour, 0.26),
        darker(colour, 0.48),
        darker(colour, 0.52),
        darker(colour, 0.36),
    )
    return gradient(size, tones, across=True)


def _smoothed(profile: Profile) -> Profile:
    """The profile with corners cut twice."""
    for _ in range(2):
        cut: list[tuple[float, float]] = [profile[0]]
        for (low, narrow), (high, wide) in pairwise(profile):
            cut.append((low * 0.75 + high * 0.25, narrow * 0.75 + wide * 0.25))
            cut.append((low * 0.25 + high * 0.75, narrow * 0.25 + wide * 0.75))
        profile = (*cut, profile[-1])
    return profile
