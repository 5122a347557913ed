"""Choosing the part of a picture that is sent: the frame, its shape, what it costs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from bfl_studio.domain import cropping
from bfl_studio.domain.cropping import Outcome
from bfl_studio.domain.geometry import Box, Size
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.state.image_cache import ImageCache
from bfl_studio.state.kept_thumbnails import KeptThumbnails
from bfl_studio.ui.combo import Combo
from bfl_studio.ui.controls import QuietButton, column, row, section
from bfl_studio.ui.crop_frame import CropFrame
from bfl_studio.ui.crop_words import FREE, pixels_text, price_text, shape_choices
from bfl_studio.ui.keyboard import ENTER
from bfl_studio.ui.reference_words import name_text
from bfl_studio.ui.tab_order import in_tab_order
from bfl_studio.ui.text import elided, label, plain


class CropEditor(QWidget):
    """`taken(object)` gives the part that was chosen, a Box, or None for the whole picture.

    `foretell` says what becomes of the picture with a part of it.
    """

    taken = Signal(object)

    def __init__(
        self,
        image: RecipeImage,
        least: int,
        output: Size,
        kept: KeptThumbnails,
        cache: ImageCache,
        foretell: Callable[[Box | None], Outcome],
    ) -> None:
        super().__init__()
        self._picture = picture = image.size or Size(1, 1)
        self._foretell = foretell
        self._before = foretell(image.crop)
        box = image.crop or cropping.whole(picture)
        self.frame = CropFrame(image.sha256, picture, box, least, kept, cache)
        self._shape = Combo(self.tr("Shape"), self._shapes(output, least))
        self._name = elided(plain(name_text(image)), "caption", "text-2")
        self._pixels = elided("", "small", "text-2")
        self._price = label("", "small", "text")
        self._reset = QuietButton(self.tr("Reset"))
        self._take = QuietButton(self.tr("Crop"), glyph="check")
        self._lay_out()
        self.setFocusProxy(self.frame)
        in_tab_order(self.frame, self._shape, self._reset, self._take)
        self.frame.changed.connect(self._tell)
        self._shape.chosen.connect(self._keep_shape)
        self._reset.clicked.connect(self.reset)
        self._take.clicked.connect(self.take)
        self._tell()

    def take(self) -> None:
        """The part in the frame, and no other, from now on."""
        self.taken.emit(cropping.part_of(self.frame.box, self._picture))

    def reset(self) -> None:
        """The whole picture, in a frame of any shape."""
        self._shape.choose(FREE)
        self.frame.keep_shape(None)
        self.frame.put(cropping.whole(self._picture))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.isAutoRepeat():
            self.take()
        else:
            super().keyPressEvent(event)

    def _shapes(self, output: Size, least: int) -> list[tuple[str, object]]:
        """Those a frame in this picture can have."""
        return [
            (words, shape)
            for words, shape in shape_choices(self._picture, output)
            if not isinstance(shape, Size) or cropping.fits(shape, self._picture, least)
        ]

    def _lay_out(self) -> None:
        head = row(section(self.tr("Crop")), self._name)
        head.setStretch(1, 1)
        facts = row(self._pixels, self._price, gap=8)
        facts.setStretch(0, 1)
        foot = row(self._shape, self._reset, self._take, gap=8)
        foot.insertStretch(1, 1)
        self.setLayout(column(head, self.frame, facts, foot, gap=8, padding=8))

    def _keep_shape(self, shape: object) -> None:
        self.frame.keep_shape(shape if isinstance(shape, Size) else None)

    def _tell(self) -> None:
        box = self.frame.box
        then = self._foretell(cropping.part_of(box, self._picture))
        self._pixels.setText(pixels_text(box.size, then.sent))
        self._price.setText(price_text(then, self._before))
        self._reset.setEnabled(box != cropping.whole(self._picture))
