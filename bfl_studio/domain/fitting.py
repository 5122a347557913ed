"""What of a recipe another model takes, and what it leaves out or changes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from bfl_studio.domain import recipe as recipes
from bfl_studio.domain import rules
from bfl_studio.domain.catalog import Kind, ModelSpec, Parameter, Role, Value
from bfl_studio.domain.flux_models import find_model
from bfl_studio.domain.geometry import MEGAPIXEL, Size
from bfl_studio.domain.recipe import Recipe, RecipeImage
from bfl_studio.domain.references import sendings

_SIDES = (Role.WIDTH, Role.HEIGHT)

_FINE = 4096
"""Times the numbers of a ratio: at least as much as any size needs."""

_USUAL = Size(1024, 1024)
"""What a recipe begins with."""

_WORKED_ON = (Role.REFERENCE, Role.IMAGE, Role.PERSON, Role.IMAGE_PROMPT)
"""What different models call the picture that is worked on."""


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
        if role in before.values and role not in _SIDES and not _untouched(role, before, old):
            kept = _nearest(parameter, before.values[role])
            _put(values, parameter, kept)
            if kept != before.values[role] and _chosen(role, before, old):
                changed.append(role)
    so_far = _size_so_far(before, old)
    values |= _ratio(before, so_far, model)
    size = _size(before, so_far, old, model)
    if size is not None:
        values |= {Role.WIDTH: size.width, Role.HEIGHT: size.height}
        if so_far is not None and size != so_far:
            changed.append(Role.WIDTH)
    after = replace(
        before,
        model_id=model.id,
        values=MappingProxyType(_named(values)),
        images=_moved(before, old, model),
    )
    unused = _used(old, before) - _used(model, after)
    dropped = Dropped(model.label, _lacking(before, old, model), tuple(changed), max(0, unused))
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


def _untouched(role: Role, recipe: Recipe, model: ModelSpec | None) -> bool:
    """Whether the value is the model's own default: then the next one's takes its place."""
    parameter = model.parameter(role) if model is not None else None
    return parameter is not None and recipe.value(role) == parameter.default


def _lacking(before: Recipe, old: ModelSpec | None, model: ModelSpec) -> tuple[Role, ...]:
    gone = [
        role
        for role in Role
        if role in before.values and model.parameter(role) is None and _chosen(role, before, old)
    ]
    # Two sides are one size.
    if Role.WIDTH in gone and Role.HEIGHT in gone:
        gone.remove(Role.HEIGHT)
    # A ratio that became a size of its shape is not lost.
    if Role.ASPECT_RATIO in gone and model.parameter(Role.WIDTH) is not None:
        gone.remove(Role.ASPECT_RATIO)
    return tuple(gone)


def _size_so_far(before: Recipe, old: ModelSpec | None) -> Size | None:
    """The size that was asked for; None where there was none, or one that was never sent."""
    if old is not None and old.parameter(Role.WIDTH) is None:
        return None
    return before.size if min(before.size.width, before.size.height) > 0 else None


def _size(
    before: Recipe, size: Size | None, old: ModelSpec | None, model: ModelSpec
) -> Size | None:
    """The size to keep; None for a model that has none, or a recipe that had none."""
    limits = model.size_limits
    if any(model.parameter(side) is None for side in _SIDES):
        return None
    if size is None:
        shape = _as_shape(before.value(Role.ASPECT_RATIO))
        return limits.largest_at_ratio(shape, MEGAPIXEL) if shape is not None else None
    # A size that was wrong before is said at its field already, with a better one to choose.
    wrong_before = old is not None and not old.size_limits.allows(size)
    return size if limits.allows(size) or wrong_before else limits.largest_at_ratio(size)


def _ratio(before: Recipe, size: Size | None, model: ModelSpec) -> dict[str, Value]:
    """The ratio nearest to the size or the ratio so far, for a model that has others."""
    parameter, wished = model.parameter(Role.ASPECT_RATIO), before.value(Role.ASPECT_RATIO)
    if parameter is not None and size == _USUAL and _as_shape(parameter.default) is None:
        # Nobody chose a size, and this model finds one by itself.
        return {}
    so_far = size or _as_shape(wished)
    if parameter is None or so_far is None or (size is None and wished in parameter.choices):
        return {}
    wanted = math.log(so_far.width / so_far.height)

    def distance(shape: Size) -> float:
        return abs(math.log(shape.width / shape.height) - wanted)

    shapes = {each: shape for each in parameter.choices if (shape := _as_shape(each)) is not None}
    return {Role.ASPECT_RATIO: min(shapes, key=lambda each: distance(shapes[each]))}


def _as_shape(ratio: Value) -> Size | None:
    """A large size of a ratio such as "16:9"; None for what is none."""
    sides = ratio.split(":") if isinstance(ratio, str) else []
    if len(sides) != 2 or not all(side.isascii() and side.isdigit() for side in sides):
        return None
    width, height = (int(side) for side in sides)
    return Size(width * _FINE, height * _FINE) if width and height else None


def _moved(before: Recipe, old: ModelSpec | None, model: ModelSpec) -> tuple[RecipeImage, ...]:
    """The pictures, those that are worked on under the name they have with this model."""
    wanted = next((each for role in _WORKED_ON if (each := model.parameter(role))), None)
    if wanted is None:
        return before.images
    room = wanted.most - sum(image.role == wanted.role for image in before.images)
    homeless = [
        number
        for number, image in enumerate(before.images)
        if image.role in _WORKED_ON and model.parameter(Role(image.role)) is None
    ]
    # What an earlier model left behind waits until the last one's own have found their place.
    homeless.sort(key=lambda number: _is_stranger(before.images[number], old))
    moving = set(homeless[: max(0, room)])
    return tuple(
        replace(image, role=wanted.role) if number in moving else image
        for number, image in enumerate(before.images)
    )


def _is_stranger(image: RecipeImage, model: ModelSpec | None) -> bool:
    return model is not None and model.parameter(Role(image.role)) is None


def _used(model: ModelSpec | None, recipe: Recipe) -> int:
    """How many pictures a model takes; one that nobody knows took them all."""
    return len(recipe.images) if model is None else len(sendings(model, recipe))


def _named(values: Mapping[str, Value]) -> dict[str, Value]:
    return {str(name): value for name, value in values.items()}
