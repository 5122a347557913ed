"""Places a job can be sent to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    GLOBAL = "global"
    EU = "eu"
    US = "us"
    SANDBOX = "sandbox"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`origin` is scheme://host[:port] of submits; `key_name` names the key, never holds it."""

    place: Place
    origin: str
    key_name: str

    @property
    def pretend_money(self) -> bool:
        return self.place is Place.SANDBOX


SANDBOX_KEY = "bfl_sandbox"
"""The only key the Sandbox ever sees: a constant, never a user's."""

GLOBAL = Endpoint(Place.GLOBAL, "https://api.bfl.ai", "bfl.ai")
EU = Endpoint(Place.EU, "https://api.eu.bfl.ai", "bfl.ai")
US = Endpoint(Place.US, "https://api.us.bfl.ai", "bfl.ai")


def sandbox(origin: str) -> Endpoint:
    return Endpoint(Place.SANDBOX, origin, "sandbox")


def custom(origin: str) -> Endpoint:
    """A start-flag endpoint: its key is its own, never one of BFL's."""
    return Endpoint(Place.CUSTOM, origin, origin)
