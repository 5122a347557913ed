"""Outgoing: a clean copy as a file or for the clipboard, made off the GUI thread."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bfl_studio.state.library_model import Picture
from bfl_studio.state.notices import Topic
from bfl_studio.state.outgoing import Clip, Outgoing
from tests.state.makers import a_picture

SECRET = "a secret harbour"


class Stage:
    """What a folder for copies received, and what was told."""

    def __init__(self, folder: Path, native_images: bool) -> None:
        self.folder = folder
        self.outgoing = Outgoing(folder / "outgoing", native_images=native_images)
        self.refused: list[Topic] = []
        self.outgoing.refused.connect(lambda _picture, topic: self.refused.append(topic))
        self.clips: list[Clip] = []
        self.outgoing.copied.connect(self.clips.append)

    def picture(self, number: int = 1, kind: str = "png", side: int = 40) -> Picture:
        path = self.folder / f"{SECRET[:8]} {number}.{kind}"
        words = PngImagePlugin.PngInfo()
        words.add_text("prompt", SECRET)
        image = Image.new("RGB", (side, side), (number, 128, 128))
        image.save(path, pnginfo=words, comment=SECRET.encode())
        made = a_picture(number, path)
        media_type = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}[kind]
        return Picture(replace(made.generation, media_type=media_type), path, path)

    @property
    def copies(self) -> list[Path]:
        return sorted((self.folder / "outgoing").glob("*/*"))


@pytest.fixture(params=[False, True], ids=["", "native"])
def stage(qapp: QApplication, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Stage]:
    made = Stage(tmp_path, request.param)
    yield made
    made.outgoing.close()
    made.outgoing.deleteLater()


def _pixels(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("RGB").tobytes()


@pytest.mark.parametrize("kind", ["png", "jpg", "webp"])
def test_a_prepared_picture_is_a_clean_file_of_its_own_name(
    stage: Stage, qtbot: QtBot, kind: str
) -> None:
    picture = stage.picture(kind=kind)
    with qtbot.waitSignal(stage.outgoing.prepared) as told:
        stage.outgoing.prepare(picture)
        assert stage.outgoing.ready(picture) is None
    assert told.args == [picture]
    path = stage.outgoing.ready(picture)
    assert path is not None
    assert path.name == picture.path.name
    assert _pixels(path.read_bytes()) == _pixels(picture.path.read_bytes())
    assert SECRET.encode() not in path.read_bytes()


def test_the_same_picture_again_is_the_same_file(stage: Stage, qtbot: QtBot) -> None:
    picture = stage.picture()
    for _ in range(2):
        with qtbot.waitSignal(stage.outgoing.prepared):
            stage.outgoing.prepare(picture)
            stage.outgoing.prepare(picture)
    assert stage.copies == [stage.outgoing.ready(picture)]


def test_a_copy_that_somebody_deleted_is_made_again(stage: Stage, qtbot: QtBot) -> None:
    picture = stage.picture()
    for _ in range(2):
        with qtbot.waitSignal(stage.outgoing.prepared):
            stage.outgoing.prepare(picture)
        path = stage.outgoing.ready(picture)
        assert path is not None
        path.unlink()


@pytest.mark.parametrize("kind", ["png", "jpg"])
def test_the_clipboard_gets_a_file_and_a_png(stage: Stage, qtbot: QtBot, kind: str) -> None:
    picture = stage.picture(kind=kind)
    with qtbot.waitSignal(stage.outgoing.copied):
        stage.outgoing.copy(picture)
    (clip,) = stage.clips
    assert _pixels(clip.path.read_bytes()) == _pixels(picture.path.read_bytes())
    assert clip.png.startswith(b"\x89PNG")
    assert _pixels(clip.png) == _pixels(picture.path.read_bytes())
    assert SECRET.encode() not in clip.png + clip.path.read_bytes()


def test_pixels_of_the_system_s_kind_only_where_they_count(tmp_path: Path, qtbot: QtBot) -> None:
    for native in (False, True):
        stage = Stage(tmp_path, native)
        with qtbot.waitSignal(stage.outgoing.copied):
            stage.outgoing.copy(stage.picture())
        image = stage.clips[0].image
        assert (image is not None) is native
        assert image is None or image.width() == 40
        stage.outgoing.close()
        stage.outgoing.deleteLater()


def test_of_two_copies_the_last_one_asked_for_counts(stage: Stage, qtbot: QtBot) -> None:
    first, second = stage.picture(1, side=900), stage.picture(2)
    with qtbot.waitSignal(stage.outgoing.copied):
        stage.outgoing.copy(first)
        stage.outgoing.copy(second)
    (clip,) = stage.clips
    assert clip.path.name == second.path.name


@pytest.mark.parametrize("asked", ["prepare", "copy"])
class TestRefused:
    def test_a_file_that_was_moved(self, stage: Stage, qtbot: QtBot, asked: str) -> None:
        picture = stage.picture()
        picture.path.unlink()
        with qtbot.waitSignal(stage.outgoing.refused) as told:
            getattr(stage.outgoing, asked)(picture)
        assert told.args == [picture, Topic.PICTURE_MOVED]
        assert stage.outgoing.ready(picture) is None
        assert stage.copies == []

    def test_a_file_that_is_damaged(self, stage: Stage, qtbot: QtBot, asked: str) -> None:
        picture = stage.picture()
        picture.path.write_bytes(picture.path.read_bytes()[:-20])
        with qtbot.waitSignal(stage.outgoing.refused):
            getattr(stage.outgoing, asked)(picture)
        assert stage.refused == [Topic.PICTURE_UNREADABLE]
        assert stage.copies == []

    def test_a_disk_that_takes_nothing(self, stage: Stage, qtbot: QtBot, asked: str) -> None:
        (stage.folder / "outgoing").write_text("a file stands in the way")
        with qtbot.waitSignal(stage.outgoing.refused):
            getattr(stage.outgoing, asked)(stage.picture())
        assert stage.refused == [Topic.COPY_NOT_WRITTEN]

    def test_it_is_tried_again_when_asked_again(
        self, stage: Stage, qtbot: QtBot, asked: str
    ) -> None:
        picture = stage.picture()
        away = picture.path.rename(stage.folder / "away.png")
        with qtbot.waitSignal(stage.outgoing.refused):
            getattr(stage.outgoing, asked)(picture)
        away.rename(picture.path)
        with qtbot.waitSignal(stage.outgoing.prepared):
            stage.outgoing.prepare(picture)


def test_copies_of_earlier_days_go_at_the_start(stage: Stage) -> None:
    old = stage.folder / "outgoing" / "abc" / "old.png"
    old.parent.mkdir(parents=True)
    old.touch()
    os.utime(old, (0, 0))
    stage.outgoing.start()
    stage.outgoing.close()
    assert not old.exists()
    stage.outgoing = Outgoing(stage.folder)


def test_nothing_is_told_after_the_end(stage: Stage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(stage.outgoing.prepared, wait=50):
        stage.outgoing.prepare(stage.picture())
        stage.outgoing.close()
    stage.outgoing = Outgoing(stage.folder)
