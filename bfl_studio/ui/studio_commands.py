"""What is done with the studio as a whole: the key, the place, settings, the first minute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.pricing import upper_bound
from bfl_studio.state.notices import Notice, NoticeAction
from bfl_studio.state.settings_state import SettingsState
from bfl_studio.state.studio import Studio
from bfl_studio.ui.focus_ring import focus_by_key
from bfl_studio.ui.panes import Panes
from bfl_studio.ui.preferences import Preferences

if TYPE_CHECKING:
    from bfl_studio.domain.finishing import Finish
    from bfl_studio.ui.about_window import AboutWindow
    from bfl_studio.ui.key_list import KeyList
    from bfl_studio.ui.key_window import KeyWindow
    from bfl_studio.ui.settings_window import SettingsWindow
    from bfl_studio.ui.welcome import Welcome


class StudioCommands(QObject):
    """Owns the windows beside the main one, each made when it is first asked for."""

    def __init__(
        self, panes: Panes, studio: Studio, settings: SettingsState, window: QWidget
    ) -> None:
        super().__init__(window)
        self._panes = panes
        self._studio = studio
        self._settings = settings
        self._window = window
        self.preferences = Preferences(settings, studio.generate_state, panes.toolbar, self)
        self.welcome: Welcome | None = None
        self._settings_window: SettingsWindow | None = None
        self._about_window: AboutWindow | None = None
        self._key_list: KeyList | None = None
        self._key_window: KeyWindow | None = None
        panes.toolbar.place_chosen.connect(studio.places.choose)
        panes.toolbar.key_wanted.connect(self.open_key)
        panes.foot.show_picture.connect(self._show_kept)
        panes.compose.prompt.key_pasted.connect(self.take_key)
        studio.key_state.accepted.connect(self._key_accepted)
        studio.batch_started.connect(lambda _batch: self.end_welcome())
        studio.generate_state.changed.connect(self._expect)
        self._expect()
        if not settings.settings.welcomed:
            self._greet()
        if key := panes.compose.prompt.take_early_key():
            self.take_key(key)

    def open_settings(self) -> None:
        from bfl_studio.ui.settings_window import SettingsWindow

        if self._settings_window is None:
            self._settings_window = SettingsWindow(self._settings, self._window)
        self._settings_window.come_forward()

    def open_key_list(self) -> None:
        from bfl_studio.ui.key_list import KeyList

        if self._key_list is None:
            self._key_list = KeyList(self._window)
        self._key_list.come_forward()

    def open_about(self) -> None:
        from bfl_studio.state.licence_shelf import LicenceShelf
        from bfl_studio.ui.about_window import AboutWindow

        if self._about_window is None:
            self._about_window = AboutWindow(LicenceShelf(self._studio.tasks, self), self._window)
        self._about_window.come_forward()

    def open_key(self) -> None:
        """Where a key can be pasted: the welcome while it stands, else a window of its own."""
        if self.welcome is not None and self.welcome.isVisible():
            focus_by_key(self.welcome.form.field)
            return
        self._own_key_window().come_forward(self._panes.toolbar.live_place)

    def open_endpoint(self) -> None:
        self._panes.toolbar.open_endpoint()

    def take_key(self, text: str) -> None:
        """A key was pasted where a prompt belongs: it goes where keys go."""
        if self.welcome is not None and self.welcome.isVisible():
            self.welcome.form.take(text)
        else:
            self._own_key_window().come_forward(self._panes.toolbar.live_place)
            self._own_key_window().form.take(text)

    def new_recipe(self) -> None:
        self._studio.recipe_state.start_anew()
        if self._panes.compose.isHidden():
            self._panes.fold_compose(False)
        focus_by_key(self._panes.compose.prompt)

    def finish(self, finish: Finish) -> None:
        """Buy it for the price on its row; above the limit of a click it goes to compose."""
        bound = upper_bound(finish.estimate)
        if bound is not None and bound <= self._studio.generate_state.confirm_above:
            self._studio.order((finish.recipe,))
        else:
            self.prepare(finish)

    def prepare(self, finish: Finish) -> None:
        """Put it into compose, where its price is on the button."""
        self._studio.reuse(finish.recipe, keep_seed=True)

    def answer(self, notice: Notice, action: NoticeAction) -> bool:
        """What a notice of the key or of a switch offers; False when it is somebody else's."""
        if action in (NoticeAction.UNLOCK, NoticeAction.TRY_AGAIN):
            self._studio.key_state.ask_store_again(notice.place)
        elif action is NoticeAction.THIS_SESSION:
            self._studio.notices.withdraw(notice.key)
        elif action is NoticeAction.CHANGE_KEY:
            self.open_key()
        else:
            return False
        return True

    def _own_key_window(self) -> KeyWindow:
        from bfl_studio.ui.key_window import KeyWindow

        if self._key_window is None:
            place = self._panes.toolbar.live_place
            self._key_window = KeyWindow(self._studio.key_state, place, self._window)
        return self._key_window

    def _greet(self) -> None:
        from bfl_studio.ui.welcome import Welcome

        self.welcome = Welcome(self._studio.key_state, self._panes.toolbar.live_place)
        self.welcome.sandbox_chosen.connect(lambda: self._choose(Place.SANDBOX))
        self.welcome.live_chosen.connect(self._choose)
        self._panes.viewer.set_empty_page(self.welcome)

    def _choose(self, place: Place) -> None:
        self._studio.places.choose(place)
        self.end_welcome()
        focus_by_key(self._panes.compose.prompt)

    def _key_accepted(self, place: Place) -> None:
        """A key that works for a live place is used there, if that is where one is already."""
        if self._key_window is not None and self._key_window.isVisible():
            self._key_window.close()
        if place is self._studio.situation.place:
            self._studio.places.look_again()

    def _expect(self) -> None:
        """A balance that does not cover the next press is low."""
        estimate = self._studio.generate_state.face.estimate
        self._panes.toolbar.expect(upper_bound(estimate))

    def _show_kept(self, generation_id: str) -> None:
        """A picture that is kept already, and the library at its place."""
        picture = self._panes.library.picture_of(generation_id)
        if picture is not None:
            self._panes.viewer.show_picture(picture)

    def end_welcome(self) -> None:
        """Whoever makes a picture, or has one, needs no welcome any more."""
        self._settings.set_value("welcomed", True)
        if self.welcome is not None:
            self._panes.viewer.clear_empty_page()
            self.welcome.deleteLater()
            self.welcome = None
