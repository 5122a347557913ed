"""The Sandbox's own copy of the service's contract, read from contract.json."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a request body: its type, range and default."""

    name: str
    type: str
    required: bool = False
    nullable: bool = False
    minimum: float | None = None
    maximum: float | None = None
    shortest: int | None = None
    longest: int | None = None
    choices: tuple[str, ...] = ()
    default: object = None


@dataclass(frozen=True, slots=True)
class Model:
    """One model path with its fields, prices (thousandths of a credit), pace and task limit."""

    path: str
    name: str
    fields: tuple[Field, ...]
    first: int
    further: int
    seconds: float
    active: int


@cache
def models() -> Mapping[str, Model]:
    """Every model the Sandbox serves, by path."""
    contract = json.loads(Path(__file__).with_name("contract.json").read_text(encoding="utf-8"))
    return {path: _model(path, row, contract) for path, row in contract["paths"].items()}


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
        name=path.removeprefix("/v1/"),
        fields=tuple(_field(name, rules) for name, rules in fields.items()),
        first=thousandths(row["first"]),
        further=thousandths(row["further"]),
        seconds=row["seconds"],
        active=row["active"],
    )


def _field(name: str, rules: Mapping[str, Any]) -> Field:
    known = {key: value for key, value in rules.items() if key not in ("since", "source")}
    known["choices"] = tuple(known.get("choices", ()))
    return Field(name=name, **known)
