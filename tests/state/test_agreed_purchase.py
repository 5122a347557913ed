"""The second of two presses buys what the first was shown, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bfl_studio.domain.api_key import KeySource, KeyStanding
from bfl_studio.domain.batch import for_batch
from bfl_studio.domain.catalog import ModelSpec, Role
from bfl_studio.domain.credits import credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.flux_models import hosted
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.pricing import Unknown, estimate, together, upper_bound
from bfl_studio.domain.recipe import MOST_PICTURES
from bfl_studio.domain.rules import IssueKind
from bfl_studio.state.draft import Draft
from bfl_studio.state.generate_state import GenerateKind, GenerateState
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.state.situation import Situation
from tests.domain import choices
from tests.domain.test_choices import PROMPTS

ARMED, READY = GenerateKind.ARMED, GenerateKind.READY
CLOSED = Failure(FailureKind.FOLDER_CLOSED)
KEY = KeyStanding(KeySource.STORE, kept=True)


class Desk:
    """24 pictures that are dear, in the Sandbox; a clock set by hand."""

    def __init__(self, parent: QObject | None = None) -> None:
        self.now = 100.0
        self.recipe = RecipeState(parent)
        self.situation = Situation(Place.SANDBOX, Path("library"), parent)
        self.generate = GenerateState(self.recipe, self.situation, lambda: self.now, parent)
        self.recipe.set_prompt("a harbour")
        self.recipe.set_model("flux-2-max")
        self.recipe.set_size(Size(2048, 2048))
        self.recipe.set_pictures(24)

    def kind(self) -> GenerateKind:
        return self.generate.face.kind

    def press(self) -> bool:
        self.now += 0.5
        return self.generate.press(repeated=False)

    def make_unpriced(self) -> None:
        self.recipe.set_model("flux-3-image")
        self.recipe.set_value(Role.TIER, "1.5k")
        self.recipe.set_pictures(1)
        assert isinstance(self.generate.face.estimate, Unknown)

    def order(self, pictures: int = 1) -> None:
        self.generate.committing()
        self.generate.committed(pictures)

    def rest(self) -> None:
        for timer in self.generate.findChildren(QTimer):
            timer.stop()


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    parent = QObject()
    made = Desk(parent)
    yield made
    made.rest()
    parent.deleteLater()


Change = Callable[[Desk], Any]
MIND_CHANGING: dict[str, tuple[Change, Change]] = {
    "another place": (
        lambda desk: desk.situation.set_place(Place.GLOBAL),
        lambda desk: desk.situation.set_place(Place.SANDBOX),
    ),
    "another number": (
        lambda desk: desk.recipe.set_pictures(23),
        lambda desk: desk.recipe.set_pictures(24),
    ),
    "another price": (
        lambda desk: desk.recipe.set_size(Size(1024, 1024)),
        lambda desk: desk.recipe.set_size(Size(2048, 2048)),
    ),
    "more choices": (
        lambda desk: desk.recipe.set_prompt("a {red|blue} harbour"),
        lambda desk: desk.recipe.set_prompt("a harbour"),
    ),
    "no words": (
        lambda desk: desk.recipe.set_prompt(" "),
        lambda desk: desk.recipe.set_prompt("a harbour"),
    ),
    "something in the way": (
        lambda desk: desk.situation.set_folder_failure(CLOSED),
        lambda desk: desk.situation.set_folder_failure(None),
    ),
    "a picture on its way in": (
        lambda desk: desk.generate.set_reading(1),
        lambda desk: desk.generate.set_reading(0),
    ),
    "another limit": (
        lambda desk: desk.generate.set_confirm_above(credits("5")),
        lambda desk: desk.generate.set_confirm_above(credits("100")),
    ),
}


@pytest.mark.parametrize("change", MIND_CHANGING)
def test_what_would_be_bought_otherwise_is_taken_back_for_good(
    desk: Desk, qtbot: QtBot, change: str
) -> None:
    there, back = MIND_CHANGING[change]
    assert not desk.press()
    assert desk.kind() is ARMED
    with qtbot.waitSignal(desk.generate.changed, timeout=0):
        there(desk)
    assert desk.kind() is not ARMED
    assert not desk.press()
    # A press elsewhere may have armed it for what was there.
    back(desk)
    assert desk.kind() is READY
    assert not desk.press()
    assert desk.press()


def test_a_key_that_is_gone_and_back_is_asked_for_anew(desk: Desk) -> None:
    desk.situation.set_key(Place.EU, KEY)
    desk.situation.set_place(Place.EU)
    desk.press()
    assert desk.kind() is ARMED
    desk.situation.set_key(Place.EU, KeyStanding())
    desk.situation.set_key(Place.EU, KEY)
    assert desk.kind() is READY


@pytest.mark.parametrize(
    "change",
    [
        lambda desk: desk.recipe.set_prompt("another harbour"),
        lambda desk: desk.recipe.set_seed(7),
        lambda desk: desk.situation.set_balance(Place.SANDBOX, credits("5")),
        lambda desk: desk.situation.set_paused(Place.SANDBOX, Failure(FailureKind.NO_CREDITS)),
        lambda desk: desk.situation.set_key(Place.EU, KEY),
        lambda desk: desk.generate.set_crowded(True),
    ],
)
def test_what_costs_the_same_there_stays_agreed_to(desk: Desk, change: Change) -> None:
    desk.press()
    change(desk)
    assert desk.kind() is ARMED
    assert desk.press()


def test_another_order_in_between_takes_it_back(desk: Desk) -> None:
    desk.press()
    desk.generate.committing()
    desk.generate.committed(0)
    assert desk.kind() is READY
    assert not desk.press()


@pytest.mark.parametrize(
    "change",
    [
        lambda desk: desk.recipe.set_pictures(24),
        lambda desk: desk.recipe.set_value(Role.TIER, "2k"),
        lambda desk: desk.recipe.set_prompt("a harbour at night"),
        lambda desk: desk.situation.set_place(Place.GLOBAL),
    ],
)
def test_a_price_nobody_knows_is_agreed_to_for_that_recipe_alone(
    desk: Desk, change: Change
) -> None:
    desk.make_unpriced()
    assert not desk.press()
    assert desk.kind() is ARMED
    change(desk)
    assert desk.kind() is READY
    desk.make_unpriced()
    desk.recipe.set_prompt("a harbour")
    desk.situation.set_place(Place.SANDBOX)
    assert not desk.press()
    assert desk.press()


DOINGS: dict[str, Change] = {
    "press": Desk.press,
    "press once more": Desk.press,
    "sandbox": lambda desk: desk.situation.set_place(Place.SANDBOX),
    "global": lambda desk: desk.situation.set_place(Place.GLOBAL),
    "all": lambda desk: desk.recipe.set_pictures(24),
    "one": lambda desk: desk.recipe.set_pictures(1),
    "large": lambda desk: desk.recipe.set_size(Size(2048, 2048)),
    "small": lambda desk: desk.recipe.set_size(Size(1024, 1024)),
    "max": lambda desk: desk.recipe.set_model("flux-2-max"),
    "unpriced": Desk.make_unpriced,
    "choices": lambda desk: desk.recipe.set_prompt("a {red|blue|green} harbour"),
    "words": lambda desk: desk.recipe.set_prompt("a harbour"),
    "no words": lambda desk: desk.recipe.set_prompt("{|a}"),
    "undo": lambda desk: desk.recipe.undo_stack.undo(),
    "closed": lambda desk: desk.situation.set_folder_failure(CLOSED),
    "open": lambda desk: desk.situation.set_folder_failure(None),
    "reading": lambda desk: desk.generate.set_reading(1),
    "read": lambda desk: desk.generate.set_reading(0),
    "order": Desk.order,
    "wait": lambda desk: setattr(desk, "now", desk.now + 3),
}


@given(st.lists(st.sampled_from(sorted(DOINGS)), max_size=30))
def test_nothing_dear_is_bought_but_what_the_face_asked_for_all_the_time(
    qapp: QApplication, doings: list[str]
) -> None:
    desk = Desk()
    asked: list[object] = []
    for doing in doings:
        face = desk.generate.face
        most = upper_bound(face.estimate)
        sent = DOINGS[doing](desk) is True
        dear = most is None or most > face.limit
        if sent and doing.startswith("press"):
            assert face.kind in (READY, ARMED)
            assert not dear or (face.kind is ARMED and len(set(asked)) == 1)
            desk.order(face.pictures)
        after = desk.generate.face
        if after.kind is ARMED:
            asked.append((after.place, after.pictures, upper_bound(after.estimate)))
        else:
            asked.clear()
    desk.rest()


@settings(max_examples=25)
@given(st.data())
@pytest.mark.parametrize("model", hosted(), ids=lambda model: model.id)
def test_what_the_face_says_is_what_is_bought(
    qapp: QApplication, model: ModelSpec, data: st.DataObject
) -> None:
    desk = Desk()
    desk.recipe.show(Draft(data.draw(choices.recipes(model))))
    desk.recipe.set_prompt(data.draw(PROMPTS | choices.words))
    desk.recipe.set_pictures(data.draw(st.integers(1, 6)))
    face, draft = desk.generate.face, desk.recipe.draft
    refused = any(each.kind is IssueKind.TOO_MANY_CHOICES for each in desk.recipe.issues)
    assert refused is (face.pictures > MOST_PICTURES)
    if refused:
        return
    bought = for_batch(draft.recipe, draft.pictures)
    assert len(bought) == face.pictures
    assert upper_bound(together(map(estimate, bought))) == upper_bound(face.estimate)
    words = model.parameter(Role.PROMPT)
    if face.kind is READY and words is not None and words.required:
        assert all(each.prompt.strip() for each in bought)
