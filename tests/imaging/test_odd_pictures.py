"""Whatever kind a picture is of: what is sent is upright, sRGB, bare, and looks the same."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from bfl_studio.domain.geometry import Size
from bfl_studio.imaging.preparation import look, prepare, thumbnail
from bfl_studio.imaging.signatures import looks_like_picture
from tests.imaging import profiles
from tests.imaging.odd_pictures import (
    BLUE,
    GREYS,
    ODD_PICTURES,
    RED,
    SECRET,
    SIZE,
    OddPicture,
    halves,
    written,
)
from tests.imaging.sent_pictures import bare, near, shows_the_halves


@pytest.mark.parametrize("picture", ODD_PICTURES, ids=lambda each: each.name)
def test_it_is_sent_as_it_looks_and_nothing_is_told(tmp_path: Path, picture: OddPicture) -> None:
    path = written(picture, tmp_path)
    assert looks_like_picture(path.read_bytes()[:32])
    assert look(path).size == Size(*SIZE)
    data = prepare(path, Size(*SIZE)).data
    sent = bare(data)
    assert sent.format == picture.sent_as
    assert sent.mode == ("RGBA" if picture.clear else "RGB")
    assert SECRET not in data
    assert shows_the_halves(sent, picture.tolerance)
    if picture.clear:
        assert sent.getpixel((10, 70))[3] == 0  # type: ignore[index]
    small = Image.open(io.BytesIO(thumbnail(path, 512)))
    assert shows_the_halves(small, picture.tolerance + 8)
    if picture.clear:
        assert near(small.getpixel((10, 72)), (255, 255, 255), 12)


@pytest.mark.parametrize("picture", GREYS, ids=lambda each: each.name)
def test_deep_greys_keep_their_light(tmp_path: Path, picture: OddPicture) -> None:
    sent = bare(prepare(written(picture, tmp_path), Size(*SIZE)).data)
    greys = halves().convert("L").convert("RGB")
    for x in (10, 110):
        assert near(sent.getpixel((x, 40)), greys.getpixel((x, 40)), 2)


@pytest.mark.parametrize("profile", [profiles.adobe_rgb(), profiles.display_p3()])
def test_the_pixels_under_a_profile_are_others_until_they_are_converted(profile: bytes) -> None:
    pixel = profiles.in_profile(halves(), profile).getpixel((10, 40))
    assert not near(pixel, RED, 12)


def test_clear_parts_stand_on_white_where_a_jpeg_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bfl_studio.imaging.preparation.LARGEST_FILE", 100_000)
    path = tmp_path / "noise.png"
    noise = Image.effect_noise((400, 400), 80).convert("RGBA")
    noise.paste((0, 0, 0, 0), (0, 0, 200, 400))
    noise.save(path)
    sent = bare(prepare(path, Size(400, 400)).data)
    assert sent.format == "JPEG"
    assert near(sent.getpixel((50, 50)), (255, 255, 255), 12)


def test_a_deep_mask_keeps_its_middle(tmp_path: Path) -> None:
    path = tmp_path / "mask.png"
    Image.new("I;16", (80, 80), 32_896).save(path)
    with Image.open(io.BytesIO(prepare(path, Size(80, 80), mask=True).data)) as sent:
        assert sent.mode == "L"
        assert sent.getpixel((4, 4)) in (127, 128)


def test_blue_is_on_the_right() -> None:
    assert near(halves().getpixel((110, 40)), BLUE, 0)
