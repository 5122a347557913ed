"""The panes of the window, side by side, and the lines between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from bfl_studio.state.front import Front
from bfl_studio.ui import theme
from bfl_studio.ui.compose_panel import ComposePanel
from bfl_studio.ui.controls import Surface, divider
from bfl_studio.ui.generate_foot import GenerateFoot
from bfl_studio.ui.splitter import ThinSplitter
from bfl_studio.ui.tab_order import in_tab_order
from bfl_studio.ui.text import label
from bfl_studio.ui.toolbar import Toolbar

if TYPE_CHECKING:
    from bfl_studio.state.image_cache import ImageCache
    from bfl_studio.state.library_model import LibraryModel, Picture
    from bfl_studio.state.studio import Studio
    from bfl_studio.ui.batch_strip import BatchStrip
    from bfl_studio.ui.job_list import JobList
    from bfl_studio.ui.library_rail import LibraryRail
    from bfl_studio.ui.library_view import LibraryView
    from bfl_studio.ui.notice_area import NoticeArea
    from bfl_studio.ui.references_panel import ReferencesPanel
    from bfl_studio.ui.viewer import Viewer
    from bfl_studio.ui.viewer_bar import ViewerBar

_NARROW, _WIDE = 1366, 1550
_COMPOSE = (320, 340)
_LIBRARY = (220, 280)
_RAIL = 44


class Panes(QWidget):
    """Owns where things stand. Widths follow the window until somebody drags a line.

    `own_compose`, `own_library` (pixels) and `own_folding` are the designer's, None until then;
    `rearranged` follows every such choice.
    """

    rearranged = Signal()

    viewer: Viewer
    viewer_bar: ViewerBar
    strip: BatchStrip
    jobs: JobList
    library: LibraryView
    rail: LibraryRail
    references: ReferencesPanel
    notices: NoticeArea
    cache: ImageCache

    def __init__(self, front: Front, custom_origin: str | None) -> None:
        super().__init__()
        self.toolbar = Toolbar(front.situation, custom_origin)
        self.compose = ComposePanel(front.recipe_state)
        self.foot = GenerateFoot(front.generate_state, front.situation)
        self._centre, self._full = Surface("canvas"), Surface("pane")
        self._right = QStackedWidget()
        self._right.addWidget(self._full)
        self._unfurnished = Surface("pane")
        self._right.addWidget(self._unfurnished)
        self._split = ThinSplitter(Qt.Orientation.Horizontal, self.tr("Panes"))
        self.own_folding: bool | None = None
        self.own_compose: int | None = None
        self.own_library: int | None = None
        self._lay_out(custom_origin)

    def _lay_out(self, custom_origin: str | None) -> None:
        for part in (self.compose, self._centre, self._right):
            self._split.addWidget(part)
        self._split.setStretchFactor(1, 1)
        for place in range(3):
            self._split.setCollapsible(place, False)
        self._split.splitterMoved.connect(self._note_drag)
        parts: list[QWidget] = [self.toolbar, divider()]
        if custom_origin:
            words = self.tr("Jobs go to {origin}, as asked for at the start.")
            parts.append(_banner(words.format(origin=custom_origin)))
        parts += [self._split, divider(), self.foot]
        _stack(self, *parts, stretched=self._split)

    def furnish(self, studio: Studio, library: LibraryModel, cache: ImageCache) -> None:
        """Put in what the first paint could do without; its modules are loaded only here."""
        from bfl_studio.ui.batch_strip import BatchStrip
        from bfl_studio.ui.job_list import JobList
        from bfl_studio.ui.library_rail import LibraryRail
        from bfl_studio.ui.library_view import LibraryView
        from bfl_studio.ui.notice_area import NoticeArea
        from bfl_studio.ui.references_panel import ReferencesPanel
        from bfl_studio.ui.standings import Standings
        from bfl_studio.ui.thumbnails import Marks, Thumbnails
        from bfl_studio.ui.viewer import Viewer
        from bfl_studio.ui.viewer_bar import ViewerBar

        self.cache = cache
        self.standings = Standings(studio.jobs, parent=self)
        thumbnails, marks = Thumbnails(cache, self), Marks(self)
        self.viewer, self.viewer_bar = Viewer(cache, marks), ViewerBar()
        self.strip = BatchStrip(studio.batch, self.standings, thumbnails, marks, library.picture)
        self.jobs = JobList(studio.job_list, self.standings)
        self.library = LibraryView(library, thumbnails, marks)
        self.rail = LibraryRail(studio.jobs)
        self.notices = NoticeArea(studio.notices)
        self.references = ReferencesPanel(studio.recipe_state, studio.slots, cache)
        self.compose.add_references(self.references)
        self.toolbar.watch(studio.jobs)
        _stack(self._centre, self.viewer, self.viewer_bar, self.strip, stretched=self.viewer)
        _stack(self._full, self.jobs, self.library, stretched=self.library)
        self._right.removeWidget(self._unfurnished)
        self._unfurnished.deleteLater()
        self._right.addWidget(self.rail)
        # Tab goes by the order in which parts joined the window: the notices come last of all,
        # and what joined before the first paint is moved to its place among the rest.
        self.foot.add_notices(self.notices)
        in_tab_order(self.compose.last_stop, *self.foot.stops)
        in_tab_order(self.rail.first_stop, *self.toolbar.stops)
        self._arrange()

    def picture_saved(self, picture: Picture) -> None:
        """A new picture: shown if nothing is looked at, or while the newest is followed."""
        self.viewer.offer(picture)

    @property
    def library_folded(self) -> bool:
        return self._right.currentIndex() == 1

    def fold_library(self, folded: bool) -> None:
        """The designer's own choice, which the window's width no longer changes."""
        self.own_folding = folded
        self._arrange()
        self.rearranged.emit()

    def fold_compose(self, folded: bool) -> None:
        self.compose.setVisible(not folded)
        self._arrange()
        self.rearranged.emit()

    def restore(self, compose: int | None, library: int | None, folded: bool | None) -> None:
        """Take up widths and folding that were chosen earlier."""
        self.own_compose, self.own_library, self.own_folding = compose, library, folded
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _note_drag(self, _position: int, line: int) -> None:
        compose, _, library = self._split.sizes()
        if line == 1:
            self.own_compose = compose
        elif not self.library_folded:
            self.own_library = library
        self._mind_generate()
        self.rearranged.emit()

    def _arrange(self) -> None:
        """Widths by the window's, until they are the designer's own."""
        look, width = theme.current(), self.width()
        folded = self.own_folding if self.own_folding is not None else width < _NARROW
        self._right.setCurrentIndex(1 if folded else 0)
        wide = width >= _WIDE
        least, most = (_RAIL, _RAIL) if folded else (_LIBRARY[0], 2 * _LIBRARY[1])
        self._right.setMinimumWidth(look.px(least))
        self._right.setMaximumWidth(look.px(most))
        self.compose.setMinimumWidth(look.px(_COMPOSE[0]))
        self.compose.setMaximumWidth(look.px(_COMPOSE[1] + 80))
        compose = self.own_compose or look.px(_COMPOSE[wide])
        library = self.own_library or look.px(_LIBRARY[wide])
        right = look.px(_RAIL) if folded else library
        self._split.setSizes([compose, width - compose - right, right])
        QTimer.singleShot(0, self, self._mind_generate)

    def _mind_generate(self) -> None:
        """Generate is as wide as compose; 240 px when that is folded."""
        width = theme.current().px(264) if self.compose.isHidden() else self.compose.width()
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
