"""Which of the service's own words a designer can read."""

from __future__ import annotations

import re

from bfl_studio.ui.text import plain

LONGEST_QUOTE = 240
_LONGEST_REASON = 60

_PROTOCOL = re.compile(
    r"[{}\[\]\\|`]"
    r"|<\W*(?:doctype|html|head|body|title|h\d|script|pre|center)\b"
    r"|\w_\w"
    r"|\bHTTP(?!s?://)"
    r"|\b(?:JSON|HTML|Traceback|Exception)"
    r"|\w(?:Error|Exception)\b"
    r"|^\W*[1-5]\d\d\b"
    r"|\b(?:status|code|error)\W{0,3}[1-5]\d\d\b",
    re.IGNORECASE,
)
"""Data, web pages, names of fields and of programs' faults, numbers of the protocol."""


def quotable(said: str) -> str:
    """The service's text as one harmless line; empty when no designer could read it."""
    line = plain(said, LONGEST_QUOTE).strip(" .")
    return "" if _PROTOCOL.search(line) else line


def reason_text(said: str) -> str:
    """A moderation reason as it stands inside a sentence; empty when nobody could read it."""
    line = plain(said, _LONGEST_REASON).strip(" .")
    return "" if _PROTOCOL.search(line) else " ".join(_small(word) for word in line.split())


def _small(word: str) -> str:
    """Names in capital letters alone keep them."""
    return word.lower() if word.istitle() else word
