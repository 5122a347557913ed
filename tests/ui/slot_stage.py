"""A hand on the slots: fills them, presses keys on them, opens their menus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.domain.slots import Spot
from bfl_studio.parts import StudioParts
from bfl_studio.ui.reference_tile import ReferenceTile
from tests.ui.studio_window import control, settle

LARGE, HARDLY_MORE = Size(3000, 2000), Size(1100, 1024)


def fill(parts: StudioParts, count: int, size: Size = LARGE) -> None:
    parts.studio.recipe_state.set_images(
        tuple(
            RecipeImage(Role.REFERENCE, f"{number:064x}", f"photo {number}.jpg", size)
            for number in range(1, count + 1)
        )
    )
    settle()


def images(parts: StudioParts) -> tuple[RecipeImage, ...]:
    return parts.studio.recipe_state.recipe.images


def key_of(parts: StudioParts, number: int, role: Role = Role.REFERENCE) -> str:
    """The key of the picture in a slot."""
    key = parts.studio.slots.key_at(Spot(role, number))
    assert key is not None
    return key


def tile(parts: StudioParts, number: int) -> ReferenceTile:
    return control(parts, ReferenceTile, f"Reference {number}")


def press(parts: StudioParts, number: int, key: Qt.Key) -> None:
    tile(parts, number).setFocus()
    QTest.keyClick(tile(parts, number), key)
    settle()


def said(parts: StudioParts, number: int) -> str:
    return tile(parts, number).accessibleDescription().replace("\u00a0", " ")


def texts(parts: StudioParts) -> list[str]:
    every = (each for each in parts.window.findChildren(QWidget) if each.isVisible())
    return [str(each.property("text")).replace("\u00a0", " ") for each in every]


def menu_of(parts: StudioParts, of: ReferenceTile) -> QMenu:
    of.menu_wanted.emit(of.mapToGlobal(QPoint(5, 5)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def offered(menu: QMenu) -> dict[str, QAction]:
    """Every row of a menu and of those inside it, without keys."""
    found: dict[str, QAction] = {}
    for action in menu.actions():
        words = action.text().partition("\t")[0].replace("\u00a0", " ")
        inner = action.menu()
        if isinstance(inner, QMenu):
            found |= {f"{words} ▸ {name}": each for name, each in offered(inner).items()}
        elif words:
            found[words] = action
    return found


def choose(parts: StudioParts, of: ReferenceTile, words: str) -> None:
    menu = menu_of(parts, of)
    offered(menu)[words].trigger()
    menu.close()
    settle()


def chooses_a_file(parts: StudioParts) -> bool:
    panel, heard = parts.window.panes.references, []
    panel.files_wanted.disconnect()
    panel.files_wanted.connect(lambda role, number: heard.append(number))
    QTest.keyClick(panel.tile_of(Role.REFERENCE, 2), Qt.Key.Key_Return)
    return heard == [2]


SLOT_PROOFS: dict[tuple[str, str], Callable[[StudioParts], bool]] = {
    ("On a slot", "Choose a file"): chooses_a_file
}
"""As the list of keys has them."""
