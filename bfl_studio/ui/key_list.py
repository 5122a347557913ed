"""All keys: every action by menu, the single keys by place, what the mouse does."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from bfl_studio.ui import theme
from bfl_studio.ui.controls import LineField, Surface, column, divider, row, scroll_area, section
from bfl_studio.ui.key_rows import KeyGroup, KeyRow, key_groups
from bfl_studio.ui.side_window import SideWindow
from bfl_studio.ui.text import natural_width, wrapped

_SEARCH_WIDTH = 240
_PADDING = 24
_BETWEEN_COLUMNS = 40
_LINE = 24
_HEADING = 2
"""The heading of a group and the gap before it are as high as so many rows."""


class KeyList(SideWindow):
    """Two columns, filled anew with what a search leaves; the arrow keys scroll."""

    def __init__(self, parent: QWidget | None = None) -> None:
        search = LineField(self.tr("Search keys"), self.tr("Search"), "search")
        super().__init__(self.tr("All keys"), search, parent)
        self._groups = [_Group(group, self) for group in key_groups()]
        self._columns = [_column(), _column()]
        self._nothing = wrapped("", "body", "text-2")
        self._area = scroll_area(self.tr("Keys"), self._page())
        layout = column(self._head(), divider(), self._area, gap=0)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        search.textChanged.connect(self._show_matches)
        self._show_matches("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self._area.verticalScrollBar()
        line, page = theme.current().px(_LINE), bar.pageStep()
        ways: dict[int, int] = {
            Qt.Key.Key_Up: -line,
            Qt.Key.Key_Down: line,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
        }
        if (way := ways.get(event.key())) is not None:
            bar.setValue(bar.value() + way)
        else:
            super().keyPressEvent(event)

    def _head(self) -> QWidget:
        look = theme.current()
        self.search.setFixedWidth(look.px(_SEARCH_WIDTH))
        line = row(self.search)
        line.addStretch(1)
        edge = look.px(_PADDING)
        line.setContentsMargins(edge, look.metrics.space_12, edge, look.metrics.space_12)
        head = Surface("window")
        head.setLayout(line)
        return head

    def _page(self) -> QWidget:
        columns = row(*self._columns, gap=_BETWEEN_COLUMNS)
        layout = column(self._nothing, columns, gap=0, padding=_PADDING)
        layout.addStretch(1)
        page = QWidget()
        page.setLayout(layout)
        return page

    def _show_matches(self, typed: str) -> None:
        sought = typed.strip()
        shown = [group for group in self._groups if group.show_matches(sought)]
        self._fill(shown)
        words = self.tr("No key matches “{text}”.").format(text=sought)
        self._nothing.setText("" if shown else words)
        self._nothing.setHidden(bool(shown))
        self._area.verticalScrollBar().setValue(0)

    def _fill(self, shown: list[_Group]) -> None:
        """The first half of what is shown at the left, by its height."""
        left, right = (_layout(column) for column in self._columns)
        for group in self._groups:
            left.removeWidget(group)
            right.removeWidget(group)
        whole = sum(group.lines for group in shown)
        done = 0
        for group in shown:
            # A group stands where most of it belongs.
            target = left if 2 * done + group.lines <= whole else right
            target.insertWidget(target.count() - 1, group)
            done += group.lines


class _Group(QWidget):
    """The title of a menu or a place, and its rows."""

    def __init__(self, group: KeyGroup, parent: QWidget) -> None:
        # Shown without one it would be a window of its own.
        super().__init__(parent)
        self._title = group.title
        self._rows = [_Row(each) for each in group.rows]
        rows = column(*self._rows, gap=0)
        self.setLayout(column(section(group.title), rows, gap=4))

    @property
    def lines(self) -> int:
        """About how high it is now, in rows."""
        return _HEADING + sum(not each.isHidden() for each in self._rows)

    def show_matches(self, sought: str) -> bool:
        """Show the rows that match; whether there are any."""
        for each in self._rows:
            each.setVisible(each.row.matches(self._title, sought))
        found = any(not each.isHidden() for each in self._rows)
        self.setVisible(found)
        return found


class _Row(QWidget):
    """What a key does, and its caps at the right."""

    def __init__(self, key_row: KeyRow) -> None:
        super().__init__()
        self.row = key_row
        words = wrapped(key_row.words)
        spoken = ", ".join(key_row.caps) or self.tr("no key")
        words.setAccessibleName(f"{key_row.words}: {spoken}")
        line = row(words, KeyCaps(key_row.caps), gap=12)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.setMinimumHeight(theme.current().px(_LINE))


class KeyCaps(QWidget):
    """Keys as small quiet caps, from left to right."""

    _PADDING, _GAP, _HEIGHT = 6, 4, 20

    def __init__(self, caps: tuple[str, ...]) -> None:
        super().__init__()
        self._caps = caps
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = theme.current()
        gaps = max(0, len(self._caps) - 1) * look.px(self._GAP)
        return QSize(sum(map(self._width, self._caps)) + gaps, look.px(self._HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font("small"))
        half = look.metrics.border / 2
        left = 0
        for words in self._caps:
            place = QRectF(left, 0, self._width(words), self.height())
            painter.setPen(QPen(look.color("line"), look.metrics.border))
            frame = place.adjusted(half, half, -half, -half)
            painter.drawRoundedRect(frame, look.metrics.radius_badge, look.metrics.radius_badge)
            painter.setPen(look.color("text-2"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
            left += self._width(words) + look.px(self._GAP)

    def _width(self, words: str) -> int:
        """A cap is never narrower than high."""
        look = theme.current()
        return max(
            natural_width(words, "small") + 2 * look.px(self._PADDING), look.px(self._HEIGHT)
        )


def _column() -> QWidget:
    """One of two columns of one width, whatever stands in them."""
    made = QWidget()
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    layout = column(gap=_PADDING)
    layout.addStretch(1)
    made.setLayout(layout)
    return made


def _layout(made: QWidget) -> QVBoxLayout:
    layout = made.layout()
    if not isinstance(layout, QVBoxLayout):
        raise TypeError("a column of the list of keys")
    return layout
