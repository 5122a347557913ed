"""Credits: exact amounts of the service's money."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

_THOUSANDTH = Decimal("0.001")
_LARGEST = Decimal(10) ** 12


@dataclass(frozen=True, slots=True, order=True)
class Credits:
    """An exact amount in thousandths of a credit; one credit is one US cent (`bfl-api.md` §5)."""

    thousandths: int

    def __add__(self, other: Credits) -> Credits:
        return Credits(self.thousandths + other.thousandths)

    def __sub__(self, other: Credits) -> Credits:
        return Credits(self.thousandths - other.thousandths)

    def __mul__(self, count: int) -> Credits:
        return Credits(self.thousandths * count)

    __rmul__ = __mul__

    def __bool__(self) -> bool:
        return self.thousandths != 0

    @property
    def credits(self) -> Decimal:
        """The amount in credits, exact."""
        return Decimal(self.thousandths).scaleb(-3)

    @property
    def dollars(self) -> Decimal:
        """The same amount in US dollars, exact."""
        return Decimal(self.thousandths).scaleb(-5)


NOTHING = Credits(0)


def credits(amount: str | int | Decimal) -> Credits:
    """Exactly `amount` credits.

    Raises ValueError for anything finer than a thousandth, not finite, or absurdly large:
    a sum that cannot be kept exactly is not kept at all.
    """
    value = Decimal(amount)
    # Comparing is exact where arithmetic would round, or overflow, at the context's precision.
    if not value.is_finite() or value.copy_abs() > _LARGEST:
        raise ValueError("not an amount of credits")
    kept = value.quantize(_THOUSANDTH)
    if kept != value:
        raise ValueError("finer than a thousandth of a credit")
    return Credits(int(kept.scaleb(3)))


def total(amounts: Iterable[Credits]) -> Credits:
    return Credits(sum(amount.thousandths for amount in amounts))
