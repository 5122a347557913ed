"""Every drag onto the slots has a key: a picture into a slot, the clipboard, edit, reorder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.domain.slots import Spot
from bfl_studio.parts import StudioParts
from bfl_studio.state.library_model import Picture
from bfl_studio.state.notices import Topic
from bfl_studio.ui.drop_contents import Contents, contents_of
from bfl_studio.ui.notice_words import notice_sentence
from bfl_studio.ui.reference_tile import ReferenceTile
from tests.e2e.window import LiveStudio, live_studio
from tests.loop import Run
from tests.ui.pictures import a_saved_picture
from tests.ui.stage import focused
from tests.ui.studio_window import control, settle, standing_window

pytestmark = pytest.mark.usefixtures("dark")
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
ADDRESS = "https://pictures.example.org/barn.jpg"


@pytest.fixture(autouse=True)
def _empty_clipboard(qapp: object) -> Iterator[None]:
    QGuiApplication.clipboard().clear()
    yield
    QGuiApplication.clipboard().clear()


@pytest.fixture
def parts(qapp: object, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made


def names(parts: StudioParts, role: Role = Role.REFERENCE) -> list[str]:
    return [each.origin for each in parts.studio.recipe_state.recipe.images if each.role == role]


def fill(parts: StudioParts, *origins: str) -> None:
    images = tuple(
        RecipeImage(Role.REFERENCE, f"{number:064x}", origin, Size(1200, 900))
        for number, origin in enumerate(origins, start=1)
    )
    parts.studio.recipe_state.set_images(images)


def on_clipboard(*paths: Path, text: str = "", png: bytes = b"") -> None:
    data = QMimeData()
    if paths:
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    if text:
        data.setText(text)
    if png:
        data.setData("image/png", png)
    QGuiApplication.clipboard().setMimeData(data)


def a_file(folder: Path, name: str, color: str = "teal") -> Path:
    Image.new("RGB", (320, 200), color).save(folder / name)
    return folder / name


def in_view(
    parts: StudioParts, folder: Path, number: int = 1, size: tuple[int, int] = (640, 480)
) -> Picture:
    picture = a_saved_picture(folder, number, size=size)
    parts.window.panes.viewer.show_picture(picture)
    return picture


async def _until_read(live: LiveStudio) -> None:
    await live.until(lambda: not live.process.studio.slots.reading)


def test_alt_and_a_digit_puts_the_picture_in_view_into_that_slot(run: Run, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path / "data") as live:
            viewer = live.window.panes.viewer
            for number, key in ((1, Qt.Key.Key_1), (2, Qt.Key.Key_5), (3, Qt.Key.Key_1)):
                in_view(live.process, tmp_path, number)
                viewer.setFocus()
                QTest.keyClick(viewer, key, ALT)
                await _until_read(live)
            # The fifth is the next free one while only the first is filled.
            assert names(live.process) == ["3.png", "2.png"]

    run(scenario())


def test_away_from_the_pictures_the_clipboards_comes_first(run: Run, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path / "data") as live:
            prompt = live.window.panes.compose.prompt
            in_view(live.process, tmp_path)
            on_clipboard(a_file(tmp_path, "clip.png"))
            prompt.setFocus()
            QTest.keyClick(prompt, Qt.Key.Key_1, ALT)
            await _until_read(live)
            assert names(live.process) == ["clip.png"]
            QGuiApplication.clipboard().clear()
            QTest.keyClick(prompt, Qt.Key.Key_2, ALT)
            await _until_read(live)
            assert names(live.process) == ["clip.png", "1.png"]
            assert live.process.studio.recipe_state.recipe.prompt == ""

    run(scenario())


def test_with_nothing_to_put_into_a_slot_that_is_said(parts: StudioParts) -> None:
    fill(parts, "1")
    QTest.keyClick(parts.window.panes.compose.prompt, Qt.Key.Key_1, ALT)
    assert [each.topic for each in parts.studio.notices.notices] == [Topic.NO_PICTURE]
    assert names(parts) == ["1"]


@pytest.mark.parametrize("what", ["files", "pixels"])
@pytest.mark.parametrize("focus", ["prompt", "viewer"])
def test_ctrl_v_pastes_pictures_into_the_next_free_slots(
    run: Run, tmp_path: Path, what: str, focus: str
) -> None:
    first, second = a_file(tmp_path, "2.png"), a_file(tmp_path, "10.png", "red")

    async def scenario() -> None:
        async with live_studio(tmp_path / "data") as live:
            panes = live.window.panes
            if what == "files":
                on_clipboard(second, first)
            else:
                on_clipboard(png=first.read_bytes())
            target = panes.compose.prompt if focus == "prompt" else panes.viewer
            target.setFocus()
            QTest.keyClick(target, Qt.Key.Key_V, CONTROL)
            await _until_read(live)
            expected = ["2.png", "10.png"] if what == "files" else ["pasted picture.png"]
            assert names(live.process) == expected
            assert live.process.studio.recipe_state.recipe.prompt == ""

    run(scenario())


def test_ctrl_v_where_text_is_written_pastes_text(parts: StudioParts, tmp_path: Path) -> None:
    on_clipboard(text="12 barns", png=a_file(tmp_path, "a.png").read_bytes())
    QTest.keyClick(parts.window.panes.compose.prompt, Qt.Key.Key_V, CONTROL)
    assert parts.studio.recipe_state.recipe.prompt == "12 barns"
    on_clipboard(text="48213")
    seed = control(parts, QLineEdit, "Seed")
    seed.setFocus()
    seed.clear()
    QTest.keyClick(seed, Qt.Key.Key_V, CONTROL)
    assert "48213" in seed.text().replace(",", "")
    assert names(parts) == []


def test_an_address_on_the_clipboard_is_offered(parts: StudioParts) -> None:
    on_clipboard(text=ADDRESS)
    viewer = parts.window.panes.viewer
    viewer.setFocus()
    QTest.keyClick(viewer, Qt.Key.Key_V, CONTROL)
    settle()
    popover = QApplication.activePopupWidget()
    assert popover is not None
    (line,) = popover.findChildren(QLineEdit)
    assert line.text() == ADDRESS
    assert names(parts) == []
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert names(parts) == [ADDRESS]


def test_with_every_slot_filled_a_paste_says_so(parts: StudioParts, tmp_path: Path) -> None:
    fill(parts, *"12345678")
    on_clipboard(a_file(tmp_path, "a.png"))
    QTest.keyClick(parts.window.panes.compose.prompt, Qt.Key.Key_V, CONTROL)
    assert [each.topic for each in parts.studio.notices.notices] == [Topic.NO_ROOM]
    assert names(parts) == list("12345678")


def test_what_a_slot_is_there_for_stays_when_its_picture_is_replaced(
    run: Run, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path / "data") as live:
            state = live.process.studio.recipe_state
            old = RecipeImage(Role.REFERENCE, "1" * 64, "old.png", Size(900, 900))
            state.set_images((replace(old, part="style", at_most=1, locked=True),))
            live.process.studio.slots.add(Role.REFERENCE, [a_file(tmp_path, "new.png")], old.key)
            await _until_read(live)
            (image,) = state.recipe.images
            assert (image.origin, image.part) == ("new.png", "style")
            assert (image.at_most, image.locked) == (None, True)

    run(scenario())


def test_alt_and_an_arrow_moves_a_picture_and_the_keyboard_with_it(parts: StudioParts) -> None:
    fill(parts, *"123")
    settle()
    control(parts, ReferenceTile, "Reference 1").setFocus()
    for key, after, number in (
        (Qt.Key.Key_Left, "123", 1),
        (Qt.Key.Key_Right, "213", 2),
        (Qt.Key.Key_Right, "231", 3),
        (Qt.Key.Key_Right, "231", 3),
        (Qt.Key.Key_Left, "213", 2),
    ):
        QTest.keyClick(focused(), key, ALT)
        settle()
        assert (names(parts), focused().accessibleName()) == (list(after), f"Reference {number}")
    parts.studio.recipe_state.undo_stack.undo()
    assert names(parts) == list("231")


def test_a_press_that_moves_takes_the_picture_along(
    parts: StudioParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(parts, *"12")
    settle()
    carried: list[Contents | None] = []

    def record(drag: QDrag, _actions: Qt.DropAction) -> Qt.DropAction:
        carried.append(contents_of(drag.mimeData()))
        return Qt.DropAction.MoveAction

    monkeypatch.setattr(QDrag, "exec", record)
    asked: list[int] = []
    panel = parts.window.panes.references
    panel.files_wanted.disconnect()
    panel.files_wanted.connect(lambda _role, number: asked.append(number))
    for number, filled in ((2, True), (3, False)):
        tile = control(parts, ReferenceTile, f"Reference {number}")
        start = QPoint(30, 30)
        QTest.mousePress(tile, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(tile, start + QPoint(30, 0))
        QTest.mouseRelease(tile, Qt.MouseButton.LeftButton, pos=start + QPoint(30, 0))
        picture = parts.studio.slots.key_at(Spot(Role.REFERENCE, number))
        assert carried == ([Contents(picture)] if filled else []), number
        carried.clear()
    assert asked == [3]


def test_a_digit_the_model_has_no_slot_for_is_refused(parts: StudioParts, tmp_path: Path) -> None:
    fill(parts, *"123")
    on_clipboard(a_file(tmp_path, "a.png"))
    parts.studio.recipe_state.set_model("flux-2-klein-4b")
    settle()
    QTest.keyClick(parts.window.panes.viewer, Qt.Key.Key_6, ALT)
    (notice,) = parts.studio.notices.notices
    assert notice_sentence(notice) == "FLUX.2 [klein] 4B has no slot 6."
    assert names(parts) == list("123")
    assert parts.studio.slots.reading == 0


def test_a_digit_reaches_a_slot_that_stands_beyond_what_the_model_takes(
    run: Run, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path / "data") as live:
            state = live.process.studio.recipe_state
            state.set_images(
                tuple(RecipeImage(Role.REFERENCE, each * 64, each) for each in "12345678")
            )
            state.set_model("flux-2-klein-4b")
            on_clipboard(a_file(tmp_path, "a.png"))
            QTest.keyClick(live.window.panes.viewer, Qt.Key.Key_6, ALT)
            await _until_read(live)
            assert names(live.process) == [*"12345", "a.png", *"78"]

    run(scenario())


@pytest.mark.parametrize("action", ["add_references", "add_address"])
def test_with_no_room_what_adds_pictures_says_so(parts: StudioParts, action: str) -> None:
    fill(parts, *"12345678")
    parts.window.commands.table[action]()
    assert [each.topic for each in parts.studio.notices.notices] == [Topic.NO_ROOM]
    assert not parts.window.findChildren(QFileDialog)
    assert QApplication.activePopupWidget() is None
