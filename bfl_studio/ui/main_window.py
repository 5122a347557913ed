"""The window: where the panels stand, and who hears whom. Panels know nothing of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QMainWindow

from bfl_studio.state.front import Front
from bfl_studio.state.settings_state import SettingsState
from bfl_studio.ui import window_layout
from bfl_studio.ui.keyboard import ENTER
from bfl_studio.ui.panes import Panes

if TYPE_CHECKING:
    from bfl_studio.domain.job import Job
    from bfl_studio.state.image_cache import ImageCache
    from bfl_studio.state.library_model import LibraryModel, Picture
    from bfl_studio.state.reports import Reports
    from bfl_studio.state.studio import Studio
    from bfl_studio.ui.commands import Commands

_TICK_MS = 1000
_FIRST_SIZE = (1440, 900)
_LEAST_SIZE = (1024, 600)
_FRAME = (4, 36)
"""What a desktop puts around a window, at least; unknown before it is shown."""


class MainWindow(QMainWindow):
    """`close_requested` asks the process to end, maybe more than once; the window only hides."""

    close_requested = Signal()

    commands: Commands

    def __init__(self, front: Front, custom_origin: str | None, settings: SettingsState) -> None:
        super().__init__()
        self.setWindowTitle("BFL Studio")
        self.panes = Panes(front, custom_origin)
        self.setCentralWidget(self.panes)
        self._settings = settings
        self._studio: Studio | None = None
        self._pressed_early = False
        self.panes.foot.pressed_by_user.connect(self._press_early)
        self._ticks = QTimer(self)
        self._ticks.setInterval(_TICK_MS)
        self._take_first_size()
        window_layout.restore(self, self.panes, settings.settings.window)
        self.panes.rearranged.connect(self._remember)
        self.panes.compose.prompt.setFocus()

    def furnish(
        self, studio: Studio, library: LibraryModel, reports: Reports, cache: ImageCache
    ) -> None:
        """Everything the first paint could do without: panes, actions, menus."""
        from bfl_studio.ui import actions
        from bfl_studio.ui.commands import Commands
        from bfl_studio.ui.finish_menu import FinishMenu
        from bfl_studio.ui.undo import UndoOrder

        self._studio = studio
        self.panes.furnish(studio, library, cache)
        document = self.panes.compose.prompt.document()
        undo = UndoOrder(document, studio.recipe_state.undo_stack, self)
        self.commands = Commands(self, self.panes, studio, undo, self._settings)
        built = actions.build(self, self.commands.table)
        finish = FinishMenu(lambda: self.panes.viewer.picture, self)
        finish.chosen.connect(self.commands.whole.finish)
        finish.prepared.connect(self.commands.whole.prepare)
        self.panes.toolbar.set_menu(actions.menu(self, built, {actions.Place.PICTURE: finish}))
        self._mind_checks(built)
        actions.fill(self.commands.pictures.menu, built, actions.Place.PICTURE)
        self.commands.pictures.menu.addMenu(finish)
        compose = self.panes.compose
        boxes = (*compose.findChildren(QAbstractSpinBox), *compose.findChildren(QLineEdit))
        actions.ChordsFirst(built.values(), (compose.prompt, *boxes), self)
        self._ticks.timeout.connect(studio.jobs.tick)
        studio.jobs.dataChanged.connect(self._mind_the_clock)
        studio.jobs.rowsInserted.connect(self._mind_the_clock)
        reports.picture_saved.connect(self._picture_saved)
        reports.needs_you.connect(self._needs_you)
        if self._pressed_early:
            self.commands.generate()

    def _mind_checks(self, built: dict[str, QAction]) -> None:
        """Check marks tell what is set, wherever it was set."""
        preferences = self.commands.whole.preferences

        def show(_: str = "") -> None:
            built[f"scheme_{preferences.scheme}"].setChecked(True)
            built["hide_prices"].setChecked(preferences.prices_hidden)

        self._settings.changed.connect(show)
        show()

    def leave(self) -> None:
        """Hide at once; what is still to be ended ends behind the scenes."""
        self._ticks.stop()
        self.hide()

    def come_forward(self) -> None:
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.close_requested.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._remember()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._remember()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Before there are actions, what nobody else took comes here.
        enter = event.key() in ENTER
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._press_early(event.isAutoRepeat())
        else:
            super().keyPressEvent(event)

    def _press_early(self, repeated: bool) -> None:
        """A press in the first moments is kept until there is somebody to hear it."""
        if self._studio is None and not repeated:
            self._pressed_early = True

    def _remember(self) -> None:
        """How the window stands, for the next start; full screen is for the moment."""
        if self.isVisible() and not self.isFullScreen() and not self.isMinimized():
            self._settings.set_value("window", window_layout.read(self, self.panes))

    def _take_first_size(self) -> None:
        self.setMinimumSize(*_LEAST_SIZE)
        room = self.screen().availableGeometry()
        width, height = room.width() - _FRAME[0], room.height() - _FRAME[1]
        self.resize(min(_FIRST_SIZE[0], width), min(_FIRST_SIZE[1], height))

    def _mind_the_clock(self) -> None:
        """Tick only while something is unfinished: an idle window paints no frame."""
        jobs = self._studio.jobs.jobs if self._studio is not None else ()
        busy = any(not job.ended for job in jobs)
        if busy and not self._ticks.isActive():
            self._ticks.start()
        elif not busy:
            self._ticks.stop()

    def _needs_you(self, job: Job) -> None:
        """Its sentence stands at its row; in the foot only while that is folded away."""
        if self._studio is not None and self.panes.library_folded:
            self._studio.say_job(job)

    def _picture_saved(self, picture: Picture) -> None:
        self.commands.whole.end_welcome()
        self.panes.picture_saved(picture)
