"""What Windows shows of the program in its properties, as the text PyInstaller reads."""

from __future__ import annotations

import re

_US_ENGLISH, _UNICODE = 0x0409, 1200
_TEXT = """\
VSVersionInfo(
  ffi=FixedFileInfo(
    filevers={numbers},
    prodvers={numbers},
    mask=0x3F,
    flags={flags},
    OS=0x40004,
    fileType=0x1,
    subtype=0x0,
    date=(0, 0),
  ),
  kids=[
    StringFileInfo([StringTable({table!r}, [
{strings}
    ])]),
    VarFileInfo([VarStruct('Translation', [{language}, {charset}])]),
  ],
)
"""
_PRERELEASE = 0x2


def numbers(version: str) -> tuple[int, int, int, int]:
    """The four numbers Windows compares: 1.2.3rc1 is 1.2.3.0. ValueError for no version."""
    match = re.match(r"(\d+)\.(\d+)\.(\d+)", version)
    if match is None:
        raise ValueError(f"{version} has no three numbers")
    major, minor, patch = (int(each) for each in match.groups())
    if max(major, minor, patch) > 0xFFFF:
        raise ValueError(f"{version} does not fit into sixteen bits each")
    return major, minor, patch, 0


def version_resource(version: str) -> str:
    """The whole resource for a version such as 1.2.3."""
    strings = {
        "CompanyName": "BFL Studio contributors",
        "FileDescription": "BFL Studio",
        "FileVersion": version,
        "InternalName": "bfl-studio",
        "LegalCopyright": "MIT License",
        "OriginalFilename": "bfl-studio.exe",
        "ProductName": "BFL Studio",
        "ProductVersion": version,
    }
    return _TEXT.format(
        numbers=numbers(version),
        flags=0 if re.fullmatch(r"[\d.]+", version) else _PRERELEASE,
        table=f"{_US_ENGLISH:04X}{_UNICODE:04X}",
        strings="\n".join(f"      StringStruct({k!r}, {v!r})," for k, v in strings.items()),
        language=_US_ENGLISH,
        charset=_UNICODE,
    )
