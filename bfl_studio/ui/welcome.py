"""The first minute: try it without money, or paste a key. The window behind it works."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from bfl_studio.domain.api_key import KeySource
from bfl_studio.domain.endpoint import Place
from bfl_studio.state.key_state import KeyState
from bfl_studio.ui import icons, theme
from bfl_studio.ui.controls import QuietButton, Surface, WordButton, column, divider, row
from bfl_studio.ui.key_form import KeyForm
from bfl_studio.ui.key_words import standing_text, store_action
from bfl_studio.ui.text import natural_width, wrapped

_WIDEST = 760
_STACKS_BELOW = 560
_SANDBOX_WIDTH = 260
_BUTTON_HEIGHT = 36
_FOUND = (KeySource.VARIABLE, KeySource.DOTENV, KeySource.STORE)


class Welcome(QWidget):
    """`sandbox_chosen` and `live_chosen(Place)` are the designer's click, and nothing else is."""

    sandbox_chosen = Signal()
    live_chosen = Signal(Place)

    def __init__(self, key_state: KeyState, place: Place) -> None:
        super().__init__()
        self._key_state = key_state
        self.form = KeyForm(key_state, place)
        self._try = _SandboxButton(self.tr("Try in the Sandbox"))
        self._found = wrapped("", "body", "text")
        self._use = QuietButton(self.tr("Use it"))
        self._again = QuietButton(self.tr("Try again"))
        self._card = Surface("pane")
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line = divider(vertical=True)
        self._lay_out()
        self._try.clicked.connect(self.sandbox_chosen)
        self._use.clicked.connect(lambda: self.live_chosen.emit(self.form.place))
        self._again.clicked.connect(lambda: key_state.ask_store_again(self.form.place))
        self.form.accepted.connect(self.live_chosen)
        key_state.changed.connect(self._show)
        key_state.look(self.form.place)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.current().px(_STACKS_BELOW)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(down if narrow else across)
        self._line.setVisible(not narrow)

    def _lay_out(self) -> None:
        look = theme.current()
        self._sides.setSpacing(look.px(24))
        self._sides.addWidget(self._sandbox_side(), 2)
        self._sides.addWidget(self._line)
        self._sides.addWidget(self._live_side(), 3)
        pays = self.tr(
            "BFL Studio makes pictures with Black Forest Labs' FLUX models. You pay BFL for each "
            "one, and the price is on the button before you click."
        )
        inside = column(
            wrapped(self.tr("Make your first picture"), "welcome", "text"),
            wrapped(pays, "body", "text-2"),
            gap=8,
            padding=24,
        )
        inside.addSpacing(look.px(16))
        inside.addLayout(self._sides)
        self._card.setLayout(inside)
        self._card.setMaximumWidth(look.px(_WIDEST))
        self._card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        middle = row(gap=0)
        middle.addStretch(1)
        middle.addWidget(self._card, 1000)
        middle.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(look.px(16),) * 4)
        layout.addStretch(1)
        layout.addLayout(middle)
        layout.addStretch(1)

    def _sandbox_side(self) -> QWidget:
        side = QWidget()
        words = self.tr("No key, no network, no money. The pictures are stand-ins, and say so.")
        layout = column(self._try, wrapped(words, "body", "text-2"), gap=12)
        layout.addStretch(1)
        side.setLayout(layout)
        return side

    def _live_side(self) -> QWidget:
        side = QWidget()
        found = row(self._found, self._use, self._again, gap=8)
        found.setStretch(0, 1)
        layout = column(gap=12)
        layout.addLayout(found)
        layout.addWidget(self.form)
        layout.addStretch(1)
        side.setLayout(layout)
        return side

    def _show(self) -> None:
        standing = self._key_state.face.standing
        found = standing is not None and standing.source in _FOUND
        unusable = standing is not None and standing.flaw is not None
        again = "" if found else store_action(standing)
        self._found.setVisible(found or unusable or bool(again))
        self._use.setVisible(found)
        self._again.setVisible(bool(again))
        if again:
            self._again.set_words(again)
            self._again.setAccessibleName(again)
        self._found.setText(standing_text(standing))


class _SandboxButton(WordButton):
    """Tinted and bordered, not filled: the one filled button of the window is Generate."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "quiet", "")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = theme.current()
        glyph = look.metrics.icon + look.px(8)
        width = natural_width(self.text(), "strong") + glyph + 2 * look.px(16)
        return QSize(width, look.px(_BUTTON_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        half = look.metrics.border / 2
        fill = "pressed" if self.isDown() else "hover" if self.underMouse() else "sandbox-tint"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("sandbox-text"), look.metrics.border))
        painter.setBrush(look.color(fill))
        radius = look.metrics.radius_control - half
        frame = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(frame, radius, radius)
        words = self.text().replace("&&", "&")
        wide = look.metrics.icon + look.px(8) + natural_width(words, "strong")
        place = self.rect()
        place.setLeft((self.width() - wide) // 2)
        spot = place.adjusted(0, 0, 0, 0)
        spot.setWidth(look.metrics.icon)
        icons.paint(painter, spot, "flask-conical", "sandbox-text")
        painter.setFont(look.font("strong"))
        painter.setPen(look.color("sandbox-text"))
        place.setLeft(spot.right() + 1 + look.px(8))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
