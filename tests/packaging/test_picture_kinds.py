"""What is installed says the same kinds of picture as the program takes."""

from __future__ import annotations

import re

from bfl_studio import __version__
from bfl_studio.domain.picture_kinds import PICTURE_KINDS, endings
from tests.packaging.scripts import script
from tests.structure.source import ROOT

DESKTOP = ROOT / "packaging" / "linux" / "io.github.bfl_studio.BFLStudio.desktop"
GUIDE = ROOT / "packaging" / "INSTALLERS.md"


def test_the_desktop_file_takes_each_media_type() -> None:
    (line,) = re.findall(r"^MimeType=(.*)$", DESKTOP.read_text("utf-8"), re.MULTILINE)
    named = line.removesuffix(";").split(";")
    assert sorted(named) == sorted(each for kind in PICTURE_KINDS for each in kind.media_types)


def test_macos_takes_each_kind() -> None:
    (row,) = script("macos/info_plist").info_plist(__version__)["CFBundleDocumentTypes"]
    for kind in PICTURE_KINDS:
        assert set(kind.identifiers) <= set(row["LSItemContentTypes"])


def test_the_guide_to_the_windows_installer_names_each_ending() -> None:
    (line,) = re.findall(r"One line for each of (.*)", GUIDE.read_text("utf-8"))
    assert sorted(line.split()) == sorted(f".{ending}" for ending in endings())
