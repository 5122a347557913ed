"""Originals of references, kept by their content while anything names them."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from pathlib import Path

from bfl_studio.storage.files import LibraryFolder, sync_directory

_CHUNK = 1024 * 1024


def keep(folder: LibraryFolder, source: Path, extension: str) -> str:
    """Copy a file to where its SHA-256 says, and return that. Raises OSError."""
    folder.references.mkdir(parents=True, exist_ok=True)
    temporary = folder.references / f".{secrets.token_hex(8)}.part"
    digest = hashlib.sha256()
    try:
        with source.open("rb") as original, temporary.open("xb") as copy:
            while chunk := original.read(_CHUNK):
                digest.update(chunk)
                copy.write(chunk)
            copy.flush()
            os.fsync(copy.fileno())
        if find(folder, digest.hexdigest()) is None:
            temporary.replace(folder.references / f"{digest.hexdigest()}.{extension}")
            sync_directory(folder.references)
    finally:
        temporary.unlink(missing_ok=True)
    return digest.hexdigest()


def find(folder: LibraryFolder, sha256: str) -> Path | None:
    """The kept original of that content, or None."""
    if not sha256 or not sha256.isalnum():
        return None
    with contextlib.suppress(OSError):
        return next(folder.references.glob(f"{sha256}.*"), None)
    return None
