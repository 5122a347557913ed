"""Scenes of a slot looked at closely: the part of its picture that is sent, what it held before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.geometry import Box
from bfl_studio.parts import StudioParts
from bfl_studio.ui.combo import Combo
from tests.reference_scenes import references
from tests.staging import Scene, scene, spoken

_ONE_SIZE = ((1440, 900),)


def cropped_tiles(parts: StudioParts, folder: Path) -> None:
    """Two of four are sent in part."""
    references(parts, folder, 4)
    _crop(parts, 1, lambda width, height: Box(width // 4, height // 4, width // 2, height // 2))
    _crop(parts, 2, lambda width, height: Box(0, 0, width // 3, height))


def crop(parts: StudioParts, folder: Path) -> None:
    """The frame over a large picture, as it was taken before."""
    cropped_tiles(parts, folder)
    tile = parts.window.panes.references.tile_of(Role.REFERENCE, 2)
    tile.setFocus()
    QTest.keyClick(tile, Qt.Key.Key_C)


def crop_of_a_shape(parts: StudioParts, folder: Path) -> None:
    """A tall picture in a wide frame, in the hand."""
    references(parts, folder, 4)
    tile = parts.window.panes.references.tile_of(Role.REFERENCE, 3)
    tile.setFocus()
    QTest.keyClick(tile, Qt.Key.Key_C)
    popup = _popup()
    (shape,) = popup.findChildren(Combo)
    for _ in range(5):
        shape.step(1)
    (frame,) = (
        each
        for each in popup.findChildren(QWidget)
        if each.accessibleName() == spoken("Crop frame")
    )
    for _ in range(4):
        QTest.keyClick(frame, Qt.Key.Key_Minus)
    QTest.mousePress(frame, Qt.MouseButton.LeftButton, pos=frame.rect().center())


def earlier_here(parts: StudioParts, folder: Path) -> None:
    """What a slot held before; the file of one is gone."""
    references(parts, folder, 4)
    state = parts.studio.recipe_state
    _crop(parts, 2, lambda width, height: Box(0, 0, width // 2, height // 2))
    pictures = state.recipe.images
    web = replace(pictures[0], sha256="", origin="https://pictures.example.org/a.jpg", size=None)
    gone = replace(pictures[0], sha256="f" * 64, origin="lost on the way.png")
    for held in (gone, web, *pictures[3:0:-1], pictures[0]):
        state.set_images((held,))
    kept = parts.window.commands.references.popovers._kept
    kept._found[gone.sha256] = None
    tile = parts.window.panes.references.tile_of(Role.REFERENCE, 1)
    tile.setFocus()
    QTest.keyClick(tile, Qt.Key.Key_H)


def _crop(parts: StudioParts, number: int, part: Callable[[int, int], Box]) -> None:
    state = parts.studio.recipe_state
    images = list(state.recipe.images)
    image = images[number - 1]
    if image.size is not None:
        cropped = replace(image, crop=part(image.size.width, image.size.height))
        state.set_images((*images[: number - 1], cropped, *images[number:]))


def _popup() -> QWidget:
    popup = QApplication.activePopupWidget()
    if popup is None:
        raise ValueError("nothing opened")
    return popup


CROP_SCENES: tuple[Scene, ...] = (
    scene(cropped_tiles, sizes=_ONE_SIZE),
    scene(crop),
    scene(crop_of_a_shape, sizes=_ONE_SIZE),
    scene(earlier_here, sizes=_ONE_SIZE),
)
