"""What each action does: the table behind `actions.ACTIONS`, and who hears whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget

from bfl_studio.domain.errors import Failure
from bfl_studio.domain.job import Job, JobState
from bfl_studio.domain.rules import Issue
from bfl_studio.state.generate_state import GenerateKind
from bfl_studio.state.library_model import Picture
from bfl_studio.state.notices import NoticeAction
from bfl_studio.state.studio import Studio
from bfl_studio.ui import theme
from bfl_studio.ui.focus_ring import focus_by_key
from bfl_studio.ui.panes import Panes
from bfl_studio.ui.picture_keys import PictureCommand
from bfl_studio.ui.popups import Menu
from bfl_studio.ui.undo import UndoOrder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow


class Commands(QObject):
    """`table` holds one callable for each action."""

    def __init__(self, window: QMainWindow, panes: Panes, studio: Studio, undo: UndoOrder) -> None:
        super().__init__(window)
        self._window = window
        self._panes = panes
        self._studio = studio
        recipe = studio.recipe_state
        viewer = panes.viewer
        self.table: Mapping[str, Callable[[], None]] = {
            "generate": self.generate,
            "one_more": lambda: recipe.set_pictures(recipe.draft.pictures + 1),
            "one_fewer": lambda: recipe.set_pictures(recipe.draft.pictures - 1),
            "swap_sides": recipe.swap_sides,
            "random_seed": panes.compose.batch.toggle_random_seed,
            "undo": undo.undo,
            "redo": undo.redo,
            "reuse": lambda: self.reuse(keep_seed=False),
            "reuse_exactly": lambda: self.reuse(keep_seed=True),
            "show_in_folder": self.show_in_folder,
            "open_folder": self.open_folder,
            "zoom_in": viewer.zoom_in,
            "zoom_out": viewer.zoom_out,
            "fit": viewer.fit,
            "actual_size": viewer.actual_size,
            "fold_compose": lambda: panes.fold_compose(panes.compose.isVisible()),
            "fold_library": lambda: panes.fold_library(not panes.library_folded),
            "fold_both": self.fold_both,
            "full_screen": self.full_screen,
            "scheme_system": lambda: self.wear(theme.Scheme.SYSTEM),
            "scheme_light": lambda: self.wear(theme.Scheme.LIGHT),
            "scheme_dark": lambda: self.wear(theme.Scheme.DARK),
            "to_prompt": lambda: self.go_to(panes.compose.prompt),
            "to_model": lambda: self.go_to(panes.compose.model),
            "to_jobs": lambda: self.go_to(panes.jobs.list),
            "to_library": lambda: self.go_to(panes.library.list),
            "to_notices": lambda: self.go_to(panes.notices),
            "next_pane": lambda: self.step_pane(1),
            "pane_before": lambda: self.step_pane(-1),
            "menu": panes.toolbar.menu_button.click,
            "resume_queue": studio.resume_queue,
            "close": self.close,
            "quit": self.close,
        }
        self.picture_menu = Menu(self.tr("Picture"), window)
        self._connect()

    def _connect(self) -> None:
        panes, studio = self._panes, self._studio
        panes.toolbar.to_jobs.connect(self.table["to_jobs"])
        panes.foot.pressed_by_user.connect(self.generate)
        panes.foot.go_to.connect(self.go_to_cause)
        panes.compose.left.connect(lambda: self.go_to(panes.viewer))
        panes.notices.chosen.connect(self._notice_action)
        panes.jobs.cancel.connect(studio.cancel)
        panes.jobs.again.connect(studio.again)
        panes.jobs.discard.connect(studio.discard)
        panes.jobs.put_away.connect(studio.put_away)
        panes.jobs.reuse.connect(lambda job: studio.reuse(job.recipe))
        panes.rail.unfold.connect(lambda: panes.fold_library(False))
        self._connect_pictures()

    def _connect_pictures(self) -> None:
        panes, studio, viewer, bar = (
            self._panes,
            self._studio,
            self._panes.viewer,
            self._panes.viewer_bar,
        )
        panes.strip.chosen.connect(self._show_job)
        panes.strip.opened.connect(lambda job: self.go_to(viewer))
        panes.library.chosen.connect(viewer.show_picture)
        panes.library.opened.connect(self._open_picture)
        panes.library.open_folder.connect(self.open_folder)
        panes.library.fold.connect(lambda: panes.fold_library(True))
        for source in (panes.strip, panes.library):
            source.commanded.connect(self._obey)
            source.menu_asked.connect(self._open_menu)
        viewer.commanded.connect(self._obey)
        viewer.stepped.connect(panes.library.step)
        viewer.left.connect(lambda: self.go_to(panes.library.list))
        viewer.starter.connect(self._start_with)
        viewer.picture_changed.connect(self._picture_shown)
        viewer.zoom_changed.connect(bar.show_zoom)
        bar.fit.connect(viewer.fit)
        bar.zoom_chosen.connect(
            lambda zoom: viewer.actual_size() if zoom == 1.0 else viewer.double_size()
        )
        bar.reuse.connect(lambda picture: studio.reuse(picture.generation.recipe))
        bar.show_in_folder.connect(lambda picture: _open(picture.path.parent))

    def generate(self, repeated: bool = False) -> None:
        """Press Generate; when it is off, go to the cause instead."""
        face = self._studio.generate_state.face
        if face.kind is GenerateKind.OFF and face.reason is not None:
            self.go_to_cause(face.reason)
        else:
            self._studio.generate(repeated=repeated)

    def go_to_cause(self, reason: Issue | Failure) -> None:
        if isinstance(reason, Issue):
            if not self._panes.compose.isVisible():
                self._panes.fold_compose(False)
            self.go_to(self._panes.compose.cause_of(reason))
        else:
            self.go_to(self._panes.notices)

    def go_to(self, widget: QWidget) -> None:
        """Bring the keyboard to a widget, with its ring; hidden ones stay alone."""
        if widget.isVisible():
            focus_by_key(widget)

    def close(self) -> None:
        self._window.close()

    def reuse(self, *, keep_seed: bool) -> None:
        picture = self._panes.viewer.picture
        if picture is not None:
            self._studio.reuse(picture.generation.recipe, keep_seed=keep_seed)

    def show_in_folder(self) -> None:
        picture = self._panes.viewer.picture
        _open(picture.path.parent if picture else self._studio.situation.library_folder)

    def open_folder(self) -> None:
        _open(self._studio.situation.library_folder)

    def fold_both(self) -> None:
        fold = self._panes.compose.isVisible() or not self._panes.library_folded
        self._panes.fold_compose(fold)
        self._panes.fold_library(fold)

    def full_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def wear(self, scheme: theme.Scheme) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply(application, scheme)

    def step_pane(self, step: int) -> None:
        """The next pane that can be seen, round and round."""
        panes = self._panes
        stops: list[QWidget] = [
            panes.compose.prompt,
            panes.foot.button,
            panes.viewer,
            panes.strip,
            panes.jobs.list,
            panes.library.list,
            panes.toolbar.menu_button,
        ]
        seen = [stop for stop in stops if stop.isVisible() and stop.isEnabled()]
        focused = QApplication.focusWidget()
        here = next(
            (place for place, stop in enumerate(seen) if focused and _holds(stop, focused)), -step
        )
        focus_by_key(seen[(here + step) % len(seen)])

    def _obey(self, command: PictureCommand) -> None:
        """A single key heard among pictures, wherever the focus was."""
        if not self._panes.viewer.obey(command):
            self.reuse(keep_seed=command is PictureCommand.REUSE_EXACTLY)

    def _open_menu(self, thing: Picture | Job | None, position: QPoint) -> None:
        """What can be done with a picture, keys shown."""
        picture = self._panes.library.picture_of(thing.id) if isinstance(thing, Job) else thing
        if picture is None:
            return
        self._panes.viewer.show_picture(picture)
        self.picture_menu.popup(position)

    def _picture_shown(self, picture: Picture | None) -> None:
        self._panes.viewer_bar.show_picture(picture)
        if picture is not None:
            self._panes.library.choose(picture.generation.id)

    def _show_job(self, job: Job) -> None:
        picture = self._panes.library.picture_of(job.id)
        if picture is not None:
            self._panes.viewer.show_picture(picture)
        elif job.state is not JobState.SAVED:
            self._panes.jobs.choose(job.id)

    def _open_picture(self, picture: Picture) -> None:
        self._panes.viewer.show_picture(picture)
        self.go_to(self._panes.viewer)

    def _start_with(self, prompt: str) -> None:
        """A starter fills the prompt and does not generate."""
        self._panes.compose.prompt.set_text(prompt)
        self.go_to(self._panes.compose.prompt)

    def _notice_action(self, action: NoticeAction) -> None:
        table = {
            NoticeAction.RESUME: self._studio.resume_queue,
            NoticeAction.OPEN_FOLDER: self.open_folder,
        }
        if action in table:
            table[action]()


def _holds(ancestor: QWidget, widget: QWidget) -> bool:
    return ancestor is widget or ancestor.isAncestorOf(widget)


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
