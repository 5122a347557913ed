"""Prepared pictures: a cache that is never trusted blindly, because what it holds is paid for."""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import pytest
from PIL import Image

from bfl_studio.api import wire
from bfl_studio.api.body import FileSegment
from bfl_studio.domain import recipe
from bfl_studio.domain.catalog import Role
from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.domain.flux_models import first_model
from bfl_studio.domain.geometry import Box, Size
from bfl_studio.domain.recipe import Recipe, RecipeImage
from bfl_studio.services.decoder import Decoder
from bfl_studio.services.enclosures import Enclosures
from bfl_studio.services.picture_desk import PictureDesk
from bfl_studio.storage import files
from bfl_studio.storage.files import LibraryFolder, thumbnail_path
from tests.services.workshop import workshop

SIZE = Size(300, 200)
NOISE = Image.effect_noise((300, 200), 80).convert("RGB")
T = TypeVar("T")


@dataclass
class Desk:
    """A library with one kept original, and what is prepared of it."""

    folder: Path
    image: RecipeImage

    @property
    def library(self) -> LibraryFolder:
        return LibraryFolder(self.folder / "library")

    @property
    def original(self) -> Path:
        return self.library.references / f"{self.image.sha256}.png"

    @property
    def prepared(self) -> list[Path]:
        return sorted(path for path in (self.folder / "prepared").rglob("*") if path.is_file())

    def run(self, work: Callable[[Enclosures], Awaitable[T]]) -> T:
        async def played() -> T:
            decoder = Decoder()
            try:
                return await work(Enclosures(self.library, self.folder / "prepared", decoder))
            finally:
                await decoder.close()

        return asyncio.run(played())

    def sent(self, image: RecipeImage | None = None) -> wire.Enclosure:
        """What goes out of a recipe with one picture."""
        wanted = wanted_of(image or self.image)
        found = self.run(lambda enclosures: enclosures.of(first_model(), wanted))
        (sent,) = found[Role.REFERENCE]
        return sent

    def refused(self, image: RecipeImage | None = None) -> Failure:
        with pytest.raises(StudioError) as refused:
            self.sent(image)
        return refused.value.failure


def wanted_of(*images: RecipeImage) -> Recipe:
    return replace(recipe.default_recipe(first_model()), prompt="this one", images=images)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    path = tmp_path / "brief.png"
    NOISE.save(path)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    made = Desk(tmp_path, RecipeImage(Role.REFERENCE, sha256, "brief.png", SIZE))
    files.prepare(made.library)
    path.rename(made.original)
    return made


def _whole(sent: wire.Enclosure) -> bytes:
    assert isinstance(sent, FileSegment)
    with Image.open(sent.path) as picture:
        assert picture.convert("RGB").tobytes() == NOISE.tobytes()
    assert sent.size == sent.path.stat().st_size
    return sent.path.read_bytes()


def test_what_is_prepared_is_prepared_once_and_synced_first(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    sync = os.fsync

    def follow(descriptor: int) -> None:
        synced.append(os.fstat(descriptor).st_ino)
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", follow)
    sent = desk.sent()
    _whole(sent)
    (path,) = desk.prepared
    assert path.stat().st_ino in synced
    written = path.stat().st_ino
    assert desk.sent() == sent
    assert path.stat().st_ino == written


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: b"",
        lambda content: content[: len(content) // 2],
        lambda content: content[:-4096] + bytes(4096),
        lambda content: bytes(len(content)),
        lambda content: content + b"x",
    ],
    ids=["empty", "half", "end lost", "zeros", "longer"],
)
def test_what_a_power_cut_left_is_never_sent(desk: Desk, spoil: Callable[[bytes], bytes]) -> None:
    whole = _whole(desk.sent())
    (path,) = desk.prepared
    path.write_bytes(spoil(whole))
    assert _whole(desk.sent()) == whole


def test_a_batch_prepares_its_picture_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []
    prepare = Decoder.prepare

    async def counted(
        self: Decoder, path: Path, size: Size, target: Path, *, mask: bool, crop: Box | None = None
    ) -> str:
        made.append(path)
        return await prepare(self, path, size, target, mask=mask, crop=crop)

    monkeypatch.setattr(Decoder, "prepare", counted)

    async def four(enclosures: Enclosures) -> list[wire.Images]:
        wanted = wanted_of(desk.image)
        return await asyncio.gather(*(enclosures.of(first_model(), wanted) for _ in range(4)))

    found = desk.run(four)
    assert len(made) == 1
    assert found == [found[0]] * 4


def test_an_original_that_was_changed_is_not_sent_and_heals_when_it_comes_again(
    desk: Desk,
) -> None:
    good = desk.original.read_bytes()
    Image.new("RGB", (300, 200), "teal").save(desk.original)
    failure = desk.refused()
    assert (failure.kind, failure.said) == (FailureKind.REFERENCE_UNREADABLE, "brief.png")
    again = desk.folder / "brief.png"
    again.write_bytes(good)

    async def take() -> None:
        decoder = Decoder()
        try:
            await PictureDesk(desk.library, desk.folder / "thumbnails", decoder).take(again)
        finally:
            await decoder.close()

    asyncio.run(take())
    _whole(desk.sent())


def test_a_picture_whose_size_nobody_can_read_is_not_sent(desk: Desk) -> None:
    failure = desk.refused(replace(desk.image, size=None, origin="/a folder/secret client.png"))
    assert failure.kind is FailureKind.REFERENCE_UNREADABLE
    assert failure.said == "secret client.png"
    assert desk.prepared == []


@pytest.mark.parametrize("origin", ["/a folder/secret client.png", "file:///etc/x.png", "", "x"])
def test_only_an_address_of_the_web_is_sent_as_one(desk: Desk, origin: str) -> None:
    failure = desk.refused(RecipeImage(Role.REFERENCE, "", origin))
    assert failure.kind is FailureKind.REFERENCE_MISSING
    assert failure.said == Path(origin).name


def test_an_address_is_sent_whatever_size_is_said_of_it(desk: Desk) -> None:
    address = "https://pictures.example.com/a.png"
    for size in (None, SIZE):
        assert desk.sent(RecipeImage(Role.REFERENCE, "", address, size)) == address


def test_a_name_that_leads_elsewhere_finds_nothing(desk: Desk) -> None:
    _whole(desk.sent())
    (path,) = desk.prepared
    outside = desk.folder / "outside-300x200"
    shutil.copytree(path.parent, outside)
    failure = desk.refused(replace(desk.image, sha256="../outside"))
    assert failure.kind is FailureKind.REFERENCE_UNREADABLE


def test_what_nobody_asked_for_goes_and_what_waits_stays(desk: Desk) -> None:
    parts = [replace(desk.image, crop=Box(left, 0, 200, 200)) for left in range(4)]
    for image in parts:
        desk.sent(image)
    assert len(desk.prepared) == 4
    for path in desk.prepared:
        os.utime(path, (0, 0))
    used = desk.sent(parts[0])
    assert isinstance(used, FileSegment)
    decoder = Decoder()
    waiting = (wanted_of(parts[1]), replace(wanted_of(parts[2]), model_id="gone"))
    Enclosures(desk.library, desk.folder / "prepared", decoder).clear_old(waiting)
    assert len(desk.prepared) == 2
    assert used.path in desk.prepared
    (kept,) = {path.parent.name for path in desk.prepared} - {used.path.parent.name}
    assert "-1.0.200.200" in kept


@pytest.mark.parametrize("left", [b"", b"\xff\xd8\xff\xe0 torn", b"no picture"])
def test_an_empty_or_damaged_thumbnail_is_made_again(desk: Desk, left: bytes) -> None:
    small = thumbnail_path(desk.folder / "thumbnails", desk.image.sha256)
    small.parent.mkdir(parents=True)
    small.write_bytes(left)

    async def look() -> Path | None:
        decoder = Decoder()
        try:
            shown = PictureDesk(desk.library, desk.folder / "thumbnails", decoder)
            return await shown.thumbnail(desk.image.sha256)
        finally:
            await decoder.close()

    assert asyncio.run(look()) == small
    with Image.open(small) as picture:
        assert picture.size == (300, 200)
    assert [path.name for path in small.parent.parent.glob("*.part")] == []


def test_a_studio_clears_its_caches_when_it_opens(tmp_path: Path) -> None:
    data = tmp_path / "data"
    library = data / "library" / ".bfl-studio" / "references"
    old = [
        data / "prepared" / "aa-1x1" / "0.png",
        data / "prepared" / ".dead.part",
        data / "prepared" / ".just dead.part",
        data / "thumbnails" / ".dead.part",
        data / "thumbnails" / ".just dead.part",
        library / ".dead.part",
    ]
    kept = [data / "thumbnails" / "aa" / "aa.jpg", library / ".living.part", library / "aa.png"]
    for path in (*old, *kept):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
        if path.name not in (".living.part", ".just dead.part"):
            os.utime(path, (0, 0))
    with workshop(data, "http://127.0.0.1:9") as shop:
        assert shop.premises.prepared == data / "prepared"
        assert shop.premises.library == data / "library"
        assert [path for path in old if path.exists()] == []
        assert [path for path in kept if not path.exists()] == []
