"""A hand on the frame that crops a reference: what each key is said to do, proved."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.geometry import Box, Size
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.parts import StudioParts
from bfl_studio.ui.crop_frame import CropFrame
from bfl_studio.ui.reference_tile import ReferenceTile
from tests.ui.stage import focused
from tests.ui.studio_window import control, settle

PICTURE = Size(3000, 2000)
_BEFORE = Box(300, 300, 200, 200)


def fill_sizes(parts: StudioParts, *sizes: Size, role: Role = Role.REFERENCE) -> None:
    images = tuple(
        RecipeImage(role, f"{number:064x}", f"photo {number}.jpg", size)
        for number, size in enumerate(sizes, start=1)
    )
    parts.studio.recipe_state.set_images(images)
    settle()


def crops(parts: StudioParts) -> list[Box | None]:
    return [image.crop for image in parts.studio.recipe_state.recipe.images]


def open_crop(parts: StudioParts, name: str = "Reference 1") -> CropFrame:
    tile = control(parts, ReferenceTile, name)
    tile.setFocus()
    QTest.keyClick(tile, Qt.Key.Key_C)
    settle()
    return crop_frame()


def popover() -> QWidget:
    popover = QApplication.activePopupWidget()
    assert popover is not None
    return popover


def crop_frame() -> CropFrame:
    (frame,) = popover().findChildren(CropFrame)
    return frame


def within(kind: type[QWidget], name: str) -> QWidget:
    (found,) = (each for each in popover().findChildren(kind) if each.accessibleName() == name)
    return found


def texts() -> list[str]:
    every = popover().findChildren(QWidget)
    return [str(each.property("text")).replace("\u00a0", " ") for each in every]


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, held)


def _pressed(*keys: Qt.Key, then: Box) -> Callable[[StudioParts], bool]:
    """Whether these keys crop the first reference so, and end it."""

    def proved(parts: StudioParts) -> bool:
        state = parts.studio.recipe_state
        image = RecipeImage(Role.REFERENCE, "a" * 64, "a.png", Size(1000, 1000), crop=_BEFORE)
        state.set_images((image,))
        parts.window.panes.references.crop_wanted.emit(Role.REFERENCE, 1)
        popover = QApplication.activePopupWidget()
        if popover is None:
            return False
        (frame,) = popover.findChildren(CropFrame)
        for key in keys:
            QTest.keyClick(frame, key)
        return QApplication.activePopupWidget() is None and state.recipe.images[0].crop == then

    return proved


_ENTER = Qt.Key.Key_Return
CROP_PROOFS: dict[tuple[str, str], Callable[[StudioParts], bool]] = {
    ("Crop frame", "Move; Ctrl: resize; Shift: by a tenth"): _pressed(
        Qt.Key.Key_Left, _ENTER, then=Box(290, 300, 200, 200)
    ),
    ("Crop frame", "Larger"): _pressed(Qt.Key.Key_Plus, _ENTER, then=Box(290, 290, 220, 220)),
    ("Crop frame", "Smaller"): _pressed(Qt.Key.Key_Minus, _ENTER, then=Box(309, 309, 182, 182)),
    ("Crop frame", "Take this part"): _pressed(_ENTER, then=_BEFORE),
    ("Crop frame", "Leave it as it was"): _pressed(
        Qt.Key.Key_Left, Qt.Key.Key_Escape, then=_BEFORE
    ),
}
"""As the list of keys has them."""
