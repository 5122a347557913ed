"""What is done around the prompt: its history, starters, quotes, suggestions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.prompts import Prompt, SentPrompt, filled
from bfl_studio.domain.slots import images_of
from bfl_studio.state.settings_state import SettingsState
from bfl_studio.state.studio import Studio
from bfl_studio.ui import theme
from bfl_studio.ui.choice_line import ChoiceLine
from bfl_studio.ui.focus_ring import focus_by_key
from bfl_studio.ui.panes import Panes
from bfl_studio.ui.prompt_menu import PromptMenu
from bfl_studio.ui.suggestions import SuggestionLine

if TYPE_CHECKING:
    from bfl_studio.domain.prompt_advice import Advice
    from bfl_studio.ui.popups import Popover
    from bfl_studio.ui.prompt_history import PromptHistoryPanel
    from bfl_studio.ui.starters_popover import StartersPanel

_HISTORY_WIDTH, _STARTERS_WIDTH = 440, 400


class PromptCommands(QObject):
    """Owns the lines under the prompt, and its popovers, each made when it is first asked for.

    `table` holds one callable for each action.
    """

    def __init__(
        self, panes: Panes, studio: Studio, settings: SettingsState, window: QWidget
    ) -> None:
        super().__init__(window)
        self._panes = panes
        self._studio = studio
        self._history: tuple[Popover, PromptHistoryPanel] | None = None
        self._starters: tuple[Popover, StartersPanel] | None = None
        self._began: tuple[Prompt, Prompt] | None = None
        self.choices = ChoiceLine(studio.recipe_state, studio.generate_state)
        self.suggestions = SuggestionLine(studio.recipe_state, settings)
        panes.compose.add_under_prompt(self.choices, self.suggestions)
        self.suggestions.taken.connect(self._take)
        panes.compose.prompt_tools.history_wanted.connect(self.open_history)
        panes.compose.prompt_tools.starters_wanted.connect(self.open_starters)
        self.table: Mapping[str, Callable[[], None]] = {
            "older_prompt": self.older,
            "newer_prompt": self.newer,
            "prompt_history": self.open_history,
            "starters": self.open_starters,
            "save_starter": self.save_starter,
            "put_into_quotes": self.put_into_quotes,
        }
        self.menu = PromptMenu(panes.compose.prompt, self.table, self)

    def older(self) -> None:
        """The prompt that was sent before the one that is shown."""
        self._to_prompt()
        if self._studio.prompt_walk.older(self._put):
            self._caret_to_end()

    def newer(self) -> None:
        """The one after it, at last the draft as it was."""
        self._to_prompt()
        if self._studio.prompt_walk.newer(self._put):
            self._caret_to_end()

    def open_history(self) -> None:
        from bfl_studio.ui.popups import Popover
        from bfl_studio.ui.prompt_history import PromptHistoryPanel

        anchor = self._to_tools()
        if self._history is None:
            panel = PromptHistoryPanel(self._studio.prompt_history)
            panel.picked.connect(self._use)
            self._history = Popover(self.tr("Prompt history"), panel, anchor), panel
        popover, panel = self._history
        panel.prepare()
        popover.open_at(anchor, theme.current().px(_HISTORY_WIDTH))

    def open_starters(self) -> None:
        from bfl_studio.ui.popups import Popover
        from bfl_studio.ui.starters_popover import StartersPanel

        anchor = self._to_tools()
        if self._starters is None:
            panel = StartersPanel(self._studio.own_starters)
            panel.picked.connect(self._begin)
            panel.saved.connect(self._save)
            self._starters = Popover(self.tr("Starters"), panel, anchor), panel
        popover, panel = self._starters
        recipe = self._studio.recipe_state.recipe
        has_picture = bool(images_of(recipe, Role.REFERENCE))
        panel.prepare(self._studio.prompt_walk.written, has_picture=has_picture)
        popover.open_at(anchor, theme.current().px(_STARTERS_WIDTH))

    def save_starter(self) -> None:
        """Ask for the name under which what is written becomes a starter."""
        self.open_starters()
        if self._starters is not None:
            self._starters[1].begin_to_save()

    def put_into_quotes(self) -> None:
        """The selection between quotes, or the caret between new ones; a quote stays as it is."""
        from bfl_studio.domain.quotes import CLOSING, OPENING, is_quoted

        self._to_prompt()
        cursor = self._panes.compose.prompt.textCursor()
        if is_quoted(cursor.selectedText()):
            return
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        cursor.beginEditBlock()
        cursor.setPosition(end)
        # A format of its own: beside a chip the quote is no part of it.
        cursor.insertText(CLOSING, QTextCharFormat())
        cursor.setPosition(start)
        cursor.insertText(OPENING, QTextCharFormat())
        cursor.endEditBlock()
        cursor.setPosition(end + (2 if end > start else 1))
        self._panes.compose.prompt.setTextCursor(cursor)

    def _put(self, prompt: Prompt) -> None:
        """Show it where prompts are written, so that Undo takes it back."""
        self._studio.recipe_state.set_prompt(prompt.words, prompt.mentions)

    def _use(self, sent: SentPrompt) -> None:
        self._close_popovers()
        self._studio.prompt_walk.use(sent.prompt, self._put)
        self._to_prompt()
        self._caret_to_end()

    def _begin(self, template: Prompt, blank: str) -> None:
        """A starter takes what is written; one after another what was written before both."""
        self._close_popovers()
        walk = self._studio.prompt_walk
        written = walk.written
        if self._began is not None and self._began[0].reads_as(written):
            written = self._began[1]
        made = filled(template, written, blank)
        walk.use(made.prompt, self._put)
        self._began = walk.written, written
        self._to_prompt()
        self._caret_to_end()
        if not written.words.strip():
            self._select(made.prompt.words[made.start : made.start + made.length])

    def _save(self, name: str) -> None:
        self._studio.own_starters.add(name, self._studio.prompt_walk.written)

    def _take(self, advice: Advice) -> None:
        if advice.model_id:
            self._studio.recipe_state.set_model(advice.model_id)
        if advice.rewrite is not None:
            self._put(advice.rewrite.applied(self._studio.prompt_walk.written))
        self._to_prompt()

    def _caret_to_end(self) -> None:
        self._panes.compose.prompt.moveCursor(QTextCursor.MoveOperation.End)

    def _select(self, words: str) -> None:
        """Looked for, not counted: a chip is one character to the caret."""
        prompt = self._panes.compose.prompt
        found = prompt.document().find(words) if words else QTextCursor()
        if not found.isNull():
            prompt.setTextCursor(found)

    def _to_prompt(self) -> None:
        prompt = self._panes.compose.prompt
        self._unfold()
        if not prompt.hasFocus():
            focus_by_key(prompt)

    def _to_tools(self) -> QWidget:
        """Where popovers open."""
        self._unfold()
        return self._panes.compose.prompt_tools

    def _unfold(self) -> None:
        if self._panes.compose.isHidden():
            self._panes.fold_compose(False)

    def _close_popovers(self) -> None:
        for opened in (self._history, self._starters):
            if opened is not None:
                opened[0].close()
