"""One quiet line under the prompt: what could be said better. It keeps nobody from anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.state.settings_state import SettingsState
from bfl_studio.ui.controls import IconButton, LinkButton, row
from bfl_studio.ui.glyph import Glyph
from bfl_studio.ui.presence import show_if
from bfl_studio.ui.text import wrapped

if TYPE_CHECKING:
    from bfl_studio.domain.prompt_advice import Advice

SETTING = "prompt_suggestions"
REST_MS = 700
"""After the last key: nobody is spoken to in the middle of a word."""


class SuggestionLine(QWidget):
    """`taken(Advice)` when it is to be done."""

    taken = Signal(object)

    def __init__(self, recipe_state: RecipeState, settings: SettingsState) -> None:
        super().__init__()
        self._recipe_state = recipe_state
        self._settings = settings
        self._advice: Advice | None = None
        self._dismissed: set[tuple[str, str]] = set()
        self._looked_at: object = None
        self._words = wrapped("", "small", "text-2", lines=2)
        self._take = LinkButton(self.tr("Take the suggestion"))
        self._close = IconButton(self.tr("Dismiss the suggestion"), "x")
        self._close.setProperty("low", True)
        glyph = Glyph("info", size=14)
        layout = row(glyph, self._words, self._take, self._close, gap=6)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.hide()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.look)
        self._take.clicked.connect(self._act)
        self._close.clicked.connect(self._dismiss)
        recipe_state.changed.connect(self._mind)
        settings.changed.connect(lambda _: self._mind())
        self._mind()

    @property
    def advice(self) -> Advice | None:
        """What is suggested now."""
        return self._advice

    def look(self) -> None:
        """Look at the prompt now."""
        from bfl_studio.domain.prompt_advice import advise

        self._rest.stop()
        self._looked_at = self._matter
        found = advise(self._recipe_state.recipe) if self._wanted else ()
        self._show(next((each for each in found if _key(each) not in self._dismissed), None))

    @property
    def _wanted(self) -> bool:
        return self._settings.value(SETTING) is True

    @property
    def _matter(self) -> object:
        """What a suggestion depends on; it stands until one of these is another."""
        recipe = self._recipe_state.recipe
        size = recipe.size
        return recipe.prompt, recipe.model_id, size, recipe.images, self._wanted

    def _mind(self) -> None:
        if self._matter == self._looked_at:
            return
        prompt = self._recipe_state.recipe.prompt
        if not prompt.strip():
            # The next prompt is another.
            self._dismissed.clear()
        if self._advice is not None and self._advice.found not in prompt:
            self._show(None)
        self._rest.start()

    def _show(self, advice: Advice | None) -> None:
        self._advice = advice
        if advice is not None:
            from bfl_studio.ui.suggestion_words import action_words, suggestion_words

            words, action = suggestion_words(advice), action_words(advice)
            self._words.setText(words)
            self._take.setVisible(bool(action))
            self._take.set_words(action)
            for button in (self._take, self._close):
                button.setAccessibleDescription(words)
        show_if(advice is not None, self)

    def _act(self) -> None:
        """What was read may be about words that have moved or gone since, before the hand
        rested: only what is still said is done.
        """
        from bfl_studio.ui.suggestion_words import action_words, suggestion_words

        shown = self._advice
        self.look()
        if shown is None or self._advice is None:
            return
        said = [(suggestion_words(each), action_words(each)) for each in (shown, self._advice)]
        if said[0] == said[1]:
            self.taken.emit(self._advice)

    def _dismiss(self) -> None:
        if self._advice is not None:
            self._dismissed.add(_key(self._advice))
            self.look()


def _key(advice: Advice) -> tuple[str, str]:
    """What was dismissed: this kind of advice about these words."""
    return advice.kind, advice.found.casefold()
