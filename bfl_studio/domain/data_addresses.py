"""Pictures that come as text: the `data:` addresses of web pages (RFC 2397)."""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

BEGIN = b"data:"
LONGEST = 32 * 1024 * 1024
"""Characters: a picture of 24 MB, more than any that is sent."""

LONGEST_HEAD = 256
"""Characters before the comma; browsers write about thirty."""

_HEAD = re.compile(rb"data:(image/[a-z0-9.+-]+)((?:;[^,;]*)*),", re.IGNORECASE)
_BLANK = re.compile(rb"\s+")
_PIECE = 1024 * 1024
"""Characters decoded at once, in whole fours: nobody else is kept waiting for longer."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a data address says of itself; the picture begins after `length` characters."""

    media_type: str
    in_base64: bool
    length: int


def head_of(text: bytes) -> Head | None:
    """None for what does not say that it is a picture; the first `LONGEST_HEAD` are enough."""
    found = _HEAD.match(text[:LONGEST_HEAD])
    if found is None:
        return None
    media_type = found[1].decode("ascii").lower()
    return Head(media_type, found[2].lower().endswith(b";base64"), found.end())


def picture_in(text: bytes) -> bytes:
    """The bytes of the picture; slow for a long one. Raises ValueError when there is none."""
    head = head_of(text)
    if head is None:
        raise ValueError("no picture")
    encoded = text[head.length :]
    if not head.in_base64:
        return unquote_to_bytes(encoded)
    if b"%" in encoded:
        encoded = unquote_to_bytes(encoded)
    encoded = _BLANK.sub(b"", encoded).rstrip(b"=")
    encoded += b"=" * (-len(encoded) % 4)
    pieces = range(0, len(encoded), _PIECE)
    return b"".join(binascii.a2b_base64(encoded[at : at + _PIECE]) for at in pieces)
