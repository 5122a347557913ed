"""Whether the parameters of a designer's own row make sense, each and together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from bfl_studio.domain.catalog import Encoding, Kind, Parameter, Role


class RowProblem(StrEnum):
    """What is wrong with a field."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    WRONG = "wrong"
    TAKEN = "taken"


Finding = tuple[str, RowProblem]
"""A field of a parameter, and what is wrong with it."""

_SIDES = (Role.WIDTH, Role.HEIGHT)
_NUMBERS = (Kind.INTEGER, Kind.NUMBER)
_KINDS: Mapping[Role, tuple[Kind, ...]] = {
    Role.PROMPT: (Kind.TEXT,),
    **dict.fromkeys(
        (
            Role.REFERENCE,
            Role.IMAGE,
            Role.MASK,
            Role.PERSON,
            Role.GARMENT,
            Role.IMAGE_PROMPT,
        ),
        (Kind.IMAGES,),
    ),
    **dict.fromkeys((Role.REWRITING, Role.RAW, Role.GROUNDING, Role.AUTO_CROP), (Kind.SWITCH,)),
    **dict.fromkeys((Role.OUTPUT_FORMAT, Role.ASPECT_RATIO, Role.TIER, Role.MODE), (Kind.CHOICE,)),
    **dict.fromkeys((Role.GUIDANCE, Role.IMAGE_PROMPT_STRENGTH), _NUMBERS),
}
"""Every other role is a whole number."""

_ENCODINGS: Mapping[Kind, tuple[Encoding, ...]] = {
    Kind.IMAGES: (Encoding.NUMBERED, Encoding.SINGLE, Encoding.LIST),
    Kind.SWITCH: (Encoding.PLAIN, Encoding.INVERTED),
}


def finding(parameters: Sequence[Parameter]) -> tuple[int, Finding] | None:
    """The first thing wrong, and with which parameter, counting from one; None: nothing."""
    roles: set[Role] = set()
    wires: set[str] = set()
    for number, parameter in enumerate(parameters, start=1):
        if parameter.role in roles:
            return number, ("role", RowProblem.TAKEN)
        if parameter.wire in wires:
            return number, ("wire", RowProblem.TAKEN)
        found = _alone(parameter)
        if found is not None:
            return number, found
        roles.add(parameter.role)
        wires.add(parameter.wire)
    return _half_a_size(parameters, roles)


def _half_a_size(parameters: Sequence[Parameter], roles: set[Role]) -> tuple[int, Finding] | None:
    lonely = roles & {*_SIDES}
    if len(lonely) != 1:
        return None
    number = next(n for n, each in enumerate(parameters, start=1) if each.role in lonely)
    return number, ("role", RowProblem.WRONG)


def _alone(parameter: Parameter) -> Finding | None:
    if parameter.kind not in _KINDS.get(parameter.role, (Kind.INTEGER,)):
        return "kind", RowProblem.WRONG
    if parameter.encoding not in _ENCODINGS.get(parameter.kind, (Encoding.PLAIN,)):
        return "encoding", RowProblem.WRONG
    if parameter.kind in _NUMBERS:
        return _number(parameter)
    if parameter.kind is Kind.CHOICE:
        return _choice(parameter)
    if parameter.kind is Kind.SWITCH and not isinstance(parameter.default, bool):
        missing = parameter.default is None
        return "default", RowProblem.MISSING if missing else RowProblem.WRONG
    return None


def _number(parameter: Parameter) -> Finding | None:
    low, high, default = parameter.minimum, parameter.maximum, parameter.default
    for name, bound in (("minimum", low), ("maximum", high)):
        if bound is None:
            return name, RowProblem.MISSING
        if parameter.kind is Kind.INTEGER and not isinstance(bound, int):
            return name, RowProblem.WRONG
    if low is None or high is None or low >= high:
        return "maximum", RowProblem.WRONG
    if parameter.step <= 0:
        return "step", RowProblem.WRONG
    if default is None:
        return ("default", RowProblem.MISSING) if parameter.role in _SIDES else None
    whole = isinstance(default, int) or parameter.kind is Kind.NUMBER
    if isinstance(default, bool | str) or not whole or not low <= default <= high:
        return "default", RowProblem.WRONG
    return None


def _choice(parameter: Parameter) -> Finding | None:
    if not parameter.choices:
        return "choices", RowProblem.MISSING
    if parameter.default is not None and parameter.default not in parameter.choices:
        return "default", RowProblem.WRONG
    return None
