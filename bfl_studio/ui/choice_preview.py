"""Every prompt that the choices make, where they differ in stronger ink."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QPainter,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from bfl_studio.domain.choices import Reading
from bfl_studio.ui import theme
from bfl_studio.ui.controls import column
from bfl_studio.ui.plain_list import Index, PlainList, paint_ground
from bfl_studio.ui.text import label
from bfl_studio.ui.text_units import units

_READING = Qt.ItemDataRole.UserRole
_MOST_LISTED = 120
_LONG = 480
_AROUND = 60
"""Characters on either side of what was chosen, in a prompt too long to be read whole."""
_GAP = "…"
_INSET, _DROP = 8, 6
_MOST_HEIGHT = 420


class ChoicePreview(QWidget):
    """`total` says what all of them come to."""

    def __init__(self, readings: Iterable[Reading], count: int, total: str) -> None:
        super().__init__()
        listed = tuple(islice(readings, _MOST_LISTED))
        self._list = _ReadingList(self.tr("Every prompt"), listed)
        heading = label(total, "strong")
        heading.setContentsMargins(theme.current().px(_INSET), theme.current().px(4), 0, 0)
        layout = column(heading, self._list, gap=4, padding=4)
        layout.setStretch(1, 1)
        if count > len(listed):
            words = self.tr("… and {count} more").format(count=f"{count - len(listed):,}")
            more = label(words, "small", "text-2")
            more.setContentsMargins(theme.current().px(_INSET), 0, 0, theme.current().px(4))
            layout.addWidget(more)
        self.setLayout(layout)
        self.setFocusProxy(self._list)


class _ReadingList(PlainList):
    def __init__(self, name: str, readings: tuple[Reading, ...]) -> None:
        super().__init__(name)
        # Nothing here can be picked, so no row lights up under the hand.
        self.setMouseTracking(False)
        rows = QStandardItemModel(self)
        for reading in readings:
            item = QStandardItem(reading.prompt)
            item.setData(reading, _READING)
            rows.appendRow(item)
        self.setModel(rows)
        self.setItemDelegate(_ReadingPainter(self))
        self.setCurrentIndex(rows.index(0, 0))

    def sizeHint(self) -> QSize:
        rows = range(self.model().rowCount())
        most = theme.current().px(_MOST_HEIGHT)
        return QSize(super().sizeHint().width(), min(most, sum(map(self.sizeHintForRow, rows))))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme.current().metrics.height_row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _ReadingPainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        look = theme.current()
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else 0
        lines = _laid_out(index.data(_READING), width - 2 * look.px(_INSET)).lineCount()
        return QSize(0, lines * look.line("body") + 2 * look.px(_DROP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        area: QRect = option.rect
        inset, drop = look.px(_INSET), look.px(_DROP)
        painter.save()
        paint_ground(painter, area, option)
        painter.setPen(look.color("text-2"))
        layout = _laid_out(index.data(_READING), area.width() - 2 * inset)
        layout.draw(painter, QPoint(area.left() + inset, area.top() + drop))
        painter.restore()


def _laid_out(reading: Reading, width: int) -> QTextLayout:
    shown = excerpt(reading)
    look = theme.current()
    # A line break in a prompt is a break of its line here, and nothing else.
    layout = QTextLayout(shown.prompt.replace("\n", "\u2028"), look.font("body"))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(stronger(shown))
    layout.beginLayout()
    top, line_height = 0, look.line("body")
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        line.setPosition(QPoint(0, top + round((line_height - line.height()) / 2)))
        top += line_height
    layout.endLayout()
    return layout


def stronger(reading: Reading) -> list[QTextLayout.FormatRange]:
    """The letters that were chosen, where Qt counts them."""
    look = theme.current()
    chosen = QTextCharFormat()
    chosen.setFont(look.font("strong"))
    chosen.setForeground(look.color("text"))
    found = []
    for start, end in reading.chosen:
        letters = QTextLayout.FormatRange()
        letters.start, letters.format = units(reading.prompt[:start]), chosen
        letters.length = units(reading.prompt[start:end])
        found.append(letters)
    return found


def excerpt(reading: Reading) -> Reading:
    """The prompt whole; of a long one what is around the words that were chosen."""
    if len(reading.prompt) <= _LONG:
        return reading
    words, chosen, end = "", [], 0
    for start, stop in reading.chosen or ((0, 0),):
        begin = max(end, start - _AROUND)
        words += (_GAP if begin > end else "") + reading.prompt[begin:start]
        chosen.append((len(words), len(words) + stop - start))
        words += reading.prompt[start:stop]
        end = stop
        following = reading.prompt[stop : stop + _AROUND]
        later = [first for first, _ in reading.chosen if stop < first < stop + len(following)]
        following = following[: later[0] - stop] if later else following
        words += following
        end += len(following)
    return Reading(words + (_GAP if end < len(reading.prompt) else ""), tuple(chosen))
