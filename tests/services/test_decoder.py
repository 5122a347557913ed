"""The decode child: what it says, and that whatever it dies of stays with it."""

from __future__ import annotations

import asyncio
import os
import signal
import struct
import sys
import zlib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PIL import Image

from bfl_studio.domain.errors import FailureKind, StudioError
from bfl_studio.domain.geometry import Size
from bfl_studio.services import decoder as decoder_module
from bfl_studio.services.decoder import Decoder

T = TypeVar("T")
K = FailureKind


def _with(work: Callable[[Decoder], Awaitable[T]]) -> T:
    async def run() -> T:
        decoder = Decoder()
        try:
            return await work(decoder)
        finally:
            await decoder.close()

    return asyncio.run(run())


def _picture(folder: Path, name: str = "a.png", size: tuple[int, int] = (320, 200)) -> Path:
    path = folder / name
    Image.new("RGB", size, "teal").save(path)
    return path


def _failure(work: Callable[[Decoder], Awaitable[object]]) -> FailureKind:
    with pytest.raises(StudioError) as caught:
        _with(work)
    return caught.value.failure.kind


def _process(decoder: Decoder) -> int:
    child = decoder._child
    assert child is not None
    return child.pid


def test_a_delivered_picture_is_examined_and_made_small(tmp_path: Path) -> None:
    path, small = _picture(tmp_path), tmp_path / "thumbnails" / "a.jpg"
    facts = _with(lambda decoder: decoder.examine(path, small))
    assert (facts.size, facts.media_type, facts.extension) == (Size(320, 200), "image/png", "png")
    with Image.open(small) as image:
        assert image.size == (320, 200)


def test_what_a_designer_brings_is_looked_at_and_prepared(tmp_path: Path) -> None:
    path = _picture(tmp_path, "b.jpg", (1200, 800))

    async def work(decoder: Decoder) -> tuple[Size, str]:
        original = await decoder.look(path)
        target = tmp_path / "prepared.part"
        extension = await decoder.prepare(path, Size(600, 400), target, mask=False)
        with Image.open(target) as image:
            assert image.size == (600, 400)
        return original.size, extension

    assert _with(work) == (Size(1200, 800), "jpg")


def test_one_child_serves_them_all_and_ends_with_its_owner(tmp_path: Path) -> None:
    path = _picture(tmp_path)

    async def work(decoder: Decoder) -> set[int]:
        found = set()
        for _ in range(3):
            await decoder.look(path)
            found.add(_process(decoder))
        return found

    (child,) = _with(work)
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"", K.DAMAGED_PICTURE), (b"<html>", K.DAMAGED_PICTURE)],
    ids=["empty", "a page"],
)
def test_what_is_no_picture_is_said_by_a_living_child(
    tmp_path: Path, content: bytes, kind: FailureKind
) -> None:
    path, good = tmp_path / "odd.png", _picture(tmp_path)
    path.write_bytes(content)

    async def work(decoder: Decoder) -> bool:
        await decoder.look(good)
        child = _process(decoder)
        with pytest.raises(StudioError) as caught:
            await decoder.examine(path, tmp_path / "small.jpg")
        assert caught.value.failure.kind is kind
        return _process(decoder) == child

    assert _with(work)


def test_a_missing_file_is_the_disks_matter(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        _with(lambda decoder: decoder.examine(tmp_path / "none.png", tmp_path / "small.jpg"))


def test_a_killed_child_costs_one_picture_its_turn_and_another_takes_over(tmp_path: Path) -> None:
    path = _picture(tmp_path)

    async def work(decoder: Decoder) -> bool:
        await decoder.look(path)
        first = _process(decoder)
        os.kill(first, signal.SIGSTOP)
        asking = asyncio.ensure_future(decoder.look(path))
        await asyncio.sleep(0.05)
        os.kill(first, signal.SIGKILL)
        with pytest.raises(StudioError) as caught:
            await asking
        assert caught.value.failure.kind is K.REFERENCE_UNREADABLE
        await decoder.look(path)
        return _process(decoder) != first

    assert _with(work)


def test_one_that_died_while_nobody_asked_costs_nothing(tmp_path: Path) -> None:
    path = _picture(tmp_path)

    async def work(decoder: Decoder) -> Size:
        await decoder.look(path)
        child = decoder._child
        assert child is not None
        os.kill(child.pid, signal.SIGKILL)
        await child.wait()
        return (await decoder.look(path)).size

    assert _with(work) == Size(320, 200)


@pytest.mark.skipif(sys.platform == "win32", reason="processes have no such limit there")
def test_one_that_computes_too_long_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _picture(tmp_path, "large.png", (3000, 3000))
    monkeypatch.setattr(decoder_module, "RESULT_SECONDS", 0.01)
    kind = _failure(lambda decoder: decoder.examine(path, tmp_path / "small.jpg"))
    assert kind is K.DAMAGED_PICTURE


def test_one_that_hangs_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _picture(tmp_path)

    async def work(decoder: Decoder) -> FailureKind:
        assert (await decoder.look(path)).size == Size(320, 200)
        os.kill(_process(decoder), signal.SIGSTOP)
        monkeypatch.setattr(decoder_module, "ORIGINAL_SECONDS", 0.02)
        with pytest.raises(StudioError) as caught:
            await decoder.look(path)
        return caught.value.failure.kind

    assert _with(work) is K.REFERENCE_UNREADABLE


def _chunk(name: bytes, data: bytes) -> bytes:
    check = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)


def _png(width: int, height: int, *chunks: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join((b"\x89PNG\r\n\x1a\n", _chunk(b"IHDR", header), *chunks, _chunk(b"IEND", b"")))


@pytest.mark.parametrize(
    ("content", "kinds"),
    [
        (_png(65_535, 65_535), {K.PICTURE_TOO_LARGE}),
        (_png(7000, 7000, _chunk(b"IDAT", zlib.compress(b"\0" * 1000))), {K.PICTURE_TOO_LARGE}),
        (
            _png(64, 64, _chunk(b"zTXt", b"a\0\0" + zlib.compress(b"\0" * 50_000_000))),
            {K.DAMAGED_PICTURE, K.PICTURE_TOO_LARGE},
        ),
        (
            _png(64, 64, _chunk(b"iCCP", b"a\0\0" + zlib.compress(b"\0" * 50_000_000))),
            {K.DAMAGED_PICTURE, K.PICTURE_TOO_LARGE},
        ),
    ],
    ids=["65535 square", "7000 square", "text bomb", "profile bomb"],
)
def test_bombs_do_not_go_off(tmp_path: Path, content: bytes, kinds: set[FailureKind]) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(content)
    assert _failure(lambda decoder: decoder.examine(path, tmp_path / "small.jpg")) in kinds


def test_the_child_knows_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BFL_API_KEY", "bfl_canary_of_the_decoder")
    path = _picture(tmp_path)

    async def work(decoder: Decoder) -> bytes:
        await decoder.look(path)
        return Path(f"/proc/{_process(decoder)}/environ").read_bytes()

    if Path("/proc/self/environ").exists():
        assert b"canary" not in _with(work)


def test_after_closing_nothing_starts(tmp_path: Path) -> None:
    path = _picture(tmp_path)

    async def work(decoder: Decoder) -> None:
        await decoder.close()
        with pytest.raises(StudioError):
            await decoder.look(path)
        assert decoder._child is None

    _with(work)
