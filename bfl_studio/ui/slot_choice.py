"""The pictures of the recipe, to be named in the prompt."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from bfl_studio.domain import mentions
from bfl_studio.domain.catalog import Role
from bfl_studio.domain.prompt_pieces import Chip, Piece
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui import theme
from bfl_studio.ui.chip_painting import ThumbnailOf, paint_thumbnail
from bfl_studio.ui.choice_list import paint_ground
from bfl_studio.ui.focus_ring import set_ring
from bfl_studio.ui.part_words import phrase, word
from bfl_studio.ui.reference_words import name_text
from bfl_studio.ui.text import lay_out, natural_width, plain, wrapped

Index = QModelIndex | QPersistentModelIndex
_CHOICE = Qt.ItemDataRole.UserRole
_ROW, _SIDE, _INSET = 32, 24, 8
_LONGEST = 60
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
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
        self._list.clicked.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._empty)
        layout.addWidget(self._list)

    def begin(self) -> bool:
        """Show every picture that is sent by number, or how to get one."""
        if self._recipe_state.model.parameter(Role.REFERENCE) is None:
            return False
        found = self._offered()
        self._show(found)
        self._empty.setVisible(not found)
        self._list.setVisible(bool(found))
        self.said.emit(self._empty.text() if not found else self._list.current_words)
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
        self.resized.emit()
        self.said.emit(self._list.current_words)
        return True

    def take(self, event: QKeyEvent, query: str) -> bool:
        """Arrows, Enter and, before any letter, a digit."""
        key = Qt.Key(event.key())
        if not self._list.isVisibleTo(self):
            return False
        if key in _STEPS:
            self._list.step(_STEPS[key])
            self.said.emit(self._list.current_words)
            return True
        if key in _ENTER:
            self._choose(self._list.currentIndex())
            return True
        if not query and event.text() in set("123456789"):
            return self._choose_number(int(event.text()))
        return False

    def _offered(self) -> list[tuple[int, RecipeImage]]:
        recipe = self._recipe_state.recipe
        sent = mentions.numbers(self._recipe_state.model, recipe)
        references = [each for each in recipe.images if each.role == Role.REFERENCE]
        found = {sent[each.key]: each for each in references if each.key in sent}
        return sorted(found.items())

    def _show(self, found: list[tuple[int, RecipeImage]]) -> None:
        self._list.show_rows(found)

    def _choose_number(self, number: int) -> bool:
        for each in self._offered():
            if each[0] == number:
                self.chosen.emit(pieces_for(*each))
                return True
        return False

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(pieces_for(*index.data(_CHOICE)))


def pieces_for(number: int, image: RecipeImage) -> tuple[Piece, ...]:
    """A picture's chip, in the words of what it is there for."""
    before, _, after = phrase(image.part).partition("{image}")
    chip = Chip(mentions.words_for(number), image.key)
    return tuple(each for each in (before, chip, after) if each)


def _sought_in(number: int, image: RecipeImage) -> str:
    words = (mentions.words_for(number), str(number), name_text(image), word(image.part))
    return "\n".join(words).casefold()


class _SlotList(QListView):
    def __init__(self, name: str, thumbnail_of: ThumbnailOf) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        set_ring(self, "none")
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
