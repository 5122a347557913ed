"""How tests of the window look at controls and lay hands on them."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from bfl_studio.ui import theme
from bfl_studio.ui.controls import row
from bfl_studio.ui.number_field import NumberField

Show = Callable[..., QWidget]
SIZES = [("Square", (1024, 1024)), ("Wide", (1536, 1024)), ("Tall", (832, 1216))]


def focused() -> QWidget:
    """The control the keyboard is in."""
    control = QApplication.focusWidget()
    assert control is not None
    return control


def snap(number: int) -> int:
    """The nearest multiple of 16."""
    return (number + 8) // 16 * 16


def width_field() -> NumberField:
    """A width as the size group has it, set to 1024."""
    field = NumberField("Width", 64, 4096, step=16, unit="px", normalise=snap)
    field.setValue(1024)
    return field


def turn_wheel(widget: QWidget) -> bool:
    """Turn the wheel one notch up over a widget; whether the widget took it."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        widget.mapToGlobal(middle),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def colors(widget: QWidget) -> set[str]:
    """Every colour on the face of a widget."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    spots = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {image.pixelColor(x, y).name() for x, y in spots}


def shows(widget: QWidget, token: str) -> bool:
    """Whether a colour of the theme is on the face of a widget."""
    return QColor(theme.current().color(token)).name() in colors(widget)


def row_host(*controls: QWidget) -> QWidget:
    """Controls side by side, each at the width it asks for."""
    host = QWidget()
    layout = row(*controls)
    layout.addStretch(1)
    host.setLayout(layout)
    return host
