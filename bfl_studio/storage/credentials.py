"""Where keys come from. A key is never written to a file and never repeated in a message."""

from __future__ import annotations

import os

from bfl_studio.domain.endpoint import SANDBOX_KEY, Endpoint, Place

KEY_VARIABLE = "BFL_API_KEY"
_LONGEST_KEY = 512


def key_for(endpoint: Endpoint) -> str | None:
    """The key of an endpoint, or None. The Sandbox's is a constant, never a user's."""
    if endpoint.place is Place.SANDBOX:
        return SANDBOX_KEY
    return usable(os.environ.get(KEY_VARIABLE, ""))


def usable(key: str) -> str | None:
    """The key without the white space around it; None for what no header can carry."""
    trimmed = key.strip()
    if not trimmed or len(trimmed) > _LONGEST_KEY:
        return None
    if not trimmed.isascii() or not trimmed.isprintable() or " " in trimmed:
        return None
    return trimmed
