"""What a switch of models dropped is said as long as it is what came last."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.fitting import Dropped
from bfl_studio.domain.recipe import Recipe
from bfl_studio.state.draft import Draft
from bfl_studio.state.notices import NoticeAction, NoticeBoard, Severity, Topic
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.state.switch_notice import SwitchNotice


@pytest.fixture
def owner(qapp: QApplication) -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()


@pytest.fixture
def board(owner: QObject) -> NoticeBoard:
    return NoticeBoard(owner)


@pytest.fixture
def state(owner: QObject, board: NoticeBoard) -> RecipeState:
    made = RecipeState(owner)
    SwitchNotice(made, board, owner)
    made.set_model("flux-2-flex")
    made.set_value(Role.STEPS, 30)
    return made


def test_it_says_what_was_left_out_and_offers_to_take_it_back(
    state: RecipeState, board: NoticeBoard
) -> None:
    assert list(board.notices) == []
    state.set_model("flux-2-klein-9b")
    (notice,) = board.notices
    assert (notice.severity, notice.topic) == (Severity.INFO, Topic.DROPPED)
    assert notice.dropped == Dropped("FLUX.2 [klein] 9B", (Role.STEPS,))
    assert notice.actions == (NoticeAction.UNDO,)


@pytest.mark.parametrize("deed", ["type", "edit", "switch", "undo"])
def test_it_leaves_with_whatever_comes_next(
    state: RecipeState, board: NoticeBoard, deed: str
) -> None:
    state.set_model("flux-2-klein-9b")
    {
        "type": lambda: state.set_prompt("a"),
        "edit": lambda: state.set_pictures(2),
        "switch": lambda: state.set_model("flux-2-pro"),
        "undo": state.undo_stack.undo,
    }[deed]()
    assert board.notices == ()


def test_each_switch_has_its_own(state: RecipeState, board: NoticeBoard) -> None:
    state.set_model("flux-2-klein-9b")
    state.undo_stack.undo()
    state.set_value(Role.GUIDANCE, 7.0)
    state.set_model("flux-2-max")
    (notice,) = board.notices
    assert notice.dropped == Dropped("FLUX.2 [max]", (Role.STEPS, Role.GUIDANCE))


@pytest.mark.parametrize(
    ("old", "today", "label"),
    [
        ("flux-kontext", "flux-kontext-pro", "FLUX.1 Kontext [pro]"),
        ("flux-fill", "flux-pro-1.0-fill", "FLUX.1 Fill [pro]"),
        ("flux-pro-1.1-raw", "flux-pro-1.1-ultra-raw", "FLUX1.1 [pro] Ultra Raw"),
        ("flux-pro", "flux-pro-1.1", "FLUX1.1 [pro]"),
    ],
)
@pytest.mark.parametrize("kept", [False, True])
def test_a_name_of_older_days_is_understood_and_said(
    state: RecipeState, board: NoticeBoard, old: str, today: str, label: str, kept: bool
) -> None:
    used = Recipe(old, "a harbour", {Role.SEED: 7})
    if kept:
        # As at a start: nothing was composed before.
        while state.undo_stack.canUndo():
            state.undo_stack.undo()
        state.restore(Draft(used))
    else:
        state.reuse(used, keep_seed=True)
    assert (state.recipe.model_id, state.recipe.prompt) == (today, "a harbour")
    assert state.recipe.seed == 7
    (notice,) = board.notices
    assert (notice.topic, notice.names) == (Topic.RENAMED, (old, label))


def test_raw_by_its_old_name_is_still_raw(state: RecipeState) -> None:
    state.reuse(Recipe("flux-pro-1.1-raw", "a harbour"), keep_seed=True)
    assert state.recipe.value(Role.RAW) is True
