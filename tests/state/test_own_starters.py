"""Starters of one's own: saved, named, taken out, put back; what cannot be written is said."""

from __future__ import annotations

import json
from pathlib import Path

from bfl_studio.domain.errors import FailureKind
from bfl_studio.domain.prompts import Prompt
from tests.loop import Run
from tests.state.prompt_stage import PromptStage, prompt_stage


def _names(stage: PromptStage) -> list[str]:
    return [each.name for each in stage.own.starters]


def test_they_are_there_after_a_restart_with_what_others_added(run: Run, tmp_path: Path) -> None:
    row = {"name": "Old", "prompt": "{prompt}, ink", "tint": 3}
    (tmp_path / "starters.json").write_text(json.dumps({"version": 2, "starters": [row]}))

    async def scenario() -> None:
        async with prompt_stage(tmp_path) as stage:
            stage.own.add("  House   style ", Prompt("{prompt}, two inks"))
            assert _names(stage) == ["Old", "House style"]
        async with prompt_stage(tmp_path) as stage:
            assert _names(stage) == ["Old", "House style"]

    run(scenario())
    stored = json.loads((tmp_path / "starters.json").read_text())
    assert stored["version"] == 2
    assert stored["starters"][0] == row


def test_names_are_told_apart(run: Run, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with prompt_stage(tmp_path) as stage:
            for name in ("A", "a", "A"):
                stage.own.add(name, Prompt("x"))
            assert _names(stage) == ["A", "a 2", "A 3"]
            stage.own.rename(0, " a ")
            assert _names(stage) == ["a", "a 2", "A 3"]
            stage.own.rename(0, "A")
            stage.own.rename(2, " B ")
            stage.own.rename(1, "  ")
            assert _names(stage) == ["A", "a 2", "B"]

    run(scenario())


def test_one_that_is_taken_out_can_be_put_back(run: Run, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with prompt_stage(tmp_path) as stage:
            for name in "abc":
                stage.own.add(name, Prompt(name))
            stage.own.remove(1)
            assert _names(stage) == ["a", "c"]
            stage.own.put_back()
            stage.own.put_back()
            assert _names(stage) == ["a", "b", "c"]

    run(scenario())


def test_a_blank_prompt_is_no_starter(run: Run, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with prompt_stage(tmp_path) as stage:
            stage.own.add("Nothing", Prompt(" \n"))
            assert _names(stage) == []

    run(scenario())


def test_what_cannot_be_written_is_said(run: Run, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with prompt_stage(tmp_path) as stage:
            stage.starters_path.mkdir()
            stage.own.add("A", Prompt("x"))
            await stage.settle()
            assert [each.kind for each in stage.failures] == [FailureKind.DISK_FULL]
            assert _names(stage) == ["A"]

    run(scenario())
