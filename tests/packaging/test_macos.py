"""What macOS reads of the program: its property lists and its icon."""

from __future__ import annotations

import plistlib
import re
from pathlib import Path

import pytest
from PIL import Image

from bfl_studio import __version__
from tests.packaging.scripts import script
from tests.structure.source import ROOT

PLIST = script("macos/info_plist")
NEEDED = (
    "CFBundleDisplayName",
    "CFBundleDocumentTypes",
    "CFBundleIconFile",
    "CFBundleIdentifier",
    "CFBundleName",
    "CFBundlePackageType",
    "CFBundleShortVersionString",
    "CFBundleVersion",
    "LSMinimumSystemVersion",
    "NSHighResolutionCapable",
)


def test_the_property_list_is_one_and_holds_what_macos_asks_for() -> None:
    wanted = PLIST.info_plist(__version__)
    read = plistlib.loads(plistlib.dumps(wanted))
    assert read == wanted
    assert [key for key in NEEDED if not read.get(key)] == []
    assert read["CFBundlePackageType"] == "APPL"
    assert re.fullmatch(r"[A-Za-z0-9.-]+", read["CFBundleIdentifier"])


def test_it_says_the_one_version_in_numbers() -> None:
    assert __version__.startswith(PLIST.info_plist(__version__)["CFBundleVersion"])
    assert PLIST.info_plist("1.2.3rc1")["CFBundleShortVersionString"] == "1.2.3"
    with pytest.raises(ValueError, match="three numbers"):
        PLIST.info_plist("next")


def test_pictures_can_be_opened_with_it_and_it_never_becomes_their_program() -> None:
    (pictures,) = PLIST.info_plist(__version__)["CFBundleDocumentTypes"]
    assert pictures["CFBundleTypeRole"] == "Viewer"
    assert pictures["LSHandlerRank"] == "Alternate"
    assert {"public.png", "public.jpeg", "public.heic"} <= set(pictures["LSItemContentTypes"])


def test_the_entitlements_are_a_property_list_and_ask_for_one_thing() -> None:
    path = ROOT / "packaging" / "macos" / "entitlements.plist"
    wanted = plistlib.loads(path.read_bytes())
    assert wanted == {"com.apple.security.cs.allow-unsigned-executable-memory": True}


def test_the_icon_holds_each_size_with_room_around_it(tmp_path: Path, qapp: object) -> None:
    icons = script("icons")
    icons.write_icns(tmp_path / "bfl-studio.icns")
    with Image.open(tmp_path / "bfl-studio.icns") as icon:
        assert icon.format == "ICNS"
        sides = {width * scale for width, _, scale in icon.info["sizes"]}
        assert sides == set(icons.MACOS_SIDES)
        left, top, right, bottom = icon.convert("RGBA").getbbox() or (0, 0, 0, 0)
    side = max(icons.MACOS_SIDES)
    assert min(left, top, side - right, side - bottom) >= 0.09 * side
