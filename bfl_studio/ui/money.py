"""The one place where money becomes words."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.credits import Credits
from bfl_studio.domain.pricing import Estimate, Exact, Range, Seen

_CENT = Decimal("0.01")


def money(amount: Credits) -> str:
    """An amount in dollars, exact: two decimals, and more only where exactness needs them."""
    return _dollars(amount.dollars)


def money_floor(amount: Credits) -> str:
    """To the cent, rounded down: a balance never looks larger than it is."""
    return _dollars(amount.dollars.quantize(_CENT, ROUND_FLOOR))


def money_ceil(amount: Credits) -> str:
    """To the cent, rounded up: a spend never looks smaller than it is."""
    return _dollars(amount.dollars.quantize(_CENT, ROUND_CEILING))


def estimate_text(price: Estimate) -> str:
    """A price before it is paid: "$0.06", "$0.06–0.24", "price unknown"."""
    match price:
        case Exact(amount):
            return money(amount)
        case Range(low, high):
            return money(low) if low == high else f"{money(low)}–{money(high).removeprefix('$')}"
        case Seen(amount):
            return f"≈ {money(amount)}"
        case _:
            return QCoreApplication.translate("money", "price unknown")


def _dollars(amount: Decimal) -> str:
    whole, _, fraction = f"{abs(amount):,f}".partition(".")
    sign = "−" if amount < 0 else ""
    return f"{sign}${whole}.{fraction.rstrip('0').ljust(2, '0')}"
