"""What the slots show while a drag hovers, and what they refuse before it is dropped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QDragMoveEvent
from PySide6.QtWidgets import QApplication

from bfl_studio.parts import StudioParts
from bfl_studio.state.notices import Topic
from tests.ui.bad_input_stage import Offered
from tests.ui.drop_stage import COPY, NONE, Hand, Shown, files, fill, names
from tests.ui.stage import shows
from tests.ui.studio_window import standing_window

pytestmark = pytest.mark.usefixtures("dark")


@pytest.fixture
def parts(qapp: object, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made
        # Qt remembers the widget a drag was last over, even when it is gone.
        Hand(made).leave()


def test_a_drag_over_the_window_shows_what_takes_it(parts: StudioParts, tmp_path: Path) -> None:
    hand = Hand(parts)
    data = files(tmp_path / "a.png")
    assert hand.enter(data, parts.window)
    assert hand.shown(False).border
    move = QDragMoveEvent(QPoint(5, 5), COPY, data, Qt.MouseButton.LeftButton, NONE)
    QApplication.sendEvent(parts.window, move)
    assert not move.isAccepted()
    assert shows(hand.mark, "focus")
    hand.leave(parts.window)
    assert not hand.shown(False).border


@pytest.mark.parametrize(
    ("at", "part", "verbs", "bar"),
    [
        (1, 0.5, {"Reference 1": "Replace image 1"}, False),
        (2, 0.5, {"Reference 2": "Replace image 2"}, False),
        (2, 0.05, {}, True),
        (1, 0.97, {}, True),
        (3, 0.97, {}, True),
        (4, 0.5, {"Reference 4": "Add"}, False),
    ],
)
def test_the_tile_or_the_gap_under_the_hand_says_what_a_drop_does(
    parts: StudioParts, tmp_path: Path, at: int, part: float, verbs: dict[str, str], bar: bool
) -> None:
    fill(parts, "1", "2", "3")
    hand = Hand(parts)
    data = files(tmp_path / "a.png")
    shown = hand.hover(data, hand.point(at, part))
    assert shown == Shown(True, verbs, bar, True)
    hand.leave()
    assert hand.shown(True) == Shown(True, {}, False, False)


def test_beside_the_tiles_the_next_free_slot_says_add(parts: StudioParts, tmp_path: Path) -> None:
    fill(parts, "1")
    hand = Hand(parts)
    shown = hand.hover(files(tmp_path / "a.png"), QPoint(3, 3))
    assert shown.verbs == {"Reference 2": "Add"}


def test_the_ring_and_the_bar_are_painted(parts: StudioParts, tmp_path: Path) -> None:
    fill(parts, "1", "2")
    hand = Hand(parts)
    assert not shows(hand.tile(1), "focus")
    hand.hover(files(tmp_path / "a.png"), hand.point(1))
    assert shows(hand.tile(1), "focus")
    bar = hand.hover(files(tmp_path / "a.png"), hand.point(2, 0.05)).bar
    assert bar
    assert not shows(hand.tile(1), "focus")


@pytest.mark.parametrize("at", [0.5, 0.03])
def test_with_every_slot_filled_only_replacing_is_left(
    parts: StudioParts, tmp_path: Path, at: float
) -> None:
    fill(parts, *"12345678")
    hand = Hand(parts)
    shown = hand.hover(files(tmp_path / "a.png"), hand.point(3, at))
    assert shown.accepted is (at == 0.5)
    topics = [each.topic for each in parts.studio.notices.notices]
    assert topics == ([] if shown.accepted else [Topic.NO_ROOM])
    hand.leave()
    assert parts.studio.notices.notices == ()
    hand.drop(files(tmp_path / "a.png"), hand.point(3, 0.03))
    assert names(parts) == list("12345678")


@pytest.mark.parametrize("number", [1, 2])
def test_on_a_picture_the_model_does_not_take_a_drop_goes_where_one_is_taken(
    parts: StudioParts, tmp_path: Path, number: int
) -> None:
    parts.studio.recipe_state.set_model("flux-dev")
    fill(parts, "1", "2")
    hand = Hand(parts)
    for part in (0.5, 0.02):
        shown = hand.hover(files(tmp_path / "a.png"), hand.point(number, part))
        assert (shown.accepted, shown.verbs, shown.bar) == (True, {"Image prompt": "Add"}, False)
    assert names(parts) == ["1", "2"]


@pytest.mark.parametrize(
    "kind", ["words", "colour", "nothing", "mail", "huge list", "script", "another slot"]
)
def test_what_holds_no_picture_is_not_taken(parts: StudioParts, kind: str) -> None:
    data = QMimeData()
    match kind:
        case "words":
            data.setText("a barn, at dusk")
        case "colour":
            data.setColorData(QColor("red"))
        case "mail":
            data.setUrls([QUrl("mailto:somebody@example.org")])
        case "huge list":
            data.setData("text/uri-list", b"mailto:somebody@example.org\n" * 100_000)
        case "script":
            data.setUrls([QUrl("javascript:alert(1)")])
        case "another slot":
            data.setData("application/x-bfl-studio-slot", b"nonsense \xff 7")
    hand = Hand(parts)
    assert not hand.hover(data, hand.point(1)).accepted
    assert not hand.shown(False).border
    assert parts.studio.recipe_state.recipe.images == ()


class _Asked(Offered):
    """Counts how often its owner, another program, had to hand it over."""

    times = 0

    def retrieveData(self, kind: str, preferred: object) -> object:
        self.times += 1
        return super().retrieveData(kind, preferred)


@pytest.mark.parametrize("on_prompt", [False, True])
def test_what_holds_no_picture_is_read_once_for_all_moves(
    parts: StudioParts, on_prompt: bool
) -> None:
    data = _Asked("text/plain", QByteArray(b"a barn at dusk"))
    hand = Hand(parts)
    prompt = parts.window.panes.compose.prompt.viewport()
    over = prompt if on_prompt else hand.panel
    hand.enter(data, over)
    read = data.times
    for place in range(20):
        move = QDragMoveEvent(QPoint(5 + place, 5), COPY, data, Qt.MouseButton.LeftButton, NONE)
        QApplication.sendEvent(over, move)
    assert data.times == read
    hand.leave(over)
    # The next one is another.
    assert hand.hover(files(Path("a.png")), hand.point(1)).accepted
