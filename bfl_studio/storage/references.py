"""Originals of references, kept by their content.

None is ever removed: a library folder may be shared with a studio on another computer, whose
drafts and waiting jobs nobody here can read.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.storage.files import LibraryFolder, sha256_of, sync_directory


@dataclass(frozen=True, slots=True)
class Copy:
    """A private copy that nobody else can change, not yet kept."""

    path: Path
    sha256: str


def copy(folder: LibraryFolder, pieces: Iterable[bytes]) -> Copy:
    """Write down what comes, beside the kept originals. Raises OSError, and what `pieces` does."""
    folder.references.mkdir(parents=True, exist_ok=True)
    path = folder.references / f".{secrets.token_hex(8)}.part"
    digest = hashlib.sha256()
    try:
        with path.open("xb") as file:
            for piece in pieces:
                digest.update(piece)
                file.write(piece)
            file.flush()
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Copy(path, digest.hexdigest())


def keep(folder: LibraryFolder, copied: Copy, extension: str) -> None:
    """Move a copy to where its SHA-256 says, unless the same is there, whole. Raises OSError."""
    there = find(folder, copied.sha256)
    if there is not None and _is_whole(there):
        return
    with copied.path.open("rb+") as file:
        os.fsync(file.fileno())
    kept = folder.references / f"{copied.sha256}.{extension}"
    copied.path.replace(kept)
    if there is not None and there != kept:
        there.unlink(missing_ok=True)
    sync_directory(folder.references)


def find(folder: LibraryFolder, sha256: str) -> Path | None:
    """The kept original of that content by its name, or None."""
    if not sha256 or not sha256.isalnum():
        return None
    with contextlib.suppress(OSError):
        return next(folder.references.glob(f"{sha256}.*"), None)
    return None


def proven(folder: LibraryFolder, sha256: str) -> Path:
    """The kept original of that content, read to its end: what is sent of it costs money.

    Raises StudioError: REFERENCE_MISSING, and REFERENCE_UNREADABLE for one that was changed.
    """
    path = find(folder, sha256)
    if path is None:
        raise StudioError(Failure(FailureKind.REFERENCE_MISSING))
    if not _is_whole(path):
        raise StudioError(Failure(FailureKind.REFERENCE_UNREADABLE, details="changed"))
    return path


def _is_whole(path: Path) -> bool:
    """Whether it holds what it is called by."""
    with contextlib.suppress(OSError):
        return sha256_of(path) == path.stem
    return False
