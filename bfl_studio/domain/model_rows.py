"""A model's row as plain data, so that tomorrow's model needs no new version of the studio."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from bfl_studio.domain.catalog import (
    MOST_AT_ONCE,
    MOST_IMAGES,
    ChoicePrice,
    Encoding,
    Family,
    FlatPrice,
    Kind,
    MegapixelPrice,
    ModelSpec,
    Parameter,
    PriceRule,
    Role,
    SeenPrice,
    Value,
)
from bfl_studio.domain.credits import Credits, credits
from bfl_studio.domain.geometry import SizeLimits
from bfl_studio.domain.row_checks import RowProblem as RowProblem
from bfl_studio.domain.row_checks import finding

T = TypeVar("T")
_PATH = re.compile(r"/v1/[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
# A webhook would take the address away under which the picture is asked for.
_WIRE = re.compile(r"(?!webhook)[A-Za-z_][A-Za-z0-9_]{0,63}")


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A file that is no row: `line` counts from one (0: unknown), `field` may be empty."""

    file: str
    line: int
    field: str
    problem: RowProblem


class RowFault(ValueError):
    """`field` is dotted, such as `parameters.2.wire`, counting from one."""

    def __init__(self, field: str, problem: RowProblem) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


def model_from(data: Mapping[str, Any]) -> ModelSpec:
    """The row that `data` describes, in the group Yours. Raises RowFault."""
    row = _Row(data, "")
    usual = row.optional("usual_seconds", _seconds, None)
    model = ModelSpec(
        id=row.needed("id", _matching(_ID)),
        path=row.needed("path", _matching(_PATH)),
        label=row.needed("label", _text(60)),
        family=Family.YOURS,
        best_for=row.optional("best_for", _text(80), ""),
        usual_seconds=usual,
        price=_price(row.table("price")) if "price" in data else _NO_PRICE,
        parameters=tuple(_parameter(each) for each in row.tables("parameters")),
        size_limits=_limits(row.table("size_limits")) if "size_limits" in data else SizeLimits(),
        concurrency=row.optional("concurrency", _whole(1, MOST_AT_ONCE), MOST_AT_ONCE),
        preview=row.optional("preview", _switch, False),
    )
    row.close()
    if model.parameter(Role.PROMPT) is None and not model.parameters:
        raise RowFault("parameters", RowProblem.MISSING)
    found = finding(model.parameters)
    if found is not None:
        number, (field, problem) = found
        raise RowFault(f"parameters.{number}.{field}", problem)
    return model


_NO_PRICE = SeenPrice((), "")


class _Row:
    """One table of a file; every field that nobody asked for is a fault."""

    def __init__(self, data: Mapping[str, Any], prefix: str) -> None:
        self._data = data
        self._prefix = prefix
        self._asked: set[str] = set()

    def needed(self, name: str, read: Callable[[Any], T]) -> T:
        if name not in self._data:
            raise self._fault(name, RowProblem.MISSING)
        return self._read(name, read)

    def optional(self, name: str, read: Callable[[Any], T], default: T) -> T:
        self._asked.add(name)
        return self._read(name, read) if name in self._data else default

    def table(self, name: str) -> _Row:
        value = self.needed(name, _any)
        if not isinstance(value, Mapping):
            raise self._fault(name, RowProblem.WRONG)
        return _Row(value, f"{self._prefix}{name}.")

    def tables(self, name: str) -> list[_Row]:
        value = self.needed(name, _any)
        if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
            raise self._fault(name, RowProblem.WRONG)
        return [
            _Row(each, f"{self._prefix}{name}.{number}.")
            for number, each in enumerate(value, start=1)
        ]

    def close(self) -> None:
        for name in self._data:
            if name not in self._asked:
                raise self._fault(name, RowProblem.UNKNOWN)

    def _read(self, name: str, read: Callable[[Any], T]) -> T:
        self._asked.add(name)
        try:
            return read(self._data[name])
        except (ValueError, TypeError, ArithmeticError):
            raise self._fault(name, RowProblem.WRONG) from None

    def _fault(self, name: str, problem: RowProblem) -> RowFault:
        return RowFault(self._prefix + name, problem)


def _parameter(row: _Row) -> Parameter:
    kind = row.needed("kind", Kind)
    made = Parameter(
        role=row.needed("role", Role),
        wire=row.needed("wire", _matching(_WIRE)),
        kind=kind,
        minimum=row.optional("minimum", _number, None),
        maximum=row.optional("maximum", _number, None),
        default=row.optional("default", _value, None),
        choices=row.optional("choices", _words, ()),
        encoding=row.optional("encoding", Encoding, _usual_encoding(kind)),
        most=row.optional("most", _whole(1, MOST_IMAGES), 1),
        required=row.optional("required", _switch, False),
        only_when_moved=row.optional("only_when_moved", _switch, False),
        step=row.optional("step", _number, None) or 1,
    )
    row.close()
    return made


def _usual_encoding(kind: Kind) -> Encoding:
    return Encoding.NUMBERED if kind is Kind.IMAGES else Encoding.PLAIN


def _price(row: _Row) -> PriceRule:
    """`flat`, or `first`, `further` and `reference`, or `role` and `amounts`; in credits."""
    price: PriceRule
    flat: Credits | None = row.optional("flat", _credits, None)
    role = row.optional("role", Role, None)
    if flat is not None:
        price = FlatPrice(flat)
    elif role is not None:
        price = ChoicePrice(role, row.needed("amounts", _amounts))
    else:
        price = MegapixelPrice(
            row.needed("first", _credits),
            row.needed("further", _credits),
            row.needed("reference", _credits),
        )
    row.close()
    return price


def _limits(row: _Row) -> SizeLimits:
    usual = SizeLimits()
    limits = SizeLimits(
        row.optional("least_side", _whole(1, 16_384), usual.least_side),
        row.optional("largest_side", _whole(1, 16_384), usual.largest_side),
        row.optional("largest_area", _whole(1, 2**28), usual.largest_area),
        row.optional("multiple", _whole(1, 256), usual.multiple),
    )
    row.close()
    return limits


def _any(value: Any) -> Any:
    return value


def _matching(pattern: re.Pattern[str]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise ValueError
        return value

    return read


def _text(longest: int) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if not isinstance(value, str) or not 0 < len(value) <= longest or not value.isprintable():
            raise ValueError
        return value

    return read


def _whole(least: int, most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError
        return value

    return read


def _number(value: Any) -> int | float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        raise ValueError
    return value


def _switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


def _value(value: Any) -> Value:
    if not isinstance(value, str | int | float | bool):
        raise ValueError
    return value


def _words(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError
    return tuple(value)


def _credits(value: Any) -> Credits:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError
    return credits(str(value))


def _amounts(value: Any) -> tuple[tuple[str, Credits], ...]:
    if not isinstance(value, Mapping):
        raise ValueError
    return tuple((str(name), credits(str(amount))) for name, amount in value.items())


def _seconds(value: Any) -> tuple[int, int]:
    least, most = value
    if not all(isinstance(each, int) and each > 0 for each in (least, most)) or least > most:
        raise ValueError
    return least, most
