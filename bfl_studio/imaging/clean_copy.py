"""A copy that leaves: the same pixels byte for byte, nothing told, and the one provenance tag.

Nothing is decoded. Every chunk or segment that does not make the picture look as it looks is left
out, known or not. A file that is signed (C2PA) stays as the service sent it: its signature covers
every byte, the studio never wrote one into it, and credentials that no longer hold are worse than
none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bfl_studio.imaging import jpeg_segments, png_chunks, webp_chunks

LARGEST_BYTES = 64 * 1024 * 1024
"""More than any model delivers: 4096² pixels as an uncompressed PNG."""

_FORMATS: Mapping[str, Callable[[bytes], bytes]] = {
    "image/png": png_chunks.cleaned,
    "image/jpeg": jpeg_segments.cleaned,
    "image/webp": webp_chunks.cleaned,
}


def clean(data: bytes, media_type: str) -> bytes:
    """The copy of a picture that may leave; takes time in line with its length.

    Colour profile, gamma, print size and the way up stay. Raises ValueError for anything that is
    not a whole picture of that type, and for more than `LARGEST_BYTES`.
    """
    cleaned = _FORMATS.get(media_type)
    if cleaned is None:
        raise ValueError(f"no rule for {media_type}")
    if len(data) > LARGEST_BYTES:
        raise ValueError("larger than any picture")
    return cleaned(data)
