"""The prompts that were sent: there at once, kept, and walked through without losing the draft."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.prompts import Prompt
from bfl_studio.domain.recipe import Mention, RecipeImage
from tests.loop import Run
from tests.state.prompt_stage import PromptStage, prompt_stage

Story = Callable[[PromptStage], Coroutine[Any, Any, None]]
_IMAGE = RecipeImage(Role.REFERENCE, "1" * 64, "jacket.png", Size(512, 512))
_NAMED = Prompt("image 1 in snow", (Mention(0, 7, _IMAGE.key),))


@pytest.fixture
def play(run: Run, tmp_path: Path) -> Callable[[Story], None]:
    def played(story: Story) -> None:
        async def scenario() -> None:
            async with prompt_stage(tmp_path) as stage:
                await story(stage)

        run(scenario())

    return played


def test_what_was_sent_is_there_at_once_newest_first_and_once(
    play: Callable[[Story], None],
) -> None:
    async def story(stage: PromptStage) -> None:
        stage.send("a", "b", "a", "  ")
        assert stage.listed == ["a", "b"]
        await stage.settle()
        assert stage.kept == ["a", "b"]

    play(story)


def test_it_is_there_after_a_restart(run: Run, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with prompt_stage(tmp_path) as stage:
            stage.recipe_state.set_images((_IMAGE,))
            stage.put(_NAMED)
            stage.walk.sent()
            stage.send("{red|blue} barn")
        async with prompt_stage(tmp_path) as stage:
            await asyncio.sleep(0)
            assert stage.listed == ["{red|blue} barn", _NAMED.words]
            assert stage.history.entries[1].prompt == _NAMED

    run(scenario())


def test_what_was_sent_before_the_journal_was_read_stands_first(run: Run, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with prompt_stage(tmp_path) as stage:
            stage.send("a", "b")
        stage = PromptStage(tmp_path)
        stage.send("a", "c")
        stage.errands.begin()
        stage.history.begin()
        await asyncio.sleep(0.05)
        assert stage.listed == ["c", "a", "b"]
        assert stage.kept == ["c", "a", "b"]
        await stage.errands.close()
        stage.journal.close()

    run(scenario())


def test_the_walk_goes_back_and_brings_the_draft_again(play: Callable[[Story], None]) -> None:
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


def test_what_was_just_sent_is_no_step_back(play: Callable[[Story], None]) -> None:
    async def story(stage: PromptStage) -> None:
        stage.send("a", "b")
        assert stage.walk.older(stage.put)
        assert stage.shown == "a"
        assert not stage.walk.older(stage.put)
        assert stage.walk.newer(stage.put)
        assert stage.shown == "b"

    play(story)


def test_with_nothing_sent_nothing_happens(play: Callable[[Story], None]) -> None:
    async def story(stage: PromptStage) -> None:
        stage.type("draft")
        assert not stage.walk.older(stage.put)
        assert not stage.walk.newer(stage.put)
        assert stage.shown == "draft"

    play(story)


def test_a_fetched_prompt_that_is_changed_is_the_draft_and_the_old_one_is_kept(
    play: Callable[[Story], None],
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


def test_taking_a_step_back_is_no_change(play: Callable[[Story], None]) -> None:
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


def test_sending_a_fetched_prompt_keeps_the_draft_behind_it(play: Callable[[Story], None]) -> None:
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


def test_pictures_that_are_not_here_are_words(play: Callable[[Story], None]) -> None:
    async def story(stage: PromptStage) -> None:
        stage.recipe_state.set_images((_IMAGE,))
        stage.put(_NAMED)
        stage.walk.sent()
        stage.recipe_state.start_anew()
        stage.walk.older(stage.put)
        assert stage.walk.written == Prompt(_NAMED.words)

    play(story)


def test_pictures_are_called_by_their_numbers_of_today(play: Callable[[Story], None]) -> None:
    async def story(stage: PromptStage) -> None:
        stage.recipe_state.set_images((_IMAGE,))
        stage.put(_NAMED)
        stage.walk.sent()
        stage.send("b")
        other = RecipeImage(Role.REFERENCE, "2" * 64, "hat.png", Size(512, 512))
        stage.recipe_state.set_images((other, _IMAGE))
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


def test_one_is_removed_all_are_and_both_come_back(play: Callable[[Story], None]) -> None:
    async def story(stage: PromptStage) -> None:
        stage.send("a", "b", "c")
        stage.history.remove(stage.history.entries[1])
        assert stage.listed == ["c", "a"]
        stage.history.put_back()
        assert stage.listed == ["c", "b", "a"]
        stage.history.clear()
        assert stage.listed == []
        await stage.settle()
        assert stage.kept == []
        stage.history.put_back()
        await stage.settle()
        assert stage.listed == stage.kept == ["c", "b", "a"]

    play(story)


def test_putting_another_in_place_keeps_what_was_written(play: Callable[[Story], None]) -> None:
    async def story(stage: PromptStage) -> None:
        stage.send("a")
        stage.type("draft")
        stage.walk.use(Prompt("from a starter"), stage.put)
        assert (stage.shown, stage.listed) == ("from a starter", ["draft", "a"])

    play(story)
