"""Sizes in words: presets, megapixels, what is billed, what is too large."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.catalog import Family, ModelSpec, Role
from bfl_studio.domain.geometry import MEGAPIXEL, PRESETS, Preset, Size, SizeLimits
from bfl_studio.domain.pricing import estimate, upper_bound
from bfl_studio.domain.recipe import Recipe
from bfl_studio.ui.money import money
from bfl_studio.ui.text import plain
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

_LARGEST_RATIO_TERM = 32
_UP = "\u00a0MP"

_NAMES = {
    "square": QT_TRANSLATE_NOOP("sizes", "Square 1:1"),
    "landscape_4_3": QT_TRANSLATE_NOOP("sizes", "Landscape 4:3"),
    "portrait_3_4": QT_TRANSLATE_NOOP("sizes", "Portrait 3:4"),
    "landscape_3_2": QT_TRANSLATE_NOOP("sizes", "Landscape 3:2"),
    "portrait_2_3": QT_TRANSLATE_NOOP("sizes", "Portrait 2:3"),
    "wide_16_9": QT_TRANSLATE_NOOP("sizes", "Wide 16:9"),
    "tall_9_16": QT_TRANSLATE_NOOP("sizes", "Tall 9:16"),
    "wide": QT_TRANSLATE_NOOP("sizes", "Wide 7:4"),
    "tall": QT_TRANSLATE_NOOP("sizes", "Tall 4:7"),
    "square_l": QT_TRANSLATE_NOOP("sizes", "Square L"),
    "landscape_4_3_l": QT_TRANSLATE_NOOP("sizes", "Landscape L 4:3"),
    "portrait_3_4_l": QT_TRANSLATE_NOOP("sizes", "Portrait L 3:4"),
    "landscape_3_2_l": QT_TRANSLATE_NOOP("sizes", "Landscape L 3:2"),
    "portrait_2_3_l": QT_TRANSLATE_NOOP("sizes", "Portrait L 2:3"),
    "classic_4_3": QT_TRANSLATE_NOOP("sizes", "Landscape M 4:3"),
    "wide_16_9_l": QT_TRANSLATE_NOOP("sizes", "Wide L 16:9"),
    "tall_9_16_l": QT_TRANSLATE_NOOP("sizes", "Tall L 9:16"),
    "full_hd": QT_TRANSLATE_NOOP("sizes", "Full HD"),
    "full_hd_tall": QT_TRANSLATE_NOOP("sizes", "Full HD, tall"),
    "panorama": QT_TRANSLATE_NOOP("sizes", "Panorama 2:1"),
    "wide_16_9_xl": QT_TRANSLATE_NOOP("sizes", "Wide XL 16:9"),
    "tall_9_16_xl": QT_TRANSLATE_NOOP("sizes", "Tall XL 9:16"),
    "square_xl": QT_TRANSLATE_NOOP("sizes", "Square XL"),
}

_NOTE = QT_TRANSLATE_NOOP("sizes", "1080 is no multiple of 16, so this is 1088.")
_NOTES = {"full_hd": _NOTE, "full_hd_tall": _NOTE}


def size_text(size: Size) -> str:
    """Width × height on one line."""
    return f"{size.width}\u00a0×\u00a0{size.height}"


def preset_text(preset: Preset) -> str:
    return f"{_words(_NAMES[preset.id])} · {size_text(preset.size)}"


def as_first_text(size: Size, model: ModelSpec) -> str:
    """The size of the first picture that is sent, as the model's slots call it."""
    words = QT_TRANSLATE_NOOP("sizes", "As the picture · {size}")
    if model.parameter(Role.REFERENCE) is not None:
        words = QT_TRANSLATE_NOOP("sizes", "As image 1 · {size}")
    return _words(words).format(size=size_text(size))


def preset_note(preset: Preset) -> str:
    """What to know about a preset, or ""."""
    return _words(_NOTES[preset.id]) if preset.id in _NOTES else ""


def presets_by_tier(limits: SizeLimits) -> Iterable[tuple[int, tuple[Preset, ...]]]:
    """The presets a model takes, as the list shows them: by whole megapixels, in the order of
    the table.
    """
    legal = [preset for preset in PRESETS if limits.allows(preset.size)]
    for tier in sorted({preset.size.tier for preset in legal}):
        yield tier, tuple(preset for preset in legal if preset.size.tier == tier)


def tier_text(tier: int, billed: bool = True) -> str:
    """The heading of presets of one tier, which are billed alike or only about as large."""
    words = QT_TRANSLATE_NOOP("sizes", "Billed as {tier}")
    if not billed:
        words = QT_TRANSLATE_NOOP("sizes", "Up to {tier}")
    return _words(words).format(tier=f"{tier}{_UP}")


def megapixel_text(size: Size, billed: bool = True) -> str:
    """What the size is and what is billed: "1 MP", "1.52 MP, billed as 2"."""
    shown = _megapixels(size)
    if not billed:
        return f"{_plain(shown)}{_UP}"
    if shown == size.tier:
        return f"{size.tier}{_UP}"
    words = QCoreApplication.translate("sizes", "{shown}, billed as {tier}")
    return words.format(shown=f"{_plain(shown)}{_UP}", tier=size.tier)


def too_large_text(size: Size, nearest: Size | None, model: ModelSpec) -> str:
    """Why a size cannot be sent, and the largest of its shape that can."""
    limit = Size(model.size_limits.largest_area, 1)
    words = QCoreApplication.translate("sizes", "{size} is {shown}; {family} stops at {limit}.")
    sentence = words.format(
        size=size_text(size),
        shown=f"{_over(size, limit)}{_UP}",
        family=model.family if model.family is Family.FLUX_2 else plain(model.label),
        limit=f"{_plain(_megapixels(limit))}{_UP}",
    )
    if nearest is None:
        return sentence
    wide, high = size.ratio
    if nearest.ratio == size.ratio and max(wide, high) <= _LARGEST_RATIO_TERM:
        largest = QCoreApplication.translate("sizes", "The largest at {wide}:{high} is {nearest}.")
    else:
        largest = QCoreApplication.translate("sizes", "The largest of this shape is {nearest}.")
    return f"{sentence} {largest.format(wide=wide, high=high, nearest=size_text(nearest))}"


def use_text(size: Size) -> str:
    """The offer of a size that fits."""
    return QCoreApplication.translate("sizes", "Use {size}").format(size=size_text(size))


def saving_text(recipe: Recipe, better: Recipe) -> str:
    """The offer of a size just below a billing step."""
    now, then = upper_bound(estimate(recipe)), upper_bound(estimate(better))
    size = size_text(better.size)
    if now is None or then is None:
        return use_text(better.size)
    words = QCoreApplication.translate("sizes", "Use {size}: saves {saved} a picture")
    return words.format(size=size, saved=money(now - then))


def _megapixels(size: Size) -> Decimal:
    """To two decimals, yet never on the cheaper side of a billing step it has passed."""
    exact = Decimal(size.pixels) / MEGAPIXEL
    rounded = exact.quantize(Decimal("0.01"), ROUND_HALF_EVEN)
    if exact > rounded == rounded.to_integral_value():
        return exact.quantize(Decimal("0.01"), ROUND_CEILING)
    return rounded


def _over(size: Size, limit: Size) -> str:
    """One decimal is enough unless it would read as the limit itself."""
    exact = Decimal(size.pixels) / MEGAPIXEL
    short = exact.quantize(Decimal("0.1"))
    return _plain(short if short > _megapixels(limit) else _megapixels(size))


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _words(text: str) -> str:
    return QCoreApplication.translate("sizes", text)
