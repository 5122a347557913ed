"""Originals of references, kept by their content while anything names them."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bfl_studio.storage.files import LibraryFolder, sync_directory


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
    """Move a copy to where its SHA-256 says, unless the same is there. Raises OSError."""
    if find(folder, copied.sha256) is None:
        with copied.path.open("rb+") as file:
            os.fsync(file.fileno())
        copied.path.replace(folder.references / f"{copied.sha256}.{extension}")
        sync_directory(folder.references)


def find(folder: LibraryFolder, sha256: str) -> Path | None:
    """The kept original of that content, or None."""
    if not sha256 or not sha256.isalnum():
        return None
    with contextlib.suppress(OSError):
        return next(folder.references.glob(f"{sha256}.*"), None)
    return None
