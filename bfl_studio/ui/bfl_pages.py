"""The one page of BFL the window leads to: keys, credits and what was spent."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

DASHBOARD = "https://dashboard.bfl.ai"


def open_dashboard() -> None:
    """Show it in the browser."""
    QDesktopServices.openUrl(QUrl(DASHBOARD))
