"""What opens over a slot: the frame that crops its picture, and what it held before."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from bfl_studio.domain import cropping
from bfl_studio.domain.catalog import Role
from bfl_studio.domain.cropping import Outcome
from bfl_studio.domain.geometry import Box
from bfl_studio.domain.slots import Spot, image_at, spot_of
from bfl_studio.state.notices import Notice, Severity, Topic
from bfl_studio.state.studio import Studio
from bfl_studio.ui.popups import Popover
from bfl_studio.ui.references_panel import ReferencesPanel

_KEY = "slots"


class ReferencePopovers(QObject):
    """Opens them on the keys, buttons and menus of the slots."""

    def __init__(self, panel: ReferencesPanel, studio: Studio, window: QWidget) -> None:
        super().__init__(window)
        self._panel = panel
        self._studio = studio
        self._recipe_state = studio.recipe_state
        self._history = studio.slot_history
        self._kept = studio.slots.thumbnails
        panel.crop_wanted.connect(self.crop)
        panel.earlier_wanted.connect(self.show_earlier)

    def may_crop(self, role: Role, number: int) -> bool:
        """Whether a part of the picture in a slot can be chosen."""
        image = image_at(self._recipe_state.recipe, Spot(role, number))
        return image is not None and cropping.may_crop(self._recipe_state.model, image)

    def has_earlier(self, role: Role, number: int) -> bool:
        """Whether a slot held something before."""
        return bool(self._history.of(Spot(role, number)))

    def crop(self, role: Role, number: int) -> None:
        """Choose the part of a picture that is sent; says so where that cannot be."""
        spot = Spot(role, number)
        image = image_at(self._recipe_state.recipe, spot)
        if image is None:
            return
        if not self.may_crop(role, number) or image.size is None:
            self._say(Topic.NOT_CROPPED)
            return
        # No first paint needs it.
        from bfl_studio.ui.crop_editor import CropEditor

        model, recipe = self._recipe_state.model, self._recipe_state.recipe

        def foretell(part: Box | None) -> Outcome:
            return cropping.outcome(model, cropping.with_crop(recipe, spot, part), spot)

        least = min(cropping.least_side(model, role), image.size.width, image.size.height)
        self._kept.look_again()
        editor = CropEditor(image, least, recipe.size, self._kept, self._panel.cache, foretell)
        popover = self._popover(self.tr("Crop"), editor, spot)
        editor.taken.connect(lambda part: self._take(image.key, part))
        editor.taken.connect(popover.close)
        # Beside the slots: there is room for a picture, and the tile stays in sight.
        popover.open_next_to(self._panel)

    def show_earlier(self, role: Role, number: int) -> None:
        """What a slot held before, to be put back; says so if there is nothing."""
        spot = Spot(role, number)
        images, there = self._history.of(spot), self._studio.slots.key_at(spot)
        if not images:
            self._say(Topic.NOTHING_EARLIER)
            return
        from bfl_studio.ui.earlier_list import EarlierList, EarlierPictures

        self._kept.look_again()
        title = self.tr("Earlier here")
        rows = EarlierList(title, images, self._kept, self._panel.cache)
        popover = self._popover(title, EarlierPictures(title, rows), spot)
        rows.picked.connect(popover.close)
        rows.picked.connect(lambda image: self._history.put_back(role, image, there))
        popover.open_at(self._panel.tile_of(role, number))

    def _popover(self, name: str, content: QWidget, spot: Spot) -> Popover:
        popover = Popover(name, content, self._panel.tile_of(spot.role, spot.number))
        popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return popover

    def _take(self, key: str, part: Box | None) -> None:
        """Into the recipe as it is now: the picture may have moved meanwhile."""
        place = spot_of(self._recipe_state.recipe, key)
        if place is not None:
            cropped = cropping.with_crop(self._recipe_state.recipe, place, part)
            self._recipe_state.set_images(cropped.images)

    def _say(self, topic: Topic) -> None:
        self._studio.notices.post(Notice(_KEY, Severity.INFO, topic))
