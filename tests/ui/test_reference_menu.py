"""What can be done with a slot beyond filling it: a web address, full detail, out again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.credits import credits
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.pricing import Estimate, Exact, Range
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.parts import StudioParts
from bfl_studio.ui.reference_tile import ReferenceTile
from tests.ui.stage import focused
from tests.ui.studio_window import control, settle, standing_window

ADDRESS = "https://pictures.example.org/a%20barn.jpg?width=900"


@pytest.fixture
def parts(qapp: object, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made


def _fill(parts: StudioParts, count: int) -> None:
    images = tuple(
        RecipeImage(Role.REFERENCE, f"{number:064x}", f"photo {number}.jpg", Size(3000, 2000))
        for number in range(1, count + 1)
    )
    parts.studio.recipe_state.set_images(images)
    settle()


def _menu(parts: StudioParts, number: int) -> QMenu:
    tile = control(parts, ReferenceTile, f"Reference {number}")
    place = tile.rect().center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, place, tile.mapToGlobal(place), Qt.KeyboardModifier(0)
    )
    QApplication.sendEvent(tile, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def _offers(menu: QMenu) -> list[str]:
    rows = [action.text() for action in menu.actions() if not action.isSeparator()]
    return [words.partition("\t")[0] for words in rows]


def _choose(menu: QMenu, words: str) -> None:
    action: QAction = next(
        each for each in menu.actions() if each.text().partition("\t")[0] == words
    )
    action.trigger()
    menu.close()
    settle()


def _price(parts: StudioParts) -> Estimate:
    return parts.studio.recipe_state.estimate


def _type_address(text: str) -> QWidget:
    popover = QApplication.activePopupWidget()
    assert popover is not None
    (line,) = popover.findChildren(QLineEdit)
    assert line.accessibleName() == "Picture address"
    line.setText(text)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    settle()
    return popover


def test_the_menu_offers_what_the_slot_can_do(parts: StudioParts) -> None:
    _fill(parts, 1)
    menu = _menu(parts, 1)
    assert _offers(menu) == [
        "Replace…",
        "From a web address…",
        "Crop…",
        "Switched on",
        "Lock for the next recipe",
        "Insert into the prompt",
        "Use as",
        "Keep full detail",
        "Send at most",
        "Remove",
    ]
    menu.close()
    menu = _menu(parts, 2)
    assert _offers(menu) == ["Choose a picture…", "From a web address…"]
    menu.close()
    _choose(_menu(parts, 1), "Remove")
    assert parts.studio.recipe_state.recipe.images == ()


def test_full_detail_makes_the_price_a_range_and_can_be_taken_back(parts: StudioParts) -> None:
    _fill(parts, 2)
    state = parts.studio.recipe_state
    dear, exact = Range(credits("6"), credits("10.5")), Exact(credits("6"))
    assert _price(parts) == exact
    _choose(_menu(parts, 2), "Keep full detail")
    assert [image.full_detail for image in state.recipe.images] == [False, True]
    assert _price(parts) == dear
    tile = control(parts, ReferenceTile, "Reference 2")
    assert tile.accessibleDescription().endswith("adds $0.015–0.06")
    _choose(_menu(parts, 2), "Keep full detail")
    assert _price(parts) == exact


def test_a_web_address_is_a_reference_whose_price_is_a_range(parts: StudioParts) -> None:
    parts.window.commands.table["add_address"]()
    settle()
    _type_address(f"  {ADDRESS}\n")
    state = parts.studio.recipe_state
    (image,) = state.recipe.images
    assert (image.origin, image.sha256, image.size) == (ADDRESS, "", None)
    assert state.estimate == Range(credits("4.5"), credits("9"))
    said = control(parts, ReferenceTile, "Reference 1").accessibleDescription()
    assert said.startswith("from pictures.example.org, fetched by BFL")
    assert "barn" not in said
    menu = _menu(parts, 1)
    assert "Keep full detail" not in _offers(menu)
    menu.close()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "This is no web address."),
        ("a barn", "This is no web address."),
        ("ftp://example.org/a.jpg", "This is no web address."),
        ("http://10.0.0.1/a", "“10.0.0.1” can't be reached from the web"),
        ("https://me:pass@example.org/a", "This address of “example.org” has a name or password"),
    ],
)
def test_what_is_no_address_is_said_and_kept(parts: StudioParts, typed: str, said: str) -> None:
    parts.window.commands.table["add_address"]()
    settle()
    popover = _type_address(typed)
    assert popover.isVisible()
    (line,) = popover.findChildren(QLineEdit)
    assert line.text() == typed
    texts = [str(each.property("text")) for each in popover.findChildren(QWidget)]
    assert any(said in text for text in texts)
    assert parts.studio.recipe_state.recipe.images == ()
    popover.close()


def test_with_every_slot_filled_no_address_is_asked_for(parts: StudioParts) -> None:
    _fill(parts, 8)
    parts.window.commands.table["add_address"]()
    settle()
    assert QApplication.activePopupWidget() is None
