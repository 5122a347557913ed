"""Parts of the window that are there only while the model has a use for them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def show_if(wanted: bool, part: QWidget) -> None:
    """Show a part or take it away; one that stands nowhere yet is shown when it is put in."""
    if not wanted:
        part.hide()
    elif part.parentWidget() is None:
        # Shown now, it would be a window of its own.
        part.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, on=False)
    elif part.isHidden():
        # Shown once more, a field in it would write out what is being typed.
        part.show()
