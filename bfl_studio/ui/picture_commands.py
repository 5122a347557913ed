"""What is done with pictures, wherever among Viewer, Batch and Library it was asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.job import Job, JobState
from bfl_studio.state.library_model import Picture
from bfl_studio.state.notices import Notice, Severity, Topic
from bfl_studio.state.studio import Studio
from bfl_studio.ui.copying import clipboard_data, copied_selected_text
from bfl_studio.ui.focus_ring import focus_by_key
from bfl_studio.ui.panes import Panes
from bfl_studio.ui.picture_keys import PictureCommand
from bfl_studio.ui.popups import Menu

if TYPE_CHECKING:
    from bfl_studio.state.outgoing import Clip, Outgoing


class PictureCommands(QObject):
    """Brings Viewer, bar, Batch and Library together; `menu` is a picture's context menu.

    `edit_wanted` asks for the picture in view to become the one that is worked on, `colour_wanted`
    for the eyedropper.
    """

    edit_wanted = Signal()
    colour_wanted = Signal()

    def __init__(self, panes: Panes, studio: Studio, window: QWidget) -> None:
        super().__init__(window)
        self._panes = panes
        self._studio = studio
        self._outgoing: Outgoing | None = None
        self.menu = Menu(self.tr("Picture"), window)
        self._connect()

    def _connect(self) -> None:
        panes, studio, viewer, bar = (
            self._panes,
            self._studio,
            self._panes.viewer,
            self._panes.viewer_bar,
        )
        panes.strip.chosen.connect(self._show_job)
        panes.strip.opened.connect(lambda job: focus_by_key(viewer))
        panes.library.chosen.connect(self._choose)
        panes.library.opened.connect(self._open_picture)
        panes.library.newest_read.connect(lambda picture: viewer.offer(picture, new=False))
        panes.library.open_folder.connect(self.open_folder)
        panes.library.fold.connect(lambda: panes.fold_library(True))
        for source in (panes.strip, panes.library):
            source.commanded.connect(self._obey)
            source.menu_asked.connect(self._open_menu)
        viewer.commanded.connect(self._obey)
        viewer.stepped.connect(panes.library.step)
        viewer.left.connect(self._to_library)
        viewer.menu_asked.connect(self._open_menu)
        viewer.starter.connect(self._start_with)
        viewer.picture_changed.connect(self._picture_shown)
        viewer.zoom_changed.connect(bar.show_zoom)
        bar.fit.connect(viewer.fit)
        bar.zoom_chosen.connect(
            lambda zoom: viewer.canvas.zoom_by(lambda placement: placement.zoomed(zoom))
        )
        bar.edit.connect(self.edit_wanted)
        bar.reuse.connect(lambda picture: studio.reuse(picture.generation.recipe))
        bar.show_in_folder.connect(lambda picture: _open(picture.path.parent))

    def hand_out(self, outgoing: Outgoing) -> None:
        """From now on clean copies of pictures can be dragged out and copied."""
        self._outgoing = outgoing
        for place in (self._panes.viewer, self._panes.strip, self._panes.library):
            place.hand_out(outgoing)
        outgoing.copied.connect(self._put_on_clipboard)
        outgoing.refused.connect(self._say_refused)

    def copy_picture(self) -> None:
        """The picture in view, clean; selected text where the keyboard is comes first."""
        picture = self._panes.viewer.picture
        if not copied_selected_text() and picture is not None and self._outgoing is not None:
            self._outgoing.copy(picture)

    def copy_prompt(self) -> None:
        """The words of the picture in view."""
        picture = self._panes.viewer.picture
        if picture is not None and picture.generation.recipe.prompt:
            QGuiApplication.clipboard().setText(picture.generation.recipe.prompt)
            self._say(Severity.INFO, Topic.PROMPT_COPIED)

    def reuse(self, *, keep_seed: bool) -> None:
        picture = self._panes.viewer.picture
        if picture is not None:
            self._studio.reuse(picture.generation.recipe, keep_seed=keep_seed)

    def show_in_folder(self) -> None:
        picture = self._panes.viewer.picture
        _open(picture.path.parent if picture else self._studio.situation.library_folder)

    def open_folder(self) -> None:
        _open(self._studio.situation.library_folder)

    def _put_on_clipboard(self, clip: Clip) -> None:
        QGuiApplication.clipboard().setMimeData(clipboard_data(clip))
        self._say(Severity.INFO, Topic.PICTURE_COPIED)

    def _say_refused(self, _picture: Picture, topic: Topic) -> None:
        self._say(Severity.WARNING, topic)

    def _say(self, severity: Severity, topic: Topic) -> None:
        self._studio.notices.post(Notice("handed out", severity, topic))

    def _obey(self, command: PictureCommand) -> None:
        """A single key heard among pictures, wherever the focus was."""
        if command is PictureCommand.EDIT:
            self.edit_wanted.emit()
        elif command is PictureCommand.PICK_COLOUR:
            self.colour_wanted.emit()
        elif not self._panes.viewer.obey(command):
            self.reuse(keep_seed=command is PictureCommand.REUSE_EXACTLY)

    def _open_menu(self, thing: Picture | Job | None, position: QPoint) -> None:
        """What can be done with a picture, keys shown."""
        picture = self._panes.library.picture_of(thing.id) if isinstance(thing, Job) else thing
        if picture is None:
            return
        self._panes.viewer.show_picture(picture)
        self.menu.popup(position)

    def _picture_shown(self, picture: Picture | None) -> None:
        self._panes.viewer_bar.show_picture(picture)
        self._panes.strip.choose(picture.generation.id if picture is not None else "")
        if picture is not None:
            self._panes.library.choose(picture.generation.id)

    def _show_job(self, job: Job) -> None:
        picture = self._panes.library.picture_of(job.id)
        if picture is not None:
            self._choose(picture)
        elif job.state is not JobState.SAVED:
            self._panes.fold_library(False)
            self._panes.jobs.choose(job.id)

    def _choose(self, picture: Picture) -> None:
        # A list repeats what is selected when rows come in: that is nobody's choice, and the
        # newest is still followed.
        if picture != self._panes.viewer.picture:
            self._panes.viewer.show_picture(picture)

    def _open_picture(self, picture: Picture) -> None:
        self._panes.viewer.show_picture(picture)
        focus_by_key(self._panes.viewer)

    def _start_with(self, prompt: str) -> None:
        """A starter fills the prompt and does not generate."""
        if self._panes.compose.isHidden():
            self._panes.fold_compose(False)
        self._panes.compose.prompt.set_text(prompt)
        focus_by_key(self._panes.compose.prompt)

    def _to_library(self) -> None:
        self._panes.fold_library(False)
        focus_by_key(self._panes.library.list)


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
