"""Finds the files shipped beside the code, in a checkout or in an installed package."""

from pathlib import Path

DESKTOP_ENTRY = "io.github.bfl_studio.BFLStudio"
"""The name of its menu entry, by which desktops know its windows and notices, too."""

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_resources"
_CHECKOUT = _PACKAGE.parent / "resources"


def folder() -> Path:
    """The folder that holds icons and styles.

    Raises FileNotFoundError when the program was installed without its files.
    """
    for candidate in (_INSTALLED, _CHECKOUT):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(_INSTALLED)


def text(*parts: str) -> str:
    """The UTF-8 text of one file, named by its path below the folder."""
    return folder().joinpath(*parts).read_text(encoding="utf-8")
