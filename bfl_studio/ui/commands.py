"""What each action does: the table behind `actions.ACTIONS`, and who hears whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.job import Job
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.domain.rules import Issue
from bfl_studio.state.generate_state import GenerateKind
from bfl_studio.state.notices import Notice, NoticeAction
from bfl_studio.state.settings_state import SettingsState
from bfl_studio.state.studio import Studio
from bfl_studio.ui.context_menu import open_context_menu
from bfl_studio.ui.focus_ring import focus_by_key
from bfl_studio.ui.panes import Panes
from bfl_studio.ui.picture_commands import PictureCommands
from bfl_studio.ui.prompt_commands import PromptCommands
from bfl_studio.ui.prompt_lookups import PromptLookups
from bfl_studio.ui.reference_commands import SLOT_KEYS, ReferenceCommands
from bfl_studio.ui.studio_commands import StudioCommands
from bfl_studio.ui.undo import UndoOrder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow


class Commands(QObject):
    """`table` holds one callable for each action."""

    def __init__(
        self,
        window: QMainWindow,
        panes: Panes,
        studio: Studio,
        undo: UndoOrder,
        settings: SettingsState,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._panes = panes
        self._studio = studio
        recipe, viewer = studio.recipe_state, panes.viewer
        pictures = PictureCommands(panes, studio, window)
        self.pictures = pictures
        whole = StudioCommands(panes, studio, settings, window)
        self.whole = whole
        references = ReferenceCommands(panes, studio, window)
        self.references = references
        prompts = PromptCommands(panes, studio, settings, window)
        self.prompts = prompts
        lookups = PromptLookups(panes, studio, settings, window)
        self.lookups = lookups
        self.table: Mapping[str, Callable[[], None]] = {
            "generate": self.generate,
            "new_recipe": whole.new_recipe,
            "one_more": lambda: recipe.set_pictures(recipe.draft.pictures + 1),
            "one_fewer": lambda: recipe.set_pictures(recipe.draft.pictures - 1),
            "add_references": references.add_files,
            "add_address": references.add_address,
            "clear_references": studio.slots.clear,
            **{
                f"slot_{number}": partial(references.put_into, number)
                for number in range(1, SLOT_KEYS + 1)
            },
            "paste": references.paste,
            **prompts.table,
            "edit": self.edit,
            "pick_colour": lookups.pick,
            "size_as_first": references.size_as_first,
            "swap_sides": recipe.swap_sides,
            "random_seed": panes.compose.batch.toggle_random_seed,
            "undo": undo.undo,
            "redo": undo.redo,
            "reuse": lambda: pictures.reuse(keep_seed=False),
            "reuse_exactly": lambda: pictures.reuse(keep_seed=True),
            "copy_picture": pictures.copy_picture,
            "copy_prompt": pictures.copy_prompt,
            "show_in_folder": pictures.show_in_folder,
            "open_folder": pictures.open_folder,
            "zoom_in": viewer.zoom_in,
            "zoom_out": viewer.zoom_out,
            "fit": viewer.fit,
            "actual_size": viewer.actual_size,
            "fold_compose": lambda: panes.fold_compose(panes.compose.isVisible()),
            "fold_library": lambda: panes.fold_library(not panes.library_folded),
            "fold_both": self.fold_both,
            "full_screen": self.full_screen,
            "scheme_system": lambda: whole.preferences.wear("system"),
            "scheme_light": lambda: whole.preferences.wear("light"),
            "scheme_dark": lambda: whole.preferences.wear("dark"),
            "hide_prices": whole.preferences.toggle_prices,
            "to_prompt": lambda: self.go_to_compose(panes.compose.prompt),
            "to_model": lambda: self.go_to_compose(panes.compose.model),
            "to_jobs": self.show_jobs,
            "to_library": self.show_library,
            "to_notices": lambda: self.go_to(panes.notices),
            "next_pane": lambda: self.step_pane(1),
            "pane_before": lambda: self.step_pane(-1),
            "menu": panes.toolbar.menu_button.click,
            "context_menu": open_context_menu,
            "endpoint": whole.open_endpoint,
            "your_key": whole.open_key,
            "resume_queue": studio.resume_queue,
            "settings": whole.open_settings,
            "all_keys": whole.open_key_list,
            "about": whole.open_about,
            "close": self.close,
            "quit": self.close,
        }
        self._connect()

    def _connect(self) -> None:
        panes, studio = self._panes, self._studio
        panes.toolbar.to_jobs.connect(self.table["to_jobs"])
        panes.foot.pressed_by_user.connect(self.generate)
        panes.foot.go_to.connect(self.go_to_cause)
        panes.compose.left.connect(lambda: self.go_to(panes.viewer))
        panes.notices.chosen.connect(self._notice_action)
        panes.jobs.cancel.connect(studio.cancel)
        panes.jobs.again.connect(lambda jobs: studio.again(*jobs))
        panes.jobs.discard.connect(lambda jobs: studio.discard(*jobs))
        panes.jobs.put_away.connect(lambda jobs: studio.put_away(*jobs))
        panes.jobs.reuse.connect(self._change)
        self.pictures.edit_wanted.connect(self.edit)
        self.pictures.colour_wanted.connect(self.lookups.pick)
        self.references.menu.insert_wanted.connect(self.name_picture)
        panes.rail.unfold.connect(lambda: panes.fold_library(False))

    def generate(self, repeated: bool = False) -> None:
        """Press Generate; when it is off, go to the cause instead."""
        face = self._studio.generate_state.face
        if face.kind is GenerateKind.OFF and face.reason is not None:
            self.go_to_cause(face.reason)
        else:
            self._studio.generate(repeated=repeated)

    def edit(self) -> None:
        """The picture in view becomes image 1 of what is written next."""
        prompt, picture = self._panes.compose.prompt, self._panes.viewer.picture
        if self.references.edit():
            self.go_to_compose(prompt)
            done = picture.generation.recipe.prompt if picture is not None else ""
            if done == self._studio.recipe_state.recipe.prompt:
                # These words have made the picture: the next ones take their place.
                prompt.selectAll()

    def name_picture(self, image: RecipeImage) -> None:
        """A picture's chip into the prompt, where one writes on."""
        self.lookups.name_picture(image)
        self.go_to_compose(self._panes.compose.prompt)

    def go_to_cause(self, reason: Issue | Failure) -> None:
        if isinstance(reason, Issue):
            self.go_to_compose(self._panes.compose.cause_of(reason))
        elif reason.kind in (FailureKind.KEY_MISSING, FailureKind.KEY_REFUSED):
            self.whole.open_key()
        else:
            if not self._studio.notices.notices:
                # Its notice was closed; the cause still stands.
                self._studio.say_failure("cause", reason)
            self.go_to(self._panes.notices)

    def go_to(self, widget: QWidget) -> None:
        """Bring the keyboard to a widget, with its ring; hidden ones stay alone."""
        if widget.isVisible():
            focus_by_key(widget)

    def go_to_compose(self, widget: QWidget) -> None:
        """The same for a control of the compose pane, which is unfolded for it."""
        if self._panes.compose.isHidden():
            self._panes.fold_compose(False)
        self.go_to(widget)

    def _change(self, job: Job) -> None:
        """A job's recipe, and the keyboard where it has to be changed."""
        self._studio.reuse(job.recipe)
        self.go_to_compose(self._panes.compose.place_of(job.failure))

    def show_jobs(self) -> None:
        self._panes.fold_library(False)
        self.go_to(self._panes.jobs.list)

    def show_library(self) -> None:
        self._panes.fold_library(False)
        self.go_to(self._panes.library.list)

    def close(self) -> None:
        self._window.close()

    def fold_both(self) -> None:
        fold = self._panes.compose.isVisible() or not self._panes.library_folded
        self._panes.fold_compose(fold)
        self._panes.fold_library(fold)

    def full_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def step_pane(self, step: int) -> None:
        """The next pane that can be seen, round and round."""
        stops, focused = self._stops, QApplication.focusWidget()
        before_first = -1 if step > 0 else 0
        here = next(
            (
                place
                for place, (areas, _) in enumerate(stops)
                if focused is not None and any(_holds(area, focused) for area in areas)
            ),
            before_first,
        )
        for distance in range(1, len(stops) + 1):
            stop = stops[(here + step * distance) % len(stops)][1]
            if stop.isVisible() and stop.isEnabled():
                focus_by_key(stop)
                return

    @property
    def _stops(self) -> tuple[tuple[tuple[QWidget, ...], QWidget], ...]:
        """What makes up each pane, and where in it the keyboard goes."""
        panes = self._panes
        return (
            ((panes.compose,), panes.compose.prompt),
            ((panes.foot,), panes.foot.button),
            ((panes.viewer, panes.viewer_bar), panes.viewer),
            ((panes.strip,), panes.strip),
            ((panes.jobs,), panes.jobs.list),
            ((panes.library,), panes.library.list),
            ((panes.rail,), panes.rail),
            ((panes.toolbar,), panes.toolbar.menu_button),
        )

    def _notice_action(self, notice: Notice, action: NoticeAction) -> None:
        from bfl_studio.ui.bfl_pages import open_dashboard

        if self.whole.answer(notice, action):
            return
        table = {
            NoticeAction.RESUME: lambda: self._studio.resume_queue(notice.place),
            NoticeAction.UNDO: self.table["undo"],
            NoticeAction.OPEN_FOLDER: self.pictures.open_folder,
            NoticeAction.SHOW_JOBS: self.show_jobs,
            NoticeAction.TOP_UP: open_dashboard,
        }
        if action in table:
            table[action]()


def _holds(ancestor: QWidget, widget: QWidget) -> bool:
    return ancestor is widget or ancestor.isAncestorOf(widget)
