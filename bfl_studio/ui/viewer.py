"""The Viewer: one picture on its canvas, or what to begin with, or why it cannot be shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from bfl_studio.state.image_cache import ImageCache
from bfl_studio.state.library_model import Picture
from bfl_studio.ui import theme
from bfl_studio.ui.controls import QuietButton, Surface, column, row
from bfl_studio.ui.drag_out import DRAGGED_SIDE, DragOut, Grab
from bfl_studio.ui.focus_ring import set_ring
from bfl_studio.ui.glyph import Glyph
from bfl_studio.ui.keyboard import ENTER
from bfl_studio.ui.picture_canvas import PictureCanvas, lies_at
from bfl_studio.ui.picture_keys import PictureCommand, Step, command_of, step_of
from bfl_studio.ui.picture_levels import PictureLevels
from bfl_studio.ui.picture_words import describe_generation
from bfl_studio.ui.starters import Starters
from bfl_studio.ui.text import wrapped
from bfl_studio.ui.thumbnails import Marks

if TYPE_CHECKING:
    from bfl_studio.state.outgoing import Outgoing

_SENTENCE_WIDTH = 360
_ALL_OF_IT = 1000


class Viewer(Surface):
    """Follows the newest picture until somebody chooses one.

    `picture_changed(picture or None)`; `starter(prompt)`; `stepped(Step)` and `left()` ask for
    a neighbour and for the library; `commanded(PictureCommand)` is a key the viewer leaves to
    others; `menu_asked(picture, position)` asks for the context menu.
    """

    picture_changed = Signal(object)
    zoom_changed = Signal(float)
    starter = Signal(str)
    stepped = Signal(Step)
    left = Signal()
    commanded = Signal(PictureCommand)
    menu_asked = Signal(object, QPoint)

    def __init__(self, cache: ImageCache, marks: Marks) -> None:
        super().__init__("canvas")
        self.setAccessibleName(self.tr("Viewer"))
        self.setAccessibleIdentifier(self.tr("Viewer"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_ring(self, "inside", 0)
        self.picture: Picture | None = None
        self.follows_newest = True
        self._newest: Picture | None = None
        self._marks = marks
        self._levels = PictureLevels(cache, self)
        self._levels.changed.connect(self._show_page)
        self.canvas = PictureCanvas(self._levels)
        self.canvas.zoom_changed.connect(self.zoom_changed)
        starters = Starters()
        starters.starter.connect(self.starter)
        self._trouble = _Trouble(self._levels.look_again)
        self._starters, self._trouble_page = _centred(starters), _centred(self._trouble)
        self._empty = self._starters
        self._pages = QStackedLayout(self)
        for page in (self._starters, self.canvas, self._trouble_page):
            self._pages.addWidget(page)
        self._table: Mapping[PictureCommand, Callable[[], None]] = {
            PictureCommand.TOGGLE_ZOOM: self.canvas.toggle_zoom,
            PictureCommand.DOUBLE_SIZE: lambda: self.canvas.toggle_zoom(2.0),
            PictureCommand.SURROUND: self.canvas.next_surround,
            PictureCommand.FOLLOW_NEWEST: self._toggle_following,
        }

    @property
    def zoom(self) -> float:
        """1.0 is 100 %, one pixel of the screen for one of the picture; 0.0 without a picture."""
        return self.canvas.zoom

    def show_picture(self, picture: Picture | None) -> None:
        """Show what somebody chose; from now on the newest is not followed."""
        self.follows_newest = picture is None
        self._show(picture)

    def offer(self, picture: Picture, *, new: bool = True) -> None:
        """The newest picture: shown while the newest is followed, else only marked with a dot.

        One that is not `new`, but was kept by an earlier start, only fills an empty viewer.
        """
        if not new and self._newest is not None:
            return
        self._newest = picture
        wanted = self.picture is None or (new and self.follows_newest)
        if wanted and self._empty is self._starters:
            self._show(picture)
        if new:
            self._marks.arrive(picture.generation.id)

    def set_empty_page(self, page: QWidget) -> None:
        """Show a page instead of the starters, and of a picture that nobody chose.

        It fills the viewer until `clear_empty_page`, or until somebody chooses a picture.
        """
        self._empty = page
        self._pages.addWidget(page)
        if self.follows_newest:
            self._show(None)
        self._show_page()

    def clear_empty_page(self) -> None:
        """Back to the newest picture, or to the starters; the page is the caller's again."""
        page, self._empty = self._empty, self._starters
        if page is not self._starters:
            self._pages.removeWidget(page)
            page.hide()
        if self.picture is None and self._newest is not None:
            self._show(self._newest)
        self._show_page()

    def hand_out(self, outgoing: Outgoing) -> None:
        """From now on a picture that is whole in view can be dragged out of the window."""

        def grabbed(point: QPoint) -> Grab | None:
            if self.picture is None or not lies_at(self.canvas, point):
                return None
            wanted = DRAGGED_SIDE * self.devicePixelRatioF()
            return Grab(self.picture, self._levels.best(wanted))

        self.canvas.drag_out = DragOut(self.canvas, outgoing, grabbed)

    def fit(self) -> None:
        self.canvas.fit()

    def actual_size(self) -> None:
        self.canvas.zoom_by(lambda placement: placement.zoomed(1.0))

    def zoom_in(self) -> None:
        self.canvas.zoom_by(lambda placement: placement.stepped(True))

    def zoom_out(self) -> None:
        self.canvas.zoom_by(lambda placement: placement.stepped(False))

    def obey(self, command: PictureCommand) -> bool:
        """Do what a single key asks, also when Batch or Library heard it; False if not ours."""
        if command not in self._table:
            return False
        self._table[command]()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command, step = command_of(event), step_of(event)
        if command is not None:
            if not self.obey(command):
                self.commanded.emit(command)
        elif step is not None:
            self.stepped.emit(step)
        elif event.key() in ENTER:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.canvas.hold_space(True)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.canvas.hold_space(False)
        else:
            super().keyReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        middle = self.mapToGlobal(self.rect().center())
        if self.picture is not None:
            self.menu_asked.emit(self.picture, middle if by_key else event.globalPos())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.canvas.hold_space(False)

    def _show(self, picture: Picture | None) -> None:
        if picture == self.picture:
            return
        self.picture = picture
        self._levels.show(picture)
        size = picture.generation.size if picture else None
        self.canvas.show_image(QSize(size.width, size.height) if size else None)
        self.setAccessibleDescription(describe_generation(picture.generation) if picture else "")
        self._marks.show(picture.generation.id if picture else "")
        self._show_page()
        self.picture_changed.emit(picture)

    def _show_page(self) -> None:
        lost = self.picture is not None and self._levels.unreadable
        if lost and self.picture is not None:
            self._trouble.explain(self.picture)
        shown = self._trouble_page if lost else self.canvas
        self._pages.setCurrentWidget(self._empty if self.picture is None else shown)

    def _toggle_following(self) -> None:
        self.follows_newest = not self.follows_newest
        if self.follows_newest and self._newest is not None:
            self._show(self._newest)


class _Trouble(QWidget):
    """Why a picture cannot be shown, and another look at it."""

    def __init__(self, look_again: Callable[[], None]) -> None:
        super().__init__()
        look = theme.current()
        self._words = wrapped("", "body", "text")
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        again = QuietButton(self.tr("Look again"))
        again.clicked.connect(look_again)
        layout = column(gap=8)
        layout.addStretch(1)
        layout.addWidget(Glyph("file-x", "text"), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._words)
        layout.addWidget(again, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self.setLayout(layout)
        self.setMaximumWidth(look.px(_SENTENCE_WIDTH))

    def explain(self, picture: Picture) -> None:
        """One sentence; a file that is there can't be read, one that is not was moved."""
        moved = self.tr("The file of this picture was moved or deleted. Its recipe is kept.")
        damaged = self.tr("The file of this picture can't be read. Its recipe is kept.")
        self._words.setText(damaged if picture.path.exists() else moved)


def _centred(part: QWidget) -> QWidget:
    """A page with a part of limited width in its middle; an alignment would clip its words."""
    page = QWidget()
    layout = row(gap=0)
    layout.addStretch(1)
    layout.addWidget(part, _ALL_OF_IT)
    layout.addStretch(1)
    page.setLayout(layout)
    return page
