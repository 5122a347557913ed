"""What a colour is called in plain English: lightness, then hue, then how grey it is."""

from __future__ import annotations

import colorsys
import re

WRITTEN = re.compile(r"(?<![\w#])#[0-9A-Fa-f]{6} \([a-z][a-z -]{0,38}[a-z]\)")
"""A colour in a prompt, "#2C3E50 (dark blue-grey)", as `bfl-api.md` §7 advises."""

_HEX = re.compile(r"#?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
_HUES = (
    (12, "red"),
    (22, "vermilion"),
    (42, "orange"),
    (53, "amber"),
    (68, "yellow"),
    (85, "lime"),
    (150, "green"),
    (170, "sea green"),
    (192, "turquoise"),
    (208, "sky blue"),
    (250, "blue"),
    (270, "indigo"),
    (292, "violet"),
    (315, "magenta"),
    (345, "pink"),
    (360, "red"),
)
"""Up to which hue, in degrees, a colour that is neither dark nor grey has a name."""

_PLAIN = {
    "vermilion": "orange",
    "amber": "yellow",
    "lime": "green",
    "sea green": "green",
    "turquoise": "teal",
    "sky blue": "blue",
    "indigo": "violet",
    "magenta": "purple",
}
"""What the hues are called where there is little of them."""

_LIGHTNESS = ((12, "very dark "), (36, "dark "), (64, ""), (84, "light "), (101, "very light "))
_GREYS = (
    (4, "black"),
    (14, "near-black grey"),
    (36, "dark grey"),
    (64, "medium grey"),
    (88, "light grey"),
    (97, "off-white"),
    (101, "white"),
)
_NEUTRAL, _GREYISH, _VIVID, _BLAZING = 5, 22, 62, 100
"""Chroma, 0 to about 130: below the first nobody sees a hue, below the second it is a grey of
one, above the third it is a strong colour, above the last also where it is dark.
"""


def read(text: str) -> str | None:
    """What somebody typed as "#RRGGBB"; three digits stand for six. None when it is no colour."""
    found = _HEX.fullmatch(text.strip())
    if found is None:
        return None
    digits = found[1] if len(found[1]) == 6 else "".join(2 * digit for digit in found[1])
    return f"#{digits.upper()}"


def written(colour: str) -> str:
    """A colour ("#RRGGBB") as it stands in a prompt, with its name."""
    return f"{colour} ({name(colour)})"


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of "#RRGGBB", 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def as_text(red: int, green: int, blue: int) -> str:
    """ "#RRGGBB" of three channels, 0 to 255."""
    return f"#{red:02X}{green:02X}{blue:02X}"


def name(colour: str) -> str:
    """What "#RRGGBB" is called, such as "dark blue-grey"."""
    red, green, blue = channels(colour)
    lightness, chroma = _lightness_and_chroma(red, green, blue)
    hue = colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)[0] * 360
    if chroma < _NEUTRAL:
        return _first(_GREYS, lightness)
    word = _first(_HUES, hue)
    depth = _first(_LIGHTNESS, lightness)
    if chroma < _GREYISH:
        shade = "" if lightness >= 92 else depth
        return f"{shade}{_greyish(_PLAIN.get(word, word), lightness)}"
    return _coloured(word, hue, lightness, chroma)


def _coloured(word: str, hue: float, lightness: float, chroma: float) -> str:
    plain = _PLAIN.get(word, word)
    if 12 <= hue < 53 and lightness < 56 and chroma < _VIVID:
        return f"{'dark ' if lightness < 32 else ''}brown"
    if 22 <= hue < 68 and lightness >= 66 and chroma < 45:
        return "cream" if lightness > 90 else "beige"
    if 53 <= hue < 85 and lightness < 66 and chroma < _VIVID:
        return f"{'dark ' if lightness < 36 else ''}olive green"
    depth = _first(_LIGHTNESS, lightness)
    if chroma >= _VIVID and lightness >= 28:
        return f"bright {word}" if lightness >= 50 or chroma >= _BLAZING else f"deep {plain}"
    if plain == "blue" and lightness < 20:
        return "navy blue"
    if plain == "teal" and 28 <= lightness < 56:
        return "teal"
    if word in ("red", "pink") and lightness >= 64:
        return f"{depth}pink" if lightness >= 76 else "pink"
    return f"{depth}{word if 36 <= lightness < 64 else plain}"


def _greyish(plain: str, lightness: float) -> str:
    if lightness >= 92:
        return "cream white" if plain in ("orange", "yellow") else f"{plain}-white"
    return f"{'brown' if plain in ('orange', 'yellow') else plain}-grey"


def _first(table: tuple[tuple[int, str], ...], value: float) -> str:
    return next((word for bound, word in table if value < bound), table[-1][1])


def _lightness_and_chroma(red: int, green: int, blue: int) -> tuple[float, float]:
    """CIE L* (0 to 100) and C*, for D65."""
    linear = [_linear(each / 255) for each in (red, green, blue)]
    x = (0.4124 * linear[0] + 0.3576 * linear[1] + 0.1805 * linear[2]) / 0.9505
    y = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    z = (0.0193 * linear[0] + 0.1192 * linear[1] + 0.9505 * linear[2]) / 1.089
    across, middle, deep = _root(x), _root(y), _root(z)
    chroma = ((500 * (across - middle)) ** 2 + (200 * (middle - deep)) ** 2) ** 0.5
    return 116 * middle - 16, chroma


def _linear(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)


def _root(value: float) -> float:
    return float(value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116)
