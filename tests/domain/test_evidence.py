"""What a balance says about purchases without an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain.credits import NOTHING, Credits, credits
from bfl_studio.domain.errors import Hint
from bfl_studio.domain.evidence import hint_of

amounts = st.integers(0, 10**9).map(Credits)


@pytest.mark.parametrize(
    ("before", "after", "spent", "prices", "hint"),
    [
        ("100", "100", "0", ("6",), Hint.UNCHANGED),
        ("100", "94", "0", ("6",), Hint.FELL),
        ("100", "90", "4", ("6",), Hint.FELL),
        ("100", "96", "4", ("6",), Hint.UNCHANGED),
        ("100", "88", "0", ("6", "6"), Hint.FELL),
        ("100", "94", "0", ("6", "6"), Hint.UNCLEAR),
        ("100", "95", "0", ("6",), Hint.UNCLEAR),
        ("100", "94", "0", (None,), Hint.UNCLEAR),
        ("100", "100", "0", (None,), Hint.UNCHANGED),
        ("100", "110", "0", ("6",), Hint.UNCLEAR),
        (None, "94", "0", ("6",), Hint.UNCLEAR),
    ],
)
def test_it_says_only_what_adds_up(
    before: str | None, after: str, spent: str, prices: tuple[str | None, ...], hint: Hint
) -> None:
    known = credits(before) if before is not None else None
    doubtful = [credits(price) if price is not None else None for price in prices]
    assert hint_of(known, credits(after), credits(spent), doubtful) is hint


@given(before=amounts, spent=amounts, price=amounts)
def test_a_charge_is_seen_whatever_else_was_bought(
    before: Credits, spent: Credits, price: Credits
) -> None:
    expected = Hint.FELL if price else Hint.UNCHANGED
    assert hint_of(before, before - spent - price, spent, [price]) is expected
    assert hint_of(before, before - spent, spent, [price]) is Hint.UNCHANGED
    assert hint_of(before, before, NOTHING, [price]) is Hint.UNCHANGED
