"""What comes of a drop on the slots: files, folders, pixels, addresses, and what is none of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.errors import FailureKind
from bfl_studio.domain.geometry import Size
from bfl_studio.parts import StudioParts
from bfl_studio.state.notices import Topic
from tests.e2e.window import LiveStudio, live_studio
from tests.loop import Run
from tests.ui.drop_stage import ADDRESS, Hand, address, files, fill, names, picture
from tests.ui.slot_stage import key_of
from tests.ui.studio_window import settle, standing_window

pytestmark = pytest.mark.usefixtures("dark")


@pytest.fixture
def parts(qapp: object, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made
        # Qt remembers the widget a drag was last over, even when it is gone.
        Hand(made).leave()


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
                **dict.fromkeys(bad[:3], unreadable),
                "no pictures": FailureKind.REFERENCE_NONE_INSIDE,
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
            slots.remove(key_of(live.process, 1))
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
