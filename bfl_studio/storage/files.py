"""The library folder: file names, atomic writes, what lies where."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

NAME_TEMPLATE = "{date} {prompt:40} {seed} {id:6}"
"""Fields: date (local day and time), prompt and id cut to their widths, seed."""

_LONGEST_STEM = 180
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_FORBIDDEN = frozenset('<>:"/\\|?*')
_SERVICE_FOLDER = ".bfl-studio"


@dataclass(frozen=True, slots=True)
class LibraryFolder:
    """Where pictures are kept, and where the studio keeps what belongs to them."""

    root: Path

    @property
    def recipes(self) -> Path:
        return self.root / _SERVICE_FOLDER / "recipes"

    @property
    def references(self) -> Path:
        return self.root / _SERVICE_FOLDER / "references"

    @property
    def incoming(self) -> Path:
        """Unfinished downloads: the same file system, so that the last step is a rename."""
        return self.root / _SERVICE_FOLDER / "incoming"


def prepare(folder: LibraryFolder) -> None:
    """Make the folders and prove that a file can be written. Raises OSError when it cannot."""
    for path in (folder.root, folder.recipes, folder.references, folder.incoming):
        path.mkdir(parents=True, exist_ok=True)
    probe = folder.incoming / f"probe-{secrets.token_hex(4)}"
    with probe.open("xb") as file:
        file.write(b"probe")
    probe.unlink()


def clear_incoming(folder: LibraryFolder) -> None:
    """Remove what an earlier process left half done."""
    for place in (folder.incoming, folder.recipes):
        for path in place.glob("*.part"):
            path.unlink(missing_ok=True)


def file_stem(prompt: str, seed: int | None, job_id: str, moment: datetime) -> str:
    """A name for people, legal on every system, inside one folder. `moment` is local time."""
    date = f"{moment:%Y-%m-%d %H.%M}"
    tail = job_id[:6] if seed is None else f"{seed} {job_id[:6]}"
    # Only the prompt gives way: two jobs with one name would be one picture.
    room = _LONGEST_STEM - len(f"{date}  {tail}")
    return f"{date} {_clean(prompt, 40, room) or 'picture'} {tail}"


def _clean(text: str, most: int, most_bytes: int) -> str:
    normal = unicodedata.normalize("NFC", text)
    kept = "".join(
        " " if character in _FORBIDDEN or unicodedata.category(character)[0] in "CZ" else character
        for character in normal
    )
    cut = " ".join(kept.split())[:most]
    while len(cut.encode()) > most_bytes:
        cut = cut[:-1]
    cut = cut.strip(" .-")
    return f"_{cut}" if _RESERVED.match(cut) else cut


@dataclass(slots=True)
class Incoming:
    """A download on its way to the disk; `sha256` and `size` grow with it."""

    path: Path
    descriptor: int
    digest: hashlib._Hash
    size: int = 0
    head: bytes = b""

    def write(self, chunk: bytes) -> None:
        """Raises OSError when the disk refuses."""
        view = memoryview(chunk)
        while view:
            view = view[os.write(self.descriptor, view) :]
        self.digest.update(chunk)
        if len(self.head) < 16:
            self.head += chunk[:16]
        self.size += len(chunk)

    def restart(self) -> None:
        """Forget what came. Raises OSError."""
        os.ftruncate(self.descriptor, 0)
        os.lseek(self.descriptor, 0, os.SEEK_SET)
        self.digest, self.size, self.head = hashlib.sha256(), 0, b""

    @property
    def sha256(self) -> str:
        return self.digest.hexdigest()


@contextlib.contextmanager
def receive(folder: LibraryFolder, job_id: str) -> Iterator[Incoming]:
    """A fresh `.part` file; removed unless `settle` has moved it."""
    path = folder.incoming / f"{job_id}-{secrets.token_hex(4)}.part"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, flags | getattr(os, "O_BINARY", 0), 0o644)
    try:
        yield Incoming(path, descriptor, hashlib.sha256())
    finally:
        os.close(descriptor)
        path.unlink(missing_ok=True)


def settle(incoming: Incoming, target: Path) -> None:
    """Make a received file durable under its final name, which must be free.

    Raises FileExistsError rather than overwrite, OSError when the disk refuses.
    """
    os.fsync(incoming.descriptor)
    try:
        # The other name goes when `receive` ends: an open file cannot lose one everywhere.
        os.link(incoming.path, target)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links: the check and the rename are two steps there.
        if target.exists():
            raise FileExistsError(target.name) from None
        incoming.path.rename(target)
    sync_directory(target.parent)


def write_atomically(path: Path, content: bytes) -> None:
    """Old or new, never half. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_directory(path.parent)


def sync_directory(path: Path) -> None:
    """Make a rename durable, where the system lets a folder be synced."""
    with contextlib.suppress(OSError, AttributeError):
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sha256_of(path: Path) -> str:
    """Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def thumbnail_path(folder: Path, sha256: str) -> Path:
    """Where the thumbnail of a picture lies: a cache that may be deleted at any time."""
    return folder / sha256[:2] / f"{sha256}.jpg"
