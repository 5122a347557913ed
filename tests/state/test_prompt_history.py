"""The prompts that were sent: there at once, kept, taken out and put back."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.errors import FailureKind
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.prompts import Prompt
from bfl_studio.domain.recipe import Mention, RecipeImage
from tests.loop import Run
from tests.state.prompt_stage import Play, PromptStage, player, prompt_stage

_IMAGE = RecipeImage(Role.REFERENCE, "1" * 64, "jacket.png", Size(512, 512))
_NAMED = Prompt("image 1 in snow", (Mention(0, 7, _IMAGE.key),))


@pytest.fixture
def play(run: Run, tmp_path: Path) -> Play:
    return player(run, tmp_path)


def test_what_was_sent_is_there_at_once_newest_first_and_once(
    play: Play,
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


def test_one_is_removed_all_are_and_both_come_back(play: Play) -> None:
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


def test_what_the_disk_refuses_is_said(play: Play) -> None:
    async def story(stage: PromptStage) -> None:
        stage.send("a")
        await stage.settle()
        assert stage.failures == []
        stage.journal.close()
        stage.history.clear()
        await stage.settle()
        assert [each.kind for each in stage.failures] == [FailureKind.JOURNAL_CLOSED]

    play(story)
