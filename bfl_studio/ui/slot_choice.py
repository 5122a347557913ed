"""The pictures of the recipe, to be named in the prompt."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from bfl_studio.domain import mentions
from bfl_studio.domain.catalog import Role
from bfl_studio.domain.prompt_pieces import Piece
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui import theme
from bfl_studio.ui.chip_painting import ThumbnailOf, paint_thumbnail
from bfl_studio.ui.keyboard import ENTER
from bfl_studio.ui.naming import pieces_for
from bfl_studio.ui.part_words import word
from bfl_studio.ui.plain_list import Index, PlainList, paint_ground
from bfl_studio.ui.reference_words import name_text
from bfl_studio.ui.text import elided, lay_out, natural_width, plain, wrapped

_CHOICE = Qt.ItemDataRole.UserRole
_ROW, _SIDE, _INSET = 32, 24, 8
_LONGEST = 60
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class SlotChoice(QWidget):
    """Arrows and Enter, a digit or a click choose; letters narrow. It never has the keyboard."""

    chosen = Signal(object)
    said = Signal(str)
    resized = Signal()

    def __init__(self, recipe_state: RecipeState, thumbnail_of: ThumbnailOf) -> None:
        super().__init__()
        self._recipe_state = recipe_state
        self._empty = wrapped(
            self.tr("Add a picture first: drop it on a slot, or Ctrl+O."), "body", "text-2"
        )
        inset = theme.current().px(_INSET)
        self._empty.setContentsMargins(inset, inset, inset, inset)
        self._list = _SlotList(self.tr("Pictures"), thumbnail_of)
        self._before = ""
        self._bare_way = elided("", "small", "text-2")
        self._bare_way.setContentsMargins(inset, inset // 2, inset, inset // 2)
        self._list.clicked.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._empty)
        layout.addWidget(self._list)
        layout.addWidget(self._bare_way)

    def begin(self, before: str) -> bool:
        """Show every picture that is sent by number, or how to get one."""
        self._before = before
        if self._recipe_state.model.parameter(Role.REFERENCE) is None:
            return False
        found = self._offered()
        self._empty.setVisible(not found)
        self._show(found)
        self._list.setVisible(bool(found))
        self.said.emit(self._spoken if found else self._empty.text())
        return True

    def refresh(self) -> None:
        """A thumbnail came."""
        self._list.viewport().update()

    def narrow(self, query: str) -> bool:
        """Only what answers to the letters; nothing does any more: somebody writes on."""
        sought = query.casefold().strip()
        if query.startswith(" "):
            return False
        found = [each for each in self._offered() if sought in _sought_in(*each)]
        if not self._offered():
            return not query
        if not found:
            return False
        self._show(found)
        self.said.emit(self._spoken)
        return True

    def take(self, event: QKeyEvent, query: str) -> bool:
        """Arrows, Enter and, before any letter, a digit."""
        key = Qt.Key(event.key())
        if not self._list.isVisibleTo(self):
            return False
        if key in _STEPS:
            self._list.step(_STEPS[key])
            self._show_bare_way()
            self.said.emit(self._spoken)
            return True
        if key in ENTER:
            bare = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._choose(self._list.currentIndex(), bare=bare)
            return True
        if not query and event.text() in set("123456789"):
            return self._choose_number(int(event.text()))
        return False

    @property
    def _spoken(self) -> str:
        """The row that Enter takes, and what else can be done with it."""
        said = (self._list.current_words, self._bare_way.text())
        return ". ".join(each for each in said if each)

    def _offered(self) -> list[tuple[int, RecipeImage]]:
        recipe = self._recipe_state.recipe
        sent = mentions.numbers(self._recipe_state.model, recipe)
        found = {sent[each.key]: each for each in recipe.images if each.key in sent}
        return sorted(found.items())

    def _show(self, found: list[tuple[int, RecipeImage]]) -> None:
        self._list.show_rows(found)
        self._show_bare_way()

    def _show_bare_way(self) -> None:
        """How to get the picture without the words that would come with it."""
        index = self._list.currentIndex()
        pieces = self._pieces(*index.data(_CHOICE)) if index.isValid() else ()
        words = self.tr("Shift+Enter: without “{words}”")
        comes = pieces[0] if pieces and isinstance(pieces[0], str) else ""
        self._bare_way.setText(words.format(words=comes.strip()) if comes else "")
        self._bare_way.setVisible(bool(comes))
        if self.isVisible():
            self.resized.emit()

    def _pieces(self, number: int, image: RecipeImage, *, bare: bool = False) -> tuple[Piece, ...]:
        return pieces_for(number, image, self._recipe_state.recipe, self._before, bare=bare)

    def _choose_number(self, number: int) -> bool:
        for each in self._offered():
            if each[0] == number:
                self.chosen.emit(self._pieces(*each))
                return True
        return False

    def _choose(self, index: QModelIndex, *, bare: bool = False) -> None:
        if index.isValid():
            self.chosen.emit(self._pieces(*index.data(_CHOICE), bare=bare))


def _sought_in(number: int, image: RecipeImage) -> str:
    words = (mentions.words_for(number), str(number), name_text(image), word(image.part))
    return "\n".join(words).casefold()


class _SlotList(PlainList):
    def __init__(self, name: str, thumbnail_of: ThumbnailOf) -> None:
        super().__init__(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(_RowPainter(thumbnail_of, self))

    @property
    def current_words(self) -> str:
        words = self.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
        return words if isinstance(words, str) else ""

    def show_rows(self, found: list[tuple[int, RecipeImage]]) -> None:
        self._rows.clear()
        for number, image in found:
            name = plain(name_text(image), _LONGEST)
            item = QStandardItem(mentions.words_for(number))
            item.setData((number, image), _CHOICE)
            spoken = (mentions.words_for(number), name, word(image.part))
            item.setData(
                ", ".join(each for each in spoken if each), Qt.ItemDataRole.AccessibleTextRole
            )
            self._rows.appendRow(item)
        self.setFixedHeight(len(found) * theme.current().px(_ROW))
        self.setCurrentIndex(self._rows.index(0, 0))

    def step(self, way: int) -> None:
        count = self._rows.rowCount()
        self.setCurrentIndex(self._rows.index((self.currentIndex().row() + way) % count, 0))


class _RowPainter(QStyledItemDelegate):
    def __init__(self, thumbnail_of: ThumbnailOf, parent: QListView) -> None:
        super().__init__(parent)
        self._thumbnail_of = thumbnail_of

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, theme.current().px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        area: QRect = option.rect
        image: RecipeImage = index.data(_CHOICE)[1]
        painter.save()
        paint_ground(painter, area, option)
        side, inset = look.px(_SIDE), look.px(_INSET)
        sample = QRectF(area.left() + inset / 2, 0, side, side)
        sample.moveTop(area.top() + (area.height() - side) / 2)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        paint_thumbnail(painter, sample, image.key, self._thumbnail_of)
        words: str = index.data()
        part = word(image.part)
        left = area.left() + side + inset + inset // 2
        place = area.adjusted(left - area.left(), 0, -inset, 0)
        _write(painter, place, words, "body", "text")
        _write(painter, place, part, "small", "text-2", right=True)
        taken = natural_width(words, "body") + inset
        room = place.width() - taken - (natural_width(part, "small") + inset if part else 0)
        name = lay_out(plain(name_text(image), _LONGEST), "small", max(0, room), 1)[0]
        _write(painter, place.adjusted(taken, 0, 0, 0), name, "small", "text-2")
        painter.restore()


def _write(
    painter: QPainter, place: QRect, words: str, face: str, ink: str, *, right: bool = False
) -> None:
    look = theme.current()
    painter.setFont(look.font(face))
    painter.setPen(look.color(ink))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | side, words)
