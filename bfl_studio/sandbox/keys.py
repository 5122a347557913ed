"""API keys: which are let in, and how they are named without being told."""

import hashlib
import re
from uuid import UUID

from bfl_studio.sandbox.faults import Refused


def admitted(key: str | None) -> str:
    """The fingerprint of an x-key header's key; raises Refused."""
    if key is None:
        raise Refused(403, "Not authenticated")
    if not re.fullmatch(r"[!-~]+", key) or not (key.startswith("bfl_") or _is_uuid(key)):
        raise Refused(422, "Invalid API key format")
    if key.startswith("bfl_invalid") or _is_uuid(key):
        raise Refused(403, "Not authenticated - Invalid Authentication")
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _is_uuid(key: str) -> bool:
    try:
        return str(UUID(key)) == key.lower()
    except ValueError:
        return False
