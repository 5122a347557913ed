"""What a picture costs: whole thousandths of a credit, from the pixels in and out."""

from collections.abc import Iterable, Mapping

from bfl_studio.sandbox.contract import Price

MEGAPIXEL = 1024 * 1024
LARGEST = 4 * MEGAPIXEL

Size = tuple[int, int]


def amount(
    price: Price, values: Mapping[str, object], output: Size, references: Iterable[Size]
) -> int:
    """Thousandths of a credit for one picture of that size (pixels) made from those references."""
    if price.amounts:
        return price.amounts["" if price.by is None else str(values[price.by])]
    units = billed_megapixels(output) + sum(billed_megapixels(size) for size in references)
    return price.first + price.further * (units - 1)


def billed_megapixels(size: Size) -> int:
    """Megapixels of 1024 × 1024 begun, at least one; what is larger than four is scaled to four."""
    return max(1, -(-pixels(size) // MEGAPIXEL))


def pixels(size: Size) -> int:
    """Pixels of a picture after the service has scaled it to four megapixels at most."""
    return min(size[0] * size[1], LARGEST)


def credits(amount: int) -> float:
    """Thousandths as a JSON number."""
    # One correctly rounded division prints back as the very decimal; sums are made before, whole.
    return amount / 1000


def megapixels(count: int) -> float:
    """Pixels as megapixels with two decimals, halves rounded up."""
    return (count * 100 + MEGAPIXEL // 2) // MEGAPIXEL / 100
