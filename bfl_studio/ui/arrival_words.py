"""What is said of pictures that cannot be taken: tables, nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from bfl_studio.domain.errors import FailureKind
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

_F = FailureKind

ARRIVALS: Mapping[FailureKind, tuple[str, str]] = {
    _F.REFERENCE_MISSING: (
        QT_TRANSLATE_NOOP("words", "“{file}” isn't there any more."),
        QT_TRANSLATE_NOOP("words", "Choose it again, or take it out."),
    ),
    _F.REFERENCE_UNREADABLE: (
        QT_TRANSLATE_NOOP("words", "“{file}” isn't a picture that can be opened."),
        QT_TRANSLATE_NOOP("words", "Choose a PNG, JPEG, WebP, GIF, BMP, TIFF, AVIF or HEIC file."),
    ),
    _F.REFERENCE_TOO_LARGE: (
        QT_TRANSLATE_NOOP("words", "“{file}” is far larger than any photograph."),
        QT_TRANSLATE_NOOP("words", "Make it smaller in another program first."),
    ),
    _F.REFERENCE_TOO_SMALL: (
        QT_TRANSLATE_NOOP("words", "“{file}” is too small or too narrow."),
        QT_TRANSLATE_NOOP("words", "Both sides must have at least 64 pixels."),
    ),
    _F.REFERENCE_FORBIDDEN: (
        QT_TRANSLATE_NOOP("words", "“{file}” may not be read by you."),
        QT_TRANSLATE_NOOP("words", "Allow it in your file manager, or choose another."),
    ),
    _F.REFERENCE_NONE_INSIDE: (
        QT_TRANSLATE_NOOP("words", "“{file}” holds no pictures."),
        QT_TRANSLATE_NOOP("words", "Folders inside it are not looked into."),
    ),
    _F.REFERENCE_TOO_MANY_INSIDE: (
        QT_TRANSLATE_NOOP(
            "words",
            "“{file}” holds more than a hundred thousand files: not all of them were looked at.",
        ),
        QT_TRANSLATE_NOOP("words", "Drop the pictures themselves."),
    ),
    _F.REFERENCE_ELSEWHERE: (
        QT_TRANSLATE_NOOP("words", "“{file}” isn't a file of this computer."),
        QT_TRANSLATE_NOOP("words", "Copy it here first, then drop the copy."),
    ),
    _F.REFERENCE_AS_TEXT: (
        QT_TRANSLATE_NOOP("words", "“{file}” is a picture written as text, too long to be taken."),
        QT_TRANSLATE_NOOP("words", "Save the picture as a file and drop that."),
    ),
    _F.REFERENCE_ADDRESS_WITH_LOGIN: (
        QT_TRANSLATE_NOOP(
            "words",
            "This address of “{file}” has a name or password in it, which {who} would be sent.",
        ),
        QT_TRANSLATE_NOOP("words", "Save the picture and drop the file."),
    ),
    _F.REFERENCE_ADDRESS_TOO_LONG: (
        QT_TRANSLATE_NOOP("words", "This address of “{file}” is too long to be sent."),
        QT_TRANSLATE_NOOP("words", "Save the picture and drop the file."),
    ),
    _F.REFERENCE_ADDRESS_ODD: (
        QT_TRANSLATE_NOOP("words", "This web address can't be read."),
        QT_TRANSLATE_NOOP("words", "Save the picture and drop the file."),
    ),
    _F.REFERENCE_ADDRESS_NOT_PUBLIC: (
        QT_TRANSLATE_NOOP(
            "words",
            "“{file}” can't be reached from the web, and {who} fetches the picture itself.",
        ),
        QT_TRANSLATE_NOOP("words", "Save the picture and drop the file."),
    ),
}
"""Of files, folders and addresses: what it is, and what to do."""
