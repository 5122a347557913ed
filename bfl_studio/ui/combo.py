"""One of many choices, in a list that opens."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QSizePolicy, QStyledItemDelegate

from bfl_studio.ui import icons, theme
from bfl_studio.ui.controls import dress
from bfl_studio.ui.field_frame import paint_frame
from bfl_studio.ui.popups import round_off
from bfl_studio.ui.text import lay_out, natural_width

_BEFORE = 9
_AFTER = 26


class Combo(QComboBox):
    """A closed list. `chosen(object)` comes when the user chooses; `choose` does not emit it."""

    chosen = Signal(object)

    def __init__(self, name: str, choices: Iterable[tuple[str, object]] = ()) -> None:
        super().__init__()
        dress(self, name, "combo")
        # On Linux Qt speaks the present choice as the name of a combo box.
        self.setAccessibleDescription(name)
        self.setMaxVisibleItems(12)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        choice_list = QListView()
        choice_list.setProperty("kind", "choices")
        self.setView(choice_list)
        self.setItemDelegate(QStyledItemDelegate(self))
        round_off(choice_list.window())
        self.set_choices(choices)
        self.activated.connect(self._tell)

    def set_choices(self, choices: Iterable[tuple[str, object]]) -> None:
        """Offer other choices, and keep the present one where it is still among them."""
        present = self.choice()
        self.clear()
        for words, value in choices:
            self.addItem(words, value)
        self.choose(present)

    def choice(self) -> object:
        """The value chosen now; None when there is none."""
        return self.currentData()

    def choose(self, value: object) -> None:
        """Show another choice; one that is not offered leaves the list as it is."""
        for number in range(self.count()):
            if self.itemData(number) == value:
                self.setCurrentIndex(number)
                return

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def sizeHint(self) -> QSize:
        look = theme.current()
        words = [self.itemText(number) for number in range(self.count())]
        widest = max((natural_width(word, "body") for word in words), default=0)
        return QSize(widest + look.px(_BEFORE + _AFTER), look.metrics.height_control)

    def minimumSizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(_BEFORE + _AFTER + 32), look.metrics.height_control)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        paint_frame(painter, self, active=self.view().isVisible())
        side = look.metrics.icon
        spot = QRect(self.width() - side - look.px(6), (self.height() - side) // 2, side, side)
        icons.paint(painter, spot, "chevron-down", "text-2" if self.isEnabled() else "text-off")
        place = self.rect().adjusted(look.px(_BEFORE), 0, -look.px(_AFTER), 0)
        painter.setFont(look.font("body"))
        painter.setPen(look.color("text" if self.isEnabled() else "text-off"))
        words, *_ = lay_out(self.currentText(), "body", place.width(), 1)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)

    def _tell(self, number: int) -> None:
        self.chosen.emit(self.itemData(number))
