"""A designer's own row gets controls too, whatever it says of a value."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bfl_studio.domain.catalog import (
    Family,
    FlatPrice,
    Kind,
    ModelSpec,
    Parameter,
    Role,
)
from bfl_studio.domain.credits import credits
from bfl_studio.domain.flux_models import adopt
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui.combo import Combo
from bfl_studio.ui.decimal_field import DecimalField
from bfl_studio.ui.more_words import MORE
from bfl_studio.ui.number_field import NumberField
from bfl_studio.ui.segmented import Segmented
from bfl_studio.ui.slider import Slider
from bfl_studio.ui.switch import Switch
from bfl_studio.ui.tool_words import TOOLS
from bfl_studio.ui.value_fields import ValueFields
from tests.ui.stage import Show, focused

pytestmark = pytest.mark.usefixtures("dark")

Own = Callable[..., RecipeState]


@pytest.fixture
def own(qapp: QApplication) -> Iterator[Own]:
    """A recipe for a model of the designer's own with these parameters."""

    def recipe_for(*parameters: Parameter) -> RecipeState:
        price = FlatPrice(credits("1"))
        adopt([ModelSpec("own", "/v1/own", "Own", Family.YOURS, "", None, price, parameters)])
        state = RecipeState()
        state.set_model("own")
        return state

    yield recipe_for
    adopt(())


def _shown(panel: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [each for each in panel.findChildren(kind) if each.isVisible()]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (Parameter(Role.STEPS, "steps", Kind.INTEGER, 1, 8, 4), NumberField),
        (Parameter(Role.STEPS, "steps", Kind.NUMBER, 1, 8, 4.5, step=0.5), DecimalField),
        (Parameter(Role.STEPS, "steps", Kind.SWITCH, default=True), Switch),
        (Parameter(Role.STEPS, "steps", Kind.CHOICE, default="a", choices=("a", "b")), Combo),
        (Parameter(Role.STEPS, "steps", Kind.CHOICE, choices=("a", "b")), Combo),
    ],
)
def test_the_control_is_of_the_rows_kind(
    own: Own, show: Show, row: Parameter, kind: type[QWidget]
) -> None:
    state = own(row)
    panel = ValueFields(state, MORE)
    show(panel)
    control = panel.control(Role.STEPS)
    assert isinstance(control, kind)
    assert control.accessibleName() == "Steps"
    state.set_model("flux-2-flex")
    assert isinstance(panel.control(Role.STEPS), NumberField)
    assert [each for each in _shown(panel, kind) if each is control] == (
        [control] if control is panel.control(Role.STEPS) else []
    )
    state.set_model("own")
    assert panel.control(Role.STEPS) is control


def test_a_row_nobody_can_show_has_no_control(own: Own, show: Show) -> None:
    panel = ValueFields(own(Parameter(Role.STEPS, "steps", Kind.TEXT)), MORE)
    show(panel)
    assert panel.control(Role.STEPS) is None
    assert panel.is_empty


@pytest.mark.parametrize(("least", "most"), [(None, None), (5, 5), (5, None)])
def test_a_number_without_two_ends_has_no_track(
    own: Own, show: Show, least: int | None, most: int | None
) -> None:
    state = own(Parameter(Role.STEPS, "steps", Kind.INTEGER, least, most, 5))
    panel = ValueFields(state, MORE)
    show(panel)
    assert not _shown(panel, Slider)
    field = panel.control(Role.STEPS)
    assert isinstance(field, NumberField)
    assert field.value() == 5
    state.set_model("flux-2-flex")
    assert len(_shown(panel, Slider)) == 3


def test_more_choices_than_have_words_are_a_list(own: Own, show: Show) -> None:
    modes = ("high", "fast", "draft", "best", "other")
    state = own(Parameter(Role.MODE, "mode", Kind.CHOICE, default="high", choices=modes))
    panel = ValueFields(state, TOOLS)
    show(panel)
    combo = panel.control(Role.MODE)
    assert isinstance(combo, Combo)
    assert combo.words == ("High", "Fast", "draft", "best", "other")
    assert not _shown(panel, Segmented)
    combo.step(1)
    assert state.recipe.value(Role.MODE) == "fast"


def test_tab_finds_a_control_made_later_in_its_place(own: Own, show: Show) -> None:
    state = own(
        Parameter(Role.SAFETY_TOLERANCE, "safety_tolerance", Kind.INTEGER, 0, 5, 2),
        Parameter(Role.REWRITING, "rewriting", Kind.CHOICE, default="a", choices=("a", "b")),
        Parameter(Role.STEPS, "steps", Kind.INTEGER, 1, 50, 50),
    )
    panel = ValueFields(state, MORE)
    show(panel)
    first = panel.control(Role.SAFETY_TOLERANCE)
    assert first is not None
    first.setFocus()
    visited = []
    for _ in range(3):
        visited.append(focused().accessibleName())
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert visited == ["Safety tolerance", "Prompt rewriting", "Steps"]


def test_a_field_that_goes_says_so_before_the_keyboard_is_lost(own: Own, show: Show) -> None:
    state = own(Parameter(Role.STEPS, "steps", Kind.INTEGER, 1, 50, 50))
    panel = ValueFields(state, MORE)
    show(panel)
    left: list[str] = []
    panel.left.connect(lambda: left.append(focused().accessibleName()))
    control = panel.control(Role.STEPS)
    assert control is not None
    control.setFocus()
    state.set_model("flux-2-pro")
    assert left == ["Steps"]
