"""The model is picked from a list that knows every price of now."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget

from bfl_studio.domain.flux_models import MODELS
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.pricing import estimate
from bfl_studio.domain.recipe import Recipe
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui.model_picker import ModelPicker
from bfl_studio.ui.money import estimate_text
from tests.ui.stage import Show, focused

pytestmark = pytest.mark.usefixtures("dark")


@pytest.fixture
def state(qapp: QApplication) -> RecipeState:
    return RecipeState()


@pytest.fixture
def picker(state: RecipeState, show: Show) -> ModelPicker:
    made = ModelPicker(state)
    show(made)
    return made


def _press(key: Qt.Key) -> None:
    QTest.keyClick(focused(), key)


def _list() -> QListView:
    window = QApplication.activePopupWidget()
    assert window is not None
    (found,) = window.findChildren(QListView)
    return found


def _rows() -> list[QModelIndex]:
    rows = _list().model()
    return [rows.index(number, 0) for number in range(rows.rowCount())]


def _spoken(index: QModelIndex) -> str:
    return index.data(Qt.ItemDataRole.AccessibleTextRole) or ""


def test_the_button_speaks_the_model_and_its_price(picker: ModelPicker, state: RecipeState) -> None:
    state.set_model("flux-2-max")
    state.set_size(Size(2048, 2048))
    assert picker.accessibleName() == "Model"
    assert picker.text() == "FLUX.2 [max]"
    assert "$0.16" in picker.accessibleDescription()
    assert "36 to 41 seconds" in picker.accessibleDescription()
    interface = QAccessible.queryAccessibleInterface(picker)
    assert interface.role() in (QAccessible.Role.Button, QAccessible.Role.PushButton)


def test_every_row_has_its_price_at_the_present_size(
    picker: ModelPicker, state: RecipeState
) -> None:
    for size in (Size(1024, 1024), Size(2048, 1040)):
        state.set_size(size)
        picker.open_list()
        spoken = "\n".join(map(_spoken, _rows()))
        for model in MODELS:
            price = estimate(Recipe(model.id, values=state.recipe.values))
            line = next(line for line in spoken.splitlines() if line.startswith(f"{model.label},"))
            assert f" {estimate_text(price)} per picture" in line
        _press(Qt.Key.Key_Escape)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_keys_open_the_list_at_the_present_model(
    picker: ModelPicker, state: RecipeState, key: Qt.Key
) -> None:
    state.set_model("flux-2-flex")
    picker.setFocus()
    _press(key)
    assert _list().accessibleName() == "Model"
    assert _list().currentIndex().data() == "FLUX.2 [flex]"
    _press(Qt.Key.Key_Escape)


def test_arrows_and_enter_pick(picker: ModelPicker, state: RecipeState) -> None:
    picker.open_list()
    _press(Qt.Key.Key_Down)
    _press(Qt.Key.Key_Down)
    _press(Qt.Key.Key_Return)
    assert state.model.label == "FLUX.2 [max]"
    assert QApplication.activePopupWidget() is None


def test_escape_picks_nothing(picker: ModelPicker, state: RecipeState) -> None:
    picker.open_list()
    _press(Qt.Key.Key_Down)
    _press(Qt.Key.Key_Escape)
    assert state.model.label == "FLUX.2 [pro]"
    assert QApplication.activePopupWidget() is None


def test_typing_filters_and_enter_picks_the_first(picker: ModelPicker, state: RecipeState) -> None:
    picker.open_list()
    QTest.keyClicks(focused(), "l")
    QTest.keyClicks(focused(), "etter")
    assert [index.data() for index in _rows()] == ["FLUX.2", "FLUX.2 [flex]"]
    _press(Qt.Key.Key_Return)
    assert state.model.id == "flux-2-flex"


def test_a_filter_that_matches_nothing_says_so_and_picks_nothing(
    picker: ModelPicker, state: RecipeState
) -> None:
    picker.open_list()
    QTest.keyClicks(focused(), "zzz")
    window = QApplication.activePopupWidget()
    assert window is not None
    assert _rows() == []
    assert any(
        part.isVisible() and part.property("text") == "No model matches."
        for part in window.findChildren(QWidget)
    )
    _press(Qt.Key.Key_Return)
    assert state.model.id == "flux-2-pro"
    _press(Qt.Key.Key_Escape)


def test_the_list_opens_unfiltered_again(picker: ModelPicker) -> None:
    picker.open_list()
    QTest.keyClicks(focused(), "max")
    _press(Qt.Key.Key_Escape)
    picker.open_list()
    assert len(_rows()) == len(MODELS) + 1
    _press(Qt.Key.Key_Escape)


def test_arrows_go_from_the_filter_into_the_list(picker: ModelPicker, state: RecipeState) -> None:
    picker.open_list()
    QTest.keyClicks(focused(), "klein")
    _press(Qt.Key.Key_Down)
    _press(Qt.Key.Key_Return)
    assert state.model.id == "flux-2-klein-9b-preview"


def test_a_click_picks_and_a_heading_does_not(picker: ModelPicker, state: RecipeState) -> None:
    picker.open_list()
    view, rows = _list(), _rows()
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(view.viewport(), left, pos=view.visualRect(rows[0]).center())
    assert QApplication.activePopupWidget() is not None
    QTest.mouseClick(view.viewport(), left, pos=view.visualRect(rows[3]).center())
    assert QApplication.activePopupWidget() is None
    assert state.model.id == "flux-2-max"


def test_no_row_is_cut_off(picker: ModelPicker) -> None:
    picker.open_list()
    QApplication.processEvents()
    view = _list()
    assert view.verticalScrollBar().maximum() == 0
    assert all(view.visualRect(index).height() == 44 for index in _rows()[1:])
    _press(Qt.Key.Key_Escape)
