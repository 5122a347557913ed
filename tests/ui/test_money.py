"""Money is written exactly, and in one way."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain.credits import Credits, credits
from bfl_studio.domain.pricing import Exact, Range, Unknown
from bfl_studio.ui.money import estimate_text, money, money_ceil, money_floor

AMOUNTS = st.integers(-(10**9), 10**9).map(Credits)


def _read(text: str) -> Decimal:
    return Decimal(text.replace("$", "").replace(",", "").replace("−", "-"))


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("6", "$0.06"),
        ("1.4", "$0.014"),
        ("4.75", "$0.0475"),
        ("124050", "$1,240.50"),
        ("0", "$0.00"),
        ("100", "$1.00"),
        ("-6", "−$0.06"),
    ],
)
def test_the_price_style(amount: str, text: str) -> None:
    assert money(credits(amount)) == text


@given(AMOUNTS)
def test_an_amount_is_never_rounded(amount: Credits) -> None:
    assert _read(money(amount)) == amount.dollars


@given(AMOUNTS)
def test_an_amount_has_the_decimals_it_needs_and_at_least_two(amount: Credits) -> None:
    decimals = money(amount).partition(".")[2]
    assert len(decimals) == 2 or (len(decimals) > 2 and not decimals.endswith("0"))


@given(AMOUNTS)
def test_balances_go_down_to_the_cent_and_spends_go_up(amount: Credits) -> None:
    low, high = _read(money_floor(amount)), _read(money_ceil(amount))
    assert low <= amount.dollars <= high
    assert high - low in (Decimal(0), Decimal("0.01"))
    assert len(money_floor(amount).partition(".")[2]) == 2
    assert len(money_ceil(amount).partition(".")[2]) == 2


@pytest.mark.parametrize(
    ("estimate", "text"),
    [
        (Exact(credits(24)), "$0.24"),
        (Range(credits(6), credits(24)), "$0.06–0.24"),
        (Range(credits(6), credits(6)), "$0.06"),
        (Unknown(), "price unknown"),
    ],
)
def test_prices_before_the_click(estimate: Exact | Range | Unknown, text: str) -> None:
    assert estimate_text(estimate) == text
