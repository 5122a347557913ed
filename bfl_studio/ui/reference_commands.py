"""What keys do with slots: a picture into one of them, the clipboard, the edit of a picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QTextEdit, QWidget

from bfl_studio.domain.slots import Spot, image_at, standing_spots
from bfl_studio.state.notices import Notice, Severity, Topic
from bfl_studio.state.studio import Studio
from bfl_studio.ui.drop_contents import Contents, contents_of, pixels_of
from bfl_studio.ui.panes import Panes
from bfl_studio.ui.pasted_words import is_words
from bfl_studio.ui.reference_drops import ReferenceDrops
from bfl_studio.ui.reference_files import ReferenceFiles
from bfl_studio.ui.reference_menu import ReferenceMenu
from bfl_studio.ui.reference_popovers import ReferencePopovers

if TYPE_CHECKING:
    from bfl_studio.state.outgoing import Outgoing

SLOT_KEYS = 8
"""So many slots have a key of their own."""

_KEY = "slots"


class ReferenceCommands(QObject):
    """Brings the slots together with the pictures, the clipboard, files and the web."""

    def __init__(self, panes: Panes, studio: Studio, window: QWidget) -> None:
        super().__init__(window)
        self._panes = panes
        self._studio = studio
        self._originals: Callable[[Path], Path] = lambda path: path
        slots, recipe_state = studio.slots, studio.recipe_state
        self.files = ReferenceFiles(panes.references, slots, window)
        self.popovers = ReferencePopovers(panes.references, studio, window)
        self.menu = ReferenceMenu(
            panes.references, slots, recipe_state, self.files, self.popovers, window
        )
        self._drops = ReferenceDrops(
            panes.references,
            slots,
            recipe_state,
            studio.notices,
            self._original,
            panes.compose.prompt,
            window,
        )
        self._drops.address_dropped.connect(self.menu.offer_address)

    def hand_out(self, outgoing: Outgoing) -> None:
        """From now on the clean copies that go round in the window are known again."""
        self._originals = outgoing.original

    def put_into(self, number: int) -> None:
        """The picture in view into a slot, or the clipboard's: the one nearer to the keyboard."""
        spot = self._spot(number)
        if spot is None:
            return
        picture = self._panes.viewer.picture
        if picture is not None and (self._among_pictures or not self._clipboard_has_picture):
            slots = self._studio.slots
            slots.add(spot.role, [picture.path], slots.key_at(spot))
        else:
            self._put_clipboard(spot)

    def paste(self) -> None:
        """Text where text is written; else the clipboard's pictures into the next free slots."""
        mime = QGuiApplication.clipboard().mimeData()
        box = _text_box()
        if box is not None and _is_text(mime):
            box.paste()
        else:
            free = self._free()
            if free is not None:
                self._put_clipboard(free)

    def open_files(self, paths: Sequence[Path]) -> None:
        """Files the desktop opens with the studio, into the next free slots."""
        free = self._free()
        if free is not None:
            self._studio.slots.add(free.role, [self._original(path) for path in paths])

    def add_files(self) -> None:
        """Ask for pictures for the next free slots."""
        free = self._free()
        if free is not None:
            self.files.ask(free.role)

    def add_address(self) -> None:
        """Ask for a web address for the next free slot."""
        free = self._free()
        if free is not None:
            self.menu.ask_address(free.role)

    def edit(self) -> bool:
        """The picture in view into slot 1, the size as that picture's; False if that cannot be."""
        picture, spot = self._panes.viewer.picture, self._spot(1)
        if picture is None or spot is None:
            return False
        slots = self._studio.slots
        slots.add(spot.role, [picture.path], slots.key_at(spot), shapes=True)
        return True

    def size_as_first(self) -> None:
        """The size, or the shape, of the first picture that is sent."""
        state = self._studio.recipe_state
        state.set_images(state.recipe.images, as_first=True)

    def _put_clipboard(self, spot: Spot) -> None:
        mime = QGuiApplication.clipboard().mimeData()
        contents = contents_of(mime)
        slots = self._studio.slots
        there = slots.key_at(spot)
        if contents is None or contents.slot is not None:
            self._say(Notice(_KEY, Severity.INFO, Topic.NO_PICTURE))
        elif contents.is_nothing:
            slots.refused.emit(contents.refused[0])
        elif contents.paths:
            slots.add(spot.role, [self._original(path) for path in contents.paths], there)
        elif contents.has_pixels:
            pixels = pixels_of(mime)
            if pixels is not None:
                slots.add_pixels(spot.role, pixels, there)
        else:
            self.menu.offer_address(spot.role, there, False, contents.address)

    def _original(self, path: Path) -> Path:
        return self._originals(path)

    def _spot(self, number: int) -> Spot | None:
        """The slot that is counted as this one; past the filled ones the next that is free. None
        where no such slot stands, which is said.
        """
        model, recipe = self._studio.recipe_state.model, self._studio.recipe_state.recipe
        spots = standing_spots(model, recipe)
        if not spots:
            self._say(self._drops.refusal)
            return None
        if number > len(spots):
            names = (model.label, "")
            self._say(Notice(_KEY, Severity.WARNING, Topic.NO_SLOT, count=number, names=names))
            return None
        spot = spots[number - 1]
        free = self._panes.references.first_free(spot.role)
        return spot if free is None or image_at(recipe, spot) is not None else Spot(*free)

    def _free(self) -> Spot | None:
        """Where the next picture goes; None where there is no room, which is said."""
        free = self._panes.references.first_free()
        if free is None:
            self._say(self._drops.refusal)
            return None
        return Spot(*free)

    @property
    def _clipboard_has_picture(self) -> bool:
        contents: Contents | None = contents_of(QGuiApplication.clipboard().mimeData())
        return contents is not None and (bool(contents.paths) or contents.has_pixels)

    @property
    def _among_pictures(self) -> bool:
        focused = QApplication.focusWidget()
        places = (self._panes.viewer, self._panes.strip, self._panes.library)
        return focused is not None and any(
            place is focused or place.isAncestorOf(focused) for place in places
        )

    def _say(self, notice: Notice) -> None:
        self._studio.notices.post(notice)


def _text_box() -> QLineEdit | QTextEdit | None:
    focused: QWidget | None = QApplication.focusWidget()
    if isinstance(focused, QAbstractSpinBox):
        focused = focused.lineEdit()
    return focused if isinstance(focused, QLineEdit | QTextEdit) else None


def _is_text(mime: QMimeData | None) -> bool:
    """Whether it is there to be read; a list of files has a text too."""
    return mime is not None and is_words(mime)
