"""Web addresses of pictures that the service fetches itself (`bfl-api.md` §1f)."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

LONGEST = 2083
_PLAIN = re.compile(r"[!-~]+")
_HOST = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


def picture_address(typed: str) -> str | None:
    """The address in what was typed, trimmed; None unless it is a public one for the web.

    Without a name or password in it, which would be sent along and kept, and no bare number:
    the service reaches neither a home network nor anything behind a login.
    """
    text = typed.strip()
    if len(text) > LONGEST or not _PLAIN.fullmatch(text):
        return None
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not port_is_fine:
        return None
    return text if _HOST.fullmatch(host) else None


def host_of(address: str) -> str:
    """Whose address it is; empty for what is none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
