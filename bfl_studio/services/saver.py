"""From a finished task to a picture on disk."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import itertools
import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bfl_studio.api.client import BflClient
from bfl_studio.api.delivery import Delivery
from bfl_studio.domain import recipe
from bfl_studio.domain.catalog import LINK_SECONDS
from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.domain.flux_models import find_model
from bfl_studio.domain.job import Job
from bfl_studio.imaging.pictures import PictureFacts
from bfl_studio.services.decoder import Decoder
from bfl_studio.services.events import Event, FolderTrouble
from bfl_studio.services.streams import Streams
from bfl_studio.services.timing import Timing, next_retry
from bfl_studio.storage import cache, files
from bfl_studio.storage.files import LibraryFolder, thumbnail_path

_WORTH_ANOTHER_TRY = (FailureKind.UNREACHABLE, FailureKind.SERVICE_UNAVAILABLE)
_EXTENSIONS = ("png", "jpg", "webp")


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture that is safe: durable under `name` in the library folder."""

    name: str
    sha256: str
    byte_count: int
    facts: PictureFacts
    thumbnail: Path


class Saver:
    """Downloads, proves and keeps pictures; a few at a time."""

    def __init__(
        self,
        folder: LibraryFolder,
        thumbnails: Path,
        timing: Timing,
        decoder: Decoder,
        report: Callable[[Event], None],
    ) -> None:
        self.folder = folder
        self._thumbnails = thumbnails
        self._timing = timing
        self._decoder = decoder
        self._report = report
        self._streams = Streams(time.time)
        self._folder_refused = False

    async def save(self, job: Job, client: BflClient) -> Kept:
        """Keep the picture of a job in `saving`, however long the network or the disk refuse.

        Raises StudioError when the server or the bytes settle it: LINK_EXPIRED,
        DAMAGED_PICTURE, PICTURE_TOO_LARGE, ODD_ANSWER.
        """
        while True:
            try:
                kept = await self.look(job) or await self._receive(job, client)
            except OSError as error:
                self._refused(error)
                await asyncio.sleep(self._timing.disk_retry)
            else:
                self._accepted()
                return kept

    def _refused(self, error: OSError) -> None:
        self._folder_refused = True
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        kind = FailureKind.DISK_FULL if full else FailureKind.FOLDER_CLOSED
        failure = Failure(kind, details=type(error).__name__)
        self._report(FolderTrouble(self.folder.root, failure))

    def _accepted(self) -> None:
        if self._folder_refused:
            self._folder_refused = False
            self._report(FolderTrouble(self.folder.root, None))

    async def look(self, job: Job) -> Kept | None:
        """The file of a process that ended between its rename and its commit, if it is there.

        Raises StudioError for one that does not decode, OSError.
        """
        found = await asyncio.to_thread(self._find, job)
        if found is None:
            return None
        path, digest, size = found
        facts, thumbnail = await self._examine(path, digest)
        return Kept(path.name, digest, size, facts, thumbnail)

    async def _examine(self, path: Path, sha256: str) -> tuple[PictureFacts, Path]:
        """What a file is, and where its thumbnail lies if there was room for one."""
        thumbnail = thumbnail_path(self._thumbnails, sha256)
        with cache.making(self._thumbnails) as part:
            facts = await self._decoder.examine(path, part)
            with contextlib.suppress(OSError):
                await asyncio.to_thread(cache.settle, part, thumbnail)
        return facts, thumbnail

    def _find(self, job: Job) -> tuple[Path, str, int] | None:
        """The file, its hash and its size in bytes."""
        stem = Path(job.file_name or "").stem
        for extension in _EXTENSIONS:
            path = self.folder.root / f"{stem}.{extension}"
            if path.is_file():
                return path, files.sha256_of(path), path.stat().st_size
        return None

    async def _fetch(self, job: Job, client: BflClient, delivery: Delivery) -> None:
        """Until all of it is here: what came before the line broke is not asked for again."""
        assert job.sample_url is not None  # noqa: S101  `saving` holds it
        attempt = 0
        while True:
            here = delivery.size
            try:
                async with self._streams.turn(deadline_of(job)):
                    await client.download(job.sample_url, delivery)
                return
            except StudioError as error:
                if error.failure.kind not in _WORTH_ANOTHER_TRY:
                    raise
            attempt = 0 if delivery.size > here else attempt + 1
            await asyncio.sleep(next_retry(self._timing, attempt, random.random()))  # noqa: S311

    async def _receive(self, job: Job, client: BflClient) -> Kept:
        with files.receive(self.folder, job.id) as incoming:
            await self._fetch(job, client, Delivery(incoming))
            try:
                facts, thumbnail = await self._examine(incoming.path, incoming.sha256)
            except StudioError:
                await asyncio.to_thread(_keep_damaged, incoming, self.folder, job)
                raise
            stem = Path(job.file_name or job.id).stem
            name = await asyncio.to_thread(_settle, incoming, self.folder, stem, facts.extension)
            return Kept(name, incoming.sha256, incoming.size, facts, thumbnail)

    async def write_recipe(self, job: Job, kept: Kept) -> None:
        """Leave the recipe beside the picture, by its hash. Retries while the disk refuses."""
        content = json.dumps(recipe_file(job, kept), ensure_ascii=False, indent=1).encode()
        path = self.folder.recipes / f"{kept.sha256}.json"
        while True:
            try:
                await asyncio.to_thread(files.write_atomically, path, content)
            except OSError as error:
                self._refused(error)
                await asyncio.sleep(self._timing.disk_retry)
            else:
                self._accepted()
                return


def _settle(incoming: files.Incoming, folder: LibraryFolder, stem: str, extension: str) -> str:
    """The name it has now; somebody else's file of the first choice stays what it is."""
    for number in itertools.count(1):
        name = f"{stem}.{extension}" if number == 1 else f"{stem} {number}.{extension}"
        try:
            files.settle(incoming, folder.root / name)
        except FileExistsError:
            if files.sha256_of(folder.root / name) != incoming.sha256:
                continue
        return name
    raise AssertionError


def deadline_of(job: Job) -> float:
    """When the link of a finished picture ends, in seconds since 1970 (`bfl-api.md` §4).

    It only says whose turn it is: whether a link still works is what the server says.
    """
    model = find_model(job.recipe.model_id)
    seconds = model.link_seconds if model is not None else LINK_SECONDS
    return (job.seen_ms or 0) / 1000 + seconds


def _keep_damaged(incoming: files.Incoming, folder: LibraryFolder, job: Job) -> None:
    """The bytes were paid for: they stay, beside the pictures, as `.bad`."""
    target = folder.root / f"{Path(job.file_name or job.id).stem}.bad"
    if not target.exists():
        files.settle(incoming, target)


def recipe_file(job: Job, kept: Kept) -> dict[str, Any]:
    """What can rebuild the library entry: the recipe and the facts, never a key."""
    created = datetime.fromtimestamp(job.created_ms / 1000, UTC)
    charged = job.charged or job.quoted
    return {
        "version": recipe.RECIPE_VERSION,
        "recipe": recipe.to_json(job.recipe),
        "job": {
            "id": job.id,
            "number": job.number,
            "batch": job.batch_id,
            "position": job.position,
            "project": job.project_id,
            "endpoint": job.endpoint.place.value,
            "created": created.isoformat(timespec="milliseconds"),
            "credits": format(charged.credits.normalize(), "f") if charged is not None else None,
            "price_rule": job.price_rule,
        },
        "picture": {
            "file": kept.name,
            "sha256": kept.sha256,
            "bytes": kept.byte_count,
            "width": kept.facts.size.width,
            "height": kept.facts.size.height,
            "media_type": kept.facts.media_type,
        },
    }
