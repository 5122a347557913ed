"""A list without a frame, on the ground of what it stands in; its rows are painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyleOptionViewItem

from bfl_studio.ui import theme
from bfl_studio.ui.focus_ring import set_ring

Index = QModelIndex | QPersistentModelIndex


class PlainList(QListView):
    """Nothing in it can be written over, and no ring goes around the whole of it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setAccessibleIdentifier(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        set_ring(self, "none")


def paint_ground(painter: QPainter, area: QRect, option: QStyleOptionViewItem) -> None:
    """The ground of a row: chosen, under the hand, or none."""
    state: QStyle.StateFlag = option.state
    selected = bool(state & QStyle.StateFlag.State_Selected)
    if not selected and not state & QStyle.StateFlag.State_MouseOver:
        return
    look = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("accent-tint" if selected else "hover"))
    painter.drawRoundedRect(area, look.metrics.radius_badge, look.metrics.radius_badge)
