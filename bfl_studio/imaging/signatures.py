"""Pictures told by their first bytes, whatever the file is called."""

from __future__ import annotations

import re

from bfl_studio.domain.picture_kinds import PICTURE_KINDS

_HEADS = re.compile(b"|".join(kind.head for kind in PICTURE_KINDS), re.DOTALL)


def looks_like_picture(head: bytes) -> bool:
    """Whether a file that begins so is of a kind references can be; 32 bytes are enough."""
    return _HEADS.match(head) is not None


def is_heif(head: bytes) -> bool:
    """Whether it is a container for HEVC; one that names AVIF among its kinds is none."""
    end = int.from_bytes(head[:4], "big")
    kinds = {head[place : place + 4] for place in range(8, min(end, len(head)), 4)}
    return head[4:8] == b"ftyp" and kinds.isdisjoint({b"avif", b"avis"})
