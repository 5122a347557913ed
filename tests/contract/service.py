"""The committed contract, and what of a request or a reply it objects to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

FLUX_2 = (
    "/v1/flux-2-klein-4b",
    "/v1/flux-2-klein-9b",
    "/v1/flux-2-klein-9b-preview",
    "/v1/flux-2-pro",
    "/v1/flux-2-pro-preview",
    "/v1/flux-2-max",
    "/v1/flux-2-flex",
)
STATED = (
    *FLUX_2,
    "/v1/flux-kontext-pro",
    "/v1/flux-kontext-max",
    "/v1/flux-pro-1.1",
    "/v1/flux-pro-1.1-ultra",
    "/v1/flux-dev",
    "/v1/flux-pro-1.0-fill",
    "/v1/flux-pro-1.0-expand",
)
"""What BFL's schema of the stated date holds of what we use."""

_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float, Decimal),
    "boolean": (bool,),
    "object": (dict,),
    "array": (list,),
    "any": (object,),
}


@dataclass(frozen=True, slots=True)
class Rules:
    """One field; bounds are inclusive, `shortest` and `longest` count characters or items."""

    type: str
    required: bool = False
    nullable: bool = False
    minimum: float | None = None
    maximum: float | None = None
    shortest: int | None = None
    longest: int | None = None
    choices: tuple[str, ...] = ()
    default: object = None
    format: str = ""
    items: str = ""
    multiple: int | None = None

    def objection(self, value: object) -> str | None:
        """Why this value cannot stand here, or None."""
        if value is None:
            return None if self.nullable else "null"
        meant = _TYPES[self.type]
        if not isinstance(value, meant) or (isinstance(value, bool) and bool not in meant):
            return f"{type(value).__name__} for {self.type}" if self.type != "any" else None
        if self.choices and value not in self.choices:
            return f"{value!r} is no choice"
        if isinstance(value, int | float | Decimal) and not self._within(value):
            return f"{value} is out of range"
        if self.multiple and isinstance(value, int) and value % self.multiple:
            return f"{value} is no multiple of {self.multiple}"
        if isinstance(value, str | list) and not self._fits(len(value)):
            return f"{len(value)} long"
        return None

    def _within(self, value: float | Decimal) -> bool:
        low, high = self.minimum, self.maximum
        return (low is None or value >= low) and (high is None or value <= high)

    def _fits(self, length: int) -> bool:
        low, high = self.shortest, self.longest
        return (low is None or length >= low) and (high is None or length <= high)


Fields = Mapping[str, Rules]


def rules(stated: Mapping[str, Any]) -> Rules:
    return Rules(**{**stated, "choices": tuple(stated.get("choices", ()))})


def _fields(stated: Mapping[str, Any]) -> dict[str, Rules]:
    return {name: rules(each) for name, each in stated.items()}


@cache
def document() -> dict[str, Any]:
    text = Path(__file__).with_name("service.json").read_text(encoding="utf-8")
    parsed: dict[str, Any] = json.loads(text)
    return parsed


@cache
def stated_requests() -> Mapping[str, Fields]:
    """What the service's schema of the stated date says, by path."""
    return {path: _fields(each["fields"]) for path, each in document()["requests"].items()}


@cache
def requests() -> Mapping[str, Fields]:
    """The same with everything newer, by path."""
    known: dict[str, dict[str, Rules]] = {
        path: dict(fields) for path, fields in stated_requests().items()
    }
    for addition in document()["additions"]:
        for path in addition["paths"]:
            known.setdefault(path, {}).update(_fields(addition["fields"]))
    return known


@cache
def strict() -> Mapping[str, bool]:
    """By path, whether a field that is not listed is refused."""
    known = {path: bool(each["strict"]) for path, each in document()["requests"].items()}
    for addition in document()["additions"]:
        for path in addition["paths"]:
            known.setdefault(path, bool(addition.get("strict")))
    return known


@cache
def replies() -> Mapping[str, Fields]:
    return {name: _fields(each) for name, each in document()["replies"].items()}


def objections(fields: Fields, value: Mapping[str, object]) -> list[str]:
    """Everything that is wrong with a request or a reply, the unknown fields included."""
    missing = [f"{name} is missing" for name, each in fields.items() if each.required]
    found = [each for each in missing if each.removesuffix(" is missing") not in value]
    for name, given in value.items():
        objection = fields[name].objection(given) if name in fields else "no such field"
        if objection is not None:
            found.append(f"{name}: {objection}")
    return found
