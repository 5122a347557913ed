"""Buttons, fields and surfaces, each named for screen readers when it is made."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from bfl_studio.ui import icons, theme
from bfl_studio.ui.focus_ring import set_ring
from bfl_studio.ui.keyboard import ENTER
from bfl_studio.ui.text import Label, label, natural_width, set_tooltip

_BESIDE_GLYPH = 6


def dress(widget: QWidget, name: str, kind: str) -> None:
    """Give a control its name, its look and its place in the Tab order.

    ValueError for a control without a name.
    """
    if not name:
        raise ValueError("a control needs a name")
    widget.setAccessibleName(name)
    widget.setAccessibleIdentifier(name)
    widget.setProperty("kind", kind)
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class Surface(QFrame):
    """A filled part of the window: `window`, `pane`, `canvas`, `well`, `tile`, `raised` or a tint.

    The tints are `sandbox`, `accent`, `warning` and `error`.
    """

    def __init__(self, fill: str) -> None:
        super().__init__()
        self.setProperty("surface", fill)

    def set_fill(self, fill: str) -> None:
        """Change what the surface is filled with."""
        theme.restyle(self, "surface", fill)


class WordButton(QPushButton):
    """A button known by its name that may say other words, taken as they are."""

    def __init__(self, name: str, kind: str, words: str) -> None:
        super().__init__()
        dress(self, name, kind)
        self.setAutoDefault(False)
        self.set_words(words or name)

    def set_words(self, words: str) -> None:
        """Change the words on the face; the name stays."""
        self.setText(words.replace("&", "&&"))


class QuietButton(WordButton):
    """A button that is only its words, and a glyph before them, until it is touched."""

    ink = "text"
    """The token its words are written in."""

    def __init__(self, name: str, words: str = "", glyph: str = "") -> None:
        super().__init__(name, "quiet", words)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if glyph:
            self.setIcon(icons.icon(glyph))

    def sizeHint(self) -> QSize:
        metrics = theme.current().metrics
        return QSize(self._content + 2 * metrics.space_8, metrics.height_control)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        metrics = look.metrics
        painter = QPainter(self)
        if ground := self._ground():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color(ground))
            painter.drawRoundedRect(self.rect(), metrics.radius_control, metrics.radius_control)
        left = (self.width() - self._content) // 2
        if not self.icon().isNull():
            side = metrics.icon
            spot = QRect(left, (self.height() - side) // 2, side, side)
            mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
            state = QIcon.State.On if self.isChecked() else QIcon.State.Off
            self.icon().paint(painter, spot, Qt.AlignmentFlag.AlignCenter, mode, state)
            left += side + look.px(_BESIDE_GLYPH)
        painter.setFont(look.font("button"))
        painter.setPen(look.color(self.ink if self.isEnabled() else "text-off"))
        place = QRect(left, 0, self.width() - left, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._words)

    @property
    def _words(self) -> str:
        return self.text().replace("&&", "&")

    @property
    def _content(self) -> int:
        """The width of glyph and words together."""
        look = theme.current()
        glyph = 0 if self.icon().isNull() else look.metrics.icon
        gap = look.px(_BESIDE_GLYPH) if glyph and self._words else 0
        return glyph + gap + natural_width(self._words, "button")

    def _ground(self) -> str:
        if not self.isEnabled():
            return ""
        if self.isDown():
            return "pressed"
        if self.isChecked():
            return "accent-tint"
        return "hover" if self.underMouse() else ""


class LinkButton(WordButton):
    """Words that lead somewhere, pressed by a click, Space or Enter."""

    def __init__(self, name: str, words: str = "") -> None:
        super().__init__(name, "link", words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        set_ring(self, radius=2, gap=3)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


class IconButton(QToolButton):
    """A square button of 28 with one glyph; its tooltip is its name and its key."""

    def __init__(self, name: str, glyph: str, key: str = "", ink: str = "text-2") -> None:
        super().__init__()
        dress(self, name, "icon")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setIconSize(_icon_size())
        self.set_glyph(glyph, ink)
        set_tooltip(self, name, key)

    def set_glyph(self, glyph: str, ink: str = "text-2") -> None:
        """Show another glyph, as when a lock closes."""
        self.setIcon(icons.icon(glyph, ink))


class LineField(QLineEdit):
    """One line of text in a field, with a glyph before it if one is given."""

    def __init__(self, name: str, placeholder: str = "", glyph: str = "") -> None:
        super().__init__()
        dress(self, name, "field")
        if glyph:
            self.setProperty("leading", True)
            place = QLineEdit.ActionPosition.LeadingPosition
            self.addAction(icons.icon(glyph, "text-3"), place)
        self.setPlaceholderText(placeholder)


def section(text: str) -> Label:
    """The small heading above a control or a group.

    It is spoken with a colon, so that the control's own name belongs to the control alone.
    """
    return _heading(text, "section")


def caption(text: str) -> Label:
    """The small quiet words above a field, spoken as a section's are."""
    return _heading(text, "caption")


def _heading(text: str, face: str) -> Label:
    heading = label(text, face)
    heading.setAccessibleName(f"{text}:")
    return heading


def divider(vertical: bool = False) -> QFrame:
    """A line of one pixel between two parts."""
    line = Surface("line")
    thickness = theme.current().metrics.border
    if vertical:
        line.setFixedWidth(thickness)
    else:
        line.setFixedHeight(thickness)
    return line


def scroll_area(name: str, content: QWidget) -> QScrollArea:
    """A view that scrolls its content up and down, never sideways."""
    area = QScrollArea()
    area.setAccessibleName(name)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    return area


def column(*parts: QWidget | QLayout, gap: int = 8, padding: int = 0) -> QVBoxLayout:
    """Parts under each other; gap and padding in pixels at 100 %."""
    layout = QVBoxLayout()
    _fill(layout, parts, gap, padding)
    return layout


def row(*parts: QWidget | QLayout, gap: int = 8, padding: int = 0) -> QHBoxLayout:
    """Parts beside each other; gap and padding in pixels at 100 %."""
    layout = QHBoxLayout()
    _fill(layout, parts, gap, padding)
    return layout


def _fill(layout: QBoxLayout, parts: tuple[QWidget | QLayout, ...], gap: int, padding: int) -> None:
    look = theme.current()
    margin = look.px(padding)
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(look.px(gap))
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)


def _icon_size() -> QSize:
    side = theme.current().metrics.icon
    return QSize(side, side)
