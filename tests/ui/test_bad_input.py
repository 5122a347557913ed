"""Whatever is dropped on the slots is taken, or refused in a sentence that names it.

Each row is a drop on the real window, read by the real engine with its decode child. What was in
a slot stays, what else was dropped arrives, the window goes on meanwhile, and nothing is left
lying about.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
from pathlib import Path

import pytest
from PIL import Image

from bfl_studio.domain.errors import FailureKind
from bfl_studio.domain.geometry import Size
from bfl_studio.services import decoder as decoder_module
from bfl_studio.state.notices import Topic
from bfl_studio.ui.text import plain
from tests.e2e.window import live_studio
from tests.imaging.odd_pictures import GREYS, ODD_PICTURES, SIZE, OddPicture, written
from tests.loop import Run
from tests.ui.bad_input_rows import BAD_FILES, NAMES, BadFile
from tests.ui.bad_input_stage import bad_input_stage
from tests.ui.drop_stage import files, names, picture

pytestmark = pytest.mark.usefixtures("dark")
K = FailureKind


@pytest.mark.parametrize("row", BAD_FILES, ids=lambda each: each.what)
def test_a_bad_file_is_refused_by_its_name_and_costs_nothing_else(
    run: Run, tmp_path: Path, row: BadFile
) -> None:
    folder = tmp_path / "dropped"
    folder.mkdir()
    bad, good = folder / row.name, picture(folder, "zz good.jpg", kind="JPEG")
    row.write(bad)

    async def scenario() -> None:
        async with bad_input_stage(tmp_path) as stage:
            assert await stage.drop(bad, good)
            assert stage.names == ["kept.png", "zz good.jpg"]
            assert stage.refused == {row.name: row.kind}
            (sentence,) = stage.sentences
            assert f"“{row.name}”" in sentence
            await stage.live.until(lambda: sentence in stage.live.texts())
            # On a filled slot it replaces nothing.
            await stage.drop(bad, slot=1)
            assert stage.names == ["kept.png", "zz good.jpg"]
            assert stage.left_over() == []

    run(scenario())


@pytest.mark.parametrize("odd", (*ODD_PICTURES, *GREYS), ids=lambda each: each.name)
def test_every_kind_of_picture_is_taken(run: Run, tmp_path: Path, odd: OddPicture) -> None:
    path = written(odd, tmp_path)

    async def scenario() -> None:
        async with bad_input_stage(tmp_path) as stage:
            await stage.drop(path)
            assert stage.names == ["kept.png", odd.name]
            assert stage.notices == ()
            _, image = stage.studio.recipe_state.recipe.images
            assert image.size == Size(*SIZE)
            assert image.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
            thumbnail = stage.studio.slots.of(image.role)[1].thumbnail  # type: ignore[arg-type]
            assert thumbnail is not None
            with Image.open(thumbnail) as small:
                assert (small.format, small.size) == ("JPEG", SIZE)

    run(scenario())


def test_a_device_is_not_read(run: Run, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with bad_input_stage(tmp_path) as stage:
            await stage.drop(Path("/dev/zero"))
            assert stage.refused == {"zero": K.REFERENCE_UNREADABLE}

    run(scenario())


def test_what_may_not_be_read_is_said_so(run: Run, tmp_path: Path) -> None:
    closed = picture(tmp_path / "files", "closed.png")
    folder = tmp_path / "closed folder"
    picture(folder, "inside.png")
    for path in (closed, folder):
        path.chmod(0)
    if os.access(closed, os.R_OK):
        pytest.skip("this user may read everything")

    async def scenario() -> None:
        async with bad_input_stage(tmp_path) as stage:
            await stage.drop(closed, folder)
            assert stage.refused == dict.fromkeys(
                ("closed.png", "closed folder"), K.REFERENCE_FORBIDDEN
            )

    try:
        run(scenario())
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize("name", NAMES, ids=lambda each: ascii(each[:24]))
def test_no_name_does_any_harm(run: Run, tmp_path: Path, name: bytes) -> None:
    folder, twin = tmp_path / "good", tmp_path / "bad"
    picture(folder, "a.png").rename(folder / os.fsdecode(name))
    twin.mkdir()
    (twin / os.fsdecode(name)).write_bytes(b"no picture")
    shown = name.decode(errors="surrogateescape").encode(errors="replace")

    async def scenario() -> None:
        async with bad_input_stage(tmp_path) as stage:
            await stage.drop(folder / os.fsdecode(name))
            assert len(stage.names) == 2
            assert stage.notices == ()
            taken = stage.names[1]
            assert len(taken.encode()) >= len(shown)
            await stage.drop(twin / os.fsdecode(name))
            assert stage.refused == {taken: K.REFERENCE_UNREADABLE}
            (sentence,) = stage.sentences
            assert sentence.isprintable()
            assert f"“{plain(taken, 60)}”" in sentence
            await stage.live.until(lambda: sentence in stage.live.texts())
        async with live_studio(tmp_path / "data") as again:
            assert names(again.process) == ["kept.png", taken]

    run(scenario())


def test_a_file_that_goes_before_it_is_read_is_missed(run: Run, tmp_path: Path) -> None:
    gone = picture(tmp_path / "files", "gone.png")

    async def scenario() -> None:
        async with bad_input_stage(tmp_path) as stage:
            stage.hand.drop(files(gone), stage.hand.point(2))
            gone.unlink()
            await stage.read()
            assert stage.names == ["kept.png"]
            assert stage.refused == {"gone.png": K.REFERENCE_MISSING}

    run(scenario())


def test_a_file_that_goes_before_it_is_sent_is_sent_all_the_same(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    dropped = [picture(folder, f"{name}.png", name) for name in ("red", "blue")]

    async def scenario() -> None:
        async with bad_input_stage(tmp_path) as stage:
            await stage.drop(*dropped)
            for path in (*dropped, tmp_path / "kept.png"):
                path.unlink()
            folder.rmdir()
            stage.live.type_prompt("a harbour")
            stage.live.press_generate()
            viewer = stage.live.window.panes.viewer
            await stage.live.until(lambda: viewer.picture is not None, 30)
            assert stage.refused == {}

    run(scenario())


def test_a_file_that_is_replaced_while_it_is_read_is_one_or_the_other(
    run: Run, tmp_path: Path
) -> None:
    path = picture(tmp_path / "files", "busy.png")
    sizes = {}
    for width in (90, 700):
        other = tmp_path / f"{width}.png"
        Image.new("RGB", (width, 80), "red").save(other)
        sizes[hashlib.sha256(other.read_bytes()).hexdigest()] = Size(width, 80)

    async def scenario() -> None:
        async with bad_input_stage(tmp_path) as stage:
            for _ in range(6):
                stage.hand.drop(files(path), stage.hand.point(2))
                while stage.studio.slots.reading:
                    for width in (90, 700):
                        (tmp_path / "next.png").write_bytes(
                            (tmp_path / f"{width}.png").read_bytes()
                        )
                        (tmp_path / "next.png").replace(path)
                    await asyncio.sleep(0)
                _, image = stage.studio.recipe_state.recipe.images
                assert image.size == sizes.get(image.sha256, Size(320, 200))
                (kept,) = stage.folder.rglob(f"{image.sha256}.png")
                with Image.open(kept) as original:
                    assert original.size == (image.size.width, image.size.height)

    run(scenario())


def test_a_file_that_is_cut_while_it_is_read_is_refused(run: Run, tmp_path: Path) -> None:
    """Truncated in place between the first look and the reading."""
    path = picture(tmp_path / "files", "busy.png")

    async def scenario() -> None:
        async with bad_input_stage(tmp_path) as stage:
            stage.hand.drop(files(path), stage.hand.point(2))
            os.truncate(path, path.stat().st_size // 2)
            await stage.read()
            assert stage.names == ["kept.png"]
            assert stage.refused == {"busy.png": K.REFERENCE_UNREADABLE}

    run(scenario())


def test_a_picture_that_takes_the_decoder_too_long_ends_it_and_the_next_is_read(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, good = tmp_path / "files" / "a slow.png", picture(tmp_path / "files", "good.png")
    Image.new("L", (12_000, 12_000)).save(slow)

    async def scenario() -> None:
        async with bad_input_stage(tmp_path) as stage:
            monkeypatch.setattr(decoder_module, "ORIGINAL_SECONDS", 0.15)
            assert await stage.drop(slow, good)
            assert stage.names == ["kept.png", "good.png"]
            assert stage.refused == {"a slow.png": K.REFERENCE_UNREADABLE}
            assert stage.left_over() == []

    run(scenario())


def test_the_window_lives_while_a_folder_of_many_pictures_is_read(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    first = picture(folder, "0.png")
    for number in range(1, 20_000):
        os.link(first, folder / f"{number}.png")

    async def scenario() -> None:
        async with bad_input_stage(tmp_path) as stage:
            assert await stage.drop(folder) > 5
            assert stage.names == ["kept.png", *(f"{number}.png" for number in range(7))]
            (notice,) = stage.notices
            assert (notice.topic, notice.most) == (Topic.TOO_MANY, 8)

    run(scenario())


def test_one_picture_too_many_is_left_out_and_counted(run: Run, tmp_path: Path) -> None:
    dropped = [picture(tmp_path / "files", f"{number}.png") for number in range(8)]
    (tmp_path / "files" / "brief.pdf").write_bytes(b"%PDF")

    async def scenario() -> None:
        async with bad_input_stage(tmp_path) as stage:
            await stage.drop(*dropped, tmp_path / "files" / "brief.pdf")
            assert stage.names == ["kept.png", *(f"{number}.png" for number in range(7))]
            assert stage.refused == {"brief.pdf": K.REFERENCE_UNREADABLE}
            assert "This model takes 8: “7.png” was left out." in stage.sentences

    run(scenario())
