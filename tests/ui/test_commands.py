"""Every action of the window does its thing, by its keys, from wherever the keyboard is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.job import JobState
from bfl_studio.parts import StudioParts
from bfl_studio.state.generate_state import GenerateKind
from bfl_studio.ui import theme
from bfl_studio.ui.actions import ACTIONS
from bfl_studio.ui.bfl_pages import DASHBOARD
from bfl_studio.ui.number_field import NumberField
from tests.scenes import a_job, a_picture, bad_afternoon
from tests.ui.stage import focused
from tests.ui.studio_window import control, settle, standing_window

pytestmark = pytest.mark.usefixtures("dark")
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Desktop(QObject):
    """Hears what the desktop would have been asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []
        self.pages: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))

    @Slot(QUrl)
    def browse(self, url: QUrl) -> None:
        self.pages.append(url.toString())


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    made = Desktop()
    QDesktopServices.setUrlHandler("file", made, "open")  # type: ignore[arg-type]
    QDesktopServices.setUrlHandler("https", made, "browse")  # type: ignore[arg-type]
    yield made
    QDesktopServices.unsetUrlHandler("file")
    QDesktopServices.unsetUrlHandler("https")


@pytest.fixture
def parts(qtbot: QtBot, tmp_path: Path, desktop: Desktop) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made


def _do(parts: StudioParts, action: str) -> None:
    parts.window.commands.table[action]()
    settle()


def _type(parts: StudioParts, text: str) -> None:
    QTest.keyClicks(parts.window.panes.compose.prompt, text)


def _kind(parts: StudioParts) -> GenerateKind:
    return parts.studio.generate_state.face.kind


def _chord(keys: str) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    combination = QKeySequence(keys)[0]  # type: ignore[index]
    return combination.key(), combination.keyboardModifiers()


def test_there_is_one_command_for_each_action(parts: StudioParts) -> None:
    assert set(parts.window.commands.table) == {spec.id for spec in ACTIONS}


@pytest.mark.parametrize("box", ["Prompt", "Width", "Seed"])
def test_every_chord_is_heard_from_inside_a_text_box(parts: StudioParts, box: str) -> None:
    built = {each.text(): each for each in parts.window.findChildren(QAction) if each.shortcuts()}
    heard: list[str] = []
    for text, action in built.items():
        action.triggered.disconnect()
        action.triggered.connect(lambda _, text=text: heard.append(text))
    control(parts, QWidget, box).setFocus()
    for spec in ACTIONS:
        for keys in spec.keys:
            heard.clear()
            QTest.keyClick(focused(), *_chord(keys))
            assert heard == [spec.text], keys
    assert parts.studio.recipe_state.recipe.prompt == ""
    assert parts.studio.recipe_state.recipe.size == Size(1024, 1024)


def test_ctrl_enter_in_the_prompt_generates_and_adds_no_line(parts: StudioParts) -> None:
    _type(parts, "a harbour")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        assert _kind(parts) is GenerateKind.READY
        QTest.keyClick(parts.window.panes.compose.prompt, key, CONTROL)
        assert _kind(parts) is GenerateKind.SENDING
        assert parts.window.panes.compose.prompt.toPlainText() == "a harbour"
        parts.studio.generate_state.committed(0)
        QTest.qWait(450)


def test_ctrl_enter_with_nothing_to_send_goes_to_the_cause(parts: StudioParts) -> None:
    _do(parts, "fold_compose")
    parts.window.panes.viewer.setFocus()
    _do(parts, "generate")
    assert focused() is parts.window.panes.compose.prompt
    _type(parts, "a harbour")
    parts.studio.recipe_state.set_size(Size(2624, 1968))
    _do(parts, "generate")
    assert focused().accessibleName() == "Width"
    parts.studio.recipe_state.set_size(Size(1024, 1024))
    parts.studio.situation.set_folder_failure(Failure(FailureKind.FOLDER_CLOSED))
    _do(parts, "generate")
    assert parts.window.panes.notices.isAncestorOf(focused())


def test_ctrl_z_in_the_prompt_takes_back_whatever_came_last(parts: StudioParts) -> None:
    state, prompt = parts.studio.recipe_state, parts.window.panes.compose.prompt
    _type(parts, "red")
    state.set_size(Size(1344, 768))
    _type(parts, " barn")
    for expected in (("red", Size(1344, 768)), ("red", Size(1024, 1024)), ("", Size(1024, 1024))):
        QTest.keyClick(prompt, Qt.Key.Key_Z, CONTROL)
        assert (state.recipe.prompt, state.recipe.size) == expected
    QTest.keyClick(prompt, Qt.Key.Key_Z, CONTROL | SHIFT)
    QTest.keyClick(prompt, Qt.Key.Key_Y, CONTROL)
    assert (state.recipe.prompt, state.recipe.size) == ("red", Size(1344, 768))
    assert prompt.toPlainText() == "red"


def test_ctrl_z_in_a_field_takes_back_the_edit_it_made(parts: StudioParts) -> None:
    width, seed = control(parts, NumberField, "Width"), control(parts, QLineEdit, "Seed")
    _type(parts, "red")
    width.setFocus()
    width.selectAll()
    QTest.keyClicks(width, "1536")
    seed.setFocus()
    QTest.keyClicks(seed, "42")
    assert seed.text() == "42"
    QTest.keyClick(seed, Qt.Key.Key_Z, CONTROL)
    assert (parts.studio.recipe_state.recipe.seed, seed.text()) == (None, "")
    QTest.keyClick(seed, Qt.Key.Key_Z, CONTROL)
    assert (parts.studio.recipe_state.recipe.size.width, width.value()) == (1024, 1024)
    assert parts.studio.recipe_state.recipe.prompt == "red"


def test_what_was_typed_before_the_rest_of_the_window_came_can_be_taken_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with standing_window(tmp_path, typed="red") as parts:
        assert parts.studio.recipe_state.recipe.prompt == "red"
        _do(parts, "undo")
        assert parts.studio.recipe_state.recipe.prompt == ""


def test_the_recipe_by_keys(parts: StudioParts) -> None:
    state = parts.studio.recipe_state
    for action, expected in (("one_more", 2), ("one_more", 3), ("one_fewer", 2)):
        _do(parts, action)
        assert state.draft.pictures == expected
    state.set_size(Size(1344, 768))
    _do(parts, "swap_sides")
    assert state.recipe.size == Size(768, 1344)
    _do(parts, "random_seed")
    assert state.recipe.seed is not None
    _do(parts, "random_seed")
    assert state.recipe.seed is None


def test_reuse_takes_the_recipe_of_the_picture_and_its_seed_only_exactly(
    parts: StudioParts, tmp_path: Path
) -> None:
    picture = a_picture(tmp_path, a_job(1, JobState.SAVED))
    _do(parts, "reuse")
    assert parts.studio.recipe_state.recipe.prompt == ""
    parts.window.panes.viewer.show_picture(picture)
    for action, seed in (("reuse", None), ("reuse_exactly", picture.generation.recipe.seed)):
        _do(parts, action)
        assert parts.studio.recipe_state.recipe == picture.generation.recipe.with_seed(seed)


def test_folders_are_opened_by_the_desktop(
    parts: StudioParts, desktop: Desktop, tmp_path: Path
) -> None:
    _do(parts, "open_folder")
    _do(parts, "show_in_folder")
    below = tmp_path / "pictures"
    below.mkdir()
    parts.window.panes.viewer.show_picture(a_picture(below, a_job(1, JobState.SAVED)))
    _do(parts, "show_in_folder")
    assert desktop.opened == [tmp_path / "library", tmp_path / "library", below]


def test_zoom(parts: StudioParts, tmp_path: Path) -> None:
    zooms: list[object] = []
    parts.window.panes.viewer.zoom_changed.connect(lambda *told: zooms.append(told[0]))
    parts.window.panes.viewer.show_picture(a_picture(tmp_path, a_job(1, JobState.SAVED)))
    _do(parts, "actual_size")
    for action in ("zoom_in", "zoom_out", "fit"):
        before = len(zooms)
        _do(parts, action)
        assert len(zooms) > before, action


def test_folding(parts: StudioParts) -> None:
    panes = parts.window.panes
    for action, compose, library in (
        ("fold_compose", False, True),
        ("fold_compose", True, True),
        ("fold_library", True, False),
        ("fold_both", False, False),
        ("fold_both", True, True),
    ):
        _do(parts, action)
        assert (panes.compose.isVisible(), not panes.library_folded) == (compose, library)


def test_full_screen_there_and_back(parts: StudioParts) -> None:
    _do(parts, "full_screen")
    assert parts.window.isFullScreen()
    _do(parts, "full_screen")
    assert not parts.window.isFullScreen()


def test_colours(parts: StudioParts) -> None:
    _do(parts, "scheme_light")
    light = theme.current().color("window").name()
    _do(parts, "scheme_dark")
    assert (light, theme.current().color("window").name()) == ("#ededed", "#1b1b1b")


def test_each_place_is_reached_by_its_key_also_when_folded(
    parts: StudioParts, tmp_path: Path
) -> None:
    bad_afternoon(parts, tmp_path)
    panes = parts.window.panes
    _do(parts, "fold_both")
    for action, place in (
        ("to_prompt", panes.compose.prompt),
        ("to_model", panes.compose.model),
        ("to_jobs", panes.jobs.list),
        ("to_library", panes.library.list),
    ):
        _do(parts, action)
        assert focused() is place, action
    _do(parts, "to_notices")
    assert panes.notices.isAncestorOf(focused())


def test_panes_go_round_and_back(parts: StudioParts, tmp_path: Path) -> None:
    bad_afternoon(parts, tmp_path)
    _do(parts, "to_prompt")
    round_trip = [focused()]
    while len(round_trip) < 12:
        _do(parts, "next_pane")
        if focused() is round_trip[0]:
            break
        round_trip.append(focused())
    assert len({*round_trip}) == len(round_trip) == 7
    for expected in reversed(round_trip):
        _do(parts, "pane_before")
        assert focused() is expected


def test_the_next_pane_is_that_of_where_the_keyboard_is(parts: StudioParts) -> None:
    control(parts, NumberField, "Width").setFocus()
    _type(parts, "red")
    control(parts, NumberField, "Width").setFocus()
    _do(parts, "next_pane")
    assert focused().accessibleName() == "Generate"


def test_the_menu_opens_by_its_key_and_has_every_action(parts: StudioParts) -> None:
    opened: list[QWidget | None] = []

    def close() -> None:
        popup = QApplication.activePopupWidget()
        opened.append(popup)
        if popup is not None:
            popup.close()

    QTimer.singleShot(0, close)
    QTest.keyClick(focused(), Qt.Key.Key_F10)
    assert [popup.accessibleName() for popup in opened if popup] == ["Menu"]


@pytest.mark.parametrize("action", ["close", "quit"])
def test_closing_asks_the_process_and_does_not_close_by_itself(
    parts: StudioParts, qtbot: QtBot, action: str
) -> None:
    with qtbot.waitSignal(parts.window.close_requested, timeout=0):
        _do(parts, action)
    assert parts.window.isVisible()


def test_no_credits_leads_to_bfls_own_page(parts: StudioParts, desktop: Desktop) -> None:
    failure = Failure(FailureKind.NO_CREDITS)
    parts.studio.say_failure("paused global", failure, Place.GLOBAL)
    settle()
    control(parts, QPushButton, "Top up at BFL").click()
    assert desktop.pages == [DASHBOARD]
    assert DASHBOARD.startswith("https://") and QUrl(DASHBOARD).host().endswith(".bfl.ai")


def test_what_got_no_answer_is_settled_for_all_by_its_row(parts: StudioParts) -> None:
    asked: list[str] = []
    jobs = [a_job(number, JobState.UNCONFIRMED) for number in (1, 2)]
    for job in jobs:
        parts.studio.jobs.put(job)
    parts.window.panes.fold_library(False)
    settle()
    parts.studio._do = lambda name, question: asked.append(name)  # type: ignore[method-assign]
    QTest.qWait(450)
    for name in ("Keep", "Discard"):
        control(parts, QPushButton, name).click()
    deeds = [f"{deed} {job.id}" for deed in ("put away", "discard") for job in jobs]
    assert asked == deeds
