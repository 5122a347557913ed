"""The model of the recipe: a button of two lines that opens the list of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui import icons, theme
from bfl_studio.ui.controls import dress
from bfl_studio.ui.focus_ring import set_ring
from bfl_studio.ui.keyboard import ENTER
from bfl_studio.ui.model_face import paint_model
from bfl_studio.ui.model_words import model_words
from bfl_studio.ui.text import set_tooltip

_LIST_WIDTH = 340
if TYPE_CHECKING:
    from bfl_studio.ui.popups import Popover

_PADDING = 9


class ModelPicker(QPushButton):
    """Shows the model with its price now; a click, Space, Enter or an arrow opens the list."""

    def __init__(self, recipe_state: RecipeState) -> None:
        super().__init__()
        self._recipe_state = recipe_state
        self._popover: Popover | None = None
        dress(self, self.tr("Model"), "picker")
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        set_ring(self)
        self.clicked.connect(self.open_list)
        recipe_state.changed.connect(self._show)
        self._show()

    def open_list(self) -> None:
        """Open the list with the present model chosen."""
        if self._popover is None:
            # Loaded when it first opens: no first paint needs it.
            from bfl_studio.ui.model_chooser import ModelChooser
            from bfl_studio.ui.popups import Popover

            self._chooser = ModelChooser(self._recipe_state)
            self._popover = Popover(self.tr("Models"), self._chooser, self)
            self._chooser.done.connect(self._popover.close)
        self._chooser.prepare()
        self._popover.open_at(self, max(self.width(), theme.current().px(_LIST_WIDTH)))

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(200), look.metrics.height_picker)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        opening = ENTER | {Qt.Key.Key_Down, Qt.Key.Key_Up}
        if event.key() in opening and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        half = look.metrics.border / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color(self._border()), look.metrics.border))
        painter.setBrush(look.color("control"))
        radius = look.metrics.radius_control - half
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius
        )
        side = look.metrics.icon
        spot = QRect(self.width() - side - look.px(6), (self.height() - side) // 2, side, side)
        icons.paint(painter, spot, "chevron-down", "text-2")
        inset, drop = look.px(_PADDING), look.px(4)
        place = QRect(inset, drop, spot.left() - look.px(4) - inset, self.height() - 2 * drop)
        paint_model(
            painter, place, model_words(self._recipe_state.model, self._recipe_state.recipe)
        )

    def _border(self) -> str:
        if self.isDown() or (self._popover is not None and self._popover.isVisible()):
            return "focus"
        return "text-2" if self.underMouse() else "edge"

    def _show(self) -> None:
        model = self._recipe_state.model
        self.setText(model.label)
        words = model_words(model, self._recipe_state.recipe)
        self.setAccessibleDescription(words.spoken)
        # The line that says what it is best for may be shortened in the picker.
        set_tooltip(self, words.best_for)
        self.update()
