"""Web addresses of pictures that the service fetches itself (`bfl-api.md` §1f)."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bfl_studio.domain.errors import Failure, FailureKind

LONGEST = 2083
_WEB = re.compile(r"https?://\S+")
_PLAIN = re.compile(r"[!-~]+")
_HOST = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


def picture_address(typed: str) -> str | None:
    """The address in what was typed, trimmed; None unless it is a public one for the web."""
    text = typed.strip()
    return text if _is_of_web(text) and _problem(text) is None else None


def refusal(typed: str) -> Failure | None:
    """Why a web address cannot be used, named by its host alone; None for one that can, and for
    what is none at all.
    """
    text = typed.strip()
    problem = _problem(text) if _is_of_web(text) else None
    return Failure(problem, said=host_of(text)) if problem is not None else None


def host_of(address: str) -> str:
    """Whose address it is, without any name or password; empty for what is none."""
    try:
        return urlsplit(address.strip()[:LONGEST]).hostname or ""
    except ValueError:
        return ""


def _is_of_web(text: str) -> bool:
    return _WEB.fullmatch(text) is not None


def _problem(text: str) -> FailureKind | None:
    """A name or password would be sent along and kept; the service reaches neither this computer
    nor a home network, and a bare number may be either.
    """
    # What stands before the host is looked for first: it must not be shown whatever else is wrong.
    if "@" in re.split(r"[/?#]", text.partition("//")[2], maxsplit=1)[0]:
        return FailureKind.REFERENCE_ADDRESS_WITH_LOGIN
    if len(text) > LONGEST:
        return FailureKind.REFERENCE_ADDRESS_TOO_LONG
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        return FailureKind.REFERENCE_ADDRESS_ODD
    if not _PLAIN.fullmatch(text) or not host or not port_is_fine:
        return FailureKind.REFERENCE_ADDRESS_ODD
    return None if _HOST.fullmatch(host) else FailureKind.REFERENCE_ADDRESS_NOT_PUBLIC
