"""Whether what is dropped or pasted is there to be read, or a picture in disguise."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

_TEXT = "text/plain"
_PICTURE = b"data:image/"


def is_words(source: QMimeData) -> bool:
    """A list of files has a text too, and a picture may be written as one."""
    if not source.hasText() or source.hasUrls():
        return False
    return not source.data(_TEXT).startsWith(_PICTURE)
