"""Which shared libraries a program on Linux carries: those its own files ask for, and no other."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import contents
import system_libraries

Entry = tuple[str, str, str]
"""A line of PyInstaller's table: path inside the program, source, kind."""

_BINARY = ("BINARY", "EXTENSION")
_FILE = re.compile(r"^File: (.*)$", re.MULTILINE)
_LIBC = re.compile(r"Name: GLIBC_(\d+)\.(\d+)\b")
_NEEDED = re.compile(r"\(NEEDED\).*\[(.*)\]")


@dataclass(frozen=True, slots=True)
class Selection:
    """`carried` goes into the program; `asked` are the libraries the system has to have."""

    carried: tuple[Entry, ...]
    asked: frozenset[str]


def needs(paths: Collection[Path]) -> dict[Path, frozenset[str]]:
    """The libraries each binary asks for by itself, by name."""
    if not paths:
        return {}
    done = subprocess.run(  # noqa: S603
        ["readelf", "--dynamic", "--wide", *map(str, sorted(paths))],  # noqa: S607
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    if len(paths) == 1:
        return {path: frozenset(_NEEDED.findall(done.stdout)) for path in paths}
    _, *parts = _FILE.split(done.stdout)
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return {Path(name): frozenset(_NEEDED.findall(said)) for name, said in pairs}


def selected(entries: Iterable[Entry], *, portable: bool) -> Selection:
    """Choose from PyInstaller's binaries; links to what is left out go with it."""
    entries = list(entries)
    asks = needs({Path(source) for _, source, kind in entries if kind in _BINARY})
    by_path = {path: asks[Path(source)] for path, source, kind in entries if kind in _BINARY}
    kept, asked = _closure(by_path, portable=portable)
    carried = [entry for entry in entries if entry[0] in kept or _target(entry) in kept]
    return Selection(tuple(carried), asked)


def _closure(
    by_path: Mapping[str, frozenset[str]], *, portable: bool
) -> tuple[set[str], frozenset[str]]:
    libraries = {PurePosixPath(path).name: path for path in by_path if _is_library(path)}
    names = frozenset().union(libraries, *by_path.values())
    system = system_libraries.left_to_the_system(names, portable=portable)
    roots = {path for path in by_path if not _is_library(path)}
    by_name = {name: by_path[path] for name, path in libraries.items()}
    wanted = contents.wanted_libraries(roots, {**by_path, **by_name}, system)
    kept = roots | {libraries[name] for name in wanted if name in libraries}
    return kept, frozenset(name for path in kept for name in by_path[path] if name in system)


def _is_library(path: str) -> bool:
    # The program opens Python's by its name, without asking for it.
    return contents.is_shared_library(path) and "libpython" not in path


def _target(entry: Entry) -> str:
    path, source, kind = entry
    return str(PurePosixPath(path).parent / source) if kind == "SYMLINK" else ""


def of_packages(entries: Iterable[Entry], own_folders: Collection[Path]) -> list[Path]:
    """The carried libraries that come from the system, not from Python or its packages."""
    sources = (Path(source) for _, source, kind in entries if kind == "BINARY")
    return sorted(
        path for path in sources if not any(path.is_relative_to(folder) for folder in own_folders)
    )


def least_libc(program: Path) -> str:
    """The oldest version of the C library that every file of a program can do with."""
    paths = [
        path
        for path in program.rglob("*")
        if path.is_file() and not path.is_symlink() and path.open("rb").read(4) == b"\x7fELF"
    ]
    done = subprocess.run(  # noqa: S603
        ["readelf", "--version-info", "--wide", *map(str, paths)],  # noqa: S607
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    major, minor = max((int(a), int(b)) for a, b in _LIBC.findall(done.stdout))
    return f"{major}.{minor}"
