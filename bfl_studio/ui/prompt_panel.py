"""The prompt of the recipe."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent

from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui.prompt_editor import PromptEditor


class PromptPanel(PromptEditor):
    """Types into the recipe and shows what others put there. `left` comes on Esc."""

    left = Signal()

    def __init__(self, recipe_state: RecipeState) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            translate("PromptPanel", "Prompt"),
            translate("PromptPanel", "Describe the picture: subject, action, style, place, light."),
        )
        self._recipe_state = recipe_state
        self._known = ""
        self.textChanged.connect(self._tell)
        recipe_state.changed.connect(self._show)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.left.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self._known = self.toPlainText()
        self._recipe_state.set_prompt(self._known)

    def _show(self) -> None:
        # The text box turns some white space into its own; what it was given is remembered as it
        # was, so that showing a prompt never changes it.
        prompt = self._recipe_state.recipe.prompt
        if prompt == self._known:
            return
        self._known = prompt
        blocked = self.blockSignals(True)
        self.set_text(prompt)
        self.blockSignals(blocked)
        self.viewport().update()
