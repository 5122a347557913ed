"""What is said of a picture on its way to the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.addresses import host_of
from bfl_studio.domain.catalog import Role
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.domain.slots import Spot
from bfl_studio.state.slots import Slot
from bfl_studio.ui.drop_targets import Way
from bfl_studio.ui.money import estimate_text
from bfl_studio.ui.size_words import megapixel_text
from bfl_studio.ui.text import plain
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

_LONGEST_NAME = 40

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
    return f"{slot.sent.tier}\u00a0MP" if slot.sent is not None else ""


def shrinks(slot: Slot) -> bool:
    """Whether less goes out than the picture has."""
    size = slot.image.size if slot.image is not None else None
    return size is not None and slot.sent is not None and slot.sent.pixels < size.pixels


def price_text(slot: Slot) -> str:
    return estimate_text(slot.price) if slot.price is not None else ""


def state_text(slot: Slot) -> str:
    return "" if slot.used else _tr(QT_TRANSLATE_NOOP("references", "not used"))


def spoken_text(slot: Slot) -> str:
    """All that a tile shows, for those who hear it."""
    if slot.reading:
        return _tr(QT_TRANSLATE_NOOP("references", "Reading {name}")).format(name=slot.reading)
    if slot.image is None:
        return _tr(QT_TRANSLATE_NOOP("references", "Empty"))
    facts = [name_text(slot.image)]
    size = slot.image.size
    if size is not None:
        words = _tr(QT_TRANSLATE_NOOP("references", "{width} by {height}"))
        facts.append(words.format(width=size.width, height=size.height))
    if slot.sent is not None and slot.sent != size:
        words = _tr(QT_TRANSLATE_NOOP("references", "sent as {megapixels}"))
        facts.append(words.format(megapixels=megapixel_text(slot.sent, billed=False)))
    if slot.price is not None:
        words = _tr(QT_TRANSLATE_NOOP("references", "adds {price}"))
        facts.append(words.format(price=estimate_text(slot.price)))
    facts.append(state_text(slot))
    return ", ".join(fact for fact in facts if fact)


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


def unused_text(model: str, most: int, filled: int) -> str:
    """Which pictures stay here unsent; empty when all are used."""
    if filled <= most:
        return ""
    unused = list(range(most + 1, filled + 1))
    if most == 0:
        words = QT_TRANSLATE_NOOP("references", "{model} takes no references: they stay, unused.")
    elif len(unused) == 1:
        words = QT_TRANSLATE_NOOP("references", "{model} takes {most}: image {last} stays, unused.")
    elif len(unused) == 2:
        words = QT_TRANSLATE_NOOP(
            "references", "{model} takes {most}: images {first} and {last} stay here, unused."
        )
    else:
        words = QT_TRANSLATE_NOOP(
            "references", "{model} takes {most}: images {first} to {last} stay here, unused."
        )
    return _tr(words).format(model=model, most=most, first=unused[0], last=unused[-1])


def stranded_text(model: str, images: Sequence[RecipeImage]) -> str:
    """Which pictures of other tools stay here unsent; empty when there are none."""
    others = [image for image in images if image.role != Role.REFERENCE]
    if not others:
        return ""
    names = ", ".join(f"“{plain(name_text(image), _LONGEST_NAME)}”" for image in others)
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
