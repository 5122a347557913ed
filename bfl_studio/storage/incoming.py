"""Files on their way in: what a drop holds, folders opened, pictures told by their first bytes."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bfl_studio.domain.name_order import natural_key

MOST_LOOKED_AT = 5_000
"""Files of one folder; beyond it lies a disk, not a selection."""

_HEAD = 32
# A FIFO would keep us waiting for somebody to write into it.
_AT_ONCE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Found:
    """Pictures in natural order of their names. `doubtful` are files that do not begin like one,
    or cannot be read; `empty` are folders without any, and what is neither file nor folder.
    """

    pictures: tuple[Path, ...] = ()
    doubtful: tuple[Path, ...] = ()
    empty: tuple[Path, ...] = ()


def pictures_among(paths: Sequence[Path], is_picture: Callable[[bytes], bool]) -> Found:
    """What can be taken of dropped files and folders; of a folder only what lies in it itself.

    `is_picture` judges the first bytes of a file.
    """
    pictures: list[Path] = []
    doubtful: list[Path] = []
    empty: list[Path] = []
    for path in sorted(paths, key=lambda each: natural_key(each.name)):
        inside = _files_in(path) if path.is_dir() else iter((path,))
        found = [each for each in inside if is_picture(_head(each))]
        pictures += found
        if not found:
            (empty if _is_special(path) else doubtful).append(path)
    return Found(tuple(pictures), tuple(doubtful), tuple(empty))


def _is_special(path: Path) -> bool:
    """Whether it is there, and no file."""
    return path.exists() and not path.is_file()


def _files_in(folder: Path) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if not entry.name.startswith(".")]
    except OSError:
        return
    for name in sorted(names, key=natural_key)[:MOST_LOOKED_AT]:
        yield folder / name


def _head(path: Path) -> bytes:
    """The first bytes of a regular file; none of anything else."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return b""
        descriptor = os.open(path, _AT_ONCE)
        try:
            return os.read(descriptor, _HEAD)
        finally:
            os.close(descriptor)
    except (OSError, ValueError):
        return b""
