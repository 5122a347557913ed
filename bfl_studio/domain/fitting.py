"""What of a recipe another model takes, and what it leaves out or changes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from bfl_studio.domain import recipe as recipes
from bfl_studio.domain import rules
from bfl_studio.domain.catalog import Kind, ModelSpec, Parameter, Role, Value
from bfl_studio.domain.flux_models import find_model
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import Recipe

_SIDES = (Role.WIDTH, Role.HEIGHT)


@dataclass(frozen=True, slots=True)
class Dropped:
    """What a model did not take over, of what somebody had chosen.

    `roles` it does not have; `changed` were brought within its bounds (WIDTH: the size);
    `unused` pictures stay in the recipe and are not sent.
    """

    model_label: str
    roles: tuple[Role, ...] = ()
    changed: tuple[Role, ...] = ()
    unused: int = 0


def fit(before: Recipe, model: ModelSpec) -> tuple[Recipe, Dropped | None]:
    """The same recipe for another model, and what was lost on the way; None: nothing.

    Words and pictures stay. What the new model takes differently gets the nearest legal value,
    what it adds its default.
    """
    old = find_model(before.model_id)
    values = dict(recipes.default_recipe(model).values) | _of_later_versions(before)
    changed: list[Role] = []
    for parameter in model.parameters:
        role = parameter.role
        if role in before.values and role not in _SIDES:
            kept = _nearest(parameter, before.values[role])
            _put(values, parameter, kept)
            if kept != before.values[role] and _chosen(role, before, old):
                changed.append(role)
    size = _size(before, old, model)
    if size is not None:
        values |= {Role.WIDTH: size.width, Role.HEIGHT: size.height}
        if size != before.size:
            changed.append(Role.WIDTH)
    after = replace(before, model_id=model.id, values=MappingProxyType(_named(values)))
    dropped = Dropped(
        model.label, _lacking(before, old, model), tuple(changed), _unused(before, old, model)
    )
    return after, dropped if dropped != Dropped(model.label) else None


def _of_later_versions(recipe: Recipe) -> dict[str, Value]:
    """What this version has no role for: it is never sent, and never lost."""
    known = {str(role) for role in Role}
    return {name: value for name, value in recipe.values.items() if name not in known}


def _put(values: dict[str, Value], parameter: Parameter, value: Value) -> None:
    if parameter.only_when_moved and value == parameter.default:
        values.pop(parameter.role, None)
    else:
        values[parameter.role] = value


def _nearest(parameter: Parameter, value: Value) -> Value:
    if value is None or not rules.fits(parameter, value):
        return _clamped(parameter, value)
    return value


def _clamped(parameter: Parameter, value: Value) -> Value:
    """The nearest bound for a number that lies outside; the default for anything else."""
    low, high = parameter.minimum, parameter.maximum
    if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value):
        return parameter.default
    if low is None or high is None:
        return parameter.default
    within = min(max(value, low), high)
    return round(within) if parameter.kind is Kind.INTEGER else within


def _chosen(role: Role, recipe: Recipe, model: ModelSpec | None) -> bool:
    """Whether somebody moved it: the defaults of a model are nobody's loss."""
    value = recipe.value(role)
    parameter = model.parameter(role) if model is not None else None
    if model is not None and parameter is None:
        return False
    return value is not None and (parameter is None or value != parameter.default)


def _lacking(before: Recipe, old: ModelSpec | None, model: ModelSpec) -> tuple[Role, ...]:
    gone = [
        role
        for role in Role
        if role in before.values and model.parameter(role) is None and _chosen(role, before, old)
    ]
    # Two sides are one size.
    if Role.WIDTH in gone and Role.HEIGHT in gone:
        gone.remove(Role.HEIGHT)
    return tuple(gone)


def _size(before: Recipe, old: ModelSpec | None, model: ModelSpec) -> Size | None:
    """The size to keep; None for a model that has none, or a recipe that had none."""
    size, limits = before.size, model.size_limits
    if any(model.parameter(side) is None for side in _SIDES) or min(size.width, size.height) < 1:
        return None
    # A size that was wrong before is said at its field already, with a better one to choose.
    wrong_before = old is not None and not old.size_limits.allows(size)
    return size if limits.allows(size) or wrong_before else limits.largest_at_ratio(size)


def _unused(before: Recipe, old: ModelSpec | None, model: ModelSpec) -> int:
    """How many pictures were sent before and are not sent now."""
    given = Counter(image.role for image in before.images)
    used = {role: _room(old, role, number) for role, number in given.items()}
    return sum(max(0, number - _room(model, role, number)) for role, number in used.items())


def _room(model: ModelSpec | None, role: str, number: int) -> int:
    """How many of so many pictures a model takes; a model nobody knows took them all."""
    if model is None:
        return number
    row = next((each for each in model.parameters if each.role == role), None)
    return min(number, row.most) if row is not None and row.kind is Kind.IMAGES else 0


def _named(values: Mapping[str, Value]) -> dict[str, Value]:
    return {str(name): value for name, value in values.items()}
