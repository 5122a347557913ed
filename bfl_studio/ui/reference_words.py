"""What is said of a picture on its way to the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.addresses import host_of
from bfl_studio.domain.catalog import Role
from bfl_studio.domain.credits import total
from bfl_studio.domain.pricing import Exact, Range
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.domain.slots import Spot
from bfl_studio.domain.thrift import Saving
from bfl_studio.state.slots import Slot
from bfl_studio.ui.drop_targets import Way
from bfl_studio.ui.money import estimate_text, money
from bfl_studio.ui.part_words import word
from bfl_studio.ui.size_words import megapixel_text
from bfl_studio.ui.text import plain
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

_LONGEST_NAME = 40
_NOTHING = "–"

SINGLE: Mapping[Role, tuple[str, str]] = {
    Role.IMAGE: (
        QT_TRANSLATE_NOOP("references", "Picture"),
        QT_TRANSLATE_NOOP("references", "The picture to work on."),
    ),
    Role.MASK: (
        QT_TRANSLATE_NOOP("references", "Mask"),
        QT_TRANSLATE_NOOP("references", "White is painted anew, black stays."),
    ),
    Role.PERSON: (
        QT_TRANSLATE_NOOP("references", "Person"),
        QT_TRANSLATE_NOOP("references", "Who is to be dressed."),
    ),
    Role.GARMENT: (
        QT_TRANSLATE_NOOP("references", "Garment"),
        QT_TRANSLATE_NOOP("references", "What is to be worn."),
    ),
    Role.IMAGE_PROMPT: (
        QT_TRANSLATE_NOOP("references", "Image prompt"),
        QT_TRANSLATE_NOOP("references", "A picture in whose manner to paint."),
    ),
}
"""Roles that take one picture: name, and what it is for."""


_VERBS: Mapping[Way, str] = {
    Way.ADD: QT_TRANSLATE_NOOP("references", "Add"),
    Way.INSERT: QT_TRANSLATE_NOOP("references", "Add"),
    Way.SWAP: QT_TRANSLATE_NOOP("references", "Swap"),
}


def single_words(role: Role) -> tuple[str, str]:
    name, purpose = SINGLE[role]
    return _tr(name), _tr(purpose)


def role_text(role: Role) -> str:
    """What a picture in a role is called in the middle of a sentence."""
    reference = QT_TRANSLATE_NOOP("references", "reference")
    return _tr(reference) if role is Role.REFERENCE else single_words(role)[0].lower()


def is_address(image: RecipeImage) -> bool:
    """Whether the service fetches it itself."""
    return not image.sha256


def name_text(image: RecipeImage) -> str:
    """A file's name; of an address only whose it is."""
    if not is_address(image):
        return image.origin
    words = _tr(QT_TRANSLATE_NOOP("references", "from {host}, fetched by BFL"))
    return words.format(host=host_of(image.origin))


def badge_text(slot: Slot) -> str:
    """Whole megapixels it is billed as; empty when it is not known."""
    return tier_text(slot.sent.tier) if slot.sent is not None else ""


def shrinks(slot: Slot) -> bool:
    """Whether less goes out than the picture, or the chosen part of it, has."""
    extent = slot.image.extent if slot.image is not None else None
    return extent is not None and slot.sent is not None and slot.sent.pixels < extent.pixels


def number_text(slot: Slot) -> str:
    """The number it is sent under, as the prompt calls it."""
    return str(slot.sent_as) if slot.sent_as is not None else _NOTHING


def price_text(slot: Slot) -> str:
    if not slot.used:
        return _NOTHING
    return estimate_text(slot.price) if slot.price is not None else ""


def state_text(slot: Slot) -> str:
    """Why it is not sent; empty when it is."""
    if slot.used:
        return ""
    off = slot.image is not None and slot.image.off
    words = QT_TRANSLATE_NOOP("references", "off")
    return _tr(words if off else QT_TRANSLATE_NOOP("references", "not used"))


def caption_text(slot: Slot) -> str:
    """What a reference is there for; the name of any other picture the tool has no place for."""
    if slot.image is None or slot.reading:
        return ""
    return word(slot.image.part) if slot.role is Role.REFERENCE else role_text(slot.role)


def lines_of(slot: Slot) -> int:
    """How many lines of words stand below its picture."""
    return bool(price_text(slot) or state_text(slot)) + bool(caption_text(slot))


def saving_text(slot: Slot) -> str:
    """The offer of hardly fewer pixels; empty where there is none."""
    if slot.saving is None:
        return ""
    words = _tr(QT_TRANSLATE_NOOP("references", "Resize to {tier}: saves {amount}"))
    return words.format(tier=tier_text(slot.saving.tier), amount=money(slot.saving.amount))


def sum_text(slots: Sequence[Slot]) -> str:
    """What pictures add to the price together; empty when they add nothing."""
    prices = [slot.price for slot in slots if slot.price is not None]
    if not prices:
        return ""
    low = total(each.amount if isinstance(each, Exact) else each.low for each in prices)
    high = total(each.amount if isinstance(each, Exact) else each.high for each in prices)
    words = _tr(QT_TRANSLATE_NOOP("references", "adds {price}"))
    return words.format(price=estimate_text(Range(low, high)))


def offer_text(slot: Slot) -> str:
    """The same where it has to be said of which picture."""
    if slot.saving is None:
        return ""
    words = _tr(QT_TRANSLATE_NOOP("references", "Resize image {number} to {tier}: saves {amount}"))
    return words.format(
        number=slot.sent_as, tier=tier_text(slot.saving.tier), amount=money(slot.saving.amount)
    )


def limit_text(tier: int, saving: Saving | None) -> str:
    """A bound for what is sent, and what it spares."""
    if saving is None:
        return tier_text(tier)
    one = QT_TRANSLATE_NOOP("references", "{tier} (saves {amount})")
    most = QT_TRANSLATE_NOOP("references", "{tier} (saves up to {amount})")
    words = _tr(one if saving.certain else most)
    return words.format(tier=tier_text(tier), amount=money(saving.amount))


def tier_text(tier: int) -> str:
    return f"{tier}\u00a0MP"


def spoken_text(slot: Slot) -> str:
    """All that a tile shows, for those who hear it."""
    return ", ".join(_facts(slot, QT_TRANSLATE_NOOP("references", "{width} by {height}")))


def tooltip_text(slot: Slot) -> str:
    """The same for the eye: the name, and under it all the rest."""
    facts = _facts(slot, "{width}\u00a0×\u00a0{height}")
    return "\n".join(each for each in (*facts[:1], " · ".join(facts[1:])) if each)


def _facts(slot: Slot, sides: str) -> tuple[str, ...]:
    if slot.reading:
        words = QT_TRANSLATE_NOOP("references", "Reading {name}")
        return (_tr(words).format(name=slot.reading),)
    if slot.image is None:
        return (_tr(QT_TRANSLATE_NOOP("references", "Empty")),)
    found = (*_pixel_facts(slot, slot.image, _tr(sides)), *_use_facts(slot, slot.image))
    return tuple(fact for fact in (name_text(slot.image), *found) if fact)


def _pixel_facts(slot: Slot, image: RecipeImage, sides: str) -> Iterator[str]:
    """How large it is, what part of it goes out and how large."""
    if image.size is not None:
        yield sides.format(width=image.size.width, height=image.size.height)
    if image.crop is not None:
        part = sides.format(width=image.crop.width, height=image.crop.height)
        yield _tr(QT_TRANSLATE_NOOP("references", "cropped to {part}")).format(part=part)
    if slot.sent is not None and slot.sent != image.extent:
        words = _tr(QT_TRANSLATE_NOOP("references", "sent as {megapixels}"))
        yield words.format(megapixels=megapixel_text(slot.sent, billed=False))


def _use_facts(slot: Slot, image: RecipeImage) -> Iterator[str]:
    """Under which number it goes, what for, what it adds, or why it is not sent."""
    if slot.sent_as is not None and slot.sent_as != slot.number:
        words = _tr(QT_TRANSLATE_NOOP("references", "sent as image {number}"))
        yield words.format(number=slot.sent_as)
    if slot.price is not None:
        words = _tr(QT_TRANSLATE_NOOP("references", "adds {price}"))
        yield words.format(price=estimate_text(slot.price))
    yield saving_text(slot)
    if image.part and slot.role is Role.REFERENCE:
        words = _tr(QT_TRANSLATE_NOOP("references", "used as {part}"))
        yield words.format(part=plain(word(image.part), _LONGEST_NAME))
    if image.locked:
        yield _tr(QT_TRANSLATE_NOOP("references", "locked for the next recipe"))
    yield state_text(slot)


def hint_text(most: int, filled: int) -> str:
    """What the pane says under its tiles; empty once there is a picture."""
    if filled:
        return ""
    one = QT_TRANSLATE_NOOP("references", "Drop a picture here, paste, or press Ctrl+O.")
    more = QT_TRANSLATE_NOOP(
        "references", "Drop up to {most} pictures here, paste, or press Ctrl+O."
    )
    return _tr(one if most == 1 else more).format(most=most)


def verb_text(way: Way, spot: Spot) -> str:
    """What a drop does at a slot."""
    if way is not Way.REPLACE:
        return _tr(_VERBS[way])
    if spot.role is not Role.REFERENCE:
        return _tr(QT_TRANSLATE_NOOP("references", "Replace"))
    words = QT_TRANSLATE_NOOP("references", "Replace image {number}")
    return _tr(words).format(number=spot.number)


def unused_text(model: str, most: int, unused: Sequence[int]) -> str:
    """Which slots hold pictures that stay here unsent; empty when all are used."""
    if not unused:
        return ""
    if most == 0:
        words = QT_TRANSLATE_NOOP("references", "{model} takes no references: they stay, unused.")
    elif len(unused) == 1:
        words = QT_TRANSLATE_NOOP(
            "references", "{model} takes {most}: image {numbers} stays, unused."
        )
    else:
        words = QT_TRANSLATE_NOOP(
            "references", "{model} takes {most}: images {numbers} stay here, unused."
        )
    return _tr(words).format(model=model, most=most, numbers=_listed(unused))


def _listed(numbers: Sequence[int]) -> str:
    """ "5", "5 and 6", "5 to 8", "5, 7 and 8"."""
    first, last = numbers[0], numbers[-1]
    if len(numbers) == 1:
        return str(first)
    if len(numbers) > 2 and last - first == len(numbers) - 1:
        return _tr(QT_TRANSLATE_NOOP("references", "{first} to {last}")).format(
            first=first, last=last
        )
    before = ", ".join(str(number) for number in numbers[:-1])
    return _tr(QT_TRANSLATE_NOOP("references", "{before} and {last}")).format(
        before=before, last=last
    )


def stranded_text(model: str, images: Sequence[RecipeImage]) -> str:
    """Which pictures of other tools stay here unsent; empty when there are none."""
    if not images:
        return ""
    names = ", ".join(f"“{plain(name_text(image), _LONGEST_NAME)}”" for image in images)
    words = QT_TRANSLATE_NOOP("references", "{model} doesn't use {names}: kept here, not sent.")
    return _tr(words).format(model=model, names=names)


def lost_text(numbers: Sequence[int]) -> str:
    """Which pictures nobody can show; empty when all can be seen."""
    if not numbers:
        return ""
    one = QT_TRANSLATE_NOOP(
        "references", "Image {first} can't be shown: its file is gone or damaged."
    )
    more = QT_TRANSLATE_NOOP(
        "references", "{count} pictures can't be shown: their files are gone or damaged."
    )
    return _tr(one if len(numbers) == 1 else more).format(first=numbers[0], count=len(numbers))


def _tr(text: str) -> str:
    return QCoreApplication.translate("references", text)
