"""Files on their way in: what a drop holds, folders opened, pictures told by their first bytes."""

from __future__ import annotations

import itertools
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.domain.name_order import natural_key, shown_name
from bfl_studio.domain.picture_kinds import endings

MOST_LOOKED_AT = 100_000
"""Files of one folder; beyond it lies a disk, not a selection. The window says this number."""

MOST_LISTED = 1_000_000
"""Names of one folder among which those called like pictures are found."""

_CALLED_LIKE_PICTURES = frozenset(endings())
"""What is called so is looked at first, where not all can be."""

_HEAD = 32
_PIECE = 1024 * 1024
# A FIFO would keep us waiting for somebody to write into it.
_AT_ONCE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

IsPicture = Callable[[bytes], bool]
"""Judges the first bytes of a file."""


@dataclass(frozen=True, slots=True)
class Found:
    """Pictures in natural order of their names. `doubtful` are files that do not begin like one,
    or cannot be read; `refused` tells of folders without any or too full to be looked through,
    and of what is neither.
    """

    pictures: tuple[Path, ...] = ()
    doubtful: tuple[Path, ...] = ()
    refused: tuple[Failure, ...] = ()


def pictures_among(paths: Sequence[Path], is_picture: IsPicture) -> Found:
    """What can be taken of dropped files and folders; of a folder only what lies in it itself."""
    pictures: list[Path] = []
    doubtful: list[Path] = []
    refused: list[Failure] = []
    for path in sorted(paths, key=lambda each: natural_key(each.name)):
        mode = _mode(path)
        if stat.S_ISDIR(mode):
            inside, kind = _pictures_in(path, is_picture)
            pictures += inside
            refused += [_failure(kind, path)] if kind is not None else []
        elif mode and not stat.S_ISREG(mode):
            refused.append(_failure(FailureKind.REFERENCE_UNREADABLE, path))
        else:
            (pictures if is_picture(_head(path)) else doubtful).append(path)
    return Found(tuple(pictures), tuple(doubtful), tuple(refused))


def content(path: Path, most: int, is_picture: IsPicture) -> Iterator[bytes]:
    """The bytes of a picture's file, piece by piece; it never waits for anything but the disk.

    Raises StudioError: REFERENCE_MISSING, _FORBIDDEN, _UNREADABLE, and _TOO_LARGE beyond `most`
    bytes; each names the file.
    """
    try:
        with _opened(path) as file:
            size = 0
            while piece := file.read(_PIECE):
                if not size and not is_picture(piece[:_HEAD]):
                    break
                size += len(piece)
                if max(size, os.fstat(file.fileno()).st_size) > most:
                    raise StudioError(_failure(FailureKind.REFERENCE_TOO_LARGE, path))
                yield piece
    except PermissionError:
        raise StudioError(_failure(FailureKind.REFERENCE_FORBIDDEN, path)) from None
    except (FileNotFoundError, ValueError):
        raise StudioError(_failure(FailureKind.REFERENCE_MISSING, path)) from None
    except OSError as error:
        kind, details = FailureKind.REFERENCE_UNREADABLE, type(error).__name__
        raise StudioError(_failure(kind, path, details)) from None
    if not size:
        raise StudioError(_failure(FailureKind.REFERENCE_UNREADABLE, path))


def _opened(path: Path) -> BinaryIO:
    """A regular file, open for reading. Raises OSError, also for anything else."""
    file = os.fdopen(os.open(path, _AT_ONCE), "rb")
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return file
    file.close()
    raise OSError("no regular file")


def _failure(kind: FailureKind, path: Path, details: str = "") -> Failure:
    return Failure(kind, said=shown_name(path.name), details=details)


def _mode(path: Path) -> int:
    """What is there; 0 for nothing, also under a name that no file can have."""
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0


def _pictures_in(folder: Path, is_picture: IsPicture) -> tuple[list[Path], FailureKind | None]:
    """The pictures of a folder, and why there are none, or may be more."""
    try:
        names, are_all = _names_in(folder)
    except PermissionError:
        return [], FailureKind.REFERENCE_FORBIDDEN
    except OSError:
        return [], FailureKind.REFERENCE_UNREADABLE
    found = [name for name in names if is_picture(_head(folder / name))]
    pictures = [folder / name for name in sorted(found, key=natural_key)]
    if not are_all:
        return pictures, FailureKind.REFERENCE_TOO_MANY_INSIDE
    return pictures, None if pictures else FailureKind.REFERENCE_NONE_INSIDE


def _names_in(folder: Path) -> tuple[list[str], bool]:
    """Names in a folder, those called like pictures first; and whether these are all of them.

    Never more than are looked at of either kind are held. Raises OSError.
    """
    likely: list[str] = []
    others: list[str] = []
    count = listed = 0
    with os.scandir(folder) as entries:
        for entry in itertools.islice(entries, MOST_LISTED + 1):
            listed += 1
            if entry.name.startswith("."):
                continue
            count += 1
            extension = entry.name.rpartition(".")[2].lower()
            names = likely if extension in _CALLED_LIKE_PICTURES else others
            if len(names) < MOST_LOOKED_AT:
                names.append(entry.name)
    are_all = listed <= MOST_LISTED and count <= MOST_LOOKED_AT
    return (likely + others)[:MOST_LOOKED_AT], are_all


def _head(path: Path) -> bytes:
    """The first bytes of a regular file; none of anything else."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return b""
        with _opened(path) as file:
            return file.read(_HEAD)
    except (OSError, ValueError):
        return b""
