"""The one drawing of the icon: whole, told apart at the smallest size, and drawn for Linux."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.packaging.scripts import script

pytestmark = pytest.mark.usefixtures("qapp")


def _colours(picture: Image.Image) -> int:
    """How many colours are clearly told apart in what is not transparent."""
    data = picture.convert("RGBA").tobytes()
    pixels = (data[at : at + 4] for at in range(0, len(data), 4))
    return len({tuple(part // 64 for part in pixel[:3]) for pixel in pixels if pixel[3] > 200})


@pytest.mark.parametrize("side", [16, 48, 512])
def test_it_has_its_colours_at_every_size_and_clear_corners(side: int) -> None:
    picture = script("icons").drawn(side)
    assert picture.size == (side, side)
    assert _colours(picture) >= 6
    assert picture.getchannel("A").getpixel((0, 0)) == 0


def test_linux_gets_each_size_in_its_folder(tmp_path: Path) -> None:
    icons = script("icons")
    icons.write_hicolor(tmp_path)
    found = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*.png"))
    assert len(found) == len(icons.LINUX_SIDES)
    for path in found:
        side = int(path.parts[1].split("x")[0])
        with Image.open(tmp_path / path) as picture:
            assert picture.size == (side, side)


def test_the_same_drawing_gives_the_same_bytes(tmp_path: Path) -> None:
    icons = script("icons")
    for name in ("one", "two"):
        icons.write_ico(tmp_path / f"{name}.ico")
        icons.write_icns(tmp_path / f"{name}.icns")
    for kind in ("ico", "icns"):
        assert (tmp_path / f"one.{kind}").read_bytes() == (tmp_path / f"two.{kind}").read_bytes()
