"""Pictures told by their first bytes, whatever the file is called."""

from __future__ import annotations

_STARTS = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
    b"II+\x00",
    b"MM\x00+",
)
_BRANDS = frozenset(
    {
        *(b"avif", b"avis", b"mif1", b"msf1"),
        *(b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"),
    }
)


def looks_like_picture(head: bytes) -> bool:
    """Whether a file that begins so is of a kind references can be; 32 bytes are enough."""
    if head.startswith(_STARTS):
        return True
    if head.startswith(b"RIFF"):
        return head[8:12] == b"WEBP"
    return head[4:8] == b"ftyp" and head[8:12] in _BRANDS


def is_heif(head: bytes) -> bool:
    """Whether it is a container for HEVC; one that names AVIF among its kinds is none."""
    end = int.from_bytes(head[:4], "big")
    kinds = {head[place : place + 4] for place in range(8, min(end, len(head)), 4)}
    return head[4:8] == b"ftyp" and kinds.isdisjoint({b"avif", b"avis"})
