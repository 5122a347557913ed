"""Colours: which ones a prompt asks for, and how they mix."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bfl_studio.sandbox.painting.chance import Chance

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Palette:
    """Sky from the zenith down, the light in it, far and near ground, five flat accents, paper."""

    sky: tuple[Colour, ...]
    light: Colour
    far: Colour
    near: Colour
    accents: tuple[Colour, ...]
    paper: Colour
    dark: bool = False


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """The first colour with that share (0 to 1) of the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def lighter(colour: Colour, share: float) -> Colour:
    """The colour with that share of white."""
    return mix(colour, (255, 255, 255), share)


def darker(colour: Colour, share: float) -> Colour:
    """The colour with that share of a warm black."""
    return mix(colour, (12, 10, 18), share)


def luminance(colour: Colour) -> float:
    """How bright the colour looks, 0 to 255."""
    red, green, blue = colour
    return 0.299 * red + 0.587 * green + 0.114 * blue


def palette_for(prompt: str, chance: Chance) -> Palette:
    """The palette the prompt's words name, else one its own hash decides."""
    words = set(re.findall(r"[a-z]+", prompt.lower()))
    # A word for light or colour says more than one for a place: "night" rules in "sea at night".
    named = [name for name, asks in _ASKS.items() if words & asks]
    named = named or [name for name, asks in _PLACES.items() if words & asks]
    mood = Chance("mood", prompt)
    name = chance.pick(named) if named else mood.pick(tuple(_PALETTES))
    return _PALETTES[name]


def _hex(text: str) -> tuple[Colour, ...]:
    return tuple((n >> 16, n >> 8 & 255, n & 255) for n in (int(w, 16) for w in text.split()))


def _palette(sky: str, ground: str, accents: str, dark: bool = False) -> Palette:
    light, far, near, paper = _hex(ground)
    return Palette(_hex(sky), light, far, near, _hex(accents), paper, dark)


# sky from the zenith down | light, far, near, paper | accents
_PALETTES: Mapping[str, Palette] = {
    "dawn": _palette(
        "4a5f8c 8f8bb0 dfafa8 f7d5b0 fdebcf",
        "fff2d2 c3a3b4 2b3152 f6ece0",
        "d9573c f0a35e f2cf8d 5b9aa0 34405c",
    ),
    "noon": _palette(
        "2f74ad 6aa9cf a9d2e2 dcecea",
        "fffbe8 9cc2cc 1d4852 f4f1e6",
        "ef6351 f7cb5c 2a7f9f 7cc3b2 33424e",
    ),
    "dusk": _palette(
        "20204d 533574 b2527d ea7f72 f9b678",
        "ffe0ab 96597f 1b1634 f5e3d7",
        "f2665f f7b093 75608a 33557f c5607f",
    ),
    "night": _palette(
        "060a1b 0d1a38 1b355c 375d80",
        "f5f0d8 2b4a6b 050912 e9e6dc",
        "4f95bf dfc06a 8a80c4 2f9a8d 1b2a49",
        dark=True,
    ),
    "rose": _palette(
        "c98fa0 e0b0b4 f1cfc6 fbe8da",
        "fff8ee d59da4 5f2f44 f9efe8",
        "b4445c e8938a f7cbb4 7f9f97 5c2f45",
    ),
    "sage": _palette(
        "86aca6 b3cdbd d9e4cb f2f1dc",
        "fff8d8 a5c0ac 14301f f3efe0",
        "366344 719a52 b3c768 efe3c2 b9523f",
    ),
    "ochre": _palette(
        "5b97a8 a6c2b4 ecd29a f8e3b8",
        "fff3d0 d69d68 632a1b f6ead6",
        "d4802a a3473a efbb73 3f6d96 55352f",
    ),
    "frost": _palette(
        "5c82a8 8fb0cd c3d7e6 eef3f6",
        "ffffff b3c7da 213b58 f1f4f6",
        "3b5b86 94bdd6 dcecf2 e9714f 27324a",
    ),
    "tide": _palette(
        "1f7391 5aaeb9 a8d8cb f0efd2",
        "fff8da 68a9b0 093845 f2f0e1",
        "0d8b90 8ccdb8 e8d5a2 ea950f b2421b",
    ),
    "ink": _palette(
        "3a3a3e 77777b b4b4b5 e6e5e2",
        "fbfaf5 a3a3a5 17171a f2f1ee",
        "1f1f23 5f5f64 98989b d0cfcc b8392f",
    ),
}

_ASKS: Mapping[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "dawn": "dawn sunrise morning pastel soft pale lilac lavender",
        "noon": "noon day summer sunny bright blue",
        "dusk": "dusk sunset evening twilight purple violet magenta neon",
        "night": "night midnight moon moonlit stars starry dark space galaxy",
        "rose": "rose red pink wine love cherry ruby crimson",
        "sage": "green spring moss emerald olive",
        "ochre": "gold golden autumn orange yellow amber",
        "frost": "snow snowy winter ice icy frost cold white",
        "tide": "teal turquoise aqua",
        "ink": "black monochrome ink charcoal grey gray noir pencil minimal",
    }.items()
}

_PLACES: Mapping[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "sage": "forest jungle garden leaf leaves woods pine meadow trees tea",
        "ochre": "desert sand dune dunes canyon wheat coffee",
        "frost": "arctic glacier mountain mountains alps",
        "tide": "sea ocean water lake river beach island coast underwater harbour harbor",
        "rose": "flower flowers blossom coral fruit",
    }.items()
}
