"""What Windows shows of the program: its version and its icon, both made from the one source."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PIL.IcoImagePlugin import IcoImageFile

from bfl_studio import __version__
from tests.packaging.scripts import script

RESOURCE = script("windows/version_resource")


class Node:
    """Stands in for every class of PyInstaller's version resources: keeps what it was given."""

    def __init__(self, *given: Any, **named: Any) -> None:
        self.given = given
        self.named = named


def _read(text: str) -> Node:
    names = ("FixedFileInfo", "StringFileInfo", "StringStruct", "StringTable", "VSVersionInfo")
    classes = {name: type(name, (Node,), {}) for name in (*names, "VarFileInfo", "VarStruct")}
    # As PyInstaller reads it.
    read = eval(text, {"__builtins__": {}}, classes)
    assert isinstance(read, Node)
    return read


def _strings(resource: Node) -> dict[str, str]:
    information = resource.named["kids"][0]
    (table,) = information.given[0]
    return {each.given[0]: each.given[1] for each in table.given[1]}


def test_the_resource_says_the_one_version() -> None:
    resource = _read(RESOURCE.version_resource(__version__))
    strings = _strings(resource)
    assert strings["FileVersion"] == strings["ProductVersion"] == __version__
    major, minor, patch, build = resource.named["ffi"].named["filevers"]
    assert re.match(rf"{major}\.{minor}\.{patch}\b", __version__)
    assert build == 0
    assert strings["OriginalFilename"] == "bfl-studio.exe"
    assert strings["ProductName"] == "BFL Studio"


def test_the_language_of_the_table_is_the_one_that_is_announced() -> None:
    text, translation = _read(RESOURCE.version_resource("1.2.3")).named["kids"]
    (language, charset) = translation.given[0][0].given[1]
    assert text.given[0][0].given[0] == f"{language:04X}{charset:04X}" == "040904B0"


@pytest.mark.parametrize(
    ("version", "numbers", "flags"),
    [("1.2.3", (1, 2, 3, 0), 0), ("10.0.1rc2", (10, 0, 1, 0), 2), ("0.1.0.dev4", (0, 1, 0, 0), 2)],
)
def test_what_is_not_released_is_marked(version: str, numbers: tuple[int, ...], flags: int) -> None:
    fixed = _read(RESOURCE.version_resource(version)).named["ffi"].named
    assert (fixed["filevers"], fixed["prodvers"], fixed["flags"]) == (numbers, numbers, flags)


@pytest.mark.parametrize("version", ["", "1.2", "x.y.z", "1.2.70000"])
def test_what_windows_cannot_hold_stops_the_build(version: str) -> None:
    with pytest.raises(ValueError, match=r"\d|has no"):
        RESOURCE.version_resource(version)


def test_the_icon_holds_each_size_drawn_for_itself(tmp_path: Path, qapp: object) -> None:
    icons = script("icons")
    icons.write_ico(tmp_path / "made" / "bfl-studio.ico")
    with Image.open(tmp_path / "made" / "bfl-studio.ico") as icon:
        assert isinstance(icon, IcoImageFile)
        assert set(icon.info["sizes"]) == {(side, side) for side in icons.WINDOWS_SIDES}
        icon.size = (16, 16)
        assert icon.convert("RGBA").tobytes() == icons.drawn(16).tobytes()
