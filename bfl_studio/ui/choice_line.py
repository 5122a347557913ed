"""What the choices in a prompt come to, in a line under it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bfl_studio.domain import choices
from bfl_studio.domain.recipe import MOST_PICTURES
from bfl_studio.state.generate_state import GenerateFace, GenerateState
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui import theme
from bfl_studio.ui.controls import LinkButton, row
from bfl_studio.ui.money import estimate_text
from bfl_studio.ui.presence import show_if
from bfl_studio.ui.text import elided

_WIDTH = 480
_MOST_PLACES = 4
"""More numbers than these are no sum to be done in the head."""


class ChoiceLine(QWidget):
    """There while the words make more than one prompt; its link shows every one of them."""

    def __init__(self, recipe_state: RecipeState, generate_state: GenerateState) -> None:
        super().__init__()
        self._recipe_state = recipe_state
        self._generate_state = generate_state
        self._words = elided("", "small", "text-2")
        self._all = LinkButton(self.tr("Show every prompt"), self.tr("Show them"))
        layout = row(self._words, self._all, gap=8)
        layout.addStretch(1)
        self.setLayout(layout)
        self._all.clicked.connect(self.open_list)
        generate_state.changed.connect(self._show)
        self._show()

    def open_list(self) -> None:
        """Every prompt, and what all of them cost."""
        from bfl_studio.ui.choice_preview import ChoicePreview
        from bfl_studio.ui.popups import Popover

        prompt = self._recipe_state.recipe.prompt
        shown = ChoicePreview(choices.readings(prompt), self._recipe_state.choices, self._sum())
        popover = Popover(self.tr("Every prompt"), shown, self)
        popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popover.open_at(self._all, theme.current().px(_WIDTH))

    def _show(self) -> None:
        made = self._recipe_state.choices
        if made > 1:
            pictures = self._recipe_state.pictures
            self._words.setText(self._counted() if pictures == made else self._sum())
            self._words.set_ink("text-2" if pictures <= MOST_PICTURES else "warn-text")
        show_if(made > 1, self)

    def _counted(self) -> str:
        """ "3 × 2 choices · 6 prompts · $0.36"."""
        sizes = choices.sizes(self._recipe_state.recipe.prompt)
        parts = [self._prompts()]
        if 1 < len(sizes) <= _MOST_PLACES:
            places = " × ".join(map(str, sizes))
            parts.insert(0, self.tr("{places} choices").format(places=places))
        return " · ".join((*parts, *self._price()))

    def _sum(self) -> str:
        """ "6 prompts × 2 = 12 pictures · $0.72"."""
        of_each, pictures = self._recipe_state.draft.pictures, self._recipe_state.pictures
        if of_each == 1:
            return " · ".join((self._prompts(), *self._price()))
        words = self.tr("{prompts} × {of_each} = {pictures} pictures").format(
            prompts=self._prompts(), of_each=of_each, pictures=f"{pictures:,}"
        )
        return " · ".join((words, *self._price()))

    def _prompts(self) -> str:
        return self.tr("{count} prompts").format(count=f"{self._recipe_state.choices:,}")

    def _price(self) -> tuple[str, ...]:
        """None while it may be wrong, or for more than can be bought."""
        face: GenerateFace = self._generate_state.face
        sure = not face.reading and self._recipe_state.pictures <= MOST_PICTURES
        return (estimate_text(self._recipe_state.estimate),) if sure else ()
