"""The walk through the prompts that were sent brings the draft again, and loses nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.prompts import Prompt
from bfl_studio.domain.recipe import Mention, RecipeImage
from bfl_studio.domain.rules import IssueKind
from tests.loop import Run
from tests.state.prompt_stage import Play, PromptStage, player, prompt_stage

_IMAGE = RecipeImage(Role.REFERENCE, "1" * 64, "jacket.png", Size(512, 512))
_OTHER = RecipeImage(Role.REFERENCE, "2" * 64, "hat.png", Size(512, 512))
_NAMED = Prompt("image 1 in snow", (Mention(0, 7, _IMAGE.key),))
_DRAFT = Prompt("a hat as image 2", (Mention(9, 7, _OTHER.key),))


@pytest.fixture
def play(run: Run, tmp_path: Path) -> Play:
    return player(run, tmp_path)


def test_the_walk_goes_back_and_brings_the_draft_again(play: Play) -> None:
    async def story(stage: PromptStage) -> None:
        stage.send("a", "b", "c")
        stage.recipe_state.set_images((_IMAGE,))
        stage.put(_NAMED)
        seen = []
        while stage.walk.older(stage.put):
            seen.append(stage.shown)
        while stage.walk.newer(stage.put):
            seen.append(stage.shown)
        assert seen == ["c", "b", "a", "b", "c", _NAMED.words]
        assert stage.walk.written == _NAMED
        assert not stage.walk.walking
        assert stage.listed == ["c", "b", "a"]

    play(story)


def test_what_was_just_sent_is_no_step_back(play: Play) -> None:
    async def story(stage: PromptStage) -> None:
        stage.send("a", "b")
        assert stage.walk.older(stage.put)
        assert stage.shown == "a"
        assert not stage.walk.older(stage.put)
        assert stage.walk.newer(stage.put)
        assert stage.shown == "b"

    play(story)


def test_with_nothing_sent_nothing_happens(play: Play) -> None:
    async def story(stage: PromptStage) -> None:
        stage.type("draft")
        assert not stage.walk.older(stage.put)
        assert not stage.walk.newer(stage.put)
        assert stage.shown == "draft"

    play(story)


def test_a_fetched_prompt_that_is_changed_is_the_draft_and_the_old_one_is_kept(
    play: Play,
) -> None:
    async def story(stage: PromptStage) -> None:
        stage.send("a", "b")
        stage.type("draft")
        stage.walk.older(stage.put)
        stage.type("b and more")
        assert stage.listed == ["draft", "b", "a"]
        assert not stage.walk.newer(stage.put)
        stage.walk.older(stage.put)
        assert stage.shown == "draft"
        stage.walk.newer(stage.put)
        assert stage.shown == "b and more"

    play(story)


def test_taking_a_step_back_is_no_change(play: Play) -> None:
    async def story(stage: PromptStage) -> None:
        stage.send("a", "b", "c")
        stage.type("draft")
        stage.walk.older(stage.put)
        stage.walk.older(stage.put)
        # What Undo does: the text of the step before, without asking anybody.
        stage.type("c")
        walking = stage.walk.walking
        assert walking
        stage.walk.older(stage.put)
        assert stage.shown == "b"
        stage.type("draft")
        assert not stage.walk.walking
        assert stage.listed == ["c", "b", "a"]

    play(story)


def test_sending_a_fetched_prompt_keeps_the_draft_behind_it(play: Play) -> None:
    async def story(stage: PromptStage) -> None:
        stage.send("a", "b")
        stage.type("draft")
        stage.walk.older(stage.put)
        stage.walk.sent()
        assert stage.listed == ["b", "draft", "a"]

    play(story)


def test_a_draft_that_is_out_of_sight_survives_a_crash(run: Run, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with prompt_stage(tmp_path) as stage:
            stage.send("a")
            stage.type("draft")
            stage.walk.older(stage.put)
            await stage.settle()
            assert stage.kept == ["draft", "a"]
            stage.walk.newer(stage.put)
            await stage.settle()
            assert stage.kept == ["a"]

    run(scenario())


@pytest.mark.parametrize("by", ["walk", "search"])
def test_a_picture_that_is_not_here_stays_named_and_is_missed(play: Play, by: str) -> None:
    """It names no other picture that has its number now: nothing is sent until that is settled."""

    async def story(stage: PromptStage) -> None:
        state = stage.recipe_state
        state.set_images((_IMAGE,))
        stage.put(_NAMED)
        stage.walk.sent()
        stage.type("draft")
        state.set_images((_OTHER,))
        if by == "walk":
            stage.walk.older(stage.put)
        else:
            stage.walk.use(stage.history.entries[0].prompt, stage.put)
        assert stage.walk.written == _NAMED
        assert [each.kind for each in state.issues] == [IssueKind.MENTION_GONE]
        state.set_images((_OTHER, _IMAGE))
        assert stage.shown == "image 2 in snow"
        assert state.issues == ()

    play(story)


@pytest.mark.parametrize("steps", [1, 2])
def test_pictures_that_move_during_the_walk_are_nobodys_typing(play: Play, steps: int) -> None:
    async def story(stage: PromptStage) -> None:
        state = stage.recipe_state
        state.set_images((_IMAGE, _OTHER))
        stage.send("a")
        stage.put(_NAMED)
        stage.walk.sent()
        stage.put(_DRAFT)
        for _ in range(steps):
            stage.walk.older(stage.put)
        state.set_images((_OTHER, _IMAGE))
        for _ in range(steps):
            assert stage.walk.newer(stage.put)
        assert stage.shown == "a hat as image 1"
        assert stage.walk.written.reads_as(_DRAFT)
        assert not stage.walk.walking
        assert stage.listed == [_NAMED.words, "a"]
        await stage.settle()
        assert stage.kept == stage.listed

    play(story)


def test_taking_the_walk_back_after_pictures_moved_is_no_change(
    play: Play,
) -> None:
    async def story(stage: PromptStage) -> None:
        stage.recipe_state.set_images((_IMAGE, _OTHER))
        stage.send("a")
        stage.put(_DRAFT)
        stage.walk.older(stage.put)
        stage.recipe_state.set_images((_OTHER, _IMAGE))
        # What Undo does: the chips of the draft, with the numbers of today.
        stage.put(Prompt("a hat as image 1", (Mention(9, 7, _OTHER.key),)))
        assert not stage.walk.walking
        assert stage.listed == ["a"]

    play(story)


def test_pictures_are_called_by_their_numbers_of_today(play: Play) -> None:
    async def story(stage: PromptStage) -> None:
        stage.recipe_state.set_images((_IMAGE,))
        stage.put(_NAMED)
        stage.walk.sent()
        stage.send("b")
        stage.recipe_state.set_images((_OTHER, _IMAGE))
        stage.type("draft")
        stage.walk.older(stage.put)
        stage.walk.older(stage.put)
        assert stage.shown == "image 2 in snow"
        assert stage.walk.walking
        stage.walk.newer(stage.put)
        assert stage.shown == "b"

    play(story)


@settings(max_examples=60)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(["older", "newer", "send"]),
            st.text("ab{|}", max_size=3).map("={}".format),
        ),
        max_size=14,
    )
)
def test_nothing_that_was_typed_is_ever_lost(steps: list[str]) -> None:
    """Whatever was sent, and whatever the walk took out of sight, can be found again."""
    stage = _unopened()
    owed: set[str] = set()
    for step in steps:
        shown, walking = stage.shown, stage.walk.walking
        if step.startswith("="):
            stage.type(step[1:])
        elif step == "send":
            owed.add(shown)
            stage.walk.sent()
        elif step == "older":
            if stage.walk.older(stage.put) and not walking:
                owed.add(shown)
        elif stage.walk.newer(stage.put) and not stage.walk.walking:
            # It is back in hand, to be typed over as anything else.
            owed -= {stage.shown} - set(stage.listed)
        elsewhere = {stage.walk._draft.words} if stage.walk._draft is not None else set()
        assert {words for words in owed if words.strip()} <= {*stage.listed, *elsewhere}
    stage.journal.close()


def _unopened() -> PromptStage:
    with tempfile.TemporaryDirectory() as folder:
        return PromptStage(Path(folder))


def test_putting_the_same_words_with_other_pictures_in_place_spoils_none_that_are_kept(
    play: Play,
) -> None:
    async def story(stage: PromptStage) -> None:
        stage.recipe_state.set_images((_IMAGE,))
        stage.put(_NAMED)
        stage.walk.sent()
        stage.type(_NAMED.words)
        stage.walk.use(stage.history.entries[0].prompt, stage.put)
        assert stage.walk.written == _NAMED
        assert [each.prompt for each in stage.history.entries] == [_NAMED]

    play(story)


def test_putting_another_in_place_keeps_what_was_written(play: Play) -> None:
    async def story(stage: PromptStage) -> None:
        stage.send("a")
        stage.type("draft")
        stage.walk.use(Prompt("from a starter"), stage.put)
        assert (stage.shown, stage.listed) == ("from a starter", ["draft", "a"])

    play(story)
