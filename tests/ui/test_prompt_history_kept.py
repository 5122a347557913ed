"""The whole studio: what is generated is in the history, also after a restart."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bfl_studio.domain.errors import FailureKind
from bfl_studio.domain.job import JobState
from bfl_studio.domain.prompts import Prompt
from bfl_studio.services.premises import Premises
from tests.e2e.window import live_studio
from tests.loop import Run


def test_choices_are_bought_as_so_many_prompts_and_kept_as_they_were_typed(
    run: Run, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path) as live:
            studio = live.process.studio
            studio.recipe_state.set_model("flux-2-klein-4b")
            live.type_prompt("a {red|blue} barn")
            studio.recipe_state.set_pictures(2)
            assert live.generate_words.startswith("Generate 4")
            live.press_generate()
            await live.until(
                lambda: [job.state for job in studio.jobs.jobs] == [JobState.SAVED] * 4, 30
            )
            made = [(job.recipe.prompt, job.seed) for job in studio.jobs.jobs]
            assert [prompt for prompt, _ in made] == ["a red barn"] * 2 + ["a blue barn"] * 2
            assert made[0][1] == made[2][1]
            assert made[1][1] == made[3][1]
            live.type_prompt("my draft")
            live.window.commands.table["older_prompt"]()
            assert studio.recipe_state.recipe.prompt == "a {red|blue} barn"
        async with live_studio(tmp_path) as live:
            studio = live.process.studio
            await live.until(lambda: len(studio.prompt_history.entries) == 2)
            # The draft that was out of sight is there too.
            words = [each.words for each in studio.prompt_history.entries]
            assert words == ["my draft", "a {red|blue} barn"]

    run(scenario())


def test_own_starters_are_there_after_a_restart(run: Run, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path) as live:
            live.process.studio.own_starters.add("House style", Prompt("{prompt}, two inks"))
        async with live_studio(tmp_path) as live:
            own = live.process.studio.own_starters
            await live.until(lambda: own.starters)
            assert own.starters[0].name == "House style"

    run(scenario())


def test_a_disk_that_refuses_to_clear_the_history_is_said(run: Run, tmp_path: Path) -> None:
    """Or its prompts would be back at the next start, and nobody would know why."""

    async def scenario() -> None:
        async with live_studio(tmp_path) as live:
            studio = live.process.studio
            studio.prompt_history.add(Prompt("a red barn"))
            await studio.prompt_history.flush()
            journal = Premises(tmp_path, tmp_path / "library").journal
            with closing(sqlite3.connect(journal, isolation_level=None)) as other:
                other.execute("DROP TABLE prompt")
            studio.prompt_history.clear()
            await live.until(
                lambda: [
                    each
                    for each in studio.notices.notices
                    if each.failure and each.failure.kind is FailureKind.JOURNAL_CLOSED
                ]
            )

    run(scenario())
