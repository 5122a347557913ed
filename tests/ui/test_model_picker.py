"""The model is picked from a list that knows every price of now."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget

from bfl_studio.domain import flux_models
from bfl_studio.domain.catalog import Family, Role
from bfl_studio.domain.fitting import fit
from bfl_studio.domain.flux_models import UNHOSTED, first_model, hosted
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.pricing import estimate
from bfl_studio.domain.recipe import RecipeImage
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
        for model in hosted():
            price = estimate(fit(state.recipe, model)[0])
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
    assert [index.data() for index in _rows()] == [
        "FLUX.2",
        "FLUX.2 [flex]",
        "FLUX.1",
        "FLUX.1 Kontext [max]",
    ]
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
    families = {model.family for model in hosted()}
    assert len(_rows()) == len(hosted()) + len(families) + len(UNHOSTED)
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


def test_no_row_is_cut_off_and_the_rest_is_scrolled_to(picker: ModelPicker) -> None:
    picker.open_list()
    QApplication.processEvents()
    view = _list()
    models = [index for index in _rows() if _spoken(index)]
    assert all(view.visualRect(index).height() == 44 for index in models)
    _press(Qt.Key.Key_End)
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))
    assert view.currentIndex().data() == hosted()[-1].label
    _press(Qt.Key.Key_Escape)


def test_the_groups_stand_in_their_order(picker: ModelPicker) -> None:
    picker.open_list()
    headings = [index.data() for index in _rows() if not _spoken(index)]
    assert headings == ["FLUX.2", "FLUX.1", "Tools", "FLUX 3"]
    _press(Qt.Key.Key_Escape)


def test_a_model_that_is_not_hosted_says_so_and_cannot_be_chosen(
    picker: ModelPicker, state: RecipeState
) -> None:
    picker.open_list()
    QTest.keyClicks(focused(), "FLUX.2 [dev]")
    (_, row) = _rows()
    assert _spoken(row) == "FLUX.2 [dev], Weights to download; BFL doesn't host it"
    assert not row.flags() & Qt.ItemFlag.ItemIsEnabled
    _press(Qt.Key.Key_Return)
    assert state.model.id == "flux-2-pro"
    _press(Qt.Key.Key_Escape)


def test_the_filter_chooses_past_what_is_not_hosted(
    picker: ModelPicker, state: RecipeState
) -> None:
    picker.open_list()
    QTest.keyClicks(focused(), "[dev]")
    _press(Qt.Key.Key_Return)
    assert state.model.id == "flux-dev"


def test_a_row_says_what_it_would_leave_out(picker: ModelPicker, state: RecipeState) -> None:
    picture = RecipeImage(Role.REFERENCE, "0" * 64, "a.png", Size(512, 512))
    state.set_images((picture,) * 6)
    picker.open_list()
    spoken = [line for line in map(_spoken, _rows()) if line]
    fewer = [line for line in spoken if "Would leave 2 of your 6 pictures out" in line]
    assert len(fewer) == 5
    assert any(line.startswith("FLUX.2 [klein] 4B,") for line in fewer)
    assert any("FLUX Erase, Would leave 5 of your 6 pictures out" in line for line in spoken)
    _press(Qt.Key.Key_Escape)


def test_a_row_of_ones_own_stands_last(
    picker: ModelPicker, state: RecipeState, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = replace(first_model(), id="mine", label="Mine", family=Family.YOURS, best_for="<b>x</b>")
    monkeypatch.setattr(flux_models, "_OWN", [own])
    picker.open_list()
    assert [index.data() for index in _rows()][-2:] == ["Yours", "Mine"]
    _press(Qt.Key.Key_End)
    _press(Qt.Key.Key_Return)
    assert state.model.id == "mine"


def test_a_filter_finds_what_is_always_true_of_a_model(
    picker: ModelPicker, state: RecipeState
) -> None:
    picture = RecipeImage(Role.REFERENCE, "0" * 64, "a.png", Size(512, 512))
    state.set_images((picture,) * 3)
    picker.open_list()
    QTest.keyClicks(focused(), "flux 3")
    assert [index.data() for index in _rows()] == ["FLUX 3", "FLUX 3 Image"]
    _press(Qt.Key.Key_Return)
    assert state.model.id == "flux-3-image"


def test_the_best_name_is_chosen_not_the_present_model(
    picker: ModelPicker, state: RecipeState
) -> None:
    state.set_model("flux-2-pro-preview")
    picker.open_list()
    QTest.keyClicks(focused(), "flux.2 [pro]")
    _press(Qt.Key.Key_Return)
    assert state.model.id == "flux-2-pro"
