"""Pictures, seed and format reach the recipe and come back from it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from bfl_studio.domain.flux_models import DEFAULT_MODEL_ID
from bfl_studio.domain.recipe import LARGEST_SEED
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui.batch_panel import BatchPanel
from bfl_studio.ui.text import Label
from tests.ui.stage import Show

pytestmark = pytest.mark.usefixtures("dark")


@pytest.fixture
def state(qapp: QApplication) -> RecipeState:
    return RecipeState()


@pytest.fixture
def panel(state: RecipeState, show: Show) -> BatchPanel:
    made = BatchPanel(state)
    show(made)
    return made


def _dice(panel: BatchPanel) -> QAbstractButton:
    (found,) = (
        each
        for each in panel.findChildren(QAbstractButton)
        if each.accessibleName() == "Random seed"
    )
    return found


def test_controls_have_the_names_they_are_known_by(panel: BatchPanel) -> None:
    named = (panel.pictures, panel.seed, panel.output_format)
    names = [control.accessibleName() for control in named]
    assert names == ["Number of pictures", "Seed", "Output format"]


@pytest.mark.parametrize(("typed", "told"), [("4", 4), ("24", 24), ("99", 24)])
def test_pictures_are_told_while_typed(
    panel: BatchPanel, state: RecipeState, typed: str, told: int
) -> None:
    panel.pictures.setFocus()
    panel.pictures.selectAll()
    QTest.keyClicks(panel.pictures, typed)
    assert state.draft.pictures == told


def test_a_random_seed_is_empty_and_says_random(panel: BatchPanel, state: RecipeState) -> None:
    assert state.recipe.seed is None
    assert (panel.seed.text(), panel.seed.placeholderText()) == ("", "Random")
    assert _dice(panel).isChecked()


def test_turning_random_off_draws_a_seed_and_shows_it(
    panel: BatchPanel, state: RecipeState
) -> None:
    _dice(panel).click()
    assert panel.seed.text().isdigit()
    assert panel.seed.text() == str(state.recipe.seed)
    assert not _dice(panel).isChecked()
    _dice(panel).click()
    assert (state.recipe.seed, panel.seed.text()) == (None, "")


def test_the_key_for_random_does_what_the_button_does(
    panel: BatchPanel, state: RecipeState
) -> None:
    random = []
    for _ in range(2):
        panel.toggle_random_seed()
        random.append(state.recipe.seed is None)
    assert random == [False, True]


@pytest.mark.parametrize(
    ("typed", "told"), [("0", 0), ("48213", 48213), ("99999999999", LARGEST_SEED)]
)
def test_a_typed_seed_is_told_at_once_and_held_within_its_bounds(
    panel: BatchPanel, state: RecipeState, typed: str, told: int
) -> None:
    panel.seed.setFocus()
    QTest.keyClicks(panel.seed, typed)
    assert state.recipe.seed == told
    assert not _dice(panel).isChecked()
    QTest.keyClick(panel.seed, Qt.Key.Key_Return)
    assert panel.seed.text() == str(told)


def test_an_emptied_seed_is_random_again(panel: BatchPanel, state: RecipeState) -> None:
    state.set_seed(7)
    panel.seed.setFocus()
    panel.seed.selectAll()
    QTest.keyClick(panel.seed, Qt.Key.Key_Delete)
    assert state.recipe.seed is None
    assert _dice(panel).isChecked()


def test_only_digits_get_into_the_seed(panel: BatchPanel, state: RecipeState) -> None:
    QTest.keyClicks(panel.seed, "-1x2.5")
    assert panel.seed.text() == "125"
    assert state.recipe.seed == 125


def test_arrows_step_the_seed(panel: BatchPanel, state: RecipeState) -> None:
    state.set_seed(LARGEST_SEED - 1)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up):
        QTest.keyClick(panel.seed, key)
    assert state.recipe.seed == LARGEST_SEED
    QTest.keyClick(panel.seed, Qt.Key.Key_Down)
    assert state.recipe.seed == LARGEST_SEED - 1


def test_what_is_typed_is_not_rewritten_under_the_cursor(
    panel: BatchPanel, state: RecipeState
) -> None:
    QTest.keyClicks(panel.seed, "007")
    state.set_pictures(3)
    assert panel.seed.text() == "007"
    assert state.recipe.seed == 7


def test_formats_are_those_of_the_model(panel: BatchPanel, state: RecipeState) -> None:
    combo = panel.output_format
    assert combo.words == ("PNG", "JPEG", "WebP")
    combo.step(1)
    combo.step(1)
    assert state.recipe.output_format == "webp"
    state.set_output_format("jpeg")
    assert combo.text() == "JPEG"


def test_undo_shows_what_was(panel: BatchPanel, state: RecipeState) -> None:
    state.set_pictures(4)
    state.set_seed(9)
    state.undo_stack.undo()
    state.undo_stack.undo()
    assert (panel.pictures.value(), panel.seed.text()) == (1, "")
    assert state.recipe.model_id == DEFAULT_MODEL_ID


@pytest.mark.parametrize(
    ("model_id", "seed", "output_format"),
    [("flux-outpainting", False, True), ("flux-3-image", False, False), ("flux-erase", True, True)],
)
def test_what_the_model_lacks_is_absent(
    panel: BatchPanel, state: RecipeState, model_id: str, seed: bool, output_format: bool
) -> None:
    state.set_model(model_id)
    QApplication.processEvents()
    there = [part.isVisible() for part in (panel.pictures, panel.seed, _dice(panel))]
    assert there == [True, seed, seed]
    assert panel.output_format.isVisible() is output_format
    captions = {
        str(each.property("text")) for each in panel.findChildren(Label) if each.isVisible()
    }
    shown = {"Pictures": True, "Seed": seed, "Format": output_format}
    assert captions == {words for words, wanted in shown.items() if wanted}
    state.set_model(DEFAULT_MODEL_ID)
    assert panel.seed.isVisible()
    assert panel.output_format.isVisible()


def test_what_is_left_closes_up(panel: BatchPanel, state: RecipeState) -> None:
    state.set_model("flux-outpainting")
    QApplication.processEvents()
    gap = panel.output_format.x() - panel.pictures.geometry().right()
    assert gap <= 10


def test_the_key_for_random_does_nothing_without_a_seed(
    panel: BatchPanel, state: RecipeState
) -> None:
    state.set_model("flux-3-image")
    before = state.draft
    panel.toggle_random_seed()
    assert state.draft == before
