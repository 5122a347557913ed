"""What the service says is wrong, and which of the things that were sent it means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bfl_studio.domain.catalog import Encoding, Kind, ModelSpec, Parameter, Role
from bfl_studio.domain.errors import Fault
from bfl_studio.domain.recipe import Recipe

_SAYING = ("msg", "message", "error", "detail", "reason")
_NAMING = ("Moderation Reasons", "moderation_reasons", "reasons")
_LIBRARY = re.compile(r"^(?:Value error|Assertion failed), ")
"""What the service's library writes before a sentence of the service's own."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that was said. `place` leads to it from the outside of the body; () for untold."""

    said: str
    place: tuple[str | int, ...] = ()


def complaints(data: Mapping[str, Any] | None) -> tuple[Complaint, ...]:
    """What a refusal complains of; empty when it is not shaped like one (`bfl-api.md` §2c)."""
    return _first_of(data or {}, ("detail", "message", "error"))


def poll_complaints(data: Mapping[str, Any]) -> tuple[Complaint, ...]:
    """The same of a poll: its `details`, else what stands beside them (`bfl-api.md` §2b)."""
    return _first_of(data, ("details", "error"))


def reasons(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The moderation reasons that are named in a poll's `details`."""
    details = data.get("details")
    if not isinstance(details, dict):
        return ()
    named = next((details[name] for name in _NAMING if name in details), ())
    listed = named if isinstance(named, list) else [named]
    return tuple(each for each in listed if isinstance(each, str) and each)


def _first_of(data: Mapping[str, Any], names: Sequence[str]) -> tuple[Complaint, ...]:
    found = (tuple(_read(data.get(name))) for name in names)
    return next((each for each in found if each), ())


def _read(value: object) -> Iterator[Complaint]:
    match value:
        case str():
            yield from _complaint(value)
        case list():
            for each in value:
                if isinstance(each, str | dict):
                    yield from _read(each)
        case dict():
            said = next((each for name in _SAYING if (each := value.get(name))), "")
            if isinstance(said, str):
                yield from _complaint(said, _place(value.get("loc")))
            else:
                yield from _read(said)


def _complaint(said: str, place: tuple[str | int, ...] = ()) -> Iterator[Complaint]:
    if said.strip() or place:
        yield Complaint(_LIBRARY.sub("", said), place)


def _place(stated: object) -> tuple[str | int, ...]:
    steps = stated.split(".") if isinstance(stated, str) else stated
    if not isinstance(steps, list):
        return ()
    return tuple(each for each in steps if isinstance(each, str | int))


def faults(model: ModelSpec, recipe: Recipe, found: Sequence[Complaint]) -> tuple[Fault, ...]:
    """What of a recipe caused the complaints; those that name nothing are left out."""
    named = (_fault(model, recipe, each) for each in found)
    return tuple(each for each in named if each is not None)


def _fault(model: ModelSpec, recipe: Recipe, complaint: Complaint) -> Fault | None:
    if not complaint.place:
        return _mentioned(model, recipe, complaint.said)
    names = _wire_names(model)
    for position, step in enumerate(complaint.place):
        if step in names:
            parameter, number = names[step]
            following = complaint.place[position + 1 : position + 2]
            if parameter.encoding is Encoding.LIST and following and isinstance(following[0], int):
                number = following[0] + 1
            return Fault(parameter.role, number, complaint.said)
    return Fault(None, said=complaint.said)


def _wire_names(model: ModelSpec) -> dict[str | int, tuple[Parameter, int]]:
    """Every field a model's body can hold, with the number of the picture in it."""
    names: dict[str | int, tuple[Parameter, int]] = {}
    for each in model.parameters:
        numbered = each.encoding is Encoding.NUMBERED
        names[each.wire] = each, int(numbered)
        if numbered:
            names |= {f"{each.wire}_{n}": (each, n) for n in range(2, each.most + 1)}
    return names


_ALSO_WORDS = frozenset(
    {Role.RAW, Role.MODE, Role.TIER, Role.GROUNDING, Role.IMAGE, Role.REFERENCE}
    | {Role.MARGIN_TOP, Role.MARGIN_BOTTOM, Role.MARGIN_LEFT, Role.MARGIN_RIGHT}
)
"""Their field names are words a sentence may hold without meaning the field."""

_PICTURES = re.compile(r"\b(?:input|reference|source)[ _-]images?\b|\bimage input|\breference")
_NUMBERED_PICTURE = re.compile(r"\b(?:image|reference) #?(\d{1,2})\b")


def _mentioned(model: ModelSpec, recipe: Recipe, said: str) -> Fault | None:
    """The field a plain sentence speaks of, where that is sure and was sent at all."""
    text, names = said.lower(), _wire_names(model)
    for word in re.findall(r"[a-z][a-z0-9_]*", text):
        if word in names and ("_" in word or names[word][0].role not in _ALSO_WORDS):
            parameter, number = names[word]
            if _sent(parameter, recipe) >= max(1, number):
                return Fault(parameter.role, number, said)
    numbered = _NUMBERED_PICTURE.search(text)
    if numbered is None and not _PICTURES.search(text):
        return None
    return _picture(model, recipe, int(numbered[1]) if numbered else 0, said)


def _picture(model: ModelSpec, recipe: Recipe, number: int, said: str) -> Fault | None:
    for parameter in model.parameters:
        if parameter.role in (Role.REFERENCE, Role.IMAGE):
            count = _sent(parameter, recipe)
            if count and number <= count:
                return Fault(parameter.role, 1 if count == 1 else number, said)
    return None


def _sent(parameter: Parameter, recipe: Recipe) -> int:
    """How many values of a parameter a recipe sends."""
    if parameter.kind is not Kind.IMAGES:
        return 1
    count = sum(1 for image in recipe.images if image.role == parameter.role)
    return min(count, parameter.most)
