"""Where a picture and the frame over it stand in a view, and what the hand takes there."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize

from bfl_studio.domain.cropping import Edge
from bfl_studio.domain.geometry import Box, Size
from bfl_studio.ui import theme
from bfl_studio.ui.crop_painting import HANDLE, handle_places

_MARGIN = 8
_REACH = 4
"""So far from a handle, or an edge, the hand still takes it."""


@dataclass(frozen=True, slots=True)
class CropLayout:
    """The whole picture fitted into a view of logical pixels, a frame over it."""

    view: QSize
    picture: Size
    box: Box

    @property
    def scale(self) -> float:
        """Pixels of the screen for one of the picture."""
        margin = 2 * theme.current().px(_MARGIN)
        return min(
            max(1, self.view.width() - margin) / self.picture.width,
            max(1, self.view.height() - margin) / self.picture.height,
        )

    @property
    def place(self) -> QRectF:
        """Where the whole picture stands."""
        width, height = self.picture.width * self.scale, self.picture.height * self.scale
        left, top = (self.view.width() - width) / 2, (self.view.height() - height) / 2
        return QRectF(left, top, width, height)

    @property
    def frame(self) -> QRectF:
        """Where the frame stands."""
        scale, place, box = self.scale, self.place, self.box
        return QRectF(
            place.left() + box.left * scale,
            place.top() + box.top * scale,
            box.width * scale,
            box.height * scale,
        )

    def edge_at(self, point: QPointF) -> Edge | None:
        """What the hand takes there: a handle, an edge, the whole frame; None outside."""
        look, frame = theme.current(), self.frame
        reach = look.px(HANDLE) / 2 + look.px(_REACH)
        for edge, middle in handle_places(frame):
            away = point - middle
            if max(abs(away.x()), abs(away.y())) <= reach:
                return edge
        if not frame.adjusted(-reach, -reach, reach, reach).contains(point):
            return None
        near = (
            (abs(point.x() - frame.left()), Edge.LEFT),
            (abs(point.x() - frame.right()), Edge.RIGHT),
            (abs(point.y() - frame.top()), Edge.TOP),
            (abs(point.y() - frame.bottom()), Edge.BOTTOM),
        )
        distance, edge = min(near, key=lambda each: each[0])
        return edge if distance <= look.px(_REACH) else Edge.NONE
