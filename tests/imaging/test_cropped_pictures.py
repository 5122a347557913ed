"""A part of a picture on its way to the service: the right one, of exactly the size agreed on."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageOps, ImageStat
from PIL.Image import Exif

from bfl_studio.domain.geometry import Box, Size
from bfl_studio.domain.references import sent_size
from bfl_studio.imaging.preparation import prepare

_ORIENTATION = 0x0112
_SIDES = (640, 416)
_NEAR = 4.0
"""Mean difference of 255 that opening a JPEG smaller and encoding it anew may make."""


def _scene(size: tuple[int, int] = _SIDES) -> Image.Image:
    """No two places look alike: reddish to the right, greenish downwards, waves in the blue."""
    across = Image.linear_gradient("L").rotate(90).resize(size)
    down = Image.linear_gradient("L").resize(size)
    waves = Image.effect_mandelbrot(size, (-2.0, -1.2, 1.0, 1.2), 30).point(lambda v: min(v, 200))
    return Image.merge("RGB", (across, down, waves))


def _read(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def _difference(one: Image.Image, other: Image.Image) -> float:
    assert one.size == other.size
    means = ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other.convert("RGB"))).mean
    return max(means)


def _sides(box: Box) -> tuple[int, int, int, int]:
    return box.left, box.top, box.left + box.width, box.top + box.height


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same picture as a PNG, a JPEG, and a JPEG of a camera that was held sideways."""
    folder = tmp_path_factory.mktemp("originals")
    scene, exif = _scene(), Exif()
    exif[_ORIENTATION] = 6
    paths = {name: folder / name for name in ("scene.png", "scene.jpg", "sideways.jpg")}
    scene.save(paths["scene.png"])
    scene.save(paths["scene.jpg"], quality=95, subsampling=0)
    turned = scene.transpose(Image.Transpose.ROTATE_90)
    turned.save(paths["sideways.jpg"], exif=exif, quality=95, subsampling=0)
    return paths


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    width, height = draw(st.integers(64, _SIDES[0])), draw(st.integers(64, _SIDES[1]))
    left, top = draw(st.integers(0, _SIDES[0] - width)), draw(st.integers(0, _SIDES[1] - height))
    return Box(left, top, width, height)


@pytest.mark.parametrize("name", ["scene.png", "scene.jpg", "sideways.jpg"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(box=boxes(), scale=st.floats(0.1, 1.0))
def test_what_is_sent_is_the_part_then_made_smaller(
    originals: dict[str, Path], name: str, box: Box, scale: float
) -> None:
    size = Size(max(1, round(box.width * scale)), max(1, round(box.height * scale)))
    sent = _read(prepare(originals[name], size, crop=box).data)
    with Image.open(originals[name]) as original:
        part = ImageOps.exif_transpose(original).convert("RGB").crop(_sides(box))
    expected = part.resize((size.width, size.height), Image.Resampling.LANCZOS)
    assert sent.size == (size.width, size.height)
    assert _difference(sent, expected) < _NEAR


@given(box=boxes())
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_part_that_need_not_shrink_is_sent_pixel_for_pixel(
    originals: dict[str, Path], box: Box
) -> None:
    sent = _read(prepare(originals["scene.png"], box.size, crop=box).data)
    assert sent.tobytes() == _scene().crop(_sides(box)).tobytes()


def test_of_a_large_photo_held_sideways_the_part_that_was_seen_is_sent(tmp_path: Path) -> None:
    upright = Image.new("RGB", (1600, 2400), "white")
    upright.paste("red", (200, 1800, 1000, 2200))
    exif = Exif()
    exif[_ORIENTATION] = 8
    path = tmp_path / "camera.jpg"
    upright.transpose(Image.Transpose.ROTATE_270).save(path, exif=exif, quality=95)
    box = Box(200, 1800, 800, 400)
    size = sent_size(box.size, 2, at_most=1)
    for wanted in (size, Size(80, 40)):
        sent = _read(prepare(path, wanted, crop=box).data)
        assert sent.size == (wanted.width, wanted.height)
        red = Image.new("RGB", sent.size, (254, 0, 0))
        assert _difference(sent, red) < _NEAR


def test_what_is_clear_in_a_part_stays_clear(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (400, 300), (0, 0, 255, 255))
    picture.paste((0, 0, 0, 0), (100, 100, 200, 200))
    path = tmp_path / "clear.png"
    picture.save(path)
    sent = _read(prepare(path, Size(150, 100), crop=Box(50, 100, 150, 100)).data)
    assert sent.mode == "RGBA"
    assert sent.getpixel((10, 50)) == (0, 0, 255, 255)
    assert sent.getchannel("A").getpixel((100, 50)) == 0


def test_a_part_of_a_mask_stays_hard(tmp_path: Path) -> None:
    mask = Image.new("L", (400, 200), 0)
    mask.paste(255, (200, 0, 400, 200))
    path = tmp_path / "mask.png"
    mask.save(path)
    sent = _read(prepare(path, Size(100, 100), mask=True, crop=Box(100, 0, 200, 200)).data)
    assert (sent.mode, sent.getcolors()) == ("L", [(5000, 0), (5000, 255)])
