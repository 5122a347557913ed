"""What a tool is told besides words and pictures."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton, QWidget

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import Recipe, RecipeImage
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui.batch_panel import BatchPanel
from bfl_studio.ui.more_panel import MorePanel
from bfl_studio.ui.number_field import NumberField
from bfl_studio.ui.offset_field import OffsetField
from bfl_studio.ui.size_panel import SizePanel
from bfl_studio.ui.switch import Switch
from bfl_studio.ui.tool_panel import ToolPanel
from tests.ui.stage import Show

pytestmark = pytest.mark.usefixtures("dark")

EXPAND, OUTPAINTING = "flux-pro-1.0-expand", "flux-outpainting"
PICTURE = RecipeImage(Role.IMAGE, "a" * 64, "hut.png", Size(1200, 900))


class Stage:
    """The panel for one model, with a picture to work on."""

    def __init__(self, show: Show, model_id: str) -> None:
        self.state = RecipeState()
        self.state.set_model(model_id)
        self.state.set_images((PICTURE,))
        self.panel = ToolPanel(self.state)
        show(self.panel)

    def control(self, role: Role) -> QWidget:
        found = self.panel.control(role)
        assert found is not None
        return found

    def number(self, role: Role) -> NumberField:
        found = self.control(role)
        assert isinstance(found, NumberField)
        return found

    def offset(self, role: Role) -> OffsetField:
        found = self.control(role)
        assert isinstance(found, OffsetField)
        return found

    @property
    def said(self) -> str:
        parts = self.panel.findChildren(QWidget)
        texts = (part.property("text") for part in parts if part.isVisible())
        return "\n".join(str(text) for text in texts if text).replace("\u00a0", " ")


@pytest.fixture
def expand(show: Show) -> Stage:
    return Stage(show, EXPAND)


@pytest.fixture
def outpainting(show: Show) -> Stage:
    return Stage(show, OUTPAINTING)


def _type(field: QWidget, text: str) -> None:
    field.setFocus()
    QTest.keySequence(field, "Ctrl+A")
    QTest.keyClicks(field, text)


def test_margins_are_told_and_say_what_the_picture_becomes(expand: Stage) -> None:
    assert "becomes 1200 × 900" in expand.said
    _type(expand.number(Role.MARGIN_LEFT), "300")
    QTest.keyClick(expand.number(Role.MARGIN_TOP), Qt.Key.Key_Up)
    values = expand.state.recipe.values
    assert (values[Role.MARGIN_LEFT], values[Role.MARGIN_TOP]) == (300, 16)
    assert "becomes 1500 × 916" in expand.said


def test_a_margin_ends_at_what_the_service_takes(expand: Stage) -> None:
    _type(expand.number(Role.MARGIN_BOTTOM), "9000")
    assert expand.state.recipe.value(Role.MARGIN_BOTTOM) == 2048


def test_without_a_picture_nothing_is_said_of_its_size(expand: Stage) -> None:
    expand.state.set_images(())
    assert "becomes" not in expand.said


def test_margins_that_are_all_zero_ask_for_one_without_alarm(expand: Stage) -> None:
    assert "Give at least one edge a margin" in expand.said
    fields = [expand.number(role) for role in (Role.MARGIN_TOP, Role.MARGIN_LEFT)]
    assert "error" not in [field.property("issue") for field in fields]
    expand.state.set_value(Role.MARGIN_TOP, 64)
    assert "Give at least one edge" not in expand.said


def test_a_margin_that_cannot_be_sent_says_so_at_its_field(expand: Stage) -> None:
    expand.state.set_value(Role.MARGIN_RIGHT, 5000)
    assert "Right margin must be 0 to 2048." in expand.said
    assert expand.number(Role.MARGIN_RIGHT).property("issue") == "error"
    assert expand.number(Role.MARGIN_LEFT).property("issue") != "error"


@pytest.mark.parametrize(
    ("typed", "told"), [("-64", -64), ("128", 128), ("-9999", -4096), ("0", 0), ("-", None)]
)
def test_an_offset_may_be_negative(outpainting: Stage, typed: str, told: int | None) -> None:
    field = outpainting.offset(Role.OFFSET_X)
    _type(field, typed)
    assert outpainting.state.recipe.value(Role.OFFSET_X) == told
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == ("" if told is None else str(told))


def test_an_emptied_offset_is_the_centre_again(outpainting: Stage) -> None:
    field = outpainting.offset(Role.OFFSET_Y)
    assert (field.text(), field.placeholderText()) == ("", "Centre")
    _type(field, "12")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert outpainting.state.recipe.value(Role.OFFSET_Y) is None


def test_letters_do_not_get_into_an_offset(outpainting: Stage) -> None:
    field = outpainting.offset(Role.OFFSET_X)
    _type(field, "1-x2.")
    assert field.text() == "12"


def test_arrows_start_at_the_centre(outpainting: Stage) -> None:
    outpainting.state.set_size(Size(1600, 1024))
    field = outpainting.offset(Role.OFFSET_X)
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert outpainting.state.recipe.value(Role.OFFSET_X) == 199
    QTest.keyClick(field, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert (outpainting.state.recipe.value(Role.OFFSET_X), field.text()) == (209, "209")


def test_what_is_typed_is_not_rewritten_under_the_cursor(outpainting: Stage) -> None:
    field = outpainting.offset(Role.OFFSET_X)
    _type(field, "-0")
    outpainting.state.set_pictures(3)
    assert field.text() == "-0"
    assert outpainting.state.recipe.value(Role.OFFSET_X) == 0


def test_modes_say_what_each_costs(outpainting: Stage) -> None:
    assert "High ≈ $0.20, Fast ≈ $0.045" in outpainting.said
    (fast,) = (
        each
        for each in outpainting.panel.findChildren(QRadioButton)
        if each.accessibleName() == "Fast"
    )
    fast.click()
    assert outpainting.state.recipe.value(Role.MODE) == "fast"
    assert outpainting.control(Role.MODE) is fast
    outpainting.state.undo_stack.undo()
    assert outpainting.control(Role.MODE).accessibleName() == "High"


def test_cropping_says_what_holds(outpainting: Stage) -> None:
    switch = outpainting.control(Role.AUTO_CROP)
    assert isinstance(switch, Switch)
    assert "must lie within the canvas" in outpainting.said
    switch.click()
    assert outpainting.state.recipe.value(Role.AUTO_CROP) is True
    assert "is cut off" in outpainting.said


@pytest.mark.parametrize("raw", [False, True])
def test_raw_is_as_the_model_has_it_until_it_is_switched(show: Show, raw: bool) -> None:
    stage = Stage(show, "flux-pro-1.1-ultra-raw" if raw else "flux-pro-1.1-ultra")
    switch = stage.control(Role.RAW)
    assert isinstance(switch, Switch)
    assert (switch.accessibleName(), switch.isChecked()) == ("Raw", raw)
    switch.click()
    assert stage.state.recipe.value(Role.RAW) is not raw


def test_dilation_is_in_pixels_and_can_be_taken_back(show: Show) -> None:
    stage = Stage(show, "flux-erase")
    field = stage.number(Role.DILATION)
    assert field.text().replace("\u00a0", " ") == "10 px"
    _type(field, "20")
    assert stage.state.recipe.value(Role.DILATION) == 20
    assert "Reset" in stage.said


def test_it_is_absent_where_there_is_nothing_to_tell(show: Show) -> None:
    stage = Stage(show, EXPAND)
    for model_id, there in (("flux-2-pro", False), ("flux-erase", True), ("flux-deblur", False)):
        stage.state.set_model(model_id)
        assert stage.panel.isVisible() is there
    assert stage.panel.control(Role.MARGIN_TOP) is None
    assert stage.panel.control(Role.OFFSET_X) is None


def test_values_of_any_kind_are_survived(show: Show) -> None:
    stage = Stage(show, EXPAND)
    show(MorePanel(stage.state), SizePanel(stage.state), BatchPanel(stage.state))
    for model_id in (
        EXPAND,
        OUTPAINTING,
        "flux-erase",
        "flux-3-image",
        "flux-pro-1.1-ultra",
        "flux-dev",
    ):
        for value in ("odd", -1.5, -3, True, float("nan"), 10**400, None):
            values = {str(role): value for role in Role}
            stage.state.reuse(Recipe(model_id, values=values), keep_seed=False)
            assert stage.state.recipe.value(Role.RAW) is value
