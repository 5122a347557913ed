"""The order in which Tab visits controls."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtWidgets import QWidget


def in_tab_order(*controls: QWidget) -> None:
    """Let Tab visit these one after another; they stand in one window already or later."""
    for before, after in pairwise(controls):
        QWidget.setTabOrder(before, after)
