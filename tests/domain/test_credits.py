"""Money is exact or it is refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain.credits import NOTHING, Credits, credits, total

amounts = st.builds(Credits, st.integers(-(10**12), 10**12))


@pytest.mark.parametrize(
    ("amount", "thousandths"),
    [
        ("4.5", 4500),
        ("0.001", 1),
        ("0", 0),
        ("-0.0", 0),
        ("1e3", 1_000_000),
        ("1.400000000", 1400),
        (7, 7000),
        (Decimal("60.7"), 60_700),
        (10**12, 10**15),
    ],
)
def test_amounts_are_read_exactly(amount: str | int | Decimal, thousandths: int) -> None:
    assert credits(amount) == Credits(thousandths)


@pytest.mark.parametrize(
    "amount",
    [
        "0.0001",
        "1.00000000000000000000000000000000000001",
        "1e-99999999",
        "NaN",
        "sNaN",
        "Infinity",
        "-Infinity",
        "1e9999999",
        "1000000000000.001",
        10**4000,
    ],
)
def test_what_cannot_be_kept_exactly_is_refused(amount: str | int) -> None:
    with pytest.raises(ValueError, match="credit"):
        credits(amount)


@given(amounts)
def test_an_amount_survives_being_written_out(amount: Credits) -> None:
    assert credits(amount.credits) == amount
    assert amount.dollars * 100 == amount.credits


@given(amounts, amounts, st.integers(0, 24))
def test_arithmetic_is_that_of_whole_numbers(one: Credits, other: Credits, count: int) -> None:
    assert (one + other) - other == one
    assert one * count == count * one == total([one] * count)
    assert (one < other) == (one.thousandths < other.thousandths)


def test_dollars_are_hundredths_of_credits() -> None:
    assert str(credits("4.5").dollars) == "0.04500"


def test_nothing_is_false_and_the_empty_sum() -> None:
    assert not NOTHING
    assert credits("0.001")
    assert total([]) == NOTHING
