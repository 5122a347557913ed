"""The prompt of the recipe."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication, QMetaMethod, QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextOption

from bfl_studio.domain.api_key import read
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui.prompt_editor import PromptEditor

LONGEST_PASTE = 100_000
"""Characters in all: far more than any model reads, and still smooth to type in."""

_KEY = re.compile(r"bfl_[!-~]{8,}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
"""What keys of BFL look like: no prompt does, and a prompt is sent, kept and shown."""

_KEY_WITHIN = re.compile(r"(?<![A-Za-z0-9_])bfl_[A-Za-z0-9_-]{16,}")
"""The same among other words; no other word looks like this."""

_LONGEST_WORD = 2_000
_WORDS = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
_ANYWHERE = QTextOption.WrapMode.WrapAnywhere


class PromptPanel(PromptEditor):
    """Types into the recipe and shows what others put there.

    `left` comes on Esc; `cut_short` after a paste that was too long to be taken whole;
    `key_pasted(str)` instead of a paste that holds an API key, which no prompt may hold.
    """

    left = Signal()
    cut_short = Signal()
    key_pasted = Signal(str)

    def __init__(self, recipe_state: RecipeState) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            translate("PromptPanel", "Prompt"),
            translate("PromptPanel", "Describe the picture: subject, action, style, place, light."),
        )
        self._recipe_state = recipe_state
        self._known = ""
        self._early_key = ""
        self.textChanged.connect(self._tell)
        recipe_state.changed.connect(self._show)
        self._show()

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text()
        key = key_in(text)
        if key:
            heard = self.isSignalConnected(QMetaMethod.fromSignal(self.key_pasted))
            self._early_key = "" if heard else key
            self.key_pasted.emit(key)
            return
        kept = len(self._known) - len(self.textCursor().selectedText())
        room = max(0, LONGEST_PASTE - kept)
        self._wrap_for(text)
        taken = QMimeData()
        taken.setText(text[:room])
        super().insertFromMimeData(taken)
        if len(text) > room:
            self.cut_short.emit()

    def take_early_key(self) -> str:
        """A key that was pasted before anybody heard of it; forgotten from now on."""
        key, self._early_key = self._early_key, ""
        return key

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
        self._wrap_for(prompt)
        blocked = self.blockSignals(True)
        self.set_text(prompt)
        self.blockSignals(blocked)
        self.viewport().update()

    def _wrap_for(self, text: str) -> None:
        """Qt looks for word boundaries in quadratic time: a huge "word" would freeze the window."""
        huge = max(map(len, text.split()), default=0) > _LONGEST_WORD
        mode = _ANYWHERE if huge else _WORDS
        if huge or len(self._known) < _LONGEST_WORD:
            self.setWordWrapMode(mode)


def key_in(text: str) -> str:
    """The API key a text is or holds; empty when there is none."""
    alone = read(text)
    if _KEY.fullmatch(alone):
        return alone
    within = _KEY_WITHIN.search(text)
    return within[0] if within is not None else ""
