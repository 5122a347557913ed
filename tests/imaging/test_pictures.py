"""A delivered picture is what its bytes say, whole, and of a size a model can have made."""

import io
import random
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bfl_studio.domain.errors import FailureKind, StudioError
from bfl_studio.domain.geometry import Size
from bfl_studio.imaging.pictures import PictureFacts, examine, kind_of

K = FailureKind
KINDS = {
    "PNG": ("image/png", "png"),
    "JPEG": ("image/jpeg", "jpg"),
    "WEBP": ("image/webp", "webp"),
}
SIZE = (96, 64)


def encoded(kind: str, size: tuple[int, int] = SIZE, mode: str = "RGB", **how: object) -> bytes:
    """A noisy picture: nothing in it can be guessed from its neighbour."""
    noise = random.Random(7).randbytes(size[0] * size[1] * len(mode))
    file = io.BytesIO()
    Image.frombytes(mode, size, noise).save(file, kind, **how)
    return file.getvalue()


PICTURES = {
    "PNG": encoded("PNG"),
    "PNG with alpha": encoded("PNG", mode="RGBA"),
    "grey PNG": encoded("PNG", mode="L"),
    "stored PNG": encoded("PNG", compress_level=0),
    "JPEG": encoded("JPEG"),
    "progressive JPEG": encoded("JPEG", progressive=True),
    "WEBP": encoded("WEBP"),
    "lossless WEBP": encoded("WEBP", lossless=True),
}


def chunk(name: bytes, content: bytes) -> bytes:
    stamp = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", stamp)


def png_of(width: int, height: int, rows: int) -> bytes:
    """A grey PNG that claims a size and holds so many of its rows."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * ((width + 1) * rows), 9)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", pixels), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def written(folder: Path, content: bytes, name: str = "incoming.part") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def refusal(path: Path, thumbnail: Path | None = None) -> FailureKind:
    with pytest.raises(StudioError) as caught:
        examine(path, thumbnail)
    return caught.value.failure.kind


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("file_name", ["x.part", "x.png", "x.jpg", "x.webp", "x.txt"])
def test_a_picture_is_what_its_content_says(tmp_path: Path, name: str, file_name: str) -> None:
    media_type, extension = KINDS[name.split()[-1] if name != "PNG with alpha" else "PNG"]
    path = written(tmp_path, PICTURES[name], file_name)
    assert examine(path) == PictureFacts(Size(*SIZE), media_type, extension)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"RIFF\0\0\0\0WEBP",
        b"RIFF\x24\0\0\0WAVEfmt ",
        b"<html><h1>AccessDenied</h1></html>",
        b'{"error": "expired"}',
        b"GIF89a\x01\0\x01\0\0\0\0;",
        b"BM" + b"\0" * 100,
        b"%PDF-1.7",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%!PS-Adobe-3.0 EPSF-3.0",
        b"\0" * 5000,
    ],
    ids=lambda content: repr(content[:12]),
)
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    assert refusal(written(tmp_path, content, "picture.png")) is K.DAMAGED_PICTURE


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_cut_anywhere_is_refused(tmp_path: Path, name: str) -> None:
    content = PICTURES[name]
    thumbnail = tmp_path / "thumbnail.jpg"
    cuts = {1, 2, 5, 13, 20, len(content) // 2, len(content) - 20, len(content) - 1}
    for cut in sorted(cuts):
        path = written(tmp_path, content[:-cut])
        assert refusal(path, thumbnail) is K.DAMAGED_PICTURE, f"{cut} bytes short"
    assert not thumbnail.exists()


@pytest.mark.parametrize("name", ["PNG", "stored PNG", "PNG with alpha", "grey PNG"])
@given(data=st.data())
@settings(max_examples=25)
def test_a_flipped_bit_of_a_png_is_found(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    content = bytearray(PICTURES[name])
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= 1 << data.draw(st.integers(0, 7))
    path = written(tmp_path_factory.getbasetemp(), bytes(content), "flipped.png")
    assert refusal(path) is K.DAMAGED_PICTURE


@pytest.mark.parametrize("name", ["JPEG", "progressive JPEG", "WEBP", "lossless WEBP"])
@given(data=st.data())
@settings(max_examples=25)
def test_flipped_bits_elsewhere_are_found_or_harmless(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    content = bytearray(PICTURES[name])
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=4)):
        content[place] ^= 1 << data.draw(st.integers(0, 7))
    folder = tmp_path_factory.getbasetemp()
    path = written(folder, bytes(content), "flipped.part")
    try:
        facts = examine(path, folder / "flipped.jpg")
    except StudioError as error:
        assert error.failure.kind in (K.DAMAGED_PICTURE, K.PICTURE_TOO_LARGE)
    else:
        assert facts.size.pixels <= 24 * 1024 * 1024


@pytest.mark.parametrize(
    ("width", "height", "kind"),
    [
        (7000, 7000, K.PICTURE_TOO_LARGE),
        (65_535, 65_535, K.PICTURE_TOO_LARGE),
        (12_000, 9000, K.PICTURE_TOO_LARGE),
        (2**31 - 1, 1, K.PICTURE_TOO_LARGE),
        (0, 0, K.DAMAGED_PICTURE),
    ],
)
def test_a_header_that_promises_too_much(
    tmp_path: Path, width: int, height: int, kind: FailureKind
) -> None:
    rows = 1 if width < 100_000 else 0
    assert refusal(written(tmp_path, png_of(width, height, rows))) is kind


def test_a_small_file_of_enormous_pixels_is_not_unpacked(tmp_path: Path) -> None:
    content = png_of(7000, 7000, 7000)
    assert len(content) < 200_000
    thumbnail = tmp_path / "thumbnail.jpg"
    assert refusal(written(tmp_path, content), thumbnail) is K.PICTURE_TOO_LARGE
    assert not thumbnail.exists()


def test_the_largest_picture_of_any_model_is_welcome(tmp_path: Path) -> None:
    facts = examine(written(tmp_path, png_of(4096, 4096, 4096)))
    assert facts.size == Size(4096, 4096)


def test_a_text_chunk_that_explodes_is_refused(tmp_path: Path) -> None:
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"\0" * 100_000_000, 9))
    png = PICTURES["PNG"]
    after_header = 8 + 25
    content = png[:after_header] + bomb + png[after_header:]
    assert refusal(written(tmp_path, content)) is K.DAMAGED_PICTURE


@pytest.mark.parametrize(
    ("size", "small"),
    [
        ((1024, 1024), (512, 512)),
        ((1920, 1088), (512, 290)),
        ((768, 1344), (293, 512)),
        ((4096, 64), (512, 8)),
        ((300, 200), (300, 200)),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_a_thumbnail_fits_512_and_keeps_the_shape(
    tmp_path: Path, size: tuple[int, int], small: tuple[int, int], kind: str
) -> None:
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, kind)
    thumbnail = tmp_path / "ab" / "abcd.jpg"
    facts = examine(written(tmp_path, file.getvalue()), thumbnail)
    assert facts.size == Size(*size)
    with Image.open(thumbnail) as made:
        assert (made.format, made.mode, made.size) == ("JPEG", "RGB", small)
    assert [path.name for path in thumbnail.parent.iterdir()] == ["abcd.jpg"]


@pytest.mark.parametrize("mode", ["L", "RGBA", "RGB"])
def test_every_kind_of_pixel_has_a_thumbnail(tmp_path: Path, mode: str) -> None:
    thumbnail = tmp_path / "thumbnail.jpg"
    examine(written(tmp_path, encoded("PNG", mode=mode)), thumbnail)
    assert thumbnail.exists()


def test_the_bytes_that_were_delivered_are_left_alone(tmp_path: Path) -> None:
    path = written(tmp_path, PICTURES["JPEG"])
    examine(path, tmp_path / "thumbnail.jpg")
    assert path.read_bytes() == PICTURES["JPEG"]


def test_a_thumbnail_that_cannot_be_written_costs_no_picture(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    path = written(tmp_path, PICTURES["PNG"])
    assert examine(path, tmp_path / "file" / "thumbnail.jpg").size == Size(*SIZE)


def test_a_disk_that_cannot_be_read_is_no_damaged_picture(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        examine(tmp_path / "gone.png")


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"RIFF....WEBPVP8 ", "WEBP"),
        (b"RIFF....AVI ", None),
        (b"\x89PNG", None),
        (b"", None),
    ],
)
def test_the_first_bytes_name_the_kind(head: bytes, kind: str | None) -> None:
    assert kind_of(head) == kind
