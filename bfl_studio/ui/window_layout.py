"""How the window stands: read to be remembered, and put back where a screen still is."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from bfl_studio.domain.settings import WindowLayout
from bfl_studio.ui.panes import Panes

_SEEN = 100
"""Pixels of the window's head that must lie on a screen, each way, to be taken hold of."""


def read(window: QMainWindow, panes: Panes) -> WindowLayout:
    """The window's present layout; a maximized one keeps the place it would go back to."""
    place = window.normalGeometry() if window.isMaximized() else window.geometry()
    return WindowLayout(
        x=place.x(),
        y=place.y(),
        width=max(1, place.width()),
        height=max(1, place.height()),
        maximized=window.isMaximized(),
        compose_width=panes.own_compose,
        library_width=panes.own_library,
        compose_folded=panes.compose.isHidden(),
        library_folded=panes.own_folding,
    )


def restore(window: QMainWindow, panes: Panes, layout: WindowLayout) -> None:
    """Put the window back; a place that lies on no screen any more is forgotten."""
    x, y, width, height = layout.x, layout.y, layout.width, layout.height
    if x is not None and y is not None and width is not None and height is not None:
        place = QRect(x, y, width, height)
        if _can_be_held(place):
            window.setGeometry(place)
    panes.restore(layout.compose_width, layout.library_width, layout.library_folded)
    if layout.compose_folded:
        panes.fold_compose(True)
    if layout.maximized:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def _can_be_held(place: QRect) -> bool:
    head = QRect(place.x(), place.y(), place.width(), _SEEN)
    for screen in QGuiApplication.screens():
        shared = screen.availableGeometry().intersected(head)
        if shared.width() >= _SEEN and shared.height() >= _SEEN // 4:
            return True
    return False
