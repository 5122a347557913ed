"""A designer's picture on its way to the service: upright, sRGB, bare, of the size agreed on."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from PIL.Image import Exif
from PIL.PngImagePlugin import PngInfo

from bfl_studio.domain.errors import FailureKind, StudioError
from bfl_studio.domain.geometry import Size
from bfl_studio.imaging.preparation import LARGEST_ORIGINAL_FILE, look, prepare, thumbnail

RED, BLUE = (200, 30, 30), (30, 30, 200)
_ORIENTATION, _GPS = 0x0112, 0x8825


def _two_halves(size: tuple[int, int] = (120, 80)) -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    return image


def _read(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def _near(pixel: object, wanted: tuple[int, ...]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) <= 12 for a, b in zip(pixel, wanted, strict=False))


@pytest.mark.parametrize("name", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF"])
def test_every_usual_format_is_read_by_its_content(tmp_path: Path, name: str) -> None:
    path = tmp_path / "picture.brief"
    _two_halves().save(path, name)
    assert look(path).size == Size(120, 80)
    prepared = prepare(path, Size(60, 40))
    image = _read(prepared.data)
    assert image.format == ("JPEG" if name == "JPEG" else "PNG")
    assert image.size == (60, 40) == (prepared.size.width, prepared.size.height)
    assert _near(image.convert("RGB").getpixel((5, 20)), RED)
    assert _near(image.convert("RGB").getpixel((55, 20)), BLUE)


@pytest.mark.parametrize(("orientation", "left"), [(1, RED), (3, BLUE), (6, None), (8, None)])
def test_it_is_sent_upright_and_without_what_the_camera_wrote(
    tmp_path: Path, orientation: int, left: tuple[int, int, int] | None
) -> None:
    exif = Exif()
    exif[_ORIENTATION] = orientation
    exif[0x010E] = "a name nobody shall read"
    exif.get_ifd(_GPS)[1] = "N"
    path = tmp_path / "camera.jpg"
    _two_halves().save(path, "JPEG", exif=exif, quality=95, comment=b"a secret place")
    upright = Size(80, 120) if left is None else Size(120, 80)
    assert look(path).size == upright
    prepared = prepare(path, upright)
    image = _read(prepared.data)
    assert image.size == (upright.width, upright.height)
    assert not image.getexif()
    assert b"nobody" not in prepared.data and b"secret" not in prepared.data
    if left is not None:
        assert _near(image.getpixel((10, 40)), left)


def test_text_in_a_png_stays_at_home(tmp_path: Path) -> None:
    notes = PngInfo()
    notes.add_text("parameters", "another client's prompt")
    path = tmp_path / "made.png"
    _two_halves().save(path, "PNG", pnginfo=notes)
    assert b"client" not in prepare(path, Size(120, 80)).data


def test_colours_of_another_profile_become_srgb(tmp_path: Path) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    path = tmp_path / "tagged.png"
    _two_halves().save(path, "PNG", icc_profile=lab)
    image = _read(prepare(path, Size(120, 80)).data)
    assert "icc_profile" not in image.info
    assert _near(image.getpixel((5, 5)), RED)


@pytest.mark.parametrize("mode", ["CMYK", "L", "1", "P", "I;16", "LA", "RGBA", "PA", "F"])
def test_every_kind_of_pixel_becomes_rgb_and_keeps_what_is_clear(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "odd.tif"
    source = _two_halves()
    made = (
        Image.new("I;16", (120, 80), 40_000)
        if mode == "I;16"
        else source.convert("RGBA").convert("LA" if mode == "PA" else mode)
        if mode in ("LA", "RGBA", "PA")
        else source.convert(mode)
    )
    if mode == "PA":
        path = tmp_path / "odd.png"
    made.save(path)
    image = _read(prepare(path, Size(120, 80)).data)
    assert image.mode == ("RGBA" if mode in ("LA", "RGBA", "PA") else "RGB")


def test_sixteen_bits_are_not_burnt_out(tmp_path: Path) -> None:
    path = tmp_path / "deep.png"
    Image.new("I;16", (80, 80), 32_768).save(path)
    pixel = _read(prepare(path, Size(80, 80)).data).getpixel((4, 4))
    assert _near(pixel, (128, 128, 128))


def test_a_mask_stays_hard_and_grey(tmp_path: Path) -> None:
    path = tmp_path / "mask.png"
    mask = Image.new("L", (200, 100), 0)
    mask.paste(255, (100, 0, 200, 100))
    mask.save(path)
    image = _read(prepare(path, Size(100, 50), mask=True).data)
    assert image.mode == "L"
    assert set(image.tobytes()) == {0, 255}


def test_the_first_picture_of_an_animation_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "moving.gif"
    first, second = Image.new("RGB", (80, 80), RED), Image.new("RGB", (80, 80), BLUE)
    first.save(path, save_all=True, append_images=[second])
    assert _near(_read(prepare(path, Size(80, 80)).data).convert("RGB").getpixel((4, 4)), RED)


def test_a_thumbnail_is_small_and_stands_on_white(tmp_path: Path) -> None:
    path = tmp_path / "clear.png"
    Image.new("RGBA", (600, 300), (0, 0, 0, 0)).save(path)
    image = _read(thumbnail(path, 100))
    assert image.size == (100, 50)
    assert _near(image.getpixel((50, 25)), (255, 255, 255))


def _no_picture(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7 a brief")


def _nothing(path: Path) -> None:
    path.touch()


def _cut_short(path: Path) -> None:
    buffer = io.BytesIO()
    _two_halves((800, 600)).save(buffer, "PNG")
    path.write_bytes(buffer.getvalue()[:-200])


def _huge_file(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(LARGEST_ORIGINAL_FILE + 1)


def _bomb(path: Path) -> None:
    Image.new("1", (65_000, 8_000)).save(path, "PNG")


def _drawing(path: Path) -> None:
    path.write_text("<svg xmlns='http://www.w3.org/2000/svg'><image href='http://x/y'/></svg>")


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _loop(path: Path) -> None:
    path.symlink_to(path)


def _folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (_no_picture, FailureKind.REFERENCE_UNREADABLE),
        (_nothing, FailureKind.REFERENCE_UNREADABLE),
        (_cut_short, FailureKind.REFERENCE_UNREADABLE),
        (_huge_file, FailureKind.REFERENCE_TOO_LARGE),
        (_bomb, FailureKind.REFERENCE_TOO_LARGE),
        (_drawing, FailureKind.REFERENCE_UNREADABLE),
        (_pipe, FailureKind.REFERENCE_MISSING),
        (_loop, FailureKind.REFERENCE_MISSING),
        (_folder, FailureKind.REFERENCE_MISSING),
        (Path.exists, FailureKind.REFERENCE_MISSING),
    ],
)
def test_what_is_no_picture_is_refused_by_its_name(
    tmp_path: Path, make: object, kind: FailureKind
) -> None:
    path = tmp_path / "client brief.png"
    assert callable(make)
    make(path)
    with pytest.raises(StudioError) as refused:
        prepare(path, Size(64, 64))
    assert refused.value.failure.kind is kind
    assert refused.value.failure.said == "client brief.png"
