"""The Sandbox's own copy of the service's contract, read from contract.json."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

_NOT_FOR_A_FIELD = ("since", "source", "items")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a request body: its type, range and default.

    `shortest` and `longest` count characters or items; `ratio` is a width:height from 21:9 to 9:21.
    """

    name: str
    type: str
    required: bool = False
    nullable: bool = False
    minimum: float | None = None
    maximum: float | None = None
    multiple: int | None = None
    shortest: int | None = None
    longest: int | None = None
    choices: tuple[str, ...] = ()
    ratio: bool = False
    default: object = None


@dataclass(frozen=True, slots=True)
class Price:
    """Thousandths of a credit: by megapixels, or the amount `by` the value of a field."""

    first: int = 0
    further: int = 0
    by: str | None = None
    amounts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Model:
    """One model path: what it takes, what it costs, what it makes of it.

    `size` names how the delivered size is found and `painting` what is painted; sides and areas are
    pixels, `seconds` the pace, `active` the tasks at a time. `one_of` fields one has to be there.
    `strict` refuses unknown fields, `quoted` tells the cost at submit, `too_large` is the status a
    picture with too many pixels is refused with, `error_code` the one a failed task is polled with.
    """

    path: str
    fields: tuple[Field, ...]
    price: Price
    seconds: float
    active: int
    size: str = "sides"
    pixels: int = 0
    tiers: Mapping[str, int] = field(default_factory=dict)
    painting: str = "scene"
    one_of: tuple[str, ...] = ()
    strict: bool = False
    quoted: bool = True
    seeded: bool = True
    smallest: int = 64
    largest: int = 20 * 1024 * 1024
    too_large: int = 422
    link_seconds: float = 600.0
    error_code: int = 200

    @property
    def name(self) -> str:
        """The path without its version."""
        return self.path.removeprefix("/v1/")


_AS_WRITTEN = (
    "seconds",
    "active",
    "size",
    "pixels",
    "tiers",
    "painting",
    "strict",
    "quoted",
    "seeded",
    "smallest",
    "largest",
    "too_large",
    "link_seconds",
    "error_code",
)


@cache
def models() -> Mapping[str, Model]:
    """Every model the Sandbox serves, by path."""
    contract = json.loads(Path(__file__).with_name("contract.json").read_text(encoding="utf-8"))
    return {
        path: _model(path, row, contract)
        for name, table in contract.items()
        if name.startswith("paths")
        for path, row in table.items()
    }


def thousandths(credits: str) -> int:
    """Credits written as a decimal, in whole thousandths; ValueError if that is not exact."""
    scaled = Decimal(credits) * 1000
    if scaled != scaled.to_integral_value():
        raise ValueError(f"more than three decimals: {credits}")
    return int(scaled)


def _model(path: str, row: Mapping[str, Any], contract: Mapping[str, Any]) -> Model:
    fields = dict(contract["schemas"][row["schema"]])
    fields.update({name: contract["additions"][name] for name in row["additions"]})
    return Model(
        path=path,
        fields=tuple(_field(name, rules) for name, rules in fields.items()),
        price=_price(row),
        one_of=tuple(row.get("one_of", ())),
        **{name: row[name] for name in _AS_WRITTEN if name in row},
    )


def _price(row: Mapping[str, Any]) -> Price:
    if "first" in row:
        return Price(thousandths(row["first"]), thousandths(row["further"]))
    listed = row.get("prices") or {"": row["flat"]}
    amounts = {value: thousandths(credits) for value, credits in listed.items()}
    return Price(by=row.get("priced_by"), amounts=amounts)


def _field(name: str, rules: Mapping[str, Any]) -> Field:
    known = {key: value for key, value in rules.items() if key not in _NOT_FOR_A_FIELD}
    known["choices"] = tuple(known.get("choices", ()))
    return Field(name=name, **known)
