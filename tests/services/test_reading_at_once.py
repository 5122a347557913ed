"""Many large pictures at once: one child, one picture at a time, and no more memory than one."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest
from PIL import Image

from bfl_studio.domain.geometry import Size
from bfl_studio.services.decoder import Decoder
from bfl_studio.services.picture_desk import PictureDesk, Taken
from bfl_studio.storage.files import LibraryFolder
from tests.faults import memory

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc tells how much it was")

EIGHT = 8
PHOTO = (6000, 4000)
MOST_OF_ONE = 400_000
"""Kilobytes of the child: twenty-four megapixels whole, twice, and Python."""


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("photos")
    first = folder / "0.jpg"
    noise = Image.effect_noise((600, 400), 60).resize(PHOTO).convert("RGB")
    noise.save(first, quality=90)
    content = first.read_bytes()
    for number in range(1, EIGHT):
        # What follows the end of a JPEG is nobody's: another file, the same picture.
        (folder / f"{number}.jpg").write_bytes(content + bytes([number]))
    return sorted(folder.iterdir())


def _desk(folder: Path, decoder: Decoder) -> PictureDesk:
    return PictureDesk(LibraryFolder(folder / "library"), folder / "thumbnails", decoder)


def _decoders(before: list[int]) -> list[int]:
    return [child for child in memory.children() if child not in before]


def test_eight_photographs_at_once_need_no_more_than_one(
    tmp_path: Path, photos: list[Path]
) -> None:
    others = memory.children()
    seen: set[int] = set()

    async def prepared(decoder: Decoder, taken: Taken) -> None:
        original = tmp_path / "library" / ".bfl-studio" / "references" / f"{taken.sha256}.jpg"
        target = tmp_path / f"{taken.sha256}.part"
        await decoder.prepare(original, Size(1254, 836), target, mask=False)
        seen.update(_decoders(others))

    async def read() -> None:
        decoder = Decoder()
        try:
            desk = _desk(tmp_path, decoder)
            first = await desk.take(photos[0])
            await prepared(decoder, first)
            (child,) = _decoders(others)
            alone = memory.peak(child)
            with memory.growth(48_000):
                taken = await asyncio.gather(*(desk.take(path) for path in photos))
                await asyncio.gather(*(prepared(decoder, each) for each in taken))
            assert len({each.sha256 for each in taken}) == EIGHT
            assert {each.size for each in taken} == {Size(*PHOTO)}
            assert seen == {child}
            assert memory.peak(child) < min(1.25 * alone, MOST_OF_ONE)
        finally:
            await decoder.close()

    asyncio.run(read())


def test_the_child_does_not_load_what_only_heic_needs(tmp_path: Path, photos: list[Path]) -> None:
    others = memory.children()

    async def read() -> None:
        decoder = Decoder()
        try:
            await decoder.look(photos[0])
            (child,) = _decoders(others)
            assert "heif" not in Path(f"/proc/{child}/maps").read_text()
        finally:
            await decoder.close()

    asyncio.run(read())
