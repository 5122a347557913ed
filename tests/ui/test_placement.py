"""Zoom keeps what is under the hand, and the picture never gets lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QSize

from bfl_studio.ui.placement import LARGEST_ZOOM, LEAST_ZOOM, Placement, fitted

IMAGE, VIEW = QSize(1536, 1024), QSize(900, 600)
MARGIN = 16.0


def placed(image: QSize = IMAGE, view: QSize = VIEW) -> Placement:
    return fitted(image, view, MARGIN, 1.0)


def under(placement: Placement, point: QPointF) -> QPointF:
    """The image's point that is seen at a point of the view."""
    return (point - placement.rect.topLeft()) / placement.zoom


def test_fit_shows_the_whole_picture_with_its_margin() -> None:
    rect = placed().rect
    assert rect.top() == MARGIN
    assert rect.height() == VIEW.height() - 2 * MARGIN
    assert rect.left() >= MARGIN


def test_fit_never_enlarges_beyond_what_it_may() -> None:
    assert placed(QSize(64, 64)).zoom == 1.0
    assert fitted(QSize(64, 64), VIEW, MARGIN, 2.0).zoom == 2.0


@given(
    st.floats(0, VIEW.width()),
    st.floats(0, VIEW.height()),
    st.floats(1.0, LARGEST_ZOOM),
)
def test_the_point_under_the_hand_stays(x: float, y: float, zoom: float) -> None:
    start = placed().zoomed(1.0)
    at = QPointF(x, y)
    end = start.zoomed(zoom, at)
    assert under(end, at).x() == pytest.approx(under(start, at).x(), abs=1.5)
    assert under(end, at).y() == pytest.approx(under(start, at).y(), abs=1.5)


@given(st.floats(-5000, 5000), st.floats(-5000, 5000), st.floats(0.01, 40))
def test_the_picture_cannot_be_pushed_out_of_the_view(x: float, y: float, zoom: float) -> None:
    rect = placed().zoomed(zoom).moved(QPointF(x, y)).rect
    assert rect.left() <= VIEW.width() / 2 <= rect.right()
    assert rect.top() <= VIEW.height() / 2 <= rect.bottom()


@given(st.lists(st.floats(-8, 8), max_size=20))
def test_zoom_keeps_its_bounds(notches: list[float]) -> None:
    placement = placed()
    for each in notches:
        placement = placement.turned(each, QPointF(300, 200))
    assert LEAST_ZOOM <= placement.zoom <= LARGEST_ZOOM


def test_the_wheel_rests_at_100_percent_on_its_way() -> None:
    placement = placed().zoomed(0.9)
    assert placement.turned(1, QPointF(0, 0)).zoom == 1.0
    assert placement.turned(1, QPointF(0, 0)).turned(1, QPointF(0, 0)).zoom > 1.0


def test_steps_go_through_the_usual_zooms_and_back() -> None:
    placement = placed().zoomed(1.0)
    assert placement.stepped(True).zoom == 1.5
    assert placement.stepped(True).stepped(False).zoom == 1.0
    assert placed().zoomed(LARGEST_ZOOM).stepped(True).zoom == LARGEST_ZOOM


def test_another_view_keeps_zoom_and_centre() -> None:
    before = placed().zoomed(2.0).moved(QPointF(-50, 20))
    after = before.in_view(QSize(700, 500))
    assert after.zoom == before.zoom
    assert after.centre == before.centre
