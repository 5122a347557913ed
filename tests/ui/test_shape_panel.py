"""Ratios and tiers are chosen where a model has them, with what each tier costs."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.recipe import Recipe
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui.combo import Combo
from bfl_studio.ui.shape_panel import ShapePanel
from tests.ui.stage import Show

pytestmark = pytest.mark.usefixtures("dark")

FLUX_3, KONTEXT, ULTRA = "flux-3-image", "flux-kontext-pro", "flux-pro-1.1-ultra"


class Stage:
    """The panel for one model, its defaults chosen."""

    def __init__(self, show: Show, model_id: str) -> None:
        self.state = RecipeState()
        self.state.set_model(model_id)
        self.state.start_anew()
        self.panel = ShapePanel(self.state)
        show(self.panel)

    def combo(self, name: str) -> Combo:
        found = (each for each in self.panel.findChildren(Combo) if each.isVisible())
        (combo,) = (each for each in found if each.accessibleName() == name)
        return combo

    @property
    def said(self) -> list[str]:
        parts = self.panel.findChildren(QWidget)
        return [
            str(words) for part in parts if part.isVisible() and (words := part.property("text"))
        ]


def test_an_edit_follows_its_picture_until_a_ratio_is_chosen(show: Show) -> None:
    stage = Stage(show, KONTEXT)
    combo = stage.combo("Aspect ratio")
    assert combo.text() == "As the first picture, or square"
    assert combo.words[1:] == (
        "21:9", "16:9", "3:2", "4:3", "5:4", "1:1", "4:5", "3:4", "2:3", "9:16", "9:21",
    )  # fmt: skip
    combo.step(1)
    assert stage.state.recipe.value(Role.ASPECT_RATIO) == "21:9"
    combo.step(-1)
    assert stage.state.recipe.value(Role.ASPECT_RATIO) is None
    assert combo.text() == "As the first picture, or square"


def test_ultra_begins_wide(show: Show) -> None:
    assert Stage(show, ULTRA).combo("Aspect ratio").text() == "16:9"


def test_automatic_is_one_of_the_ratios(show: Show) -> None:
    stage = Stage(show, FLUX_3)
    combo = stage.combo("Aspect ratio")
    assert (combo.text(), len(combo.words)) == ("Automatic", 16)
    combo.step(1)
    assert stage.state.recipe.value(Role.ASPECT_RATIO) == "21:9"


def test_a_tier_says_how_large_it_is_and_what_it_costs(show: Show) -> None:
    combo = Stage(show, FLUX_3).combo("Resolution tier")
    assert [words.replace("\u00a0", " ") for words in combo.words] == [
        "768sq · about 0.56 MP · $0.041",
        "1k · about 1 MP · $0.048",
        "1.5k · about 2.25 MP · price unknown",
        "2k · about 4 MP · $0.10",
        "4k · about 16 MP · $0.607",
    ]
    assert combo.text().startswith("1k ")


def test_a_chosen_tier_is_in_the_recipe_and_one_from_elsewhere_is_shown(show: Show) -> None:
    stage = Stage(show, FLUX_3)
    combo = stage.combo("Resolution tier")
    combo.step(1)
    assert stage.state.recipe.value(Role.TIER) == "1.5k"
    stage.state.set_value(Role.TIER, "4k")
    assert combo.choice() == "4k"


def test_a_ratio_the_model_does_not_know_is_shown_and_said(show: Show) -> None:
    stage = Stage(show, KONTEXT)
    stage.state.reuse(Recipe(KONTEXT, values={"aspect_ratio": "17:1"}), keep_seed=False)
    combo = stage.combo("Aspect ratio")
    assert combo.text() == "17:1"
    assert "Choose the aspect ratio first." in stage.said
    combo.step(1)
    assert "17:1" not in combo.words
    assert "Choose the aspect ratio first." not in stage.said


def test_it_is_absent_where_a_model_takes_width_and_height(show: Show) -> None:
    stage = Stage(show, ULTRA)
    for model_id, there in (("flux-2-pro", False), (FLUX_3, True), ("flux-deblur", False)):
        stage.state.set_model(model_id)
        assert stage.panel.isVisible() is there
        assert (stage.panel.control(Role.ASPECT_RATIO) is not None) is there
