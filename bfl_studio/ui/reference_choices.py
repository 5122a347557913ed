"""What a reference is there for, and how much of it is sent: menus inside a slot's menu."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain import thrift
from bfl_studio.domain.catalog import MegapixelPrice
from bfl_studio.domain.parts import Part
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.domain.references import Sending, sendings
from bfl_studio.domain.slot_changes import Change, in_full_detail, limited_to, used_as
from bfl_studio.domain.slots import Spot
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.state.slots import Slots
from bfl_studio.ui.part_words import word
from bfl_studio.ui.popups import Menu
from bfl_studio.ui.reference_words import is_address, limit_text
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP


def add_parts(menu: Menu, image: RecipeImage, slots: Slots) -> None:
    """What can be taken from a picture: one of them, or nothing in particular."""
    inner = menu.add_menu(_tr(QT_TRANSLATE_NOOP("references", "Use as")))
    others = [image.part] if image.part not in (*Part, "") else []
    for part in (*Part, *others):
        _add_choice(inner, word(part), image.part == part, image, used_as(part), slots)
    inner.addSeparator()
    nothing = _tr(QT_TRANSLATE_NOOP("references", "Nothing in particular"))
    _add_choice(inner, nothing, not image.part, image, used_as(""), slots)


def add_limits(
    menu: Menu, spot: Spot, image: RecipeImage, slots: Slots, recipe_state: RecipeState
) -> None:
    """How many pixels are sent at most, and what fewer would save; more than the usual."""
    sending, count = _sending(spot, slots, recipe_state)
    if sending is None or is_address(image):
        return
    model = recipe_state.model
    if isinstance(model.price, MegapixelPrice):
        words = _tr(QT_TRANSLATE_NOOP("references", "Keep full detail"))
        _add_choice(
            menu, words, image.full_detail, image, in_full_detail(not image.full_detail), slots
        )
    free = thrift.limited(sending, None, count)
    savings = thrift.cheaper(model, free, count)
    if free.size is None or not (savings or image.at_most is not None):
        return
    inner = menu.add_menu(_tr(QT_TRANSLATE_NOOP("references", "Send at most")))
    chosen = sending.size.tier if sending.size is not None else 0
    highest = free.size.tier
    _add_choice(inner, limit_text(highest, None), chosen == highest, image, limited_to(None), slots)
    for saving in savings:
        words = limit_text(saving.tier, saving)
        _add_choice(inner, words, chosen == saving.tier, image, limited_to(saving.tier), slots)


def _sending(spot: Spot, slots: Slots, recipe_state: RecipeState) -> tuple[Sending | None, int]:
    """The picture of a slot on its way out, and of how many it is one."""
    slot = slots.of(spot.role)[spot.number - 1]
    if slot.sent_as is None:
        return None, 0
    sent = [
        each for each in sendings(recipe_state.model, recipe_state.recipe) if each.role is spot.role
    ]
    return sent[slot.sent_as - 1], len(sent)


def _add_choice(
    menu: Menu, words: str, on: bool, image: RecipeImage, change: Change, slots: Slots
) -> None:
    action = menu.addAction(words)
    action.setCheckable(True)
    action.setChecked(on)
    action.triggered.connect(lambda: slots.change(image.key, change))


def _tr(text: str) -> str:
    return QCoreApplication.translate("references", text)
