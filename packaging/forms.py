"""What the built program looks like from outside on Windows and macOS: what the spec adds there."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
sys.path[:0] = [str(FOLDER / "windows"), str(FOLDER / "macos"), str(FOLDER)]

import icons  # noqa: E402
import info_plist  # noqa: E402
import version_resource  # noqa: E402

WINDOWS, MACOS = "win32", "darwin"
BUNDLE_NAME = "BFL Studio.app"


def program_options(platform: str, made: Path, version: str) -> dict[str, Any]:
    """What PyInstaller's EXE takes besides what it takes everywhere; files go to `made`."""
    if platform == WINDOWS:
        icon, resource = made / "bfl-studio.ico", made / "version_resource.txt"
        icons.write_ico(icon)
        resource.write_text(version_resource.version_resource(version), encoding="utf-8")
        # With a console every start from the menu would open one, and so would each child.
        return {"console": False, "icon": str(icon), "version": str(resource)}
    if platform == MACOS:
        # What is to be opened comes as an event of Qt's.
        entitlements = FOLDER / "macos" / "entitlements.plist"
        return {"console": False, "argv_emulation": False, "entitlements_file": str(entitlements)}
    return {}


def bundle_options(made: Path, version: str) -> dict[str, Any]:
    """What PyInstaller's BUNDLE takes besides what was collected; files go to `made`."""
    icon = made / "bfl-studio.icns"
    icons.write_icns(icon)
    plist = info_plist.info_plist(version)
    return {
        "name": BUNDLE_NAME,
        "icon": str(icon),
        "bundle_identifier": info_plist.IDENTIFIER,
        "version": plist["CFBundleShortVersionString"],
        "info_plist": plist,
    }
