"""The window as a whole: its price, its first size, its clock, its coming and going."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from bfl_studio.domain import pricing
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.flux_models import hosted
from bfl_studio.domain.job import JobState
from bfl_studio.parts import StudioParts
from bfl_studio.services.events import PictureSaved
from bfl_studio.services.premises import Premises
from bfl_studio.state.generate_state import GenerateKind
from bfl_studio.ui.combo import Combo
from bfl_studio.ui.model_picker import ModelPicker
from bfl_studio.ui.money import estimate_text
from bfl_studio.ui.number_field import NumberField
from tests.scenes import a_job, a_picture
from tests.screenshots import NoEngine
from tests.ui.studio_window import control, settle, standing_window, words

pytestmark = pytest.mark.usefixtures("dark")


@pytest.fixture
def parts(qtbot: QtBot, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made


def _price_is_shown(parts: StudioParts) -> None:
    """As it is now, without another turn of the loop."""
    draft = parts.studio.recipe_state.draft
    wanted = estimate_text(pricing.estimate(draft.recipe, draft.pictures))
    shown = words(parts.window.panes.foot.button)
    count = f" {draft.pictures}" if draft.pictures > 1 else ""
    assert shown == f"Generate{count} · {wanted}"


def test_every_number_is_in_the_price_when_it_has_been_told(parts: StudioParts) -> None:
    parts.studio.recipe_state.set_prompt("a harbour")
    fields = [each for each in parts.window.findChildren(NumberField) if each.isVisible()]
    names = {each.accessibleName() for each in fields}
    assert names == {"Width", "Height", "Number of pictures"}
    for field in fields:
        prices = set()
        for value in {field.maximum() // 2, field.minimum(), field.maximum() // 3}:
            field.setValue(value)
            _price_is_shown(parts)
            prices.add(words(parts.window.panes.foot.button))
        field.stepBy(1)
        _price_is_shown(parts)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, "24")
        _price_is_shown(parts)
        assert len(prices) > 1, field.accessibleName()


def test_every_choice_is_in_the_price_when_it_has_been_made(parts: StudioParts) -> None:
    parts.studio.recipe_state.set_prompt("a harbour")
    combos = [each for each in parts.window.findChildren(Combo) if each.isVisible()]
    assert {each.accessibleName() for each in combos} == {"Size preset", "Output format"}
    for combo in combos:
        chosen: list[object] = []
        combo.chosen.connect(chosen.append)
        for step in (1, 1, 1, -1):
            combo.step(step)
            _price_is_shown(parts)
        assert chosen


def test_every_model_is_in_the_price_when_it_has_been_picked(parts: StudioParts) -> None:
    parts.studio.recipe_state.set_prompt("a harbour")
    shown = set()
    for model in hosted():
        parts.studio.recipe_state.set_model(model.id)
        _price_is_shown(parts)
        shown.add(words(parts.window.panes.foot.button))
    assert len(shown) > 3


def test_buttons_and_undo_are_in_the_price_at_once(parts: StudioParts) -> None:
    parts.studio.recipe_state.set_prompt("a harbour")
    control(parts, NumberField, "Width").setValue(1536)
    for name in ("Lock ratio", "Swap sides", "Random seed"):
        control(parts, QAbstractButton, name).click()
        _price_is_shown(parts)
    for action in ("undo", "undo", "undo", "undo", "redo", "one_more"):
        parts.window.commands.table[action]()
        _price_is_shown(parts)


def test_the_first_focus_is_the_prompt(parts: StudioParts) -> None:
    assert parts.window.panes.compose.prompt.hasFocus()
    assert control(parts, ModelPicker, "Model").isEnabled()


def test_it_ticks_only_while_something_is_unfinished(parts: StudioParts) -> None:
    def ticking() -> bool:
        return any(
            each.isActive() and each.interval() == 1000
            for each in parts.window.findChildren(QTimer)
        )

    assert not ticking()
    parts.studio.jobs.put(a_job(1, JobState.ACCEPTED))
    assert ticking()
    parts.studio.jobs.put(a_job(1, JobState.SAVED))
    assert not ticking()


def test_the_first_picture_is_shown_and_a_later_one_does_not_take_the_place_of_one_chosen(
    parts: StudioParts, tmp_path: Path
) -> None:
    panes = parts.window.panes
    pictures = [a_picture(tmp_path, a_job(number, JobState.SAVED)) for number in range(1, 4)]

    def arrive(number: int) -> None:
        made = pictures[number]
        parts.reports.apply(PictureSaved(made.generation, made.path, made.thumbnail))

    arrive(0)
    assert panes.viewer.picture == pictures[0]
    arrive(1)
    panes.library.chosen.emit(pictures[0])
    arrive(2)
    assert panes.viewer.picture == pictures[0]


def test_it_comes_forward_from_the_task_bar(parts: StudioParts) -> None:
    parts.window.showMinimized()
    settle()
    parts.window.come_forward()
    settle()
    assert parts.window.isVisible()
    assert not parts.window.isMinimized()


def _click(parts: StudioParts) -> None:
    parts.window.panes.foot.button.click()


def _chord(parts: StudioParts) -> None:
    prompt = parts.window.panes.compose.prompt
    QTest.keyClick(prompt, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("press", [_click, _chord])
def test_a_press_before_the_rest_of_the_window_is_there_is_kept(
    qtbot: QtBot, tmp_path: Path, press: Callable[[StudioParts], None]
) -> None:
    parts = StudioParts(Premises(tmp_path, tmp_path / "library"), Place.SANDBOX, None)
    parts.window.show()
    QTest.keyClicks(parts.window.panes.compose.prompt, "red")
    press(parts)
    kinds = [parts.front.generate_state.face.kind]
    parts.furnish(NoEngine())
    kinds.append(parts.front.generate_state.face.kind)
    assert kinds == [GenerateKind.READY, GenerateKind.SENDING]
    assert parts.window.panes.compose.prompt.toPlainText() == "red"
    for part in (parts.window, parts.studio, parts.front):
        part.deleteLater()
    parts.cache.close()
