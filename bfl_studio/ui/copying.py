"""What the clipboard gets of a picture, and whose Ctrl+C it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QTextEdit, QWidget

if TYPE_CHECKING:
    from bfl_studio.state.outgoing import Clip

_FILE_LIST = "x-special/gnome-copied-files"
"""Most file managers of Linux paste nothing but this."""


def copied_selected_text() -> bool:
    """Whether there was selected text where the keyboard is: then that was copied."""
    focused: QWidget | None = QApplication.focusWidget()
    if isinstance(focused, QAbstractSpinBox):
        focused = focused.lineEdit()
    if isinstance(focused, QLineEdit) and focused.hasSelectedText():
        focused.copy()
        return True
    if isinstance(focused, QTextEdit) and focused.textCursor().hasSelection():
        focused.copy()
        return True
    return False


def clipboard_data(clip: Clip) -> QMimeData:
    """A file for who takes files, a PNG for who takes pixels; nothing is encoded on paste."""
    url = QUrl.fromLocalFile(str(clip.path))
    data = QMimeData()
    data.setUrls([url])
    data.setData(_FILE_LIST, b"copy\n" + url.toEncoded().data())
    data.setData("image/png", clip.png)
    if clip.image is not None:
        data.setImageData(clip.image)
    return data
