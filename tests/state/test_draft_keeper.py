"""What was composed survives: a restart, a crash, a draft nobody can read."""

from __future__ import annotations

from pathlib import Path

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.prompt_pieces import Chip
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.services.premises import Premises
from bfl_studio.storage.journal import Journal
from tests.e2e.window import LiveStudio, live_studio
from tests.loop import Run


def _stored(folder: Path) -> dict[str, object] | None:
    journal = Journal(Premises(folder, folder / "library").journal)
    try:
        return journal.draft("default")
    finally:
        journal.close()


def _compose(live: LiveStudio) -> None:
    recipe = live.process.studio.recipe_state
    live.type_prompt("a lantern in the fog")
    recipe.set_size(Size(1280, 720))
    recipe.set_pictures(3)


def test_it_is_there_again_after_a_restart(run: Run, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path) as live:
            _compose(live)
            wanted = live.process.studio.recipe_state.draft
        async with live_studio(tmp_path) as live:
            assert live.process.studio.recipe_state.draft == wanted
            prompt = live.process.window.panes.compose.prompt
            assert prompt.toPlainText() == "a lantern in the fog"

    run(scenario())


def test_a_crash_takes_no_more_than_the_last_second(run: Run, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path) as live:
            _compose(live)
            # What another process would find: nothing was closed yet.
            await live.until(lambda: "lantern in the fog" in str(_stored(tmp_path)), 5)

    run(scenario())


def test_what_was_composed_before_the_journal_opened_comes_on_top(run: Run, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path) as live:
            _compose(live)
            kept = live.process.studio.recipe_state.draft
        async with live_studio(tmp_path, ready=False) as live:
            state = live.process.studio.recipe_state
            assert state.draft != kept
            state.set_prompt("at dusk")
            state.set_pictures(2)
            await live.until(lambda: live.process.studio.situation.ready)
            both = state.draft
            assert both.recipe.prompt == "a lantern in the fog at dusk"
            assert (both.recipe.size, both.pictures) == (kept.recipe.size, 2)
            await live.until(lambda: "fog at dusk" in str(_stored(tmp_path)), 10)
            undo = live.window.commands.table["undo"]
            for _ in range(3):
                undo()
            assert state.draft == kept

    run(scenario())


def test_what_was_typed_before_the_journal_opened_survives_a_crash(
    run: Run, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path, ready=False) as live:
            live.process.studio.recipe_state.set_prompt("typed at once")
            await live.until(lambda: "typed at once" in str(_stored(tmp_path)), 10)

    run(scenario())


def test_a_draft_nobody_can_read_stops_no_start(run: Run, tmp_path: Path) -> None:
    journal = Journal(Premises(tmp_path, tmp_path / "library").journal)
    journal.save_draft("default", {"recipe": 7, "pictures": "many"}, 1)
    journal.close()

    async def scenario() -> None:
        async with live_studio(tmp_path) as live:
            assert live.process.studio.recipe_state.recipe.prompt == ""
            assert not live.process.studio.notices.notices

    run(scenario())


def test_chips_of_the_prompt_come_back_bound_to_their_pictures(run: Run, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path) as live:
            recipe = live.process.studio.recipe_state
            recipe.set_images(tuple(RecipeImage(Role.REFERENCE, key * 64) for key in "ab"))
            prompt = live.process.window.panes.compose.prompt
            prompt.insert(("🙂 ", Chip("image 2", "b" * 64), " in #2C3E50 (dark blue-grey)"))
            wanted = recipe.draft
            await live.until(lambda: "dark blue-grey" in str(_stored(tmp_path)), 5)
        async with live_studio(tmp_path) as live:
            recipe = live.process.studio.recipe_state
            assert recipe.draft == wanted
            recipe.set_images(recipe.recipe.images[::-1])
            shown = live.process.window.panes.compose.prompt
            assert shown.toPlainText() == "🙂 image 1 in #2C3E50 (dark blue-grey)"
            assert shown.chips.shown == ("image 1", "#2C3E50")

    run(scenario())
