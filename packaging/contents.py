"""What a built program holds and what it leaves out: tables, and the questions asked of them.

The spec asks while it builds; the tests ask again of what was built. Paths are those inside the
program, with slashes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

LINUX, WINDOWS, MACOS = "linux", "win32", "darwin"
"""Platforms by the name `sys.platform` has for them."""

EVERYWHERE = frozenset({LINUX, WINDOWS, MACOS})
_ON_LINUX = frozenset({LINUX})


@dataclass(frozen=True, slots=True)
class Exclusion:
    """What is left out: a module, or a pattern of paths in small letters; and why."""

    pattern: str
    reason: str
    platforms: frozenset[str] = EVERYWHERE


UNUSED_MODULES: tuple[Exclusion, ...] = (
    Exclusion("PIL.ImageQt", "pictures reach the window as files"),
    Exclusion("PIL.ImageShow", "the viewer shows them"),
    Exclusion("PIL.ImageTk", "another kit of widgets"),
    Exclusion("anyio._backends._trio", "another loop"),
    Exclusion("uvicorn.loops.uvloop", "another loop"),
    Exclusion("uvicorn.workers", "the Sandbox is one process"),
    Exclusion("xmlrpc", "nobody speaks it"),
)
"""Python modules that PyInstaller finds and nobody here imports; with what is below them."""

UNUSED_FILES: tuple[Exclusion, ...] = (
    Exclusion("pyside6/*translations/*.qm", "the studio speaks English, and so do Qt's own words"),
    Exclusion("pyside6/*plugins/imageformats/*qicns.*", "no picture of this kind is taken"),
    Exclusion("pyside6/*plugins/imageformats/*qtga.*", "no picture of this kind is taken"),
    Exclusion("pyside6/*plugins/imageformats/*qwbmp.*", "no picture of this kind is taken"),
    Exclusion("pyside6/*plugins/sqldrivers/*qsql[!i]*", "SQLite is the only database"),
    Exclusion("pyside6/*plugins/networkinformation/*", "nobody asks Qt about the network"),
    Exclusion("pyside6/*plugins/tls/*", "Qt's sockets stay within this computer"),
    Exclusion("pyside6/*plugins/generic/*", "input comes through the window system"),
    Exclusion("pyside6/*plugins/platforms/*qminimal*", "shows nothing"),
    Exclusion("pyside6/*plugins/sqldrivers/*qsqlibase.*", "SQLite is the only database", _ON_LINUX),
    Exclusion("pyside6/*plugins/egldeviceintegrations/*", "for screens of machines", _ON_LINUX),
    Exclusion("pyside6/*plugins/platforms/*qeglfs.*", "for screens of machines", _ON_LINUX),
    Exclusion("pyside6/*plugins/platforms/*qlinuxfb.*", "for screens of machines", _ON_LINUX),
    Exclusion("pyside6/*plugins/platforms/*qvkkhrdisplay.*", "for screens of machines", _ON_LINUX),
    Exclusion("pyside6/*plugins/platforms/*qvnc.*", "for screens of machines", _ON_LINUX),
    Exclusion("pyside6/*plugins/xcbglintegrations/*", "nothing is drawn by OpenGL", _ON_LINUX),
    Exclusion(
        "pyside6/*plugins/wayland-graphics-integration-client/*",
        "nothing is drawn by OpenGL",
        _ON_LINUX,
    ),
    Exclusion("pyside6/*plugins/wayland-shell-integration/*ivi*", "for cars", _ON_LINUX),
    Exclusion("pyside6/*plugins/wayland-shell-integration/*fullscreen*", "for kiosks", _ON_LINUX),
    Exclusion("pyside6/*plugins/wayland-shell-integration/*qt-shell*", "of Qt's own", _ON_LINUX),
    Exclusion("pyside6/*plugins/wayland-shell-integration/*wl-shell*", "superseded", _ON_LINUX),
    Exclusion("*.dist-info/sboms/*", "lists for builders"),
    # RECORD, INSTALLER, REQUESTED and direct_url.json differ from one build folder to the next.
    Exclusion("*.dist-info/[dir]*", "tells how it was installed where the program was built"),
    Exclusion("certifi/py.typed", "for type checkers"),
)


def unused_modules(platform: str) -> list[str]:
    """The modules that are left out on a platform."""
    return [row.pattern for row in UNUSED_MODULES if platform in row.platforms]


def unused(path: str, platform: str) -> Exclusion | None:
    """The first row that leaves a file out of the program on a platform, if there is one."""
    small = path.replace("\\", "/").lower()
    return next(
        (
            row
            for row in UNUSED_FILES
            if platform in row.platforms and fnmatchcase(small, row.pattern)
        ),
        None,
    )


def own_modules(root: Path) -> list[str]:
    """Every module of the studio below the project's folder, sorted: tables load some by name."""
    paths = (path.relative_to(root) for path in (root / "bfl_studio").rglob("*.py"))
    names = (path.with_suffix("").parts for path in paths)
    return sorted(".".join(parts).removesuffix(".__init__") for parts in names)


def own_files(root: Path) -> list[tuple[str, str]]:
    """What the studio reads: (file, folder inside the program), sorted."""
    package = [
        path
        for path in (root / "bfl_studio").rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc")
    ]
    beside = [path for path in (root / "resources").rglob("*") if path.is_file()]
    found = [(path, path.relative_to(root).parent) for path in package]
    found += [
        (path, Path("bfl_studio", "_resources", path.relative_to(root / "resources")).parent)
        for path in beside
    ]
    return sorted((str(path), folder.as_posix()) for path, folder in found)


def is_shared_library(path: str) -> bool:
    """Whether a file is there for others on Linux: neither a plug-in nor a module of Python."""
    name = PurePosixPath(path)
    folder = name.parent.as_posix()
    for_others = folder in (".", "PySide6", "PySide6/Qt/lib", "shiboken6") or (
        folder.endswith(".libs")
    )
    return for_others and name.name.startswith("lib") and ".so" in name.name


def wanted_libraries(
    roots: Iterable[str], needs: Mapping[str, Collection[str]], left_to_the_system: Collection[str]
) -> set[str]:
    """The names of the shared libraries that `roots` need, directly or through one another.

    `needs` has for each file's name the names of the libraries it asks for. What is left to the
    system is not followed: what only that needs comes with it.
    """
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        for name in needs.get(waiting.pop(), ()):
            if name not in found and name not in left_to_the_system:
                found.add(name)
                waiting.append(name)
    return found
