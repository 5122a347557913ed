"""What macOS reads of the program before it starts it."""

from __future__ import annotations

import re
from typing import Any

from bfl_studio.domain.picture_kinds import PICTURE_KINDS

IDENTIFIER = "io.github.bfl-studio.BFLStudio"
LEAST_SYSTEM = "13.0"
"""The oldest macOS that Qt 6.11 runs on."""

PICTURES = [identifier for kind in PICTURE_KINDS for identifier in kind.identifiers]
"""What can be opened with the studio, by the system's names."""


def info_plist(version: str) -> dict[str, Any]:
    """For a version such as 1.2.3; macOS takes its three numbers. ValueError for no version."""
    match = re.match(r"\d+\.\d+\.\d+", version)
    if match is None:
        raise ValueError(f"{version} has no three numbers")
    return {
        "CFBundleDevelopmentRegion": "en",
        "CFBundleDisplayName": "BFL Studio",
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Picture",
                # It takes them as references and never changes them.
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": PICTURES,
            }
        ],
        "CFBundleIconFile": "bfl-studio.icns",
        "CFBundleIdentifier": IDENTIFIER,
        "CFBundleName": "BFL Studio",
        "CFBundlePackageType": "APPL",
        "CFBundleShortVersionString": match.group(),
        "CFBundleVersion": match.group(),
        "LSApplicationCategoryType": "public.app-category.graphics-design",
        "LSMinimumSystemVersion": LEAST_SYSTEM,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "MIT License",
        "NSPrincipalClass": "NSApplication",
        "NSRequiresAquaSystemAppearance": False,
    }
