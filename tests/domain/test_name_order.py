"""Names in the order people count in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain.name_order import natural_key, shown_name

names = st.text("ab1290 ._-é٣", max_size=12)


@pytest.mark.parametrize(
    "ordered",
    [
        ["img 1.png", "img 2.png", "img 10.png"],
        ["1.jpg", "02.jpg", "3.jpg"],
        ["a", "B", "c"],
        ["Scan1a", "scan1b", "scan11"],
        ["", "9", "10", "a"],
    ],
)
def test_numbers_count_as_numbers(ordered: list[str]) -> None:
    assert sorted(reversed(ordered), key=natural_key) == ordered


@given(names, names)
def test_any_two_names_can_be_told_apart(first: str, second: str) -> None:
    same = natural_key(first) == natural_key(second)
    assert same is (first == second)
    assert (natural_key(first) < natural_key(second)) is not (
        natural_key(first) >= natural_key(second)
    )


def test_a_number_without_end_is_a_name_like_any_other() -> None:
    endless = [f"{'1' * 6000}.png", "2.png"]
    assert sorted(endless, key=natural_key) == ["2.png", f"{'1' * 6000}.png"]


def test_bytes_that_are_no_characters_are_shown_as_such() -> None:
    assert shown_name("a\udcffé.png") == "a\ufffdé.png"
