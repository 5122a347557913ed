"""API keys: which are let in, what comes with them, and how they are named without being told."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from bfl_studio.sandbox.faults import Refused

_UNKNOWN = (403, "Not authenticated - Invalid Authentication")


@dataclass(frozen=True, slots=True)
class Account:
    """What comes with a key: refusals (HTTP status and text), and thousandths it starts with."""

    help: str
    everywhere: tuple[int, str] | None = None
    on_submit: tuple[int, str] | None = None
    starts_with: int | None = None


ACCOUNTS: Mapping[str, Account] = {
    "bfl_invalid": Account("unknown, 403 everywhere; so is a UUID", everywhere=_UNKNOWN),
    "bfl_unauthorized": Account("401 everywhere", everywhere=(401, "Unauthorized")),
    "bfl_noaccess": Account(
        "credits are told, submits get 403: no access to the model",
        on_submit=(403, "Your organization does not have access to this endpoint"),
    ),
    "bfl_rush": Account(
        "credits are told, submits get 402 all the same", on_submit=(402, "Insufficient credits")
    ),
    "bfl_poor": Account("starts with 7 credits: two pictures", starts_with=7_000),
    "bfl_empty": Account("starts with none", starts_with=0),
}
_ORDINARY = Account("any other key that starts with bfl_ works")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the fingerprint of the key, and what comes with it."""

    owner: str
    account: Account


def admitted(key: str | None) -> Caller:
    """Who an x-key header's key belongs to; raises Refused."""
    if key is None:
        raise Refused(403, "Not authenticated")
    if not re.fullmatch(r"[!-~]+", key) or not (key.startswith("bfl_") or _is_uuid(key)):
        raise Refused(422, "Invalid API key format")
    if _is_uuid(key):
        raise Refused(*_UNKNOWN)
    account = next((row for name, row in ACCOUNTS.items() if key.startswith(name)), _ORDINARY)
    if account.everywhere is not None:
        raise Refused(*account.everywhere)
    return Caller(hashlib.sha256(key.encode()).hexdigest()[:16], account)


def _is_uuid(key: str) -> bool:
    try:
        return str(UUID(key)) == key.lower()
    except ValueError:
        return False
