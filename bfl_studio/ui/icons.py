"""Draws glyphs sharp at any pixel ratio, in a colour of the present theme."""

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QImage, QPainter, QPixmap, QPixmapCache

from bfl_studio.ui import glyphs, theme

STROKE = 1.75
"""Stroke width on the glyphs' grid of 24."""


def icon(name: str, ink: str = "text-2") -> QIcon:
    """A glyph that follows the theme: `text-off` when disabled, `accent-text` when on.

    KeyError for a glyph that is not in the tables of `ui.glyphs`.
    """
    return QIcon(_GlyphEngine(name, ink))


def pixmap(name: str, color: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """A glyph of `size` logical pixels in one colour, for painters; cached."""
    key = f"glyph {name} {color.rgba():08x} {size} {ratio:.3f}"
    cached = QPixmap()
    if QPixmapCache.find(key, cached):
        return cached
    drawn = QPixmap.fromImage(_render(name, color, size, ratio))
    QPixmapCache.insert(key, drawn)
    return drawn


def paint(painter: QPainter, rect: QRect, name: str, ink: str) -> None:
    """Draw a glyph centred in a rectangle, as large as its shorter side."""
    size = min(rect.width(), rect.height())
    square = QRect(0, 0, size, size)
    square.moveCenter(rect.center())
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(square.topLeft(), pixmap(name, theme.current().color(ink), size, ratio))


def _render(name: str, color: QColor, size: int, ratio: float) -> QImage:
    from PySide6.QtSvg import QSvgRenderer

    source = glyphs.outline(name)
    source = source.replace("currentColor", color.name())
    source = source.replace('stroke-width="2"', f'stroke-width="{STROKE}"')
    side = max(1, round(size * ratio))
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setOpacity(color.alphaF())
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


class _GlyphEngine(QIconEngine):
    """Asks the theme for its colour each time it paints, so no icon is ever stale.

    Never add a pixmap or a file to an icon made with it: Qt would clone the engine, and the
    binding frees the clone while Qt still uses it.
    """

    def __init__(self, name: str, ink: str) -> None:
        super().__init__()
        glyphs.require(name)
        self._name = name
        self._ink = ink

    def clone(self) -> QIconEngine:
        return _GlyphEngine(self._name, self._ink)

    def isNull(self) -> bool:
        return False

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:
        side = min(size.width(), size.height())
        return QSize(side, side)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint(painter, rect, self._name, self._tint(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        side = min(size.width(), size.height())
        color = theme.current().color(self._tint(mode, state))
        return pixmap(self._name, color, side, scale)

    def _tint(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return "text-off"
        return "accent-text" if state == QIcon.State.On else self._ink
