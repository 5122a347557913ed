"""Whether all of the program is there: its files, its plug-ins, its fonts, its licences."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QPluginLoader
from PySide6.QtGui import QFontDatabase, QImageReader

from bfl_studio import licences, resources
from bfl_studio.services.premises import Premises

_PICTURE_FORMATS = ("png", "jpeg", "webp")
_WINDOW_SYSTEMS: Mapping[str, Sequence[str]] = {
    "win32": ("windows",),
    "darwin": ("cocoa",),
    "linux": ("xcb", "wayland"),
}
_PLUGINS: Mapping[str, Sequence[str]] = {
    "platforms": ("offscreen",),
    "imageformats": ("jpeg", "webp"),
    "iconengines": ("svgicon",),
    "sqldrivers": ("sqlite",),
}
"""Qt loads these when they are first wanted, and says nothing when they are not there."""

_PLUGINS_OF_LINUX: Mapping[str, Sequence[str]] = {"wayland-shell-integration": ("xdg-shell",)}
_ICON_SIDES = (16, 256)


class Missing(Exception):
    """Says in one line what is not as it has to be."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What the checks may use: `folder` is theirs."""

    premises: Premises
    folder: Path


Check = Callable[[Bench], str]
"""Returns what it found; raises Missing, or whatever went wrong."""


def _resources(bench: Bench) -> str:
    from bfl_studio.ui import glyphs, theme
    from bfl_studio.ui.app_icon import app_icon

    theme.stylesheet(theme.Theme())
    drawn = [name for name in sorted(glyphs.NAMES) if "<svg" in glyphs.outline(name)]
    if len(drawn) < len(glyphs.NAMES):
        raise Missing("a glyph has no outline")
    if any(app_icon().pixmap(side).isNull() for side in _ICON_SIDES):
        raise Missing("the icon cannot be drawn")
    folder = "beside the program" if resources.folder().name == "_resources" else "checkout"
    return f"style sheet, {len(drawn)} glyphs, icon ({folder})"


def _licences(bench: Bench) -> str:
    frozen = getattr(sys, "frozen", False)
    if frozen and not (resources.folder() / licences.LIST).is_file():
        raise Missing(f"{licences.LIST} was not made for this program")
    parts = licences.shipped()
    if bare := [each.name for each in parts if not each.text]:
        raise Missing(f"no text for {', '.join(bare)}")
    return f"of {len(parts)} parts"


def _plugins(bench: Bench) -> str:
    folder = plugin_folder()
    linux = _PLUGINS_OF_LINUX if sys.platform == "linux" else {}
    wanted = [(kind, name) for kind, names in {**_PLUGINS, **linux}.items() for name in names]
    troubles = {name: trouble for kind, name in wanted if (trouble := _trouble(folder, kind, name))}
    if troubles:
        raise Missing(" | ".join(f"{name}: {trouble}" for name, trouble in troubles.items()))
    return ", ".join(name for _, name in wanted)


def _window_system(bench: Bench) -> str:
    """Each has to be there; one that can be used here is enough."""
    folder = plugin_folder()
    names = _WINDOW_SYSTEMS.get(sys.platform, _WINDOW_SYSTEMS["linux"])
    troubles = {name: _trouble(folder, "platforms", name) for name in names}
    told = ", ".join(f"{name} ({why})" if why else name for name, why in troubles.items())
    if all(troubles.values()) or _NOT_THERE in troubles.values():
        raise Missing(told)
    return told


_NOT_THERE = "not there"


def plugin_folder() -> Path:
    """Where Qt looks for its plug-ins."""
    return Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))


def _trouble(folder: Path, kind: str, name: str) -> str:
    """Why a plug-in cannot be used; nothing if it can."""
    found = [path for path in (folder / kind).glob(f"*{name}.*") if path.suffix != ".debug"]
    if not found:
        return _NOT_THERE
    loader = QPluginLoader(str(found[0]))
    return "" if loader.load() else loader.errorString()


def _fonts(bench: Bench) -> str:
    if not QFontDatabase.families():
        raise Missing("no font is installed")
    return f"{len(QFontDatabase.families())} families"


def _pictures(bench: Bench) -> str:
    from PIL import Image

    for kind in _PICTURE_FORMATS:
        path = bench.folder / f"square.{kind}"
        Image.new("RGB", (8, 8)).save(path, kind)
        read_picture(path, (8, 8))
    return ", ".join(_PICTURE_FORMATS)


def read_picture(path: Path, size: tuple[int, int]) -> None:
    """Read it as the window does; Missing when it is not W×H pixels."""
    reader = QImageReader(str(path))
    picture = reader.read()
    if (picture.width(), picture.height()) != size:
        raise Missing(f"{path.suffix[1:]}: {reader.errorString()}")


PROGRAM_CHECKS: tuple[tuple[str, Check], ...] = (
    ("resources", _resources),
    ("licences", _licences),
    ("plug-ins", _plugins),
    ("window system", _window_system),
    ("fonts", _fonts),
    ("picture formats", _pictures),
)
