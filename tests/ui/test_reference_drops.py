"""Drops onto the slots: what is taken, where it lands, what is shown meanwhile, what is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QImage,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.errors import FailureKind
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.domain.slots import Spot
from bfl_studio.parts import StudioParts
from bfl_studio.state.notices import Topic
from bfl_studio.ui.drop_contents import slot_data
from bfl_studio.ui.drop_targets import DropMark
from bfl_studio.ui.reference_tile import ReferenceTile
from tests.e2e.window import LiveStudio, live_studio
from tests.loop import Run
from tests.ui.stage import shows
from tests.ui.studio_window import settle, standing_window

pytestmark = pytest.mark.usefixtures("dark")
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
ADDRESS = "https://pictures.example.org/a%20barn.jpg?width=900"


@pytest.fixture
def parts(qapp: object, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made


@dataclass(frozen=True, slots=True)
class Shown:
    """What a drag saw while it hovered: whether it may drop, and the marks."""

    accepted: bool
    verbs: dict[str, str]
    bar: bool
    border: bool


class Hand:
    """Drags things over the window and drops them, by the events the system sends."""

    def __init__(self, parts: StudioParts) -> None:
        self._parts = parts
        self.panel = parts.window.panes.references

    def tile(self, number: int, role: Role = Role.REFERENCE) -> ReferenceTile:
        return self.panel.tile_of(role, number)

    def point(self, number: int, part: float = 0.5, role: Role = Role.REFERENCE) -> QPoint:
        """A point of the panel; `part` goes from the left of a tile to its right."""
        square = self.tile(number, role).ring_rect()
        inside = QPoint(round(square.width() * part), square.height() // 2)
        return self.tile(number, role).mapTo(self.panel, inside)

    def enter(self, data: QMimeData, widget: QWidget | None = None) -> bool:
        event = QDragEnterEvent(QPoint(5, 5), _COPY, data, Qt.MouseButton.LeftButton, NONE)
        QApplication.sendEvent(widget or self.panel, event)
        return event.isAccepted()

    def hover(self, data: QMimeData, at: QPoint, held: Qt.KeyboardModifier = NONE) -> Shown:
        self.enter(data)
        event = QDragMoveEvent(at, _COPY, data, Qt.MouseButton.LeftButton, held)
        QApplication.sendEvent(self.panel, event)
        return self.shown(event.isAccepted())

    def leave(self, widget: QWidget | None = None) -> None:
        QApplication.sendEvent(widget or self.panel, QDragLeaveEvent())

    def drop(self, data: QMimeData, at: QPoint, held: Qt.KeyboardModifier = NONE) -> None:
        """As the system does it: what was refused while it hovered is never dropped."""
        if not self.hover(data, at, held).accepted:
            self.leave()
            return
        event = QDropEvent(QPointF(at), _COPY, data, Qt.MouseButton.LeftButton, held)
        QApplication.sendEvent(self.panel, event)
        assert event.isAccepted()
        assert event.dropAction() == _COPY

    def shown(self, accepted: bool) -> Shown:
        (mark,) = self.panel.findChildren(DropMark)
        tiles = [each for each in self.panel.findChildren(ReferenceTile) if each.verb]
        verbs = {each.accessibleName(): each.verb for each in tiles}
        return Shown(accepted, verbs, mark.isVisible() and mark.bar is not None, mark.isVisible())


_COPY = Qt.DropAction.CopyAction


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def address(text: str = ADDRESS) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(text)])
    return data


def picture(folder: Path, name: str, color: str = "teal", kind: str = "PNG") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (320, 200), color).save(path, kind)
    return path


def fill(parts: StudioParts, *names: str, role: Role = Role.REFERENCE) -> None:
    images = tuple(
        RecipeImage(role, f"{number:064x}", name, Size(1200, 900))
        for number, name in enumerate(names, start=1)
    )
    parts.studio.recipe_state.set_images(images)
    settle()


def names(parts: StudioParts, role: Role = Role.REFERENCE) -> list[str]:
    return [each.origin for each in parts.studio.recipe_state.recipe.images if each.role == role]


def names_while_read(parts: StudioParts) -> list[str]:
    return [each.reading for each in parts.studio.slots.of(Role.REFERENCE) if each.reading]


# What is shown while a drag hovers


def test_a_drag_over_the_window_shows_what_takes_it(parts: StudioParts, tmp_path: Path) -> None:
    hand = Hand(parts)
    data = files(tmp_path / "a.png")
    assert hand.enter(data, parts.window)
    assert hand.shown(False).border
    move = QDragMoveEvent(QPoint(5, 5), _COPY, data, Qt.MouseButton.LeftButton, NONE)
    QApplication.sendEvent(parts.window, move)
    assert not move.isAccepted()
    assert shows(hand.panel, "focus")
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
    hand.hover(files(tmp_path / "a.png"), hand.point(2, 0.05))
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


def test_a_model_that_takes_none_says_so_and_keeps_what_is_there(
    parts: StudioParts, tmp_path: Path
) -> None:
    fill(parts, "1", "2")
    parts.studio.recipe_state.set_model("flux-dev")
    settle()
    kept = parts.studio.recipe_state.recipe.images
    hand = Hand(parts)
    panel = hand.panel
    if not panel.isVisible():
        return
    before = [each.topic for each in parts.studio.notices.notices]
    shown = hand.hover(files(tmp_path / "a.png"), QPoint(3, 3))
    assert shown.accepted is any(each.most for each in parts.studio.slots.parameters)
    hand.leave()
    assert [each.topic for each in parts.studio.notices.notices] == before
    assert parts.studio.recipe_state.recipe.images == kept


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
            data.setData("text/uri-list", b"data:image/png;base64," + b"A" * 2_000_000)
        case "script":
            data.setUrls([QUrl("javascript:alert(1)")])
        case "another slot":
            data.setData("application/x-bfl-studio-slot", b"nonsense \xff 7")
    hand = Hand(parts)
    assert not hand.hover(data, hand.point(1)).accepted
    assert not hand.shown(False).border
    assert parts.studio.recipe_state.recipe.images == ()


# What comes of a drop


async def _until_read(live: LiveStudio) -> None:
    await live.until(lambda: not live.process.studio.slots.reading)


def test_one_drop_fills_the_next_free_slots_in_natural_order(run: Run, tmp_path: Path) -> None:
    dropped = [picture(tmp_path, f"img {number}.png") for number in (10, 2, 1)]
    folder = tmp_path / "a folder"
    for number in (12, 3):
        picture(folder, f"{number}.jpg", kind="JPEG")
    (folder / "notes.txt").write_text("nothing to see")
    (folder / ".hidden").write_bytes((folder / "3.jpg").read_bytes())

    async def scenario() -> None:
        async with live_studio(tmp_path / "data") as live:
            hand = Hand(live.process)
            state = live.process.studio.recipe_state
            hand.drop(files(*dropped, folder), hand.point(1))
            assert live.process.studio.slots.reading
            await _until_read(live)
            expected = ["3.jpg", "12.jpg", "img 1.png", "img 2.png", "img 10.png"]
            assert names(live.process) == expected
            assert live.process.studio.notices.notices == ()
            state.undo_stack.undo()
            assert names(live.process) == []
            state.undo_stack.redo()
            assert names(live.process) == expected

    run(scenario())


def test_a_drop_on_a_picture_replaces_it_and_one_between_two_goes_between(
    run: Run, tmp_path: Path
) -> None:
    first = [picture(tmp_path, f"{number}.png", f"#{number}00000") for number in (1, 2, 3)]

    async def scenario() -> None:
        async with live_studio(tmp_path / "data") as live:
            hand = Hand(live.process)
            hand.drop(files(*first), hand.point(1))
            await _until_read(live)
            hand.drop(files(picture(tmp_path, "new.png", "red")), hand.point(2))
            await _until_read(live)
            assert names(live.process) == ["1.png", "new.png", "3.png"]
            pair = [picture(tmp_path, f"{name}.png", "blue") for name in ("b", "a")]
            hand.drop(files(*pair), hand.point(2, 0.02))
            await _until_read(live)
            assert names(live.process) == ["1.png", "a.png", "b.png", "new.png", "3.png"]

    run(scenario())


def test_more_than_there_is_room_for_are_left_out_and_counted(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    for number in range(12):
        picture(folder, f"{number}.png")

    async def scenario() -> None:
        async with live_studio(tmp_path / "data") as live:
            hand = Hand(live.process)
            hand.drop(files(folder), hand.point(1))
            await _until_read(live)
            assert names(live.process) == [f"{number}.png" for number in range(8)]
            (notice,) = live.process.studio.notices.notices
            assert (notice.topic, notice.count, notice.most) == (Topic.TOO_MANY, 4, 8)

    run(scenario())


def test_what_is_no_picture_is_named_and_nothing_is_lost(run: Run, tmp_path: Path) -> None:
    good = picture(tmp_path, "good.png")
    masked = picture(tmp_path, "a photo.txt", kind="JPEG")
    (tmp_path / "brief.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "half.png").write_bytes(good.read_bytes()[:60])
    (tmp_path / "empty.png").write_bytes(b"")
    (tmp_path / "no pictures").mkdir()

    async def scenario() -> None:
        async with live_studio(tmp_path / "data") as live:
            hand = Hand(live.process)
            hand.drop(files(good), hand.point(1))
            await _until_read(live)
            bad = ["brief.pdf", "half.png", "empty.png", "no pictures", "gone.png"]
            hand.drop(files(*(tmp_path / name for name in bad), masked), hand.point(1))
            await _until_read(live)
            assert names(live.process) == ["a photo.txt"]
            refused = {
                each.failure.said: each.failure.kind
                for each in live.process.studio.notices.notices
                if each.failure is not None
            }
            unreadable = FailureKind.REFERENCE_UNREADABLE
            assert refused == {
                **dict.fromkeys(bad[:4], unreadable),
                "gone.png": FailureKind.REFERENCE_MISSING,
            }
            hand.drop(files(tmp_path / "brief.pdf"), hand.point(1))
            await _until_read(live)
            assert names(live.process) == ["a photo.txt"]

    run(scenario())


@pytest.mark.parametrize("kind", ["encoded", "image"])
def test_a_picture_without_a_file_is_taken_and_kept(run: Run, tmp_path: Path, kind: str) -> None:
    data = QMimeData()
    if kind == "encoded":
        data.setData("image/png", picture(tmp_path, "a.png").read_bytes())
        data.setUrls([QUrl(ADDRESS)])
    else:
        image = QImage(320, 200, QImage.Format.Format_RGB32)
        image.fill(QColor("teal"))
        data.setImageData(image)

    async def scenario() -> None:
        async with live_studio(tmp_path / "data") as live:
            hand = Hand(live.process)
            hand.drop(data, hand.point(1))
            await _until_read(live)
            (image,) = live.process.studio.recipe_state.recipe.images
            assert (image.origin, image.size) == ("pasted picture.png", Size(320, 200))
            kept = tmp_path / "data"
            assert list(kept.rglob(f"{image.sha256}.png"))
            assert live.process.studio.notices.notices == ()

    run(scenario())


def test_a_replaced_picture_stays_until_the_other_is_read(run: Run, tmp_path: Path) -> None:
    good, other = picture(tmp_path, "good.png"), picture(tmp_path, "other.png", "red")

    async def scenario() -> None:
        async with live_studio(tmp_path / "data") as live:
            hand, slots = Hand(live.process), live.process.studio.slots
            hand.drop(files(good), hand.point(1))
            await _until_read(live)
            hand.drop(files(other), hand.point(1))
            assert names(live.process) == ["good.png"]
            first, free = slots.of(Role.REFERENCE)
            assert (first.reading, free.reading) == ("other.png", "")
            # What happens to the slots meanwhile is not undone by the picture that comes in.
            slots.remove(Role.REFERENCE, 1)
            await _until_read(live)
            assert names(live.process) == ["other.png"]

    run(scenario())


def test_a_web_address_is_offered_and_only_used_when_told_so(parts: StudioParts) -> None:
    fill(parts, "1", "2")
    hand = Hand(parts)
    hand.drop(address(), hand.point(2))
    settle()
    assert names(parts) == ["1", "2"]
    popover = QApplication.activePopupWidget()
    assert popover is not None
    (line,) = popover.findChildren(QLineEdit)
    assert line.text() == ADDRESS
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle()
    assert names(parts) == ["1", ADDRESS]


# Between slots


@pytest.mark.parametrize(
    ("number", "at", "part", "held", "after"),
    [
        (1, 3, 0.7, NONE, "2314"),
        (1, 3, 0.3, NONE, "2134"),
        (4, 1, 0.2, NONE, "4123"),
        (4, 2, 0.9, NONE, "1243"),
        (2, 2, 0.2, NONE, "1234"),
        (1, 5, 0.5, NONE, "2341"),
        (1, 3, 0.5, SHIFT, "3214"),
        (4, 2, 0.1, SHIFT, "1432"),
    ],
)
def test_a_slots_picture_goes_where_it_is_dropped(
    parts: StudioParts,
    number: int,
    at: int,
    part: float,
    held: Qt.KeyboardModifier,
    after: str,
) -> None:
    fill(parts, *"1234")
    hand = Hand(parts)
    data = slot_data(Spot(Role.REFERENCE, number))
    shown = hand.hover(data, hand.point(at, part), held)
    swaps = {f"Reference {at}": "Swap"} if held == SHIFT else {}
    assert (shown.accepted, shown.verbs, shown.bar) == (True, swaps, not swaps)
    hand.drop(data, hand.point(at, part), held)
    assert names(parts) == list(after)
    if after != "1234":
        parts.studio.recipe_state.undo_stack.undo()
    assert names(parts) == list("1234")


def test_a_slot_that_was_emptied_meanwhile_is_not_dropped(parts: StudioParts) -> None:
    fill(parts, "1", "2")
    hand = Hand(parts)
    data = slot_data(Spot(Role.REFERENCE, 3))
    assert not hand.hover(data, hand.point(1)).accepted


def test_person_and_garment_are_exchanged_by_a_drag(parts: StudioParts) -> None:
    state = parts.studio.recipe_state
    state.set_model("flux-virtual-try-on")
    settle()
    state.set_images((RecipeImage(Role.PERSON, "a" * 64, "anna", Size(900, 900)),))
    settle()
    hand = Hand(parts)
    data = slot_data(Spot(Role.PERSON, 1))
    hand.drop(data, hand.point(1, role=Role.GARMENT))
    assert (names(parts, Role.PERSON), names(parts, Role.GARMENT)) == ([], ["anna"])
    coat = RecipeImage(Role.PERSON, "b" * 64, "coat", Size(900, 900))
    state.set_images((*state.recipe.images, coat))
    settle()
    assert hand.hover(data, hand.point(1, role=Role.GARMENT)).verbs == {"Garment": "Swap"}
    hand.drop(data, hand.point(1, role=Role.GARMENT))
    assert (names(parts, Role.PERSON), names(parts, Role.GARMENT)) == (["anna"], ["coat"])


def test_a_kept_picture_is_taken_itself_not_its_clean_copy(run: Run, tmp_path: Path) -> None:
    """What is dragged within the window is a clean copy; the original is what was meant."""

    async def scenario() -> None:
        async with live_studio(tmp_path / "data") as live:
            studio = live.process.studio
            studio.recipe_state.set_prompt("a harbour")
            studio.generate()
            viewer = live.window.panes.viewer
            await live.until(lambda: viewer.picture is not None)
            made = viewer.picture
            assert made is not None
            live.process.outgoing.prepare(made)
            await live.until(lambda: live.process.outgoing.ready(made) is not None)
            copy = live.process.outgoing.ready(made)
            assert copy is not None and copy != made.path
            hand = Hand(live.process)
            hand.drop(files(copy), hand.point(1))
            await _until_read(live)
            (image,) = studio.recipe_state.recipe.images
            assert image.sha256 == hashlib.sha256(made.path.read_bytes()).hexdigest()

    run(scenario())
