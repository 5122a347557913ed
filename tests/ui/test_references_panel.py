"""Pictures that go to the model: where they stand, what they add, how they come and go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.errors import FailureKind
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.parts import StudioParts
from bfl_studio.state.generate_state import GenerateKind
from bfl_studio.state.notices import Topic
from bfl_studio.ui.reference_tile import ReferenceTile
from tests.e2e.window import live_studio
from tests.loop import Run
from tests.ui.studio_window import control, settle, standing_window, visible

SIZE = Size(3000, 2000)


@pytest.fixture
def parts(qapp: object, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made


def _fill(parts: StudioParts, count: int, role: Role = Role.REFERENCE) -> None:
    images = tuple(
        RecipeImage(role, f"{number:064x}", f"photo {number}.jpg", SIZE)
        for number in range(1, count + 1)
    )
    parts.studio.recipe_state.set_images(images)
    settle()


def _numbers(parts: StudioParts) -> list[int]:
    return [n for n in range(1, 11) if visible(parts, ReferenceTile, f"Reference {n}")]


def _said(parts: StudioParts, number: int) -> str:
    tile = control(parts, ReferenceTile, f"Reference {number}")
    return tile.accessibleDescription().replace("\u00a0", " ")


@pytest.mark.parametrize(("filled", "shown"), [(0, 4), (3, 4), (4, 8), (8, 8)])
def test_one_row_until_the_fourth_is_filled(parts: StudioParts, filled: int, shown: int) -> None:
    _fill(parts, filled)
    assert _numbers(parts) == list(range(1, shown + 1))


def test_each_tile_says_what_it_is_and_what_it_adds(parts: StudioParts) -> None:
    _fill(parts, 2)
    assert _said(parts, 2) == "photo 2.jpg, 3000 by 2000, sent as 1 MP, adds $0.015"
    assert _said(parts, 3) == "Empty"
    _fill(parts, 1)
    assert _said(parts, 1).endswith("sent as 4 MP, adds $0.06")


def test_what_the_model_does_not_take_stays_and_says_so(parts: StudioParts) -> None:
    _fill(parts, 6)
    parts.studio.recipe_state.set_model("flux-2-klein-4b")
    settle()
    assert _said(parts, 4).endswith("adds $0.001")
    assert _said(parts, 5).endswith("not used")
    texts = [str(each.property("text")) for each in parts.window.findChildren(QWidget)]
    assert any("images 5 and 6 stay here, unused" in text for text in texts)
    assert len(parts.studio.recipe_state.recipe.images) == 6


def test_delete_takes_a_picture_out_and_undo_brings_it_back(parts: StudioParts) -> None:
    _fill(parts, 3)
    tile = control(parts, ReferenceTile, "Reference 2")
    tile.setFocus()
    QTest.keyClick(tile, Qt.Key.Key_Delete)
    origins = [image.origin for image in parts.studio.recipe_state.recipe.images]
    assert origins == ["photo 1.jpg", "photo 3.jpg"]
    parts.studio.recipe_state.undo_stack.undo()
    assert len(parts.studio.recipe_state.recipe.images) == 3


def test_a_click_on_the_cross_takes_it_out_and_one_beside_it_asks_for_a_file(
    parts: StudioParts,
) -> None:
    _fill(parts, 1)
    asked: list[tuple[Role, int]] = []
    panel = parts.window.panes.references
    panel.files_wanted.disconnect()
    panel.files_wanted.connect(lambda role, slot: asked.append((role, slot)))
    tile = control(parts, ReferenceTile, "Reference 1")
    tile.setFocus()
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton, pos=tile.ring_rect().bottomLeft())
    assert asked == [(Role.REFERENCE, 1)]
    corner = tile.rect().topRight()
    corner.setX(corner.x() - 8)
    corner.setY(corner.y() + 8)
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton, pos=corner)
    assert parts.studio.recipe_state.recipe.images == ()


def test_arrows_go_from_tile_to_tile(parts: StudioParts) -> None:
    _fill(parts, 5)
    first = control(parts, ReferenceTile, "Reference 1")
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert control(parts, ReferenceTile, "Reference 2").hasFocus()
    QTest.keyClick(control(parts, ReferenceTile, "Reference 2"), Qt.Key.Key_Down)
    assert control(parts, ReferenceTile, "Reference 6").hasFocus()


def test_clear_empties_them_all(parts: StudioParts) -> None:
    _fill(parts, 3)
    parts.window.commands.table["clear_references"]()
    assert parts.studio.recipe_state.recipe.images == ()


def test_files_come_in_are_priced_and_sent(run: Run, tmp_path: Path) -> None:
    for number in range(3):
        Image.new("RGB", (900, 600 + number), "orange").save(tmp_path / f"{number}.png")
    (tmp_path / "brief.pdf").write_bytes(b"%PDF-1.7")

    async def scenario() -> None:
        async with live_studio(tmp_path / "data") as live:
            studio = live.process.studio
            studio.recipe_state.set_prompt("all of them on one table")
            paths = [tmp_path / "0.png", tmp_path / "brief.pdf", tmp_path / "1.png"]
            studio.slots.add(Role.REFERENCE, paths)
            assert studio.generate_state.face.kind is GenerateKind.READING
            assert "…" in live.generate_words and "$" not in live.generate_words
            await live.until(lambda: not studio.slots.reading)
            origins = [image.origin for image in studio.recipe_state.recipe.images]
            assert sorted(origins) == ["0.png", "1.png"]
            (notice,) = studio.notices.notices
            assert notice.failure is not None
            assert notice.failure.kind is FailureKind.REFERENCE_UNREADABLE
            assert notice.failure.said == "brief.pdf"
            assert "$0.06" in live.generate_words
            studio.generate()
            await live.until(lambda: bool(studio.jobs.jobs) and studio.jobs.jobs[0].ended)
            assert studio.jobs.jobs[0].state.value == "saved"

    run(scenario())


def test_more_than_fit_are_left_out_and_counted(run: Run, tmp_path: Path) -> None:
    paths = []
    for number in range(6):
        paths.append(tmp_path / f"{number}.png")
        Image.new("RGB", (300, 300), (number, 0, 0)).save(paths[-1])

    async def scenario() -> None:
        async with live_studio(tmp_path / "data") as live:
            studio = live.process.studio
            studio.recipe_state.set_model("flux-2-klein-4b")
            studio.slots.add(Role.REFERENCE, paths)
            await live.until(lambda: not studio.slots.reading)
            assert len(studio.recipe_state.recipe.images) == 4
            (notice,) = studio.notices.notices
            assert (notice.topic, notice.count, notice.most) == (Topic.TOO_MANY, 2, 4)

    run(scenario())


def test_a_picture_another_tool_had_a_use_for_is_named(parts: StudioParts) -> None:
    state = parts.studio.recipe_state
    state.set_model("flux-pro-1.0-fill")
    state.set_images(
        (
            RecipeImage(Role.IMAGE, "1" * 64, "room.png", Size(512, 512)),
            RecipeImage(Role.MASK, "2" * 64, "wall.png", Size(512, 512)),
        )
    )
    state.set_model("flux-2-pro")
    settle()
    texts = [str(each.property("text")) for each in parts.window.findChildren(QWidget)]
    assert "FLUX.2 [pro] doesn't use “wall.png”: kept here, not sent." in texts
