"""The foot of a studio, for tests of what Generate says."""

from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from bfl_studio.domain.endpoint import Place
from bfl_studio.state.generate_state import GenerateState
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.state.situation import Situation
from bfl_studio.ui.generate_foot import GenerateFoot
from bfl_studio.ui.primary_button import Face


class Stage:
    """The foot of a studio that is open, with a clock of its own."""

    def __init__(self, place: Place = Place.SANDBOX) -> None:
        self.now = 100.0
        self.situation = Situation(place, Path("Pictures", "Autumn campaign"))
        self.situation.set_opened(None)
        self.recipe = RecipeState()
        self.state = GenerateState(self.recipe, self.situation, lambda: self.now)
        self.foot = GenerateFoot(self.state, self.situation)
        # The timers of the state end with the foot.
        self.state.setParent(self.foot)
        self.recipe.set_prompt("a red barn")

    @property
    def words(self) -> str:
        return self.foot.button.text()

    @property
    def face(self) -> Face:
        return self.foot.button.face

    @property
    def lines(self) -> list[str]:
        shown = [part for part in self.foot.findChildren(QWidget) if part.isVisibleTo(self.foot)]
        texts = [str(part.property("text") or "") for part in shown if part is not self.foot.button]
        return [text.replace("\u00a0", " ") for text in texts if text]

    @property
    def why(self) -> QPushButton:
        (found,) = (
            each
            for each in self.foot.findChildren(QPushButton)
            if each.accessibleName() == "Why Generate is off"
        )
        return found

    def place(self, place: Place) -> None:
        self.situation.place = place
        self.situation.changed.emit()
