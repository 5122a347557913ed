"""API keys: what is known about one without ever telling it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 512
_AROUND = (
    " \t\r\n\f\v\"'`´‘’‚‛“”„‟«»‹›\u00a0\u00ad\u1680\u180e\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
_ZERO_WIDTH = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
_SPACES = "".join(chr(code) for code in range(0x2000, 0x200B))
_TRIMMED = _AROUND + _ZERO_WIDTH + _SPACES
_NAMED = re.compile(r"(?:export\s+)?BFL_API_KEY\s*=|x-key\s*:", re.IGNORECASE)
_VISIBLE = re.compile(r"[!-~]+")


class KeyFlaw(StrEnum):
    """Why a text cannot be a key; found before anything is sent."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    STRANGE = "strange"


class KeySource(StrEnum):
    """Where a key was found."""

    SESSION = "session"
    VARIABLE = "variable"
    DOTENV = "dotenv"
    STORE = "store"


class StoreTrouble(StrEnum):
    """Why the system's key store did not do what it was asked."""

    ABSENT = "absent"
    LOCKED = "locked"
    DISMISSED = "dismissed"
    SLOW = "slow"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class KeyStanding:
    """The key of one endpoint: `source` None: there is none. `kept`: it is in the key store.

    `trouble` is why the store could not be read or written, `flaw` what is wrong with a key
    that BFL_API_KEY or a .env file holds.
    """

    source: KeySource | None = None
    kept: bool = False
    trouble: StoreTrouble | None = None
    flaw: KeyFlaw | None = None


def read(text: str) -> str | KeyFlaw:
    """The key in a pasted text, without what people copy along: blanks, quotes, the name before
    it. What remains must be what a header can carry.
    """
    trimmed = text.strip(_TRIMMED)
    if (named := _NAMED.match(trimmed)) is not None:
        trimmed = trimmed[named.end() :].strip(_TRIMMED)
    trimmed = trimmed.removesuffix(";").strip(_TRIMMED)
    if not trimmed:
        return KeyFlaw.EMPTY
    if len(trimmed) > LONGEST:
        return KeyFlaw.TOO_LONG
    return trimmed if _VISIBLE.fullmatch(trimmed) else KeyFlaw.STRANGE
