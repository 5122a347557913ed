"""Problems of a recipe found before it is sent, each with the field it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bfl_studio.domain import choices
from bfl_studio.domain.batch import choices_of
from bfl_studio.domain.catalog import Kind, ModelSpec, Parameter, Role, Value
from bfl_studio.domain.flux_models import find_model
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.mentions import gone
from bfl_studio.domain.recipe import MOST_PICTURES, Recipe
from bfl_studio.domain.references import SAME_SHAPE, Sending, large_enough, sendings
from bfl_studio.domain.slots import image_parameters


class IssueKind(StrEnum):
    UNKNOWN_MODEL = "unknown_model"
    PROMPT_EMPTY = "prompt_empty"
    CHOICE_EMPTY = "choice_empty"
    CHOICE_NESTED = "choice_nested"
    PROMPT_TOO_LONG = "prompt_too_long"
    IMAGE_MISSING = "image_missing"
    IMAGE_LOST = "image_lost"
    IMAGE_TOO_SMALL = "image_too_small"
    MASK_OTHER_SHAPE = "mask_other_shape"
    MARGINS_ZERO = "margins_zero"
    CANVAS_TOO_SMALL = "canvas_too_small"
    SIDE_OUT_OF_RANGE = "side_out_of_range"
    AREA_TOO_LARGE = "area_too_large"
    NUMBER_OUT_OF_RANGE = "number_out_of_range"
    CHOICE_UNKNOWN = "choice_unknown"
    PICTURES_OUT_OF_RANGE = "pictures_out_of_range"
    TOO_MANY_CHOICES = "too_many_choices"
    MENTION_GONE = "mention_gone"
    MENTION_OFF = "mention_off"
    MENTION_BEYOND = "mention_beyond"
    MENTION_UNUSED = "mention_unused"


@dataclass(frozen=True, slots=True)
class Issue:
    """`role` is where it belongs (None: the number of pictures); bounds are inclusive,
    `step` is what lies between two allowed numbers.

    `nearest` is a legal size of the same shape, where one helps; `missing` are the pictures that
    the model of that name needs; `named` is a choice in the prompt that cannot be, or the file
    of a picture that it names and that is not sent, or of the picture in slot `number`.
    """

    kind: IssueKind
    role: Role | None = None
    minimum: int | float | None = None
    maximum: int | float | None = None
    nearest: Size | None = None
    step: int = 1
    missing: tuple[Role, ...] = ()
    model: str = ""
    named: str = ""
    number: int = 1


_MARGINS = (Role.MARGIN_TOP, Role.MARGIN_BOTTOM, Role.MARGIN_LEFT, Role.MARGIN_RIGHT)
_SIDES = (Role.WIDTH, Role.HEIGHT)


def check_press(recipe: Recipe, pictures: int = 1) -> tuple[Issue, ...]:
    """Every problem of words as they were typed, the first one first; `pictures` are made of each
    choice of them.
    """
    model = find_model(recipe.model_id)
    if model is None:
        return check(recipe)
    return (*_choice_issues(model, recipe), *check(recipe), *_count_issues(recipe, pictures))


def check(recipe: Recipe) -> tuple[Issue, ...]:
    """Every problem of one picture's recipe, whose words are sent as they stand."""
    model = find_model(recipe.model_id)
    if model is None:
        return (Issue(IssueKind.UNKNOWN_MODEL),)
    issues = [*_prompt_issues(model, recipe), *_missing_issues(model, recipe)]
    issues += _size_issues(model, recipe)
    for parameter in model.parameters:
        if parameter.role not in _SIDES:
            issues += _value_issues(parameter, recipe)
    issues += _image_issues(model, recipe)
    return tuple(issues)


def _choice_issues(model: ModelSpec, recipe: Recipe) -> list[Issue]:
    """Words that can be chosen away altogether are as good as none; a choice inside another one
    would be cut in pieces.
    """
    nested = choices.nested_choice(recipe.prompt)
    if nested and model.parameter(Role.PROMPT) is not None:
        return [Issue(IssueKind.CHOICE_NESTED, Role.PROMPT, named=nested)]
    empty = choices.empty_choice(recipe.prompt)
    if not empty or not _needs_words(model, recipe):
        return []
    return [Issue(IssueKind.CHOICE_EMPTY, Role.PROMPT, named=empty)]


def _count_issues(recipe: Recipe, pictures: int) -> list[Issue]:
    if not 1 <= pictures <= MOST_PICTURES:
        return [Issue(IssueKind.PICTURES_OUT_OF_RANGE, None, 1, MOST_PICTURES)]
    many = pictures * choices_of(recipe)
    if many > MOST_PICTURES:
        return [Issue(IssueKind.TOO_MANY_CHOICES, None, many, MOST_PICTURES)]
    return []


def _prompt_issues(model: ModelSpec, recipe: Recipe) -> list[Issue]:
    prompt = model.parameter(Role.PROMPT)
    if prompt is None:
        return []
    if not recipe.prompt.strip() and _needs_words(model, recipe):
        return [Issue(IssueKind.PROMPT_EMPTY, Role.PROMPT)]
    if prompt.maximum is not None and len(recipe.prompt) > prompt.maximum:
        return [Issue(IssueKind.PROMPT_TOO_LONG, Role.PROMPT, maximum=prompt.maximum)]
    return [_mention_issue(model, recipe, each.picture) for each in gone(model, recipe)[:1]]


def _mention_issue(model: ModelSpec, recipe: Recipe, key: str) -> Issue:
    """Why a picture that the prompt names is not sent."""
    image = next((each for each in recipe.images if each.key == key), None)
    if image is None:
        return Issue(IssueKind.MENTION_GONE, Role.PROMPT)
    # No first paint needs it.
    from bfl_studio.domain.addresses import host_of

    named = image.origin if image.sha256 else host_of(image.origin)
    if image.off:
        return Issue(IssueKind.MENTION_OFF, Role.PROMPT, named=named)
    most = max(
        (each.most for each in image_parameters(model) if each.role == image.role), default=0
    )
    kind = IssueKind.MENTION_BEYOND if most else IssueKind.MENTION_UNUSED
    return Issue(kind, Role.PROMPT, maximum=most, model=model.label, named=named)


def _needs_words(model: ModelSpec, recipe: Recipe) -> bool:
    """A model that takes an image prompt takes it instead of words (`bfl-api.md` §1e)."""
    prompt, image_prompt = model.parameter(Role.PROMPT), model.parameter(Role.IMAGE_PROMPT)
    if prompt is None:
        return False
    given = any(image.role == Role.IMAGE_PROMPT and not image.off for image in recipe.images)
    return prompt.required or (image_prompt is not None and not given)


def _missing_issues(model: ModelSpec, recipe: Recipe) -> list[Issue]:
    given = {image.role for image in recipe.images if not image.off}
    missing = tuple(
        each.role
        for each in model.parameters
        if each.kind is Kind.IMAGES and each.required and each.role not in given
    )
    if not missing:
        return []
    return [Issue(IssueKind.IMAGE_MISSING, missing[0], missing=missing, model=model.label)]


def _size_issues(model: ModelSpec, recipe: Recipe) -> list[Issue]:
    if model.parameter(Role.WIDTH) is None:
        return []
    limits, size = model.size_limits, recipe.size
    issues = [
        Issue(
            IssueKind.SIDE_OUT_OF_RANGE,
            role,
            limits.least_side,
            limits.largest_side,
            step=limits.multiple,
        )
        for role, side in ((Role.WIDTH, size.width), (Role.HEIGHT, size.height))
        if not limits.least_side <= side <= limits.largest_side or side % limits.multiple
    ]
    if not issues and size.pixels > limits.largest_area:
        nearest = limits.largest_at_ratio(size)
        issues.append(Issue(IssueKind.AREA_TOO_LARGE, Role.WIDTH, nearest=nearest))
    return issues


def _image_issues(model: ModelSpec, recipe: Recipe) -> list[Issue]:
    """What is wrong with the pictures as they would be sent."""
    sent = {each.role: each for each in reversed(sendings(model, recipe))}
    issues: list[Issue] = []
    for each in sendings(model, recipe):
        parameter = model.parameter(each.role)
        least = int(parameter.minimum or 0) if parameter is not None else 0
        if each.size is not None and not large_enough(each.size, least):
            issues.append(Issue(IssueKind.IMAGE_TOO_SMALL, each.role, least))
    picture, mask = sent.get(Role.IMAGE), sent.get(Role.MASK)
    if picture is not None and mask is not None and not _same_shape(picture, mask):
        issues.append(Issue(IssueKind.MASK_OTHER_SHAPE, Role.MASK))
    if model.parameter(Role.MARGIN_TOP) is not None and not any(map(recipe.value, _MARGINS)):
        issues.append(Issue(IssueKind.MARGINS_ZERO, Role.MARGIN_TOP))
    if model.parameter(Role.AUTO_CROP) is not None and picture is not None:
        issues += _canvas_issues(recipe, picture)
    return issues


def _same_shape(picture: Sending, mask: Sending) -> bool:
    """By the originals: a mask is sent in its picture's size."""
    size, other = picture.image.extent, mask.image.extent
    if size is None or other is None:
        return True
    ratio = (size.width * other.height) / (size.height * other.width)
    return abs(ratio - 1) <= SAME_SHAPE


def _canvas_issues(recipe: Recipe, picture: Sending) -> list[Issue]:
    """A picture that reaches over its canvas is refused unless it may be cropped."""
    if picture.size is None or recipe.value(Role.AUTO_CROP) is True:
        return []
    places = (
        (recipe.value(Role.OFFSET_X), recipe.size.width, picture.size.width),
        (recipe.value(Role.OFFSET_Y), recipe.size.height, picture.size.height),
    )
    for offset, canvas, side in places:
        start = offset if isinstance(offset, int) else (canvas - side) // 2
        if start < 0 or start + side > canvas:
            return [Issue(IssueKind.CANVAS_TOO_SMALL, Role.WIDTH)]
    return []


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
