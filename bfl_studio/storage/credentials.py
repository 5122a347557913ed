"""Keys found outside the key store: used and shown as found, never written anywhere."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bfl_studio.domain.api_key import KeyFlaw, KeySource, read

VARIABLE = "BFL_API_KEY"
_LARGEST = 64 * 1024
_LINE = re.compile(rf"\s*(?:export\s+)?{VARIABLE}\s*=\s*(.*)")
_QUOTED = re.compile(r"""(["'])(.*?)\1\s*(?:#.*)?""")


@dataclass(frozen=True, slots=True)
class Found:
    """`key` is None for one that cannot be used; `flaw` says why."""

    source: KeySource
    key: str | None = field(default=None, repr=False)
    flaw: KeyFlaw | None = None


def found(environment: Mapping[str, str], folder: Path) -> Found | None:
    """The key in BFL_API_KEY, else in the `.env` of a folder.

    A variable that is set and cannot be used is told, and nothing else looked for.
    """
    if environment.get(VARIABLE):
        return _judged(environment[VARIABLE], KeySource.VARIABLE)
    text = _line_in(folder / ".env")
    return _judged(text, KeySource.DOTENV) if text else None


def _judged(text: str, source: KeySource) -> Found:
    key = read(text)
    return Found(source, flaw=key) if isinstance(key, KeyFlaw) else Found(source, key)


def _line_in(path: Path) -> str:
    """What a file sets the variable to, last line first; empty when it does not."""
    try:
        # A pipe must not hold up the start, not even one put there after a look at it.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return ""
    try:
        regular = stat.S_ISREG(os.fstat(descriptor).st_mode)
        text = os.read(descriptor, _LARGEST).decode("utf-8", "replace") if regular else ""
    finally:
        os.close(descriptor)
    set_to = [match[1] for line in text.splitlines() if (match := _LINE.fullmatch(line))]
    if not set_to:
        return ""
    quoted = _QUOTED.fullmatch(set_to[-1].strip())
    return quoted[2] if quoted else re.split(r"\s#", set_to[-1])[0].strip()
