"""Problems of a recipe found before it is sent, each with the field it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bfl_studio.domain.catalog import Kind, ModelSpec, Parameter, Role, Value
from bfl_studio.domain.flux_models import find_model
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import MOST_PICTURES, Recipe


class IssueKind(StrEnum):
    UNKNOWN_MODEL = "unknown_model"
    PROMPT_EMPTY = "prompt_empty"
    SIDE_OUT_OF_RANGE = "side_out_of_range"
    AREA_TOO_LARGE = "area_too_large"
    NUMBER_OUT_OF_RANGE = "number_out_of_range"
    CHOICE_UNKNOWN = "choice_unknown"
    PICTURES_OUT_OF_RANGE = "pictures_out_of_range"


@dataclass(frozen=True, slots=True)
class Issue:
    """`role` is where it belongs (None: the number of pictures); bounds are inclusive.

    `nearest` is a legal size of the same shape, where one helps.
    """

    kind: IssueKind
    role: Role | None = None
    minimum: int | float | None = None
    maximum: int | float | None = None
    nearest: Size | None = None


def check(recipe: Recipe, pictures: int = 1) -> tuple[Issue, ...]:
    """Every problem, the first one first."""
    model = find_model(recipe.model_id)
    if model is None:
        return (Issue(IssueKind.UNKNOWN_MODEL),)
    issues: list[Issue] = []
    prompt = model.parameter(Role.PROMPT)
    if prompt is not None and prompt.required and not recipe.prompt.strip():
        issues.append(Issue(IssueKind.PROMPT_EMPTY, Role.PROMPT))
    issues += _size_issues(model, recipe)
    for parameter in model.parameters:
        if parameter.role not in (Role.WIDTH, Role.HEIGHT):
            issues += _value_issues(parameter, recipe)
    if not 1 <= pictures <= MOST_PICTURES:
        issues.append(Issue(IssueKind.PICTURES_OUT_OF_RANGE, None, 1, MOST_PICTURES))
    return tuple(issues)


def _size_issues(model: ModelSpec, recipe: Recipe) -> list[Issue]:
    limits, size = model.size_limits, recipe.size
    issues = [
        Issue(IssueKind.SIDE_OUT_OF_RANGE, role, limits.least_side, limits.largest_side)
        for role, side in ((Role.WIDTH, size.width), (Role.HEIGHT, size.height))
        if not limits.least_side <= side <= limits.largest_side or side % limits.multiple
    ]
    if not issues and size.pixels > limits.largest_area:
        nearest = limits.largest_at_ratio(size)
        issues.append(Issue(IssueKind.AREA_TOO_LARGE, Role.WIDTH, nearest=nearest))
    return issues


def _value_issues(parameter: Parameter, recipe: Recipe) -> list[Issue]:
    if fits(parameter, recipe.value(parameter.role)):
        return []
    if parameter.kind in (Kind.INTEGER, Kind.NUMBER):
        bounds = parameter.minimum, parameter.maximum
        return [Issue(IssueKind.NUMBER_OUT_OF_RANGE, parameter.role, *bounds)]
    return [Issue(IssueKind.CHOICE_UNKNOWN, parameter.role)]


def fits(parameter: Parameter, value: Value) -> bool:
    """Whether a model takes this value; it takes none at all for whatever may be left out."""
    if value is None:
        return True
    match parameter.kind:
        case Kind.CHOICE:
            return value in parameter.choices
        case Kind.SWITCH:
            return isinstance(value, bool)
        case Kind.INTEGER | Kind.NUMBER:
            return _within(parameter, value)
        case _:
            return True


def _within(parameter: Parameter, value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    if parameter.kind is Kind.INTEGER and not isinstance(value, int):
        return False
    low, high = parameter.minimum, parameter.maximum
    return (low is None or value >= low) and (high is None or value <= high)
