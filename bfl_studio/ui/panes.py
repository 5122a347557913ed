"""The panes of the window, side by side, and the lines between them."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from bfl_studio.state.image_cache import ImageCache
from bfl_studio.state.library_model import LibraryModel, Picture
from bfl_studio.state.studio import Studio
from bfl_studio.ui import theme
from bfl_studio.ui.batch_strip import BatchStrip
from bfl_studio.ui.compose_panel import ComposePanel
from bfl_studio.ui.controls import Surface, divider
from bfl_studio.ui.generate_foot import GenerateFoot
from bfl_studio.ui.job_list import JobList
from bfl_studio.ui.library_rail import LibraryRail
from bfl_studio.ui.library_view import LibraryView
from bfl_studio.ui.notice_area import NoticeArea
from bfl_studio.ui.splitter import ThinSplitter
from bfl_studio.ui.standings import Standings
from bfl_studio.ui.text import label
from bfl_studio.ui.thumbnails import Marks, Thumbnails
from bfl_studio.ui.toolbar import Toolbar
from bfl_studio.ui.viewer import Viewer
from bfl_studio.ui.viewer_bar import ViewerBar

_NARROW, _WIDE = 1366, 1550
_COMPOSE = (320, 340)
_LIBRARY = (220, 280)
_RAIL = 44


class Panes(QWidget):
    """Owns where things stand. Widths follow the window until somebody drags a line."""

    def __init__(
        self,
        studio: Studio,
        library: LibraryModel,
        cache: ImageCache,
        custom_origin: str | None,
    ) -> None:
        super().__init__()
        self.toolbar = Toolbar(studio.situation, studio.jobs)
        self.compose = ComposePanel(studio.recipe_state)
        self.standings = Standings(studio.jobs, parent=self)
        self.thumbnails = Thumbnails(cache, self)
        self.marks = Marks(self)
        self.viewer = Viewer(cache, self.marks)
        self.viewer_bar = ViewerBar()
        self.strip = BatchStrip(
            studio.batch, self.standings, self.thumbnails, self.marks, library.picture
        )
        self.jobs = JobList(studio.job_list, self.standings, studio.situation)
        self.library = LibraryView(library, self.thumbnails, self.marks)
        self.rail = LibraryRail(studio.jobs)
        self.foot = GenerateFoot(studio.generate_state, studio.situation)
        self.notices = NoticeArea(studio.notices)
        self.foot.add_notices(self.notices)
        self._right = QStackedWidget()
        self._split = ThinSplitter(Qt.Orientation.Horizontal, self.tr("Panes"))
        self._folded: bool | None = None
        self._dragged = False
        self._lay_out(custom_origin)

    def _lay_out(self, custom_origin: str | None) -> None:
        centre, right = QWidget(), Surface("pane")
        _stack(centre, self.viewer, self.viewer_bar, self.strip, stretched=self.viewer)
        _stack(right, self.jobs, self.library, stretched=self.library)
        self._right.addWidget(right)
        self._right.addWidget(self.rail)
        for part in (self.compose, centre, self._right):
            self._split.addWidget(part)
        self._split.setStretchFactor(1, 1)
        for place in range(3):
            self._split.setCollapsible(place, False)
        self._split.splitterMoved.connect(self._note_drag)
        parts: list[QWidget] = [self.toolbar, divider()]
        if custom_origin:
            parts.append(
                _banner(
                    self.tr("Jobs go to {origin}, as asked for at the start.").format(
                        origin=custom_origin
                    )
                )
            )
        parts += [self._split, divider(), self.foot]
        _stack(self, *parts, stretched=self._split)

    def picture_saved(self, picture: Picture) -> None:
        """A new picture: shown if nothing is looked at, or while the newest is followed."""
        self.viewer.offer(picture)

    @property
    def library_folded(self) -> bool:
        return self._right.currentWidget() is self.rail

    def fold_library(self, folded: bool) -> None:
        """The designer's own choice, which the window's width no longer changes."""
        self._folded = folded
        self._arrange()

    def fold_compose(self, folded: bool) -> None:
        self.compose.setVisible(not folded)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _note_drag(self) -> None:
        self._dragged = True
        self._mind_generate()

    def _arrange(self) -> None:
        """Widths by the window's, until they are the designer's own."""
        look, width = theme.current(), self.width()
        folded = self._folded if self._folded is not None else width < _NARROW
        self._right.setCurrentIndex(1 if folded else 0)
        wide = width >= _WIDE
        least, most = (_RAIL, _RAIL) if folded else (_LIBRARY[0], 2 * _LIBRARY[1])
        self._right.setMinimumWidth(look.px(least))
        self._right.setMaximumWidth(look.px(most))
        self.compose.setMinimumWidth(look.px(_COMPOSE[0]))
        self.compose.setMaximumWidth(look.px(_COMPOSE[1] + 80))
        if not self._dragged or folded:
            compose = self._split.sizes()[0] if self._dragged else look.px(_COMPOSE[wide])
            right = look.px(_RAIL if folded else _LIBRARY[wide])
            self._split.setSizes([compose, width - compose - right, right])
        QTimer.singleShot(0, self, self._mind_generate)

    def _mind_generate(self) -> None:
        """Generate is as wide as compose; 240 px when that is folded."""
        width = self.compose.width() if self.compose.isVisible() else theme.current().px(264)
        self.foot.set_compose_width(width)


def _banner(text: str) -> QWidget:
    banner = Surface("warning")
    words = label(text, "small", "warn-text")
    layout = QVBoxLayout(banner)
    layout.setContentsMargins(theme.current().px(12), 4, theme.current().px(12), 4)
    layout.addWidget(words)
    return banner


def _stack(parent: QWidget, *parts: QWidget, stretched: QWidget) -> None:
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for part in parts:
        layout.addWidget(part, 1 if part is stretched else 0)
