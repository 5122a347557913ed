"""What is sent of a picture: never enlarged, never over the bound that keeps its price exact."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain.geometry import MEGAPIXEL, Size
from bfl_studio.domain.references import ALONE, large_enough, sent_size

sides = st.integers(64, 30_000)
sizes = st.builds(Size, sides, sides)


@given(sizes, st.integers(1, 10))
def test_it_stays_within_the_bound_and_is_never_enlarged(original: Size, count: int) -> None:
    sent = sent_size(original, count)
    assert sent.pixels <= (4 * MEGAPIXEL if count == 1 else MEGAPIXEL)
    assert sent.width <= original.width and sent.height <= original.height
    assert sent.tier <= (4 if count == 1 else 1)


@given(sizes, st.integers(1, 10))
def test_its_shape_is_kept(original: Size, count: int) -> None:
    sent = sent_size(original, count)
    wanted = sent.width * original.height / original.width
    assert abs(sent.height - wanted) <= 1 + original.height / original.width


@given(sizes)
def test_full_detail_is_what_it_would_be_alone(original: Size) -> None:
    assert sent_size(original, 8, full_detail=True) == sent_size(original, 1)


@given(sizes)
def test_as_much_as_allowed_is_kept(original: Size) -> None:
    if original.pixels > ALONE and min(original.ratio) * 20 > max(original.ratio):
        assert sent_size(original, 1).pixels > ALONE * 0.97


def test_small_sides_are_told() -> None:
    assert large_enough(Size(64, 64))
    assert not large_enough(Size(63, 640))
    assert not large_enough(Size(255, 640), 256)
