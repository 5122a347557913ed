"""Editing a picture: it becomes image 1, and what is made gets its size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.geometry import Size
from bfl_studio.parts import StudioParts
from bfl_studio.state.library_model import Picture
from bfl_studio.ui.combo import Combo
from bfl_studio.ui.controls import QuietButton
from tests.e2e.window import LiveStudio, live_studio
from tests.loop import Run
from tests.ui.pictures import a_saved_picture
from tests.ui.stage import focused
from tests.ui.studio_window import control, standing_window

pytestmark = pytest.mark.usefixtures("dark")
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
ADDRESS = "https://pictures.example.org/barn.jpg"


@pytest.fixture
def parts(qapp: object, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made


def names(parts: StudioParts, role: Role = Role.REFERENCE) -> list[str]:
    return [each.origin for each in parts.studio.recipe_state.recipe.images if each.role == role]


def in_view(
    parts: StudioParts, folder: Path, number: int = 1, size: tuple[int, int] = (640, 480)
) -> Picture:
    picture = a_saved_picture(folder, number, size=size)
    parts.window.panes.viewer.show_picture(picture)
    return picture


async def _until_read(live: LiveStudio) -> None:
    await live.until(lambda: not live.process.studio.slots.reading)


@pytest.mark.parametrize("chord", [(Qt.Key.Key_E, CONTROL), (Qt.Key.Key_E, None)])
def test_edit_puts_the_picture_first_takes_its_shape_and_goes_to_the_prompt(
    run: Run, tmp_path: Path, chord: tuple[Qt.Key, Qt.KeyboardModifier | None]
) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path / "data") as live:
            panes, state = live.window.panes, live.process.studio.recipe_state
            live.window.activateWindow()
            in_view(live.process, tmp_path, size=(832, 1216))
            panes.viewer.setFocus()
            QTest.keyClick(panes.viewer, chord[0], chord[1] or Qt.KeyboardModifier.NoModifier)
            assert focused() is panes.compose.prompt
            await _until_read(live)
            assert names(live.process) == ["1.png"]
            assert state.recipe.size == Size(832, 1216)
            in_view(live.process, tmp_path, 2, size=(640, 480))
            panes.viewer.setFocus()
            QTest.keyClick(panes.viewer, Qt.Key.Key_E)
            await _until_read(live)
            assert names(live.process) == ["2.png"]
            assert state.recipe.size == Size(640, 480)

    run(scenario())


@pytest.mark.parametrize(
    ("model", "ratio"), [("flux-kontext-pro", None), ("flux-pro-1.1-ultra", "2:3")]
)
def test_edit_tells_a_model_of_ratios_the_nearest_one_or_none(
    run: Run, tmp_path: Path, model: str, ratio: str | None
) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path / "data") as live:
            state = live.process.studio.recipe_state
            state.set_model(model)
            state.set_value(Role.ASPECT_RATIO, "21:9")
            in_view(live.process, tmp_path, size=(832, 1216))
            live.window.commands.table["edit"]()
            await _until_read(live)
            assert state.recipe.value(Role.ASPECT_RATIO) == ratio
            state.undo_stack.undo()
            assert (state.recipe.value(Role.ASPECT_RATIO), state.recipe.images) == ("21:9", ())

    run(scenario())


def test_the_bar_below_the_viewer_edits_too_in_one_step_that_can_be_taken_back(
    run: Run, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path / "data") as live:
            panes, state = live.window.panes, live.process.studio.recipe_state
            in_view(live.process, tmp_path, size=(832, 1216))
            control(live.process, QuietButton, "Edit").click()
            assert focused() is panes.compose.prompt
            await _until_read(live)
            assert (names(live.process), state.recipe.size) == (["1.png"], Size(832, 1216))
            assert control(live.process, Combo, "Size preset").text().startswith("As image 1")
            state.undo_stack.undo()
            assert (names(live.process), state.recipe.size) == ([], Size(1024, 1024))

    run(scenario())


def test_edit_with_no_picture_in_view_changes_nothing(parts: StudioParts) -> None:
    before = parts.studio.recipe_state.recipe
    parts.window.commands.table["edit"]()
    assert parts.studio.recipe_state.recipe == before
