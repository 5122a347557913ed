"""Chips for those who hear the prompt: Qt tells a reader of the sign in the text only."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui.prompt_panel import PromptPanel


class ChipSpeech(QObject):
    """The description of the prompt lists its chips; one that the caret passes is said."""

    def __init__(self, panel: PromptPanel, recipe_state: RecipeState, parent: QObject) -> None:
        super().__init__(parent)
        self._panel = panel
        self._usual = panel.accessibleDescription()
        self._listed = ""
        self._place = panel.textCursor().position()
        recipe_state.changed.connect(self._describe)
        panel.cursorPositionChanged.connect(self._follow)
        self._describe()

    def _describe(self) -> None:
        listed = ", ".join(self._panel.chips.shown)
        if listed != self._listed:
            self._listed = listed
            words = self.tr("In the text: {chips}.").format(chips=listed)
            self._panel.setAccessibleDescription(words if listed else self._usual)

    def _follow(self) -> None:
        before, now = self._place, self._panel.textCursor().position()
        self._place = now
        if abs(now - before) != 1 or not self._listed or not QAccessible.isActive():
            return
        chip = self._panel.chips.words_at(min(before, now))
        if chip:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._panel, chip))
