"""The prompt of the recipe."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMetaMethod, QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor, QTextOption

from bfl_studio.domain.api_key import read
from bfl_studio.domain.recipe import Mention
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui.pasted_words import OBJECT, is_words, may_be_words
from bfl_studio.ui.prompt_editor import PromptEditor

if TYPE_CHECKING:
    from PySide6.QtGui import QInputMethodEvent

    from bfl_studio.domain.prompt_pieces import Piece
    from bfl_studio.ui.chips import Chips
    from bfl_studio.ui.lookup import Lookup

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
        self._known: tuple[str, tuple[Mention, ...]] = ("", ())
        self._loaded_chips: Chips | None = None
        self._early_key = ""
        self.lookups: tuple[Lookup, ...] = ()
        """What signs such as `@` open; they hear of keys first."""

        self.textChanged.connect(self._tell)
        recipe_state.changed.connect(self._show)
        self._show()

    @property
    def chips(self) -> Chips:
        """What stands for pictures and colours; no first paint needs it."""
        if self._loaded_chips is None:
            from bfl_studio.ui.chips import Chips

            self._loaded_chips = Chips(self.document(), self._recipe_state, self)
        return self._loaded_chips

    def toPlainText(self) -> str:
        """The words as they are sent: a chip is what it stands for."""
        return self._read()[0]

    def set_text(self, text: str) -> None:
        """Replace everything by words in a way that Undo can take back."""
        self.replace_all(text)

    def replace_all(self, prompt: str, mentioned: Sequence[Mention] = ()) -> None:
        """Replace everything by a prompt and the pictures it names, as one step that Undo can
        take back; the same prompt changes nothing.
        """
        if (prompt, tuple(mentioned)) != self._read():
            self._wrap_for(prompt)
            self._write(prompt, tuple(mentioned))

    def insert(self, parts: Sequence[Piece]) -> None:
        """Put words and chips where the caret is, as one step."""
        self.chips.insert(self.textCursor(), parts)
        self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:
        from bfl_studio.ui.chips import encoded

        return encoded(self.chips.read_selected(self.textCursor()))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        # The text of a list of files says where they lie: nobody's prompt. Asked at every move
        # of a drag: what is no words after all is looked at when it comes in.
        return may_be_words(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if not is_words(source):
            return
        from bfl_studio.domain.prompt_pieces import joined, shortened, words_of
        from bfl_studio.ui.chips import decoded

        parts = decoded(source)
        text = joined(parts)[0]
        # Pieces are looked at without what parts them: a key may come in several.
        key = key_in(text) or key_in("".join(map(words_of, parts)))
        if key:
            heard = self.isSignalConnected(QMetaMethod.fromSignal(self.key_pasted))
            self._early_key = "" if heard else key
            self.key_pasted.emit(key)
            return
        kept = len(self._known[0]) - len(self.textCursor().selectedText())
        room = max(0, LONGEST_PASTE - kept)
        self._wrap_for(text)
        self.insert(tuple(shortened(parts, room)))
        if len(text) > room:
            self.cut_short.emit()

    def take_early_key(self) -> str:
        """A key that was pasted before anybody heard of it; forgotten from now on."""
        key, self._early_key = self._early_key, ""
        return key

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if any(each.take(event) for each in self.lookups):
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.left.emit()
            event.accept()
        else:
            super().keyPressEvent(event)
            self._mind_signs(event.text())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self._mind_signs(event.commitString())

    def _mind_signs(self, typed: str) -> None:
        for each in self.lookups:
            each.typed(typed)

    def _tell(self) -> None:
        self._known = self._read()
        self._recipe_state.set_prompt(*self._known)

    def _show(self) -> None:
        # The text box turns some white space into its own; what it was given is remembered as it
        # was, so that showing a prompt never changes it.
        recipe = self._recipe_state.recipe
        wanted = (recipe.prompt, recipe.mentions)
        if wanted != self._known and not self._only_renumbered(*wanted):
            self._wrap_for(recipe.prompt)
            blocked = self.blockSignals(True)
            self._write(*wanted)
            self.blockSignals(blocked)
            self.viewport().update()
        self._known = wanted
        if self._loaded_chips is not None:
            self._loaded_chips.remember(*wanted)
            if self._loaded_chips.refresh():
                self.viewport().update()

    def _only_renumbered(self, prompt: str, mentioned: tuple[Mention, ...]) -> bool:
        """Chips say their numbers by themselves: the document stays as it is."""
        if not mentioned:
            return False
        from bfl_studio.domain.prompt_pieces import same_but_for_numbers

        return same_but_for_numbers(prompt, mentioned, *self._known)

    def _read(self) -> tuple[str, tuple[Mention, ...]]:
        text = super().toPlainText()
        if self._loaded_chips is None or OBJECT not in text:
            return text, ()
        from bfl_studio.domain.prompt_pieces import joined

        return joined(self._loaded_chips.read())

    def _write(self, prompt: str, mentioned: tuple[Mention, ...]) -> None:
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        if not mentioned and "#" not in prompt and self._loaded_chips is None:
            cursor.insertText(prompt)
            return
        from bfl_studio.domain.prompt_pieces import pieces

        self.chips.insert(cursor, pieces(prompt, mentioned))

    def _wrap_for(self, text: str) -> None:
        """Qt looks for word boundaries in quadratic time: a huge "word" would freeze the window."""
        huge = max(map(len, text.split()), default=0) > _LONGEST_WORD
        mode = _ANYWHERE if huge else _WORDS
        if huge or len(self._known[0]) < _LONGEST_WORD:
            self.setWordWrapMode(mode)


def key_in(text: str) -> str:
    """The API key a text is or holds; empty when there is none."""
    alone = read(text)
    if _KEY.fullmatch(alone):
        return alone
    within = _KEY_WITHIN.search(text)
    return within[0] if within is not None else ""
