"""What a copy says of itself: that it was made by a trained model, and which way up it is."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

PROVENANCE = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about=""'
    ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
    " Iptc4xmpExt:DigitalSourceType="
    '"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"/>'
    '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
).encode()
"""XMP with IPTC's DigitalSourceType and nothing else."""

_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_ORIENTATION = 0x0112
_SHORT = 3
_MOST_FIELDS = 512
_MOST_PARTS = 100_000


def gathered(parts: Iterable[T]) -> list[T]:
    """All parts of a file; ValueError for more of them than any picture has."""
    found = list(islice(parts, _MOST_PARTS + 1))
    if len(found) > _MOST_PARTS:
        raise ValueError("more parts than any picture has")
    return found


def is_signed(payload: bytes | memoryview) -> bool:
    """Whether a box holds Content Credentials: a C2PA manifest says so in its first bytes."""
    return b"c2pa" in bytes(payload[:64])


def upright(exif: bytes | memoryview) -> bytes:
    """An EXIF block that only says which way up the picture is; empty where it is upright.

    Takes and gives the block from its byte order mark on. Damaged blocks say nothing.
    """
    try:
        turned = _orientation(bytes(exif))
    except (struct.error, KeyError):
        return b""
    if not 2 <= turned <= 8:
        return b""
    field = struct.pack("<HHIHH", _ORIENTATION, _SHORT, 1, turned, 0)
    return b"II*\0" + struct.pack("<IH", 8, 1) + field + bytes(4)


def _orientation(exif: bytes) -> int:
    order = _ORDERS[exif[:4]]
    (start,) = struct.unpack_from(f"{order}I", exif, 4)
    (count,) = struct.unpack_from(f"{order}H", exif, start)
    for number in range(min(count, _MOST_FIELDS)):
        tag, kind, _, value = struct.unpack_from(f"{order}HHIH", exif, start + 2 + 12 * number)
        if tag == _ORIENTATION and kind == _SHORT:
            return int(value)
    return 1
