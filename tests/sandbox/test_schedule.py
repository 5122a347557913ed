"""The schedule nobody can beat: limits kept, and never a place left empty."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.sandbox.schedule import Work, ideal_seconds

works = st.lists(
    st.builds(
        lambda few, seconds: Work("few", 2, seconds) if few else Work("many", 24, seconds),
        st.booleans(),
        st.floats(0.1, 10),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("tasks", "most", "seconds"),
    [
        ([], 24, 0.0),
        ([Work("a", 24, 2.0)] * 24, 24, 2.0),
        ([Work("a", 24, 2.0)] * 25, 24, 4.0),
        ([Work("few", 2, 1.0)] * 6, 24, 3.0),
        ([Work("few", 2, 1.0)] * 6 + [Work("a", 24, 3.0)] * 4, 6, 3.0),
    ],
)
def test_known_ones(tasks: list[Work], most: int, seconds: float) -> None:
    assert ideal_seconds(tasks, most) == pytest.approx(seconds)


@given(works, st.integers(3, 24))
def test_it_lies_between_what_is_possible_and_one_after_the_other(
    tasks: list[Work], most: int
) -> None:
    whole = sum(work.seconds for work in tasks)
    few = sum(work.seconds for work in tasks if work.path == "few")
    longest = max((work.seconds for work in tasks), default=0.0)
    found = ideal_seconds(tasks, most)
    assert max(whole / most, few / 2, longest) <= found + 1e-9
    assert found <= whole + 1e-9
