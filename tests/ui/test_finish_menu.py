"""*Finish on*: priced in the menu, bought by a click, with the picture's own seed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from bfl_studio.domain.credits import credits
from bfl_studio.domain.job import JobState
from bfl_studio.ui.finish_menu import FinishMenu
from tests.e2e.window import LiveStudio, live_studio
from tests.loop import Run

_NONE = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier


def _has_jobs(live: LiveStudio, count: int) -> bool:
    return len(live.process.studio.jobs.jobs) == count


def _rows(menu: FinishMenu) -> list[str]:
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def _menu(live: LiveStudio) -> FinishMenu:
    (menu,) = live.window.findChildren(FinishMenu)
    return menu


def test_without_a_picture_there_is_nothing_to_finish(run: Run, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path) as live:
            assert _rows(_menu(live)) == ["Nothing to finish"]

    run(scenario())


def test_a_draft_is_finished_for_the_price_on_its_row(run: Run, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path) as live:
            studio = live.process.studio
            studio.recipe_state.set_model("flux-2-klein-4b")
            studio.recipe_state.set_prompt("a harbour")
            studio.generate()
            await live.until(lambda: live.window.panes.viewer.picture is not None)
            rows = [row.replace("\u00a0", " ") for row in _rows(_menu(live))]
            assert "FLUX.2 [max] · $0.07" in rows
            assert "FLUX.2 [klein] 4B · 2048 × 2048 · $0.017" in rows
            wanted = next(each for each in _menu(live).actions() if "[max] · $0.07" in each.text())
            wanted.trigger()
            await live.until(
                lambda: [job.state for job in studio.jobs.jobs] == [JobState.SAVED] * 2
            )
            draft, final = studio.jobs.jobs
            assert final.recipe.model_id == "flux-2-max"
            assert final.seed == draft.seed
            assert final.charged == credits("7")

    run(scenario())


def test_above_the_limit_of_a_click_it_goes_to_compose_instead(run: Run, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path) as live:
            studio = live.process.studio
            live.process.settings.set_value("confirm_above", 1000)
            studio.recipe_state.set_model("flux-2-klein-4b")
            studio.recipe_state.set_prompt("a harbour")
            studio.generate()
            studio.generate_state.set_confirm_above(credits(100))
            live.window.commands.generate()
            await live.until(lambda: live.window.panes.viewer.picture is not None)
            studio.generate_state.set_confirm_above(credits(1))
            _menu(live).aboutToShow.emit()
            next(each for each in _menu(live).actions() if "[max]" in each.text()).trigger()
            assert studio.recipe_state.recipe.model_id == "flux-2-max"
            assert len(studio.jobs.jobs) == 1

    run(scenario())


def test_enter_only_composes_it_and_ctrl_enter_buys(run: Run, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path) as live:
            studio = live.process.studio
            studio.recipe_state.set_model("flux-2-klein-4b")
            studio.recipe_state.set_prompt("a harbour")
            studio.generate()
            await live.until(lambda: live.window.panes.viewer.picture is not None)
            menu = _menu(live)
            for jobs, modifiers in ((1, _NONE), (2, _CTRL)):
                menu.popup(live.window.pos())
                wanted = next(each for each in menu.actions() if "[max]" in each.text())
                menu.setActiveAction(wanted)
                QTest.keyClick(menu, Qt.Key.Key_Return, modifiers)
                assert not menu.isVisible()
                await live.until(partial(_has_jobs, live, jobs))
            assert studio.recipe_state.recipe.model_id == "flux-2-max"

    run(scenario())
