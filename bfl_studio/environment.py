"""The variables around the studio: what Qt wants to find, and what other programs are given."""

from __future__ import annotations

import os
import sys

_LOCALE = ("LC_ALL", "LC_CTYPE", "LANG")
"""The first that is set decides."""

_UTF_8 = "C.UTF-8"
_before: dict[str, str] = {}


def remember() -> None:
    """Take down what there is: the person's, while nobody has set anything for the studio."""
    if not _before:
        _before.update(os.environ)


def prepare_for_qt() -> None:
    """Qt switches a C locale to UTF-8 by itself, and complains in four lines each time."""
    named = next((value for name in _LOCALE if (value := os.environ.get(name))), "C")
    if sys.platform == "linux" and named in ("C", "POSIX"):
        os.environ["LC_ALL"] = _UTF_8


def give_back() -> None:
    """Leave the variables as they were remembered: what the studio opens gets the person's.

    To be called once Qt has read its own. The search path stays: Windows finds libraries by it.
    """
    if not _before:
        return
    for name in os.environ.keys() - _before.keys() - {"PATH"}:
        del os.environ[name]
    os.environ.update({name: value for name, value in _before.items() if name != "PATH"})
