"""What opens over the window: rounded, bordered, never modal."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBitmap, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from bfl_studio.ui import icons, theme
from bfl_studio.ui.focus_ring import set_ring


class Popover(QFrame):
    """A panel that opens beside a control and closes on Esc or a click elsewhere."""

    def __init__(self, name: str, content: QWidget, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAccessibleName(name)
        round_off(self)
        layout = QVBoxLayout(self)
        inset = theme.current().metrics.space_4
        layout.setContentsMargins(inset, inset, inset, inset)
        layout.addWidget(content)
        self.setFocusProxy(content)

    def open_at(self, anchor: QWidget, width: int = 0) -> None:
        """Show below a control, or above it where there is more room; width in logical pixels.

        What is taller than the room there is cut to it, so that a list inside scrolls.
        """
        self.ensurePolished()
        hint = self.sizeHint()
        wide = width or max(hint.width(), anchor.width())
        tall = self.heightForWidth(wide) if self.hasHeightForWidth() else hint.height()
        self._show_in(_beside(anchor, QSize(wide, tall)))

    def open_next_to(self, anchor: QWidget) -> None:
        """Show at the right of a part of the window, about as high up as its middle, whole."""
        self.ensurePolished()
        self._show_in(_next_to(anchor, self.sizeHint()))

    def _show_in(self, place: QRect) -> None:
        self.setGeometry(place)
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_panel(self)


class Menu(QMenu):
    """A menu with our own check marks and arrows."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTitle(name.replace("&", "&&"))
        set_ring(self, "none")
        round_off(self)

    def add_menu(self, name: str) -> "Menu":
        """Add a menu that opens at the side of this one."""
        inner = Menu(name, self)
        self.addMenu(inner)
        return inner

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = theme.current()
        painter = QPainter(self)
        for action in self.actions():
            ink = "text-2" if action.isEnabled() else "text-off"
            place = self.actionGeometry(action)
            spot = QRect(0, 0, look.metrics.icon, look.metrics.icon)
            spot.moveCenter(place.center())
            if action.isCheckable() and action.isChecked():
                spot.moveLeft(place.left() + look.metrics.space_4)
                icons.paint(painter, spot, "check", ink)
            if action.menu() is not None:
                spot.moveRight(place.right() - look.metrics.space_4)
                icons.paint(painter, spot, "chevron-right", ink)


def paint_panel(popup: QWidget) -> None:
    """The ground and the border of a popup window.

    Not by the style sheet, whose background Qt leaves out of see-through windows.
    """
    look = theme.current()
    half = look.metrics.border / 2
    radius = look.metrics.radius_large - half
    painter = QPainter(popup)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color("edge"), look.metrics.border))
    painter.setBrush(look.color("raised"))
    panel = QRectF(popup.rect()).adjusted(half, half, -half, -half)
    painter.drawRoundedRect(panel, radius, radius)


def round_off(popup: QWidget) -> None:
    """Give a popup window the rounded corners its style sheet draws."""
    popup.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    popup.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
    if QGuiApplication.platformName() == "xcb":
        # An X server without a compositor shows see-through corners as black.
        popup.installEventFilter(_Corners(popup))
    else:
        popup.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)


class _Corners(QObject):
    """Cuts the corners off a popup whenever it changes its size."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            radius = theme.current().metrics.radius_large
            shape = QBitmap(watched.size())
            shape.clear()
            painter = QPainter(shape)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(Qt.GlobalColor.color1)
            painter.drawRoundedRect(watched.rect(), radius, radius)
            painter.end()
            watched.setMask(shape)
        return False


def _next_to(anchor: QWidget, wanted: QSize) -> QRect:
    """The place of a popup at the right of something, moved until the screen shows all of it."""
    gap = theme.current().metrics.space_4
    room = anchor.screen().availableGeometry().adjusted(gap, gap, -gap, -gap)
    middle = anchor.mapToGlobal(QPoint(anchor.width() + gap, anchor.height() // 2))
    left = min(middle.x(), room.right() + 1 - wanted.width())
    top = min(middle.y() - wanted.height() // 2, room.bottom() + 1 - wanted.height())
    return QRect(QPoint(max(room.left(), left), max(room.top(), top)), wanted)


def _beside(anchor: QWidget, wanted: QSize) -> QRect:
    """The place of a popup: below its control if it fits, else on the roomier side."""
    gap = theme.current().metrics.space_4
    room = anchor.screen().availableGeometry().adjusted(gap, gap, -gap, -gap)
    corner = anchor.mapToGlobal(QPoint(0, 0))
    below, above = corner.y() + anchor.height() + gap, corner.y() - gap
    room_below, room_above = room.bottom() + 1 - below, above - room.top()
    left = max(room.left(), min(corner.x(), room.right() + 1 - wanted.width()))
    if wanted.height() <= room_below or room_below >= room_above:
        return QRect(left, below, wanted.width(), min(wanted.height(), room_below))
    height = min(wanted.height(), room_above)
    return QRect(left, above - height, wanted.width(), height)
