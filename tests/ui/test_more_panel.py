"""*More* holds exactly the fields the model has, edits the recipe and says what differs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bfl_studio.domain.catalog import Role
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui import motion
from bfl_studio.ui.combo import Combo
from bfl_studio.ui.controls import LinkButton
from bfl_studio.ui.decimal_field import DecimalField
from bfl_studio.ui.fold import FoldTitle
from bfl_studio.ui.more_panel import MorePanel
from bfl_studio.ui.number_field import NumberField, ScrubLabel
from bfl_studio.ui.slider import Slider
from bfl_studio.ui.switch import Switch
from tests.ui.stage import Show, focused

pytestmark = pytest.mark.usefixtures("dark", "still")

FLEX, KLEIN, PRO = "flux-2-flex", "flux-2-klein-9b", "flux-2-pro"


@pytest.fixture
def still() -> Iterator[None]:
    motion.reduce(True)
    yield
    motion.reduce(False)


class Stage:
    """The panel, open, for one model."""

    def __init__(self, show: Show, model_id: str) -> None:
        self.state = RecipeState()
        self.state.set_model(model_id)
        self.panel = MorePanel(self.state)
        self.window = show(self.panel)
        self.window.resize(320, 480)
        (self.title,) = self.panel.findChildren(FoldTitle)
        self.title.click()
        QApplication.processEvents()

    def named(self, name: str) -> QWidget:
        (found,) = (
            each
            for each in self.panel.findChildren(QWidget)
            if each.accessibleName() == name and each.isVisible()
        )
        return found

    def number(self, name: str) -> NumberField | DecimalField:
        found = self.named(name)
        assert isinstance(found, NumberField | DecimalField)
        return found

    @property
    def names(self) -> list[str]:
        """The controls in sight that the keyboard reaches, and the names of their values."""
        kinds = (NumberField, DecimalField, Switch, Combo)
        return [
            each.accessibleName()
            for each in self.panel.findChildren(QWidget)
            if isinstance(each, kinds) and each.isVisible()
        ]

    @property
    def said(self) -> list[str]:
        parts = self.panel.findChildren(QWidget)
        return [
            str(words) for part in parts if part.isVisible() and (words := part.property("text"))
        ]


@pytest.fixture
def flex(show: Show) -> Stage:
    return Stage(show, FLEX)


@pytest.fixture
def pro(show: Show) -> Stage:
    return Stage(show, PRO)


@pytest.mark.parametrize(
    ("model_id", "names"),
    [
        (KLEIN, ["Safety tolerance"]),
        (PRO, ["Safety tolerance", "Prompt rewriting"]),
        ("flux-2-max", ["Safety tolerance", "Prompt rewriting"]),
        (FLEX, ["Safety tolerance", "Prompt rewriting", "Steps", "Guidance"]),
    ],
)
def test_it_has_exactly_the_fields_of_the_model(
    show: Show, model_id: str, names: list[str]
) -> None:
    stage = Stage(show, FLEX)
    stage.state.set_model(model_id)
    assert stage.names == names
    assert Stage(show, model_id).names == names


def test_the_defaults_are_shown_and_nothing_is_moved(flex: Stage) -> None:
    values = [flex.number(name).value() for name in ("Safety tolerance", "Steps", "Guidance")]
    assert values == [2, 50, 5.0]
    assert {"stricter", "looser", "Your words are sent as written."} <= set(flex.said)
    assert "Reset" not in flex.said
    assert flex.title.summary == ""
    assert not {Role.STEPS, Role.GUIDANCE} & flex.state.recipe.values.keys()


@pytest.mark.parametrize(
    ("name", "role", "typed", "value"),
    [
        ("Safety tolerance", Role.SAFETY_TOLERANCE, "4", 4),
        ("Safety tolerance", Role.SAFETY_TOLERANCE, "9", 5),
        ("Steps", Role.STEPS, "30", 30),
        ("Guidance", Role.GUIDANCE, "7.5", 7.5),
        ("Guidance", Role.GUIDANCE, "10", 10.0),
    ],
)
def test_a_typed_number_is_in_the_recipe_at_once(
    flex: Stage, name: str, role: Role, typed: str, value: float
) -> None:
    field = flex.number(name)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, typed)
    assert flex.state.recipe.value(role) == value


def test_what_is_moved_by_hand_and_back_is_not_sent(flex: Stage) -> None:
    field = flex.number("Steps")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert flex.state.recipe.value(Role.STEPS) == 49
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert Role.STEPS not in flex.state.recipe.values


def test_reset_takes_a_value_back_and_leaves_the_keyboard_at_its_number(flex: Stage) -> None:
    flex.state.set_value(Role.GUIDANCE, 7.0)
    link = flex.named("Reset Guidance")
    assert isinstance(link, LinkButton)
    link.setFocus()
    QTest.keyClick(link, Qt.Key.Key_Return)
    assert Role.GUIDANCE not in flex.state.recipe.values
    assert focused() is flex.number("Guidance")
    assert not link.isVisible()
    assert flex.number("Guidance").text() == "5.0"


def _slider(stage: Stage, number: int) -> Slider:
    return [each for each in stage.panel.findChildren(Slider) if each.isVisible()][number]


def test_the_slider_and_the_number_are_one(flex: Stage) -> None:
    slider, field = _slider(flex, 1), flex.number("Steps")
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(1, 14))
    assert (field.value(), flex.state.recipe.value(Role.STEPS)) == (1, 1)
    assert focused() is field
    QTest.mouseMove(slider, QPoint(slider.width() // 2, 14))
    assert field.value() in (25, 26)
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(1, 14))
    QTest.mouseDClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(1, 14))
    assert (field.value(), Role.STEPS in flex.state.recipe.values) == (50, False)


def test_a_drag_is_one_undo_step(flex: Stage) -> None:
    slider = _slider(flex, 2)
    index = flex.state.undo_stack.index()
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(8, 14))
    for x in range(10, 120, 10):
        place = QPointF(x, 14)
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            place,
            slider.mapToGlobal(place),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(slider, move)
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(120, 14))
    assert flex.state.undo_stack.index() == index + 1
    flex.state.undo_stack.undo()
    assert Role.GUIDANCE not in flex.state.recipe.values
    assert flex.number("Guidance").value() == 5.0


def test_rewriting_says_what_holds(pro: Stage) -> None:
    switch = pro.named("Prompt rewriting")
    assert isinstance(switch, Switch)
    assert switch.text() == "Let BFL rewrite my prompt"
    seen = []
    for _ in range(2):
        QTest.keyClick(switch, Qt.Key.Key_Space)
        rewriting = pro.state.recipe.value(Role.REWRITING)
        seen.append((rewriting, "Your words are sent as written." in pro.said))
        assert switch.accessibleDescription() in pro.said
    assert seen == [(True, False), (False, True)]
    pro.state.undo_stack.undo()
    assert not switch.isChecked()


def test_the_title_lists_what_differs(flex: Stage) -> None:
    flex.state.set_value(Role.SAFETY_TOLERANCE, 4)
    flex.state.set_value(Role.REWRITING, True)
    assert flex.title.summary == "safety 4 · rewriting on"
    flex.state.set_value(Role.STEPS, 30)
    flex.state.set_value(Role.GUIDANCE, 7.0)
    assert flex.title.summary == "safety 4 · rewriting on · steps 30 · guidance 7"
    assert "safety 4" in flex.title.accessibleDescription()
    flex.state.set_model(KLEIN)
    assert flex.title.summary == "safety 4"


def test_a_field_that_goes_with_the_model_gives_the_keyboard_back(flex: Stage) -> None:
    flex.number("Steps").setFocus()
    flex.state.set_model(KLEIN)
    assert focused() is flex.title


def test_tab_visits_the_fields_from_top_to_bottom(flex: Stage) -> None:
    flex.state.set_value(Role.STEPS, 30)
    flex.title.setFocus()
    visited = []
    for _ in range(6):
        visited.append(focused().accessibleName())
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert visited == [
        "More",
        "Safety tolerance",
        "Prompt rewriting",
        "Steps",
        "Reset Steps",
        "Guidance",
    ]
    assert flex.panel.last_stop.accessibleName() == "Reset Guidance"


@pytest.mark.parametrize(
    ("role", "value", "sentence"),
    [
        (Role.SAFETY_TOLERANCE, 9, "Safety tolerance must be 0 to 5."),
        (Role.SAFETY_TOLERANCE, "high", "Safety tolerance must be 0 to 5."),
        (Role.STEPS, 0, "Steps must be 1 to 50."),
        (Role.GUIDANCE, 11.0, "Guidance must be 1.5 to 10."),
        (Role.GUIDANCE, float("nan"), "Guidance must be 1.5 to 10."),
    ],
)
def test_a_value_that_cannot_be_sent_says_so_at_its_field(
    flex: Stage, role: Role, value: float | str, sentence: str
) -> None:
    flex.state.set_value(role, value)
    assert sentence in flex.said
    control = flex.panel.control(role)
    assert control is not None and control.accessibleDescription() == sentence
    flex.state.reset_value(role)
    assert sentence not in flex.said


def test_asking_for_a_control_opens_the_panel(flex: Stage) -> None:
    flex.title.click()
    assert flex.names == []
    control = flex.panel.control(Role.STEPS)
    assert control is not None and control.isVisible()
    assert flex.title.isChecked()
    assert flex.panel.control(Role.SEED) is None
    assert flex.panel.control(None) is None


def test_dragging_a_label_steps_its_number(flex: Stage) -> None:
    (label,) = (each for each in flex.panel.findChildren(ScrubLabel) if each.text() == "Steps")
    QTest.mousePress(label, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    QTest.mouseMove(label, QPoint(4, 4) - QPoint(9, 0))
    QTest.mouseRelease(label, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert flex.state.recipe.value(Role.STEPS) == 48
