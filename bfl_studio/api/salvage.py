"""A receipt that was cut off: an id in broken bytes is still an id."""

from __future__ import annotations

import json
import re
from decimal import Decimal

from bfl_studio.api import wire

_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")
_TEXT = rb'"((?:[^"\\\x00-\x1f]|\\.){1,%d})"'
_ID = re.compile(rb'"id"\s*:\s*(?:' + _TEXT % 512 + rb"|(\d{1,18})\s*[,}])")
_UUID = re.compile(rb'"id"\s*:\s*"([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\Z')
_URL = re.compile(rb'"polling_url"\s*:\s*' + _TEXT % 65_536)
_COST = re.compile(rb'"cost"\s*:\s*(\d{1,12}(?:\.\d{1,9})?)\s*[,}]')


def salvaged(raw: bytes) -> wire.Accepted | None:
    """What can still be read of a submit's reply with code 200; None without a whole id.

    Only out of what begins as an object: a portal's page may hold anything.
    """
    if not _BEGINS.match(raw):
        return None
    found = _ID.search(raw)
    task_id = (_text(found[1]) if found[1] else found[2].decode()) if found else _cut_uuid(raw)
    if not task_id:
        return None
    url, cost = _URL.search(raw), _COST.search(raw)
    return wire.Accepted(
        task_id,
        _text(url[1]) if url else None,
        wire.amount(Decimal(cost[1].decode())) if cost else None,
    )


def _text(inside: bytes) -> str | None:
    """The text between two quotation marks; None when it is no text at all."""
    try:
        text = json.loads(b'"' + inside + b'"')
        return text.encode("utf-8").decode() if isinstance(text, str) else None
    except (ValueError, UnicodeError):
        return None


def _cut_uuid(raw: bytes) -> str | None:
    """An id of the service's own form is whole even where its last quotation mark is missing."""
    found = _UUID.search(raw)
    return found[1].decode() if found else None
