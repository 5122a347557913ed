"""The list a model is picked from: headings, rows, a filter."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from bfl_studio.domain.catalog import Family, ModelSpec
from bfl_studio.domain.flux_models import UNHOSTED, Unhosted, models
from bfl_studio.domain.recipe import Recipe
from bfl_studio.ui import theme
from bfl_studio.ui.keyboard import ENTER
from bfl_studio.ui.model_face import paint_model
from bfl_studio.ui.model_words import ModelWords, model_words, steady_words, unhosted_words
from bfl_studio.ui.plain_list import Index, PlainList, paint_ground
from bfl_studio.ui.text import tooltip

Row = ModelSpec | Unhosted | Family
_NO_PARENT = QModelIndex()
_MODEL = Qt.ItemDataRole.UserRole
_HEADING_HEIGHT = 24
_GAP = 8


class ModelRows(QAbstractListModel):
    """Every model under the heading of its family, or those a filter leaves."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._recipe = Recipe()
        self._filter = ""
        self._rows = _rows("")

    def show_recipe(self, recipe: Recipe) -> None:
        """Compute the prices for another recipe."""
        self._recipe = recipe
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def set_filter(self, typed: str) -> None:
        """Keep the models whose name or best-for holds every word typed."""
        self.beginResetModel()
        self._rows = _rows(typed)
        self.endResetModel()

    def first(self) -> QModelIndex:
        """The first model that can be chosen."""
        for number, row in enumerate(self._rows):
            if isinstance(row, ModelSpec):
                return self.index(number)
        return QModelIndex()

    def best(self, typed: str) -> QModelIndex:
        """The model whose name comes nearest to what was typed, else the first."""
        sought = typed.strip().casefold()
        names = [
            (number, row.label.casefold())
            for number, row in enumerate(self._rows)
            if isinstance(row, ModelSpec)
        ]
        for fits in (str.__eq__, str.startswith):
            found = next((number for number, name in names if fits(name, sought)), None)
            if found is not None:
                return self.index(found)
        return self.first()

    def index_of(self, model_id: str) -> QModelIndex:
        for number, row in enumerate(self._rows):
            if isinstance(row, ModelSpec) and row.id == model_id:
                return self.index(number)
        return QModelIndex()

    def words(self, model: ModelSpec | Unhosted) -> ModelWords:
        return _words(model, self._recipe)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if isinstance(row, Family):
            return row.value if role == Qt.ItemDataRole.DisplayRole else None
        if role == _MODEL:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self.words(row).best_for)
        return self.words(row).spoken if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not isinstance(self._rows[index.row()], ModelSpec):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class ModelList(PlainList):
    """Arrows move, Enter or a click picks; `typed` hands on what belongs to the filter."""

    picked = Signal(str)
    typed = Signal(QKeyEvent)

    def __init__(self, name: str, rows: ModelRows) -> None:
        super().__init__(name)
        self._rows = rows
        self.setModel(rows)
        self.setItemDelegate(_RowPainter(rows, self))
        self.clicked.connect(self.pick)

    def sizeHint(self) -> QSize:
        """What all rows together need, filtered or not, so that the popover keeps its size."""
        look = theme.current()
        rows = (len(models()) + len(UNHOSTED)) * look.metrics.height_picker
        headings = len({model.family for model in models()}) * look.px(_HEADING_HEIGHT)
        return QSize(look.px(240), rows + headings)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme.current().metrics.height_picker)

    def show_current(self, index: QModelIndex) -> None:
        self.setCurrentIndex(index)
        # The heading of the first group comes into sight with its first row.
        self.scrollToTop() if index.row() == 1 else self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            if not event.isAutoRepeat():
                self.pick(self.currentIndex())
        elif (event.text().isprintable() and event.text()) or event.key() == Qt.Key.Key_Backspace:
            self.typed.emit(event)
        else:
            super().keyPressEvent(event)

    def pick(self, index: QModelIndex) -> None:
        """Pick a row; a heading or no row picks nothing."""
        row = index.data(_MODEL)
        if isinstance(row, ModelSpec):
            self.picked.emit(row.id)


class _RowPainter(QStyledItemDelegate):
    def __init__(self, rows: ModelRows, parent: QObject) -> None:
        super().__init__(parent)
        self._rows = rows

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        look = theme.current()
        heading = index.data(_MODEL) is None
        return QSize(0, look.px(_HEADING_HEIGHT) if heading else look.metrics.height_picker)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        model = index.data(_MODEL)
        area: QRect = option.rect
        place = area.adjusted(look.px(_GAP), look.px(4), -look.px(_GAP), -look.px(4))
        painter.save()
        if model is None:
            painter.setFont(look.font("section"))
            painter.setPen(look.color("text-2"))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, index.data())
        else:
            off = isinstance(model, Unhosted)
            if not off:
                paint_ground(painter, area, option)
            paint_model(painter, place, self._rows.words(model), off)
        painter.restore()


def _rows(typed: str) -> tuple[Row, ...]:
    sought = typed.casefold().split()
    known: tuple[ModelSpec | Unhosted, ...] = (*models(), *UNHOSTED)
    found = [model for model in known if _matches(model, sought)]
    rows: list[Row] = []
    for family in Family:
        members = [model for model in found if model.family is family]
        rows += [family, *members] if members else []
    return tuple(rows)


def _words(model: ModelSpec | Unhosted, recipe: Recipe) -> ModelWords:
    return unhosted_words(model) if isinstance(model, Unhosted) else model_words(model, recipe)


def _matches(model: ModelSpec | Unhosted, sought: list[str]) -> bool:
    text = f"{model.label} {steady_words(model)}".casefold()
    return all(word in text for word in sought)
