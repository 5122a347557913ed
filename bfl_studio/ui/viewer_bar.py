"""The bar below the viewer: zoom, size, format, what it cost, what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from bfl_studio.state.library_model import Picture
from bfl_studio.ui import theme
from bfl_studio.ui.controls import QuietButton, Surface
from bfl_studio.ui.glyph import Glyph
from bfl_studio.ui.picture_words import cost_words, format_words
from bfl_studio.ui.popups import Menu
from bfl_studio.ui.size_words import size_text
from bfl_studio.ui.text import elided, label, natural_width, set_tooltip

_ZOOMS = (1.0, 2.0)


class ViewerBar(Surface):
    """Absent while there is no picture.

    `fit()` and `zoom_chosen(zoom)` come from the zoom menu; `reuse(picture)` takes the recipe
    with a new seed; `edit()` the picture itself; `show_in_folder(picture)`.
    """

    fit = Signal()
    zoom_chosen = Signal(float)
    edit = Signal()
    reuse = Signal(object)
    show_in_folder = Signal(object)

    def __init__(self) -> None:
        super().__init__("window")
        look = theme.current()
        self._picture: Picture | None = None
        self._zoom = QuietButton(self.tr("Zoom"), glyph="zoom-in")
        self._zoom.clicked.connect(self._open_menu)
        set_tooltip(self._zoom, self.tr("Zoom"), "Z")
        self._menu = Menu(self.tr("Zoom"), self)
        self._menu.addAction(f"{self.tr('Fit')}\tCtrl+0").triggered.connect(self.fit)
        keys = ("Z", "Shift+Z")
        for zoom, key in zip(_ZOOMS, keys, strict=True):
            action = self._menu.addAction(f"{zoom_text(zoom)}\t{key}")
            action.triggered.connect(lambda _=False, zoom=zoom: self.zoom_chosen.emit(zoom))
        self._size = label("", "small", "text-2")
        self._format = label("", "small", "text-2")
        self._flask = Glyph("flask-conical", "sandbox-text")
        self._cost = elided("", "small", "text-2")
        edit = QuietButton(self.tr("Edit"), glyph="pencil")
        edit.clicked.connect(self.edit)
        set_tooltip(edit, self.tr("Edit: as image 1 of a new prompt"), "E")
        reuse = QuietButton(self.tr("Reuse"), glyph="repeat")
        reuse.clicked.connect(lambda: self.reuse.emit(self._picture))
        set_tooltip(reuse, self.tr("Reuse the recipe with a new seed"), "R")
        folder = QuietButton(self.tr("Show in folder"), glyph="folder-open")
        folder.clicked.connect(lambda: self.show_in_folder.emit(self._picture))
        set_tooltip(folder, self.tr("Show in folder"), "Ctrl+Shift+O")
        self._actions = (edit, reuse, folder)
        self.setFixedHeight(look.metrics.height_viewer_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(8), 0, look.px(8), 0)
        row.setSpacing(look.px(12))
        row.addWidget(self._zoom)
        for part in (self._size, self._format):
            row.addWidget(part)
        cost = QHBoxLayout()
        cost.setSpacing(look.px(4))
        cost.addWidget(self._flask)
        cost.addWidget(self._cost, 1)
        row.addLayout(cost, 1)
        for each in self._actions:
            row.addWidget(each)
        self.show_picture(None)

    def show_picture(self, picture: Picture | None) -> None:
        """What the viewer shows now."""
        self._picture = picture
        self.setVisible(picture is not None)
        if picture is None:
            return
        generation = picture.generation
        self._size.setText(size_text(generation.size))
        self._format.setText(format_words(generation))
        self._cost.setText(cost_words(generation))
        pretend = generation.pretend_money and generation.amount is not None
        self._flask.setVisible(pretend)
        self._cost.set_ink("sandbox-text" if pretend else "text-2")
        self._fold_words()

    def minimumSizeHint(self) -> QSize:
        """Down to a bar whose actions are glyphs alone."""
        spare = sum(natural_width(each.accessibleName(), "button") for each in self._actions)
        shown = sum(natural_width(each.text(), "button") for each in self._actions if each.text())
        return super().minimumSizeHint() - QSize(min(spare, shown), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_words()

    def _fold_words(self) -> None:
        """Words of actions go before anything that is said of the picture is cut short."""
        for each in self._actions:
            each.set_words(each.accessibleName())
        layout = self.layout()
        if layout is not None and layout.sizeHint().width() > self.width():
            for each in self._actions:
                each.set_words("")

    def show_zoom(self, zoom: float) -> None:
        """1.0 is 100 %."""
        words = zoom_text(zoom)
        self._zoom.set_words(words)
        self._zoom.setAccessibleDescription(words)

    def _open_menu(self) -> None:
        above = QPoint(0, -self._menu.sizeHint().height() - theme.current().metrics.space_4)
        self._menu.popup(self._zoom.mapToGlobal(above))


def zoom_text(zoom: float) -> str:
    """A zoom as it is shown: "36 %"."""
    return f"{round(zoom * 100)}\u00a0%"
