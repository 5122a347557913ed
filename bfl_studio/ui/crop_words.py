"""What is said of a part of a picture: its pixels, what is sent of it, what it adds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.addresses import host_of
from bfl_studio.domain.cropping import Outcome
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.ui.money import estimate_text
from bfl_studio.ui.reference_words import is_address
from bfl_studio.ui.size_words import megapixel_text, size_text
from bfl_studio.ui.text import plain
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

FREE = "free"
"""The choice of a frame that may have any shape."""

_LONGEST_NAME = 60
_RATIOS = (Size(1, 1), Size(4, 3), Size(3, 4), Size(16, 9), Size(9, 16))


def shape_choices(picture: Size, output: Size) -> Sequence[tuple[str, object]]:
    """What shapes a frame can keep: words, and a Size of that shape or FREE."""
    named: list[tuple[str, object]] = [(_tr(QT_TRANSLATE_NOOP("crop", "Free")), FREE)]
    if output.pixels:
        words = _tr(QT_TRANSLATE_NOOP("crop", "As size · {size}"))
        named.append((words.format(size=size_text(output)), output))
    named += [(f"{each.width}:{each.height}", each) for each in _RATIOS]
    if picture != output:
        named.append((_tr(QT_TRANSLATE_NOOP("crop", "As the original")), picture))
    return named


def pixels_text(size: Size, sent: Size | None) -> str:
    """ "1200 × 900 · 1.03 MP, sent as 1 MP"."""
    facts = f"{size_text(size)} · {megapixel_text(size, billed=False)}"
    if sent is None or sent == size:
        return facts
    words = _tr(QT_TRANSLATE_NOOP("crop", "{facts}, sent as {sent}"))
    return words.format(facts=facts, sent=megapixel_text(sent, billed=False))


def price_text(then: Outcome, now: Outcome) -> str:
    """What the part adds to a picture, and what it was before; empty when it adds nothing."""
    if then.price is None:
        return ""
    words = QT_TRANSLATE_NOOP("crop", "adds {price}")
    if now.price is not None and now.price != then.price:
        words = QT_TRANSLATE_NOOP("crop", "adds {price} instead of {before}")
    before = estimate_text(now.price) if now.price is not None else ""
    return _tr(words).format(price=estimate_text(then.price), before=before)


def earlier_name(image: RecipeImage) -> str:
    """A file's name; of an address only whose it is."""
    return plain(host_of(image.origin) if is_address(image) else image.origin, _LONGEST_NAME)


def earlier_text(image: RecipeImage, *, lost: bool) -> str:
    """What is known of a picture that was in a slot before."""
    if lost:
        return _tr(QT_TRANSLATE_NOOP("crop", "Its file is gone or damaged."))
    if is_address(image) or image.size is None:
        return _tr(QT_TRANSLATE_NOOP("crop", "from the web, fetched by BFL"))
    if image.crop is None:
        return size_text(image.size)
    words = _tr(QT_TRANSLATE_NOOP("crop", "{part} of {whole}"))
    return words.format(part=size_text(image.crop.size), whole=size_text(image.size))


def _tr(text: str) -> str:
    return QCoreApplication.translate("crop", text)
