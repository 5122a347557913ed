"""One of many choices, in a list that opens.

A push button and not a QComboBox: on Linux Qt speaks a combo box's present choice as its name, and
a control whose name changes cannot be found by it.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from bfl_studio.ui import icons, theme
from bfl_studio.ui.controls import dress
from bfl_studio.ui.field_frame import paint_frame
from bfl_studio.ui.focus_ring import set_ring
from bfl_studio.ui.keyboard import OPENING
from bfl_studio.ui.popups import Popover
from bfl_studio.ui.text import lay_out, natural_width

if TYPE_CHECKING:
    from bfl_studio.ui.choice_list import ChoiceList

_BEFORE = 9
_AFTER = 26
_NOTCH = 120


class Combo(QPushButton):
    """A closed list. `chosen(object)` comes when the user chooses; `choose` does not emit it."""

    chosen = Signal(object)
    _list: "ChoiceList"

    def __init__(self, name: str, choices: Iterable[tuple[str, object]] = ()) -> None:
        super().__init__()
        dress(self, name, "combo")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        set_ring(self)
        self._choices: tuple[tuple[str, object], ...] = ()
        self._row = -1
        self._popover: Popover | None = None
        self.set_choices(choices)
        self.clicked.connect(self._open)

    def set_choices(self, choices: Iterable[tuple[str, object]]) -> None:
        """Offer other choices, and keep the present one where it is still among them.

        A choice whose value is None is a heading that cannot be chosen.
        """
        present = self.choice()
        self._choices = tuple(choices)
        self._row = next((row for row in range(len(self._choices)) if self._value(row)), -1)
        self.choose(present)

    @property
    def words(self) -> tuple[str, ...]:
        """What the list says, headings included."""
        return tuple(words for words, _ in self._choices)

    def choice(self) -> object:
        """The value chosen now; None when there is none."""
        return self._value(self._row)

    def choose(self, value: object) -> None:
        """Show another choice; one that is not offered leaves the list as it is."""
        # Of several rows of one value the first is shown.
        for row in reversed(range(len(self._choices))):
            if value is not None and self._value(row) == value:
                self._row = row
        words = self._choices[self._row][0] if self._row >= 0 else ""
        self.setText(words)
        self.setAccessibleDescription(words)
        self.update()

    def step(self, way: int) -> None:
        """Choose the next (1) or the one before (-1), as the arrow keys do."""
        row = self._row + way
        while 0 <= row < len(self._choices):
            if self._value(row) is not None:
                self._pick(row)
                return
            row += way

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.click()
            else:
                self.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in OPENING and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.hasFocus():
            event.ignore()
            return
        notches = event.angleDelta().y() / _NOTCH
        if notches:
            self.step(-1 if notches > 0 else 1)
        event.accept()

    def sizeHint(self) -> QSize:
        look = theme.current()
        widest = max((natural_width(word, "body") for word in self.words), default=0)
        return QSize(widest + look.px(_BEFORE + _AFTER), look.metrics.height_control)

    def minimumSizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(_BEFORE + _AFTER + 32), look.metrics.height_control)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        is_open = self._popover is not None and self._popover.isVisible()
        paint_frame(painter, self, active=is_open)
        side = look.metrics.icon
        spot = QRect(self.width() - side - look.px(6), (self.height() - side) // 2, side, side)
        icons.paint(painter, spot, "chevron-down", "text-2" if self.isEnabled() else "text-off")
        place = self.rect().adjusted(look.px(_BEFORE), 0, -look.px(_AFTER), 0)
        painter.setFont(look.font("body"))
        painter.setPen(look.color("text" if self.isEnabled() else "text-off"))
        words, *_ = lay_out(self.text(), "body", place.width(), 1)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)

    def _value(self, row: int) -> object:
        return self._choices[row][1] if 0 <= row < len(self._choices) else None

    def _open(self) -> None:
        # The list is loaded when it first opens: no first paint needs it.
        from bfl_studio.ui.choice_list import ChoiceList, widest_row

        if self._popover is None:
            self._list = ChoiceList(self.accessibleName())
            self._list.picked.connect(self._pick_and_close)
            self._popover = Popover(self.accessibleName(), self._list, self)
        self._list.show_rows(self._choices, self._row)
        self._popover.open_at(self, max(self.width(), widest_row(self.words)))

    def _pick_and_close(self, row: int) -> None:
        if self._popover is not None:
            self._popover.close()
        self._pick(row)

    def _pick(self, row: int) -> None:
        value = self._value(row)
        if value is not None:
            self.choose(value)
            self.chosen.emit(value)
