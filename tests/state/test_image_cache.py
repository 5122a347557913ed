"""ImageCache: decoded off the GUI thread, kept by bytes, honest about what it cannot read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bfl_studio.state.image_cache import ImageCache


@pytest.fixture
def cache(qapp: QApplication) -> Iterator[ImageCache]:
    made = ImageCache(4 * 100 * 100 * 3)
    yield made
    made.close()


def _picture(path: Path, side: int = 100) -> Path:
    Image.new("RGB", (side, side // 2), "teal").save(path)
    return path


def test_a_picture_comes_later_and_then_at_once(
    cache: ImageCache, tmp_path: Path, qtbot: QtBot
) -> None:
    path = _picture(tmp_path / "a.png")
    with qtbot.waitSignal(cache.loaded):
        assert cache.pixmap(path) is None
        assert cache.pixmap(path) is None
    found = cache.pixmap(path)
    assert found is not None
    assert (found.width(), found.height()) == (100, 50)


def test_it_is_fitted_into_the_side_asked_for_and_never_enlarged(
    cache: ImageCache, tmp_path: Path, qtbot: QtBot
) -> None:
    path = _picture(tmp_path / "a.jpg", 400)
    for side, expected in ((40, (40, 20)), (4000, (400, 200))):
        with qtbot.waitSignal(cache.loaded):
            cache.pixmap(path, side)
        found = cache.pixmap(path, side)
        assert found is not None
        assert (found.width(), found.height()) == expected


def test_what_is_no_picture_is_said_once_and_looked_at_again_on_request(
    cache: ImageCache, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "a.png"
    path.write_text("not a picture")
    with qtbot.waitSignal(cache.failed):
        cache.pixmap(path)
    assert cache.unreadable(path)
    assert cache.pixmap(path) is None
    _picture(path)
    cache.forget(path)
    with qtbot.waitSignal(cache.loaded):
        cache.pixmap(path)


def test_the_oldest_pictures_go_when_the_bytes_are_used_up(
    cache: ImageCache, tmp_path: Path, qtbot: QtBot
) -> None:
    paths = [_picture(tmp_path / f"{number}.png") for number in range(8)]
    for path in paths:
        with qtbot.waitSignal(cache.loaded):
            cache.pixmap(path)
    assert cache.pixmap(paths[-1]) is not None
    with qtbot.waitSignal(cache.loaded):
        assert cache.pixmap(paths[0]) is None
