"""A copy that leaves has the same pixels, tells nothing, and says that a model made it."""

import io
import random
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from bfl_studio.imaging.clean_copy import LARGEST_BYTES, clean
from bfl_studio.imaging.lossless import as_png

SECRET = b"a secret harbour"
SOURCE = b"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
MODES = {"PNG": ("RGB", "RGBA", "L", "P", "1"), "JPEG": ("RGB", "L", "CMYK"), "WEBP": ("RGB",)}
MANIFEST = struct.pack(">I4sI4s", 60, b"jumb", 40, b"jumd") + b"c2pa" + bytes(40)


def noise(mode: str = "RGB", size: tuple[int, int] = (48, 32), seed: int = 7) -> Image.Image:
    """Nothing in it can be guessed from its neighbour."""
    source = Image.frombytes("RGBA", size, random.Random(seed).randbytes(size[0] * size[1] * 4))
    return source.convert("RGB").convert(mode) if mode != "RGBA" else source


def telling_exif(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[1] = "N"
    return exif


def told(kind: str, image: Image.Image, **how: object) -> bytes:
    """A picture with everything in it that its format can tell, and a colour profile."""
    if kind == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("parameters", SECRET.decode())
        words.add_text("packed", SECRET.decode() * 9, zip=True)
        words.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET.decode()}</x>")
        how = {"pnginfo": words, **how}
    else:
        how = {"xmp": b"<x>" + SECRET + b"</x>", "quality": 91, **how}
    if kind == "JPEG":
        how["comment"] = SECRET
    if kind != "WEBP":
        how["dpi"] = (300, 300)
    if image.mode in ("RGB", "RGBA"):
        how["icc_profile"] = PROFILE
    file = io.BytesIO()
    image.save(file, kind, **{"exif": telling_exif(), **how})
    return file.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def chunk(name: bytes, content: bytes) -> bytes:
    stamp = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", stamp)


def segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def part(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)


def put_in(kind: str, data: bytes, name: bytes, content: bytes) -> bytes:
    """One more chunk or segment, before the pixels; after them in a WebP."""
    if kind == "PNG":
        return data[:33] + chunk(name, content) + data[33:]
    if kind == "JPEG":
        return data[:2] + segment(name[0], content) + data[2:]
    body = data[8:] + part(name, content)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def same_pixels(before: bytes, after: bytes) -> bool:
    first, second = opened(before), opened(after)
    return (first.mode, first.size, first.tobytes()) == (second.mode, second.size, second.tobytes())


ways = st.sampled_from(sorted(TYPES)).flatmap(
    lambda kind: st.tuples(
        st.just(kind),
        st.sampled_from(MODES[kind]),
        st.tuples(st.integers(1, 60), st.integers(1, 60)),
        st.integers(0, 1 << 16),
        st.booleans(),
    )
)


@settings(max_examples=60)
@given(ways)
def test_pixels_and_colour_stay_and_nothing_else(
    way: tuple[str, str, tuple[int, int], int, bool],
) -> None:
    kind, mode, size, seed, other = way
    how = {"PNG": {}, "JPEG": {"progressive": other}, "WEBP": {"lossless": other}}[kind]
    before = told(kind, noise(mode, size, seed), **how)
    after = clean(before, TYPES[kind])
    assert same_pixels(before, after)
    assert SECRET not in after
    image = opened(after)
    assert image.info.get("icc_profile") == opened(before).info.get("icc_profile")
    assert image.info.get("dpi") == opened(before).info.get("dpi")
    assert dict(image.getexif()) == {}
    assert "parameters" not in image.info
    assert "packed" not in image.info
    assert after.count(SOURCE) == 1
    assert clean(after, TYPES[kind]) == after


@pytest.mark.parametrize("kind", TYPES)
def test_the_tag_is_read_where_programs_look_for_it(kind: str) -> None:
    xmp = opened(clean(told(kind, noise()), TYPES[kind])).info["xmp"]
    said = xmp.encode() if isinstance(xmp, str) else xmp
    assert b'Iptc4xmpExt:DigitalSourceType="' + SOURCE + b'"' in said


@pytest.mark.parametrize("kind", TYPES)
def test_a_picture_with_nothing_to_tell_gets_the_tag(kind: str) -> None:
    file = io.BytesIO()
    noise().save(file, kind)
    after = clean(file.getvalue(), TYPES[kind])
    assert after.count(SOURCE) == 1
    assert same_pixels(file.getvalue(), after)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("PNG", b"tIME"),
        ("PNG", b"prVt"),
        ("PNG", b"caBX"),
        ("PNG", b"sPLT"),
        ("JPEG", b"\xed"),
        ("JPEG", b"\xe2"),
        ("JPEG", b"\xeb"),
        ("JPEG", b"\xef"),
        ("WEBP", b"note"),
        ("WEBP", b"C2PA"),
    ],
)
def test_what_is_not_known_to_be_harmless_goes(kind: str, name: bytes) -> None:
    before = put_in(kind, told(kind, noise()), name, b"FPXR\0" + SECRET)
    after = clean(before, TYPES[kind])
    assert SECRET not in after
    assert same_pixels(before, after)


@pytest.mark.parametrize("kind", TYPES)
def test_what_follows_the_picture_goes(kind: str) -> None:
    before = told(kind, noise())
    assert clean(before + SECRET, TYPES[kind]) == clean(before, TYPES[kind])


def test_a_small_picture_within_a_jpeg_goes() -> None:
    small = b"JFIF\0\1\1\1\0\x48\0\x48\2\2" + SECRET[:12]
    plain = told("JPEG", noise())
    assert plain[2:4] == b"\xff\xe0"
    before = plain[:2] + segment(0xE0, small) + plain[20:]
    after = clean(before, "image/jpeg")
    assert SECRET[:12] not in after
    assert opened(after).info["dpi"] == (72, 72)
    assert same_pixels(before, after)


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("turn", [3, 6, 8])
def test_a_picture_stays_the_right_way_up(kind: str, turn: int) -> None:
    before = told(kind, noise(), exif=telling_exif(turn))
    after = clean(before, TYPES[kind])
    assert dict(opened(after).getexif()) == {0x0112: turn}
    assert SECRET not in after
    assert clean(after, TYPES[kind]) == after


@pytest.mark.parametrize("moving", ["PNG", "WEBP"])
def test_a_moving_picture_keeps_all_its_frames(moving: str) -> None:
    frames = [noise(seed=seed) for seed in (1, 2, 3)]
    how = {"save_all": True, "append_images": frames[1:], "lossless": True}
    before = told(moving, frames[0], **how)
    after = clean(before, TYPES[moving])
    first, second = opened(before), opened(after)
    assert second.n_frames == 3  # type: ignore[attr-defined]
    for number in range(3):
        first.seek(number)
        second.seek(number)
        assert first.tobytes() == second.tobytes()
    assert SECRET not in after


@pytest.mark.parametrize(
    ("kind", "name", "content"),
    [
        ("PNG", b"caBX", MANIFEST),
        ("JPEG", b"\xeb", b"JP\0\1\0\0\0\1" + MANIFEST),
        ("WEBP", b"C2PA", MANIFEST),
    ],
)
def test_a_signed_file_stays_as_it_was_sent(kind: str, name: bytes, content: bytes) -> None:
    signed = put_in(kind, told(kind, noise()), name, content)
    assert clean(signed, TYPES[kind]) == signed


@pytest.mark.parametrize("kind", TYPES)
def test_a_file_cut_short_anywhere_is_refused(kind: str) -> None:
    whole = told(kind, noise(size=(8, 8)))
    for length in range(len(whole)):
        with pytest.raises(ValueError):
            clean(whole[:length], TYPES[kind])


@settings(max_examples=150)
@given(st.sampled_from(sorted(TYPES)), st.data())
def test_damage_is_refused_or_harmless_and_never_told(kind: str, data: st.DataObject) -> None:
    bytes_ = bytearray(told(kind, noise(size=(8, 8))))
    for _ in range(data.draw(st.integers(1, 8))):
        bytes_[data.draw(st.integers(0, len(bytes_) - 1))] = data.draw(st.integers(0, 255))
    try:
        after = clean(bytes(bytes_), TYPES[kind])
    except ValueError:
        return
    assert clean(after, TYPES[kind]) == after


@given(st.binary(max_size=200), st.sampled_from(sorted(TYPES)))
def test_what_is_no_picture_is_refused(data: bytes, kind: str) -> None:
    with pytest.raises(ValueError):
        clean(data, TYPES[kind])


def test_a_picture_of_another_type_than_said_is_refused() -> None:
    jpeg = told("JPEG", noise())
    for said in ("image/png", "image/webp", "image/gif", ""):
        with pytest.raises(ValueError):
            clean(jpeg, said)


@pytest.mark.parametrize(
    "flood",
    [
        b"\x89PNG\r\n\x1a\n" + chunk(b"tEXt", b"") * 200_000,
        b"\xff\xd8" + b"\xff" * 8_000_000,
        b"\xff\xd8" + segment(0xFE, b"") * 500_000,
        b"\xff\xd8" + segment(0xDA, b"") + b"\xff" * 8_000_000 + b"\0",
        b"RIFF" + struct.pack("<I", 4 + 8 * 500_000) + b"WEBP" + part(b"note", b"") * 500_000,
        bytes(LARGEST_BYTES + 1),
    ],
    ids=["chunks", "filling", "comments", "pixels", "parts", "bytes"],
)
def test_floods_are_refused(flood: bytes) -> None:
    for media_type in TYPES.values():
        with pytest.raises(ValueError):
            clean(flood, media_type)


def test_pixels_for_the_clipboard_are_those_of_the_picture() -> None:
    for kind in TYPES:
        copy = clean(told(kind, noise()), TYPES[kind])
        png = as_png(copy, TYPES[kind])
        assert opened(png).format == "PNG"
        assert opened(png).tobytes() == opened(copy).tobytes()
        assert opened(png).info["icc_profile"] == PROFILE
        assert png.count(SOURCE) == 1
    copy = clean(told("PNG", noise()), "image/png")
    assert as_png(copy, "image/png") == copy


def test_pixels_for_the_clipboard_are_upright_and_three_colours() -> None:
    turned = clean(told("JPEG", noise(), exif=telling_exif(6)), "image/jpeg")
    assert opened(as_png(turned, "image/jpeg")).size == (32, 48)
    inks = clean(told("JPEG", noise("CMYK")), "image/jpeg")
    assert opened(as_png(inks, "image/jpeg")).mode == "RGB"


def test_what_does_not_decode_gives_no_pixels() -> None:
    empty = b"\xff\xd8" + segment(0xC0, b"") + segment(0xDA, b"") + b"\xff\xd9"
    copy = clean(empty, "image/jpeg")
    with pytest.raises(ValueError):
        as_png(copy, "image/jpeg")
