"""One of two to four choices, all in sight."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from bfl_studio.ui import theme
from bfl_studio.ui.controls import dress
from bfl_studio.ui.focus_ring import set_ring
from bfl_studio.ui.text import natural_width


class Segmented(QWidget):
    """Buttons in one frame: Tab reaches the chosen one, arrow keys choose another.

    `chosen(object)` comes when the user chooses; `choose` does not emit it.
    """

    chosen = Signal(object)

    def __init__(self, name: str, choices: Sequence[tuple[str, object]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._values = [value for _, value in choices]
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for number, (words, _) in enumerate(choices):
            segment = _Segment(words, name)
            self._group.addButton(segment, number)
            layout.addWidget(segment, 1)
        self._group.button(0).setChecked(True)
        self._group.idToggled.connect(self._tell)
        self._settle()

    def choice(self) -> object:
        """The value of the chosen segment."""
        return self._values[self._group.checkedId()]

    def choose(self, value: object) -> None:
        """Show another choice; ValueError for a value that is not among the choices."""
        button = self._group.button(self._values.index(value))
        blocked = self._group.blockSignals(True)
        button.setChecked(True)
        self._group.blockSignals(blocked)
        self._settle()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        half = look.metrics.border / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(
            QPen(look.color("edge" if self.isEnabled() else "line"), look.metrics.border)
        )
        painter.setBrush(look.color("control" if self.isEnabled() else "pane"))
        radius = look.metrics.radius_control - half
        frame = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(frame, radius, radius)

    def _tell(self, number: int, checked: bool) -> None:
        if checked:
            self._settle()
            self.chosen.emit(self._values[number])

    def _settle(self) -> None:
        """Make the chosen segment the one Tab stops at."""
        for button in self._group.buttons():
            stop = Qt.FocusPolicy.StrongFocus if button.isChecked() else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(stop)


class _Segment(QRadioButton):
    """One choice, spoken as a radio button."""

    def __init__(self, words: str, group: str) -> None:
        super().__init__(words.replace("&", "&&"))
        dress(self, words, "segment")
        self.setAccessibleDescription(group)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        set_ring(self)

    def sizeHint(self) -> QSize:
        look = theme.current()
        width = natural_width(self._words(), "button") + look.px(24)
        return QSize(width, look.metrics.height_control)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if ground := self._ground():
            inset = look.px(3)
            radius = look.metrics.radius_badge
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color(ground))
            plate = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(plate, radius, radius)
        painter.setFont(look.font("button"))
        painter.setPen(look.color(self._ink()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words())

    def _ground(self) -> str:
        if not self.isEnabled():
            return "control" if self.isChecked() else ""
        if self.isChecked():
            return "accent-tint"
        if self.isDown():
            return "pressed"
        return "hover" if self.underMouse() else ""

    def _ink(self) -> str:
        if not self.isEnabled():
            return "text-off"
        return "accent-text" if self.isChecked() else "text"

    def _words(self) -> str:
        return self.text().replace("&&", "&")
