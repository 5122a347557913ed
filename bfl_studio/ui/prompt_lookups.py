"""What signs open in the prompt: pictures for `@`, colours for `#`; and the eyedropper."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from bfl_studio.domain import mentions
from bfl_studio.domain.colour_names import written
from bfl_studio.domain.prompt_pieces import Chip
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.state.palette import Palette
from bfl_studio.state.settings_state import SettingsState
from bfl_studio.state.studio import Studio
from bfl_studio.ui.chip_speech import ChipSpeech
from bfl_studio.ui.chip_thumbnails import ChipThumbnails
from bfl_studio.ui.eyedropper import Eyedropper
from bfl_studio.ui.field_message import FieldMessage, Severity
from bfl_studio.ui.lookup import Lookup, words_before
from bfl_studio.ui.naming import pieces_for
from bfl_studio.ui.palette_choice import PaletteChoice
from bfl_studio.ui.panes import Panes
from bfl_studio.ui.slot_choice import SlotChoice


class PromptLookups(QObject):
    """Furnishes the prompt once there are slots and pictures to show."""

    def __init__(
        self, panes: Panes, studio: Studio, settings: SettingsState, window: QWidget
    ) -> None:
        super().__init__(window)
        self._panes = panes
        self._studio = studio
        self._prompt = panes.compose.prompt
        self._prompt_last = self._prompt.hasFocus()
        self.palette = Palette(settings, self)
        self.eyedropper = Eyedropper(window)
        self._thumbnails = ChipThumbnails(studio.slots, panes.cache, self)
        self._slots = SlotChoice(studio.recipe_state, self._thumbnails.pixmap)
        self.palette_choice = PaletteChoice(
            studio.recipe_state, self.palette, lambda: self._thumbnails.present
        )
        self.pictures, self.colours = self._offers()
        self._message = FieldMessage(self._prompt)
        panes.compose.add_under_prompt(self._message)
        studio.recipe_state.changed.connect(self._warn)
        ChipSpeech(self._prompt, studio.recipe_state, self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._mind_focus)

    def pick(self) -> None:
        """A colour of the next picture that is clicked goes to the palette, and into the prompt
        when that had the keyboard last.
        """
        self.eyedropper.start(self._take)

    def name_picture(self, image: RecipeImage) -> None:
        """Put a picture's chip where the caret is."""
        recipe = self._studio.recipe_state.recipe
        sent = mentions.numbers(self._studio.recipe_state.model, recipe)
        if image.key in sent:
            before = words_before(self._prompt.textCursor())
            self._prompt.insert(pieces_for(sent[image.key], image, recipe, before))

    def _offers(self) -> tuple[Lookup, Lookup]:
        prompt, slots, palette = self._prompt, self._slots, self.palette_choice
        prompt.chips.painter.thumbnail_of = self._thumbnails.pixmap
        self._thumbnails.changed.connect(prompt.viewport().update)
        self._thumbnails.changed.connect(slots.refresh)
        pictures = Lookup(prompt, "@", self.tr("Pictures to name"), slots, slots)
        colours = Lookup(prompt, "#", self.tr("Colours"), palette, palette)
        palette.picking.connect(self._pick_for_prompt)
        prompt.lookups = (pictures, colours)
        return pictures, colours

    def _pick_for_prompt(self) -> None:
        self.colours.close()
        self.eyedropper.start(self.palette_choice.insert)

    def _take(self, colour: str) -> None:
        self.palette.use(colour)
        if self._prompt_last and self._prompt.isVisible():
            self._prompt.insert((Chip(written(colour)),))

    def _mind_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """From the prompt to the pictures is still the prompt's business."""
        panes = self._panes
        among = (panes.viewer, panes.viewer_bar, panes.strip, panes.library)
        if new is None or any(each is new or each.isAncestorOf(new) for each in among):
            return
        self._prompt_last = new is self._prompt

    def _warn(self) -> None:
        """Numbers that somebody typed are theirs; one that no picture has is said."""
        model, recipe = self._studio.recipe_state.model, self._studio.recipe_state.recipe
        beyond = mentions.typed_beyond(model, recipe)
        if beyond is None:
            if not self._message.isHidden():
                self._message.show_problem("")
            return
        sent = len(mentions.numbers(model, recipe))
        one = self.tr("There is no image {number}: only 1 picture goes along.")
        more = self.tr("There is no image {number}: only {sent} pictures go along.")
        words = (one if sent == 1 else more).format(number=beyond, sent=sent)
        self._message.show_problem(words, Severity.WARNING)
