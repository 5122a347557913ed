"""Where a picture stands in a view: zoom and place, as one value. Everything in device pixels."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize

LEAST_ZOOM, LARGEST_ZOOM = 0.05, 16.0
_STOPS = (0.05, 0.1, 0.15, 0.25, 0.33, 0.5, 0.67, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 12, 16)
_NEARLY = 1.01


@dataclass(frozen=True, slots=True)
class Placement:
    """`zoom` is device pixels for one pixel of the image; `centre` is the image's point in the
    middle of the view; `margin` may stay free around a picture larger than the view.
    """

    image: QSize
    view: QSize
    margin: float
    zoom: float
    centre: QPointF

    @property
    def rect(self) -> QRectF:
        """The whole picture in the view, its corner on a whole pixel."""
        width, height = self.image.width() * self.zoom, self.image.height() * self.zoom
        left = self.view.width() / 2 - self.centre.x() * self.zoom
        top = self.view.height() / 2 - self.centre.y() * self.zoom
        return QRectF(round(left), round(top), max(1, round(width)), max(1, round(height)))

    @property
    def overflows(self) -> bool:
        """Whether there is more of the picture than the view shows."""
        size = self.rect.size()
        return size.width() > self.view.width() or size.height() > self.view.height()

    def zoomed(self, zoom: float, at: QPointF | None = None) -> Placement:
        """Another zoom; the image's point under `at` (the middle, if none is given) stays there."""
        zoom = min(max(zoom, LEAST_ZOOM), LARGEST_ZOOM)
        middle = QPointF(self.view.width() / 2, self.view.height() / 2)
        # A point at 0, 0 is false to the binding.
        away = at - middle if at is not None else QPointF()
        centre = self.centre + away / self.zoom - away / zoom
        return replace(self, zoom=zoom, centre=centre)._held()

    def turned(self, notches: float, at: QPointF) -> Placement:
        """The zoom after turning the wheel; it rests at 100 % on its way past it."""
        zoom = self.zoom * 2 ** (notches / 3)
        passes = (self.zoom - 1) * (zoom - 1) < 0
        return self.zoomed(1.0 if passes else zoom, at)

    def stepped(self, inwards: bool) -> Placement:
        """The next of the usual zooms."""
        if inwards:
            place = bisect_right(_STOPS, self.zoom * _NEARLY)
            return self.zoomed(_STOPS[min(place, len(_STOPS) - 1)])
        place = bisect_left(_STOPS, self.zoom / _NEARLY)
        return self.zoomed(_STOPS[max(0, place - 1)])

    def moved(self, by: QPointF) -> Placement:
        """The picture moved by so many pixels, as far as it goes."""
        return replace(self, centre=self.centre - by / self.zoom)._held()

    @property
    def longest_shown(self) -> int:
        """The longer side of the whole picture as it is shown."""
        return ceil(max(self.image.width(), self.image.height()) * self.zoom)

    @property
    def longest_halved(self) -> int:
        """The least power of two of the longer side that is not smaller than what is shown."""
        longest = max(self.image.width(), self.image.height())
        while longest // 2 >= self.longest_shown:
            longest //= 2
        return longest

    def in_view(self, view: QSize) -> Placement:
        """The same in a view of another size."""
        return replace(self, view=view)._held()

    def _held(self) -> Placement:
        x = self._hold(self.centre.x(), self.image.width(), self.view.width())
        y = self._hold(self.centre.y(), self.image.height(), self.view.height())
        return replace(self, centre=QPointF(x, y))

    def _hold(self, centre: float, image: float, view: float) -> float:
        if image * self.zoom <= view:
            return image / 2
        room = (view / 2 - self.margin) / self.zoom
        return min(max(centre, room), image - room)


def fitted(image: QSize, view: QSize, margin: float, most: float) -> Placement:
    """The whole picture in the view with a margin around it, at no more than the zoom `most`."""
    room_x = max(1.0, view.width() - 2 * margin)
    room_y = max(1.0, view.height() - 2 * margin)
    zoom = min(room_x / image.width(), room_y / image.height(), most)
    centre = QPointF(image.width() / 2, image.height() / 2)
    return Placement(image, view, margin, max(zoom, LEAST_ZOOM / 4), centre)
