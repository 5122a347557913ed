"""What a slot held before, newest first: to be put back by a click or Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.state.image_cache import ImageCache
from bfl_studio.state.kept_thumbnails import KeptThumbnails
from bfl_studio.ui import icons, theme
from bfl_studio.ui.controls import column, section
from bfl_studio.ui.cover_painting import paint_cover
from bfl_studio.ui.crop_words import earlier_name, earlier_text
from bfl_studio.ui.keyboard import PRESSING
from bfl_studio.ui.plain_list import Index, PlainList, paint_ground
from bfl_studio.ui.reference_words import is_address
from bfl_studio.ui.text import tooltip
from bfl_studio.ui.tile_painting import LEFT, line_at, paint_fill, write

_WIDTH = 304
_ROW = 56
_SIDE = 44
_INSET = 8
_SHOWN = 6
_GLYPH = 16
_WHOLE = 0
_IMAGE = Qt.ItemDataRole.UserRole


class EarlierList(PlainList):
    """Arrows move; a click, Enter or Space picks, Esc closes. `picked(RecipeImage)`."""

    picked = Signal(object)

    def __init__(
        self, name: str, images: Sequence[RecipeImage], kept: KeptThumbnails, cache: ImageCache
    ) -> None:
        super().__init__(name)
        self._kept = kept
        self._cache = cache
        rows = QStandardItemModel(self)
        for image in images:
            item = QStandardItem()
            item.setData(image, _IMAGE)
            rows.appendRow(item)
        self.setModel(rows)
        self.setItemDelegate(_RowPainter(self))
        self.clicked.connect(self._pick)
        for signal in (kept.changed, cache.loaded, cache.failed):
            signal.connect(self._look)
        self._look()
        self.setCurrentIndex(rows.index(0, 0))

    def lost(self, image: RecipeImage) -> bool:
        """Whether nobody can show it any more."""
        thumbnail = self._kept.of(image.sha256)
        if thumbnail is None:
            return self._kept.lost(image.sha256)
        return self._cache.unreadable(thumbnail, _WHOLE)

    def paint_image(self, painter: QPainter, square: QRect, image: RecipeImage) -> None:
        """The picture of a row, as far as it is there."""
        paint_fill(painter, square, "error-tint" if self.lost(image) else "well")
        spot = QRect(0, 0, theme.current().px(_GLYPH), theme.current().px(_GLYPH))
        spot.moveCenter(square.center())
        thumbnail = self._kept.of(image.sha256)
        pixmap = self._cache.pixmap(thumbnail, _WHOLE) if thumbnail is not None else None
        if self.lost(image):
            icons.paint(painter, spot, "file-exclamation-point", "error-text")
        elif is_address(image):
            icons.paint(painter, spot, "globe", "text-2")
        elif pixmap is not None:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            paint_cover(painter, square, pixmap, image)
            painter.restore()

    def sizeHint(self) -> QSize:
        look = theme.current()
        shown = min(self.model().rowCount(), _SHOWN)
        return QSize(look.px(_WIDTH), shown * look.px(_ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme.current().px(_ROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in PRESSING:
            if not event.isAutoRepeat():
                self._pick(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.window().close()
        else:
            super().keyPressEvent(event)

    def _look(self) -> None:
        """What is said of each row follows what is known of its original."""
        rows = self.model()
        for row in range(rows.rowCount()):
            index = rows.index(row, 0)
            image: RecipeImage = index.data(_IMAGE)
            words = ", ".join((earlier_name(image), earlier_text(image, lost=self.lost(image))))
            rows.setData(index, words, Qt.ItemDataRole.AccessibleTextRole)
            rows.setData(index, tooltip(words), Qt.ItemDataRole.ToolTipRole)
        self.viewport().update()

    def _pick(self, index: QModelIndex) -> None:
        image = index.data(_IMAGE)
        if isinstance(image, RecipeImage) and not self.lost(image):
            self.picked.emit(image)


class EarlierPictures(QWidget):
    """The list under its heading."""

    def __init__(self, title: str, rows: EarlierList) -> None:
        super().__init__()
        self.setLayout(column(section(title), rows, gap=4, padding=4))
        self.setFocusProxy(rows)


class _RowPainter(QStyledItemDelegate):
    def __init__(self, rows: EarlierList) -> None:
        super().__init__(rows)
        self._list = rows

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, theme.current().px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        area: QRect = option.rect
        image: RecipeImage = index.data(_IMAGE)
        lost = self._list.lost(image)
        painter.save()
        paint_ground(painter, area, option)
        side, inset = look.px(_SIDE), look.px(_INSET)
        square = QRect(area.left() + inset, area.top() + (area.height() - side) // 2, side, side)
        self._list.paint_image(painter, square, image)
        words = area.adjusted(side + 2 * inset + look.px(4), 0, -inset, 0)
        upper, lower = look.line("body"), look.line("small")
        top = words.top() + (words.height() - upper - lower) // 2
        write(painter, line_at(words, top, upper), earlier_name(image), "body", "text", LEFT)
        facts, ink = earlier_text(image, lost=lost), "error-text" if lost else "text-2"
        write(painter, line_at(words, top + upper, lower), facts, "small", ink, LEFT)
        painter.restore()
