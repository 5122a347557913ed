"""Whether everything has the room it needs: no text cut off, nothing over anything else."""

from __future__ import annotations

import html
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QMenu,
    QSplitterHandle,
    QWidget,
)

from bfl_studio.domain.job import Job
from bfl_studio.state.job_model import JobRole
from bfl_studio.ui.focus_ring import Ring
from bfl_studio.ui.text import ELLIPSIS, Fit, Label
from tests.staging import spoken
from tests.ui.looks.painted import Look, Painted, Run, painted

_GRACE = 1.0
"""Pixels: the box of a letter is rounded outward."""

_FAR = 100_000
_UNDER_WAY = ("Reading…", "Checking…")
"""These words end so because what they tell of has not ended."""


def windows() -> list[QWidget]:
    """Every window that can be seen, what has opened over the first one included."""
    return [each for each in QApplication.topLevelWidgets() if each.isVisible()]


def seen(window: QWidget) -> list[QWidget]:
    """A window and every part of it that can be seen; parts that float over it are not its own."""
    parts = [window, *window.findChildren(QWidget)]
    return [
        each
        for each in parts
        if each.isVisible() and each.window() is window and not isinstance(each, Ring)
    ]


def misfits(window: QWidget, look: Look = painted) -> list[str]:
    """One sentence for each thing without the room it needs."""
    return [fault for part in seen(window) for fault in _faults(part, look(part))]


def name(widget: QWidget) -> str:
    """How a fault names a widget: its kind, its own name, and where it is."""
    own, around = widget.accessibleName(), widget.parentWidget()
    while not own and around is not None:
        own, around = around.accessibleName(), around.parentWidget()
    return f"{type(widget).__name__} “{own}”"


def _faults(widget: QWidget, found: Painted) -> Iterator[str]:
    room = _room(widget)
    for run in found.runs:
        if not _holds(room, run.box) and not _is_scrolled_by_its_caret(widget):
            place = f"{_told_box(run.box)} in {_told_box(room)}"
            yield f"{name(widget)}: “{run.words}” is cut off: {place}"
        if run.words.endswith(ELLIPSIS) and not _may_be_short(widget, run):
            yield f"{name(widget)}: “{run.words}” is shortened"
    yield from _collisions(widget, found)
    yield from _crowding(widget, room)


def _collisions(widget: QWidget, found: Painted) -> Iterator[str]:
    boxes = [(f"“{run.words}”", run.box) for run in found.runs]
    boxes += [("a glyph", box) for box in found.glyphs]
    for (first, box), (second, other) in combinations(boxes, 2):
        shared = box.intersected(other)
        # Each of the two boxes may be rounded.
        if min(shared.width(), shared.height()) > 2 * _GRACE:
            yield f"{name(widget)}: {first} and {second} lie over each other"


def _crowding(widget: QWidget, room: QRectF) -> Iterator[str]:
    """Children out of bounds, over each other, or smaller than they can be."""
    children = [
        each
        for each in widget.children()
        if isinstance(each, QWidget)
        and each.isVisible()
        and not each.isWindow()
        and not isinstance(each, Ring | QSplitterHandle)
    ]
    for child in children:
        if not _holds(room, QRectF(child.geometry())):
            place = f"{_told_box(QRectF(child.geometry()))} in {_told_box(room)}"
            yield f"{name(child)} reaches out of {name(widget)}: {place}"
        least = _least(child)
        if child.width() < least.width() or child.height() < least.height():
            yield f"{name(child)} is smaller than it can be: {_told(child.size())}, {_told(least)}"
    for child, other in combinations(children, 2):
        if not child.geometry().intersected(other.geometry()).isEmpty():
            yield f"{name(child)} and {name(other)} lie over each other"


def _least(widget: QWidget) -> QSize:
    """What a layout must give a widget; what Qt puts inside a field has no say."""
    if isinstance(widget.parentWidget(), QAbstractSpinBox | QLineEdit):
        return QSize()
    own = widget.minimumSize()
    least = widget.minimumSizeHint().boundedTo(widget.maximumSize())
    return QSize(own.width() or least.width(), own.height() or least.height())


def _told(size: QSize) -> str:
    return f"{size.width()} × {size.height()}"


def _told_box(box: QRectF) -> str:
    edges = (box.left(), box.top(), box.right(), box.bottom())
    return " ".join(f"{each:.0f}" for each in edges)


def _room(widget: QWidget) -> QRectF:
    """The part of a widget that can be seen, or be scrolled into sight."""
    room = QRectF(-_FAR, -_FAR, 2 * _FAR, 2 * _FAR)
    aside = along = 0
    step: QWidget | None = widget
    while step is not None:
        place = QRectF(QRect(widget.mapFrom(step, QPoint(0, 0)), step.size()))
        scrolls = _scrolls(step)
        # What a view can bring into sight is cut off by nothing around it either.
        aside, along = max(aside, scrolls[0]), max(along, scrolls[1])
        room = room.intersected(place.adjusted(-aside, -along, aside, along))
        step = None if step.isWindow() else step.parentWidget()
    return room


def _scrolls(widget: QWidget) -> tuple[int, int]:
    """How far a viewport can go sideways, and up and down."""
    area = widget.parentWidget()
    if not isinstance(area, QAbstractScrollArea) or area.viewport() is not widget:
        return 0, 0
    aside, along = area.horizontalScrollBar(), area.verticalScrollBar()
    barred = area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    return (
        _FAR if aside.maximum() > aside.minimum() and not barred else 0,
        _FAR if along.maximum() > along.minimum() else 0,
    )


def _holds(room: QRectF, box: QRectF) -> bool:
    """Also for what takes no room at all, which Qt says is contained nowhere."""
    wide = room.adjusted(-_GRACE, -_GRACE, _GRACE, _GRACE)
    across = wide.left() <= box.left() and box.right() <= wide.right()
    return across and wide.top() <= box.top() and box.bottom() <= wide.bottom()


def _is_scrolled_by_its_caret(widget: QWidget) -> bool:
    """What somebody types into a line may be longer than the line; numbers are not."""
    numbers = isinstance(widget.parentWidget(), QAbstractSpinBox)
    return isinstance(widget, QLineEdit) and bool(widget.text()) and not numbers


def _may_be_short(widget: QWidget, run: Run) -> bool:
    """Shortened on purpose, and shown whole elsewhere: on hover, or in the job's own details."""
    if isinstance(widget, Label):
        on_purpose = widget._fit is Fit.ELIDE or (widget._fit is Fit.WRAP and widget._lines > 0)
        whole = not widget.toolTip() or widget.text() in widget.toolTip()
        return widget.text().endswith(run.words) or (on_purpose and whole)
    if isinstance(widget, QAbstractButton) and widget.text().endswith(run.words):
        return True  # it opens a window, and says so
    if isinstance(widget, QMenu):
        return any(each.text().split("\t")[0].endswith(run.words) for each in widget.actions())
    if run.words in map(spoken, _UNDER_WAY):
        return True
    begun = run.words.removesuffix(ELLIPSIS).rstrip()
    view = widget.parentWidget()
    if isinstance(view, QAbstractItemView):
        return any(_tells(view, row, begun) for row in range(view.model().rowCount()))
    return begun in html.unescape(widget.toolTip())


def _tells(view: QAbstractItemView, row: int, begun: str) -> bool:
    """Whether an item tells the rest: a job's prompt in its details, others in a tooltip."""
    index = view.model().index(row, 0)
    job, tip = index.data(JobRole.JOB), index.data(Qt.ItemDataRole.ToolTipRole)
    prompt = isinstance(job, Job) and job.recipe.prompt.startswith(begun)
    return prompt or begun in html.unescape(str(tip or ""))
