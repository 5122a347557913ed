"""What the list of keys lists: everything that exists, nothing that does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bfl_studio.parts import StudioParts
from bfl_studio.state.outgoing import Outgoing
from bfl_studio.ui import actions
from bfl_studio.ui.actions import ACTIONS, ActionSpec, Place
from bfl_studio.ui.job_actions import Deed
from bfl_studio.ui.key_rows import GESTURES, PICTURE_WORDS, PLACED, KeyGroup, key_groups
from bfl_studio.ui.number_field import ScrubLabel
from bfl_studio.ui.picture_keys import (
    COMMANDS,
    STEPS,
    PictureCommand,
    Step,
    command_of,
    step_of,
)
from bfl_studio.ui.slider import Slider
from tests import scenes
from tests.ui.crop_stage import CROP_PROOFS
from tests.ui.prompt_stage import names_a_picture, opens_colours
from tests.ui.slot_stage import SLOT_PROOFS
from tests.ui.stage import focused, turn_wheel
from tests.ui.studio_window import settle, standing_window

pytestmark = pytest.mark.usefixtures("dark")
PICTURES, MENUS = "Viewer, Batch, Library", {place.value for place in Place}
DRAWN = {"←": "Left", "→": "Right", "↑": "Up", "↓": "Down", "Enter": "Return"}
_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def group(title: str) -> KeyGroup:
    return next(each for each in key_groups() if each.title == title)


def plain(keys: str) -> str:
    """Keys without what is only drawn of them; both Enters are one."""
    for drawn, name in DRAWN.items():
        keys = keys.replace(drawn, name)
    return QKeySequence(keys).toString()


def pressed(cap: str) -> QKeyEvent:
    """What a keyboard sends for the keys on a cap."""
    shifted = cap.startswith("Shift+")
    name = plain(cap.removeprefix("Shift+"))
    combination = QKeySequence(name)[0]  # type: ignore[index]
    modifiers = Qt.KeyboardModifier.ShiftModifier if shifted else _NONE
    return QKeyEvent(QEvent.Type.KeyPress, combination.key(), modifiers)


# What is listed


@pytest.mark.parametrize("spec", ACTIONS, ids=lambda spec: spec.id)
def test_every_action_stands_under_its_menu_with_its_keys(spec: ActionSpec) -> None:
    (row,) = (each for each in group(spec.place.value).rows if each.words == spec.text)
    assert {plain(cap) for cap in row.caps} == {plain(key) for key in actions.keys_of(spec)}


def test_menus_list_nothing_but_actions() -> None:
    listed = sum(len(each.rows) for each in key_groups() if each.title in MENUS)
    assert listed == len(ACTIONS)


def test_every_single_key_among_pictures_is_listed() -> None:
    assert set(PICTURE_WORDS) == {*PictureCommand, *Step}
    words = [row.words for row in group(PICTURES).rows]
    assert [each for each in words if words.count(each) > 1] == []
    assert set(PICTURE_WORDS.values()) <= set(words)


def test_every_single_key_does_what_is_said_of_it() -> None:
    asked = {words: command for command, words in PICTURE_WORDS.items()}
    rows = [row for row in group(PICTURES).rows if row.words in asked]
    for row in rows:
        assert row.caps
        for cap in row.caps:
            event = pressed(cap)
            assert (command_of(event) or step_of(event)) is asked[row.words]
    assert sum(len(row.caps) for row in rows) == len(COMMANDS) + len(STEPS)


def test_keys_are_written_as_people_read_them() -> None:
    caps = {row.words: row.caps for each in key_groups() for row in each.rows}
    assert caps["Generate"] == ("Ctrl+Enter",)
    assert caps["Redo"] == ("Ctrl+Shift+Z", "Ctrl+Y")
    assert caps["Zoom in"] == ("Ctrl++", "Ctrl+=")
    assert caps["Next picture"] == ("→", "↓")
    assert caps["200 % ↔ fit"] == ("Shift+Z",)
    assert caps["One fewer"] == ("Ctrl+PgDown",)
    assert caps["Open the library folder"] == ()


# What stands in no table is proved by hand


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Painted once for all."""
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture
def parts(qapp: QApplication, tmp_path: Path, pictures: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        scenes.bad_afternoon(made, pictures)
        panes = made.window.panes
        panes.fold_library(False)
        settle()
        yield made


def _wheel(parts: StudioParts) -> bool:
    canvas = parts.window.panes.viewer.canvas
    before = canvas.zoom
    turn_wheel(canvas)
    return canvas.zoom > before


def _double_click(parts: StudioParts) -> bool:
    canvas = parts.window.panes.viewer.canvas
    QTest.mouseDClick(canvas, _LEFT, pos=canvas.rect().center())
    there = canvas.zoom == 1.0 and not canvas.fits
    QTest.mouseDClick(canvas, _LEFT, pos=canvas.rect().center())
    return there and canvas.fits


def _drag(widget: QWidget, by: QPoint) -> None:
    start = widget.rect().center()
    QTest.mousePress(widget, _LEFT, pos=start)
    for part in (by / 2, by):
        point = QPointF(start + part)
        at = QPointF(widget.mapToGlobal(start + part))
        event = QMouseEvent(QEvent.Type.MouseMove, point, at, _LEFT, _LEFT, _NONE)
        QApplication.sendEvent(widget, event)
    QTest.mouseRelease(widget, _LEFT, pos=start + by)


def _pan(parts: StudioParts) -> bool:
    canvas = parts.window.panes.viewer.canvas
    canvas.toggle_zoom(8.0)
    before = canvas.grab().toImage()
    _drag(canvas, QPoint(9000, 9000))
    return canvas.zoom == 8.0 and canvas.grab().toImage() != before


def _pan_with_space(parts: StudioParts) -> bool:
    viewer = parts.window.panes.viewer
    viewer.setFocus()
    QTest.keyPress(viewer, Qt.Key.Key_Space)
    panned = viewer.canvas.cursor().shape() is Qt.CursorShape.OpenHandCursor and _pan(parts)
    QTest.keyRelease(viewer, Qt.Key.Key_Space)
    return panned


def _take_out(parts: StudioParts) -> bool:
    folder = parts.front.situation.library_folder / "outgoing"
    outgoing = Outgoing(folder)
    parts.window.commands.pictures.hand_out(outgoing)
    canvas = parts.window.panes.viewer.canvas
    # Far enough for a copy, not far enough for the system's own drag, which would wait for a drop.
    _drag(canvas, QPoint(4, 4))
    outgoing.close()
    return any(folder.rglob("*.png"))


def _menu(parts: StudioParts) -> bool:
    viewer = parts.window.panes.viewer
    middle = viewer.rect().center()
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(viewer, QContextMenuEvent(reason, middle, viewer.mapToGlobal(middle)))
    return parts.window.commands.pictures.menu.isVisible()


def _open_tile(parts: StudioParts) -> bool:
    tiles, viewer = parts.window.panes.library.list, parts.window.panes.viewer
    # The first row is the heading of a day.
    tile = tiles.visualRect(tiles.model().index(2, 0)).center()
    QTest.mouseClick(tiles.viewport(), _LEFT, pos=tile)
    QTest.mouseDClick(tiles.viewport(), _LEFT, pos=tile)
    return focused() is viewer and viewer.picture is not None


def _scrub(parts: StudioParts) -> bool:
    recipe = parts.studio.recipe_state
    label = next(
        each
        for each in parts.window.findChildren(ScrubLabel)
        if each.accessibleName() == "Width:" and each.isVisible()
    )
    before = recipe.recipe.size.width
    _drag(label, QPoint(40, 0))
    return recipe.recipe.size.width > before


def _reset_slider(parts: StudioParts) -> bool:
    slider, heard = parts.window.findChildren(Slider)[0], []
    slider.reset.connect(lambda: heard.append(True))
    QTest.mouseDClick(slider, _LEFT)
    return heard == [True]


def _between(parts: StudioParts) -> bool:
    panes = parts.window.panes
    panes.viewer.setFocus()
    QTest.keyClick(panes.viewer, Qt.Key.Key_Return)
    there = focused() is panes.library.list
    QTest.keyClick(panes.library.list, Qt.Key.Key_Return)
    return there and focused() is panes.viewer


def _in_jobs(key: Qt.Key) -> Callable[[StudioParts], bool]:
    def asked(parts: StudioParts) -> bool:
        jobs, heard = parts.window.panes.jobs, []
        jobs.list.asked.disconnect()
        jobs.list.asked.connect(lambda deed, job: heard.append(deed))
        for row in range(jobs.list.model().rowCount()):
            jobs.list.setCurrentIndex(jobs.list.model().index(row, 0))
            QTest.keyClick(jobs.list, key)
        return {Qt.Key.Key_R: Deed.REUSE, Qt.Key.Key_Delete: Deed.CANCEL}[key] in heard

    return asked


def _enter_job(parts: StudioParts) -> bool:
    jobs = parts.window.panes.jobs
    jobs.list.setCurrentIndex(jobs.list.model().index(0, 0))
    jobs.list.setFocus()
    QTest.keyClick(jobs.list, Qt.Key.Key_Return)
    return jobs.details.isAncestorOf(focused())


def _new_line(parts: StudioParts) -> bool:
    prompt = parts.window.panes.compose.prompt
    before = prompt.toPlainText().count("\n")
    QTest.keyClick(prompt, Qt.Key.Key_Return)
    return prompt.toPlainText().count("\n") == before + 1


def _leave_prompt(parts: StudioParts) -> bool:
    panes = parts.window.panes
    panes.compose.prompt.setFocus()
    QTest.keyClick(panes.compose.prompt, Qt.Key.Key_Escape)
    return focused() is panes.viewer


PROOFS: dict[tuple[str, str], Callable[[StudioParts], bool]] = {
    (PICTURES, "Library ↔ Viewer"): _between,
    (PICTURES, "Hold to pan by dragging"): _pan_with_space,
    **SLOT_PROOFS,
    ("Jobs", "To what can be done"): _enter_job,
    ("Jobs", "Recipe back to compose"): _in_jobs(Qt.Key.Key_R),
    ("Jobs", "Cancel, or stop waiting"): _in_jobs(Qt.Key.Key_Delete),
    **CROP_PROOFS,
    ("Prompt", "New line"): _new_line,
    ("Prompt", "To the viewer"): _leave_prompt,
    ("Prompt", "Name a picture; then 1 to 8, or arrows, Enter"): names_a_picture,
    ("Prompt", "Colours"): opens_colours,
    ("Mouse", "Zoom to the pointer"): _wheel,
    ("Mouse", "100 % ↔ fit"): _double_click,
    ("Mouse", "Pan, once zoomed in"): _pan,
    ("Mouse", "A whole picture: take a copy out"): _take_out,
    ("Mouse", "Everything the picture can do"): _menu,
    ("Mouse", "A tile: to the viewer"): _open_tile,
    ("Mouse", "A number’s label: step, Shift by tens"): _scrub,
    ("Mouse", "A slider: back to the default"): _reset_slider,
}


def test_there_is_a_proof_for_whatever_stands_in_no_table() -> None:
    keys = {(place, words) for place, rows in PLACED.items() for _, words in rows}
    assert set(PROOFS) == keys | {("Mouse", words) for words, _ in GESTURES}


@pytest.mark.parametrize("listed", PROOFS, ids=": ".join)
def test_it_does_what_is_said_of_it(parts: StudioParts, listed: tuple[str, str]) -> None:
    title, words = listed
    assert words in [row.words for row in group(title).rows]
    assert PROOFS[listed](parts)
