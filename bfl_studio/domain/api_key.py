"""API keys: what is known about one without ever telling it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
