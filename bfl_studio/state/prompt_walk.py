"""PromptWalk: through the prompts that were sent, without losing the one that is written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from bfl_studio.domain.prompts import Prompt
from bfl_studio.state.prompt_history import PromptHistory
from bfl_studio.state.recipe_state import RecipeState

Put = Callable[[Prompt], None]
"""Shows a prompt in the place where it is written, so that it can be taken back."""


class PromptWalk(QObject):
    """Remembers the draft while an older prompt stands in its place.

    A prompt that was fetched and then changed is the draft from then on, and what was the draft
    becomes the newest of the history.
    """

    def __init__(self, recipe_state: RecipeState, history: PromptHistory, parent: QObject) -> None:
        super().__init__(parent)
        self._recipe_state = recipe_state
        self._history = history
        self._draft: Prompt | None = None
        self._place: Prompt | None = None
        self._visited: list[Prompt] = []
        self._stepping = False
        recipe_state.changed.connect(self._mind)

    @property
    def walking(self) -> bool:
        """Whether an older prompt stands where the draft was."""
        return self._draft is not None

    @property
    def written(self) -> Prompt:
        """What the prompt holds now."""
        recipe = self._recipe_state.recipe
        return Prompt(recipe.prompt, recipe.mentions)

    def older(self, put: Put) -> bool:
        """One further back; False at the oldest."""
        draft = self._draft or self.written
        listed = self._listed(draft)
        place = self._index(listed) + 1
        if place >= len(listed):
            return False
        if self._draft is None:
            self._draft = draft
            self._history.shelter(draft)
        self._show(listed[place], put)
        return True

    def newer(self, put: Put) -> bool:
        """One nearer to the draft, and at last the draft itself; False when it is there."""
        if self._draft is None:
            return False
        listed = self._listed(self._draft)
        place = self._index(listed) - 1
        if place >= 0:
            self._show(listed[place], put)
            return True
        draft = self._draft
        self._end()
        self._history.release(draft)
        put(draft)
        return True

    def use(self, prompt: Prompt, put: Put) -> None:
        """Put a prompt in place of what is written, which the history keeps."""
        self._give_up_draft()
        written = self.written
        put(prompt)
        # The same words with other pictures would take the place of what was just put there.
        if written.words not in (prompt.words, self.written.words):
            self._history.add(written)

    def sent(self) -> None:
        """What is written now was ordered."""
        self._give_up_draft()
        self._history.add(self.written)

    def _show(self, prompt: Prompt, put: Put) -> None:
        self._stepping = True
        try:
            put(prompt)
        finally:
            self._stepping = False
        self._place = prompt
        self._visited.append(prompt)

    def _mind(self) -> None:
        if self._draft is None or self._stepping:
            return
        # By what it says: a slot that is moved changes numbers, and is nobody's typing.
        written = self.written
        visited = [each for each in self._visited if each.reads_as(written)]
        if visited:
            self._place = visited[-1]
        elif written.reads_as(self._draft):
            draft = self._draft
            self._end()
            self._history.release(draft)
        else:
            self._give_up_draft()

    def _give_up_draft(self) -> None:
        draft = self._draft
        self._end()
        if draft is not None:
            self._history.add(draft)

    def _end(self) -> None:
        self._draft = None
        self._place = None
        self._visited = []

    def _listed(self, draft: Prompt) -> list[Prompt]:
        """What there is to walk through: what reads like the draft is no step away from it."""
        prompts = [each.prompt for each in self._history.entries]
        return [each for each in prompts if not each.reads_as(draft)]

    def _index(self, listed: list[Prompt]) -> int:
        """Where the walk stands; before the first while the draft is there."""
        return next((place for place, each in enumerate(listed) if each == self._place), -1)
