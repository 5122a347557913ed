"""Whether what is dropped or pasted is there to be read, or a picture in disguise."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

_TEXT = "text/plain"
_PICTURE = b"data:image/"
OBJECT = "\ufffc"
"""What Qt keeps in a text where something else stands; no text from outside may hold it."""

_UNSEEN = f"\u200b\u2060\ufeff{OBJECT}"
"""Signs that show nothing; `strip` keeps them."""


def is_words(source: QMimeData) -> bool:
    """A list of files has a text too, a picture may be written as one, and one that was copied
    out of a page often comes with a blank.
    """
    if not may_be_words(source):
        return False
    if source.data(_TEXT).startsWith(_PICTURE):
        return False
    return not _has_picture(source) or any(
        not each.isspace() and each not in _UNSEEN for each in source.text()
    )


def may_be_words(source: QMimeData) -> bool:
    """The same by what is offered alone: nothing is fetched from whoever offers it."""
    return source.hasText() and not source.hasUrls()


def _has_picture(source: QMimeData) -> bool:
    return source.hasImage() or any(each.startswith("image/") for each in source.formats())
