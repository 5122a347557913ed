"""Whether words, glyphs and the edges of controls stand out, as they are really painted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QWidget

from bfl_studio.ui import theme
from tests.ui.looks.fit import name, seen
from tests.ui.looks.painted import Look, Painted, painted

TEXT, CONTROL = 4.5, 3.0
OFF = 3.0
"""Words that are off: WCAG asks nothing of them, the token table does."""

RATIO = 2
"""Pictures are looked at this much enlarged, so that thin strokes have pixels of their own."""

_ROUNDED = 0.03
_VEILED = 0.8
"""A painted stroke keeps this much of its colour's contrast, or something lies over it."""

_SAME = 1.25
_LEAST_SHARE = 0.25
_THIN = 0.95
"""A stroke of little more than a pixel is never painted in its full colour."""

_SHADE = 0xE0E0E0
_BORDERED = frozenset({"field", "number", "combo", "prompt", "picker", "primary", "switch"})
_REACH = 3


def faint(window: QWidget, look: Look = painted) -> list[str]:
    """One sentence for each thing in a window that does not stand out enough."""
    image = photograph(window)
    return [fault for part in seen(window) for fault in _faults(part, look(part), image)]


def photograph(window: QWidget) -> QImage:
    """A window as it is painted, enlarged."""
    image = QImage(window.size() * RATIO, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(RATIO)
    image.fill(theme.current().color("pane"))
    window.render(image)
    return image


def contrast(first: QColor, second: QColor) -> float:
    """The ratio of WCAG 2, 1 to 21."""
    dark, light = sorted((_luminance(first.rgb()), _luminance(second.rgb())))
    return (light + 0.05) / (dark + 0.05)


def _faults(widget: QWidget, found: Painted, image: QImage) -> Iterator[str]:
    off = theme.current().color("text-off")
    for run in found.runs:
        least = OFF if not widget.isEnabled() or run.ink == off else TEXT
        place = _visible(widget, run.box)
        if place is None:
            continue
        ground, farthest = _read(_cut(image, place), run.ink.rgb())
        told = contrast(run.ink, QColor(ground))
        shown = contrast(QColor(farthest), QColor(ground))
        if told < least - _ROUNDED or shown < _VEILED * least:
            of = f"{min(told, shown):.2f} of {least}"
            yield f"{name(widget)}: “{run.words}” has {of}, {_pair(run.ink, ground)}"
    for box in found.glyphs:
        place = _visible(widget, box)
        if place is None or not widget.isEnabled():
            continue
        ground, farthest = _read(_cut(image, place))
        if (shown := contrast(QColor(farthest), QColor(ground))) < _THIN * CONTROL:
            pair = _pair(QColor(farthest), ground)
            yield f"{name(widget)}: a glyph has {shown:.2f} of {CONTROL}, {pair}"
    yield from _edges(widget, image)


def _edges(widget: QWidget, image: QImage) -> Iterator[str]:
    """A control begins where its border or its fill does: at the left, half way down."""
    if widget.property("kind") not in _BORDERED or not widget.isEnabled():
        return
    if isinstance(widget, QAbstractButton) and widget.isDown():
        return  # a hand is on it, and its words stand on it
    edge = QRectF(-_REACH, widget.height() / 2, 2 * _REACH, 1)
    place = QRect(widget.mapTo(widget.window(), edge.topLeft().toPoint()), edge.size().toSize())
    if not _is_all_seen(widget, QRect(0, widget.height() // 2, _REACH, 1)):
        return
    pixels = _pixels(_cut(image, place))[: 2 * _REACH * RATIO]
    outside = QColor(pixels[0])
    best = max(contrast(QColor(each), outside) for each in pixels)
    if best < CONTROL - _ROUNDED:
        yield f"{name(widget)}: its edge has {best:.2f} of {CONTROL}"


def _visible(widget: QWidget, box: QRectF) -> QRect | None:
    """Where a box of a widget is in its window; None where it cannot be seen whole."""
    place = box.toAlignedRect()
    if place.isEmpty() or not _is_all_seen(widget, place):
        return None
    return QRect(widget.mapTo(widget.window(), place.topLeft()), place.size())


def _is_all_seen(widget: QWidget, place: QRect) -> bool:
    return widget.visibleRegion().contains(
        place.center()
    ) and widget.visibleRegion().boundingRect().contains(place)


def _cut(image: QImage, place: QRect) -> bytes:
    rect = QRect(place.topLeft() * RATIO, place.size() * RATIO).intersected(image.rect())
    piece = image.copy(rect)
    return bytes(piece.constBits())


@lru_cache(maxsize=50_000)
def _read(piece: bytes, ink: int = 0) -> tuple[int, int]:
    """The ground of a piece of a picture, and the colour on it that is farthest from it.

    Bold letters may cover more than half; their own `ink` is the ground only if all is of it.
    """
    counted = Counter(_pixels(piece))
    others = {each: count for each, count in counted.items() if _apart(each, ink) > _SAME}
    if ink and sum(others.values()) > _LEAST_SHARE * counted.total():
        ground = _commonest(others)
    else:
        ground = counted.most_common(1)[0][0]
    # A pixel or two may belong to a neighbour.
    inks = [each for each, count in counted.items() if count > 2] or [ground]
    return ground, max(inks, key=lambda each: _apart(each, ground))


def _commonest(counted: dict[int, int]) -> int:
    """Nearly equal colours count together: no pixel of a picture is quite like another."""
    shades: Counter[int] = Counter()
    for each, count in counted.items():
        shades[each & _SHADE] += count
    shade = shades.most_common(1)[0][0]
    alike = [each for each in counted if each & _SHADE == shade]
    return max(alike, key=lambda each: counted[each])


def _pixels(piece: bytes) -> memoryview:
    return memoryview(piece).cast("I")


def _apart(first: int, second: int) -> float:
    dark, light = sorted((_luminance(first), _luminance(second)))
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=100_000)
def _luminance(rgb: int) -> float:
    red, green, blue = (_linear(rgb >> shift & 255) for shift in (16, 8, 0))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def _pair(ink: QColor, ground: int) -> str:
    return f"{ink.name()} on {QColor(ground).name()}"
