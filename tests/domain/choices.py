"""Whatever somebody can choose for a model, and what another model left in the recipe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from hypothesis import strategies as st

from bfl_studio.domain import recipe as recipes_
from bfl_studio.domain.catalog import Kind, ModelSpec, Parameter, Role, Value
from bfl_studio.domain.geometry import Box, Size
from bfl_studio.domain.parameters import LEAST_SIDE
from bfl_studio.domain.parts import Part
from bfl_studio.domain.recipe import Recipe, RecipeImage
from bfl_studio.domain.references import sent_size
from tests.domain.leftovers import left_behind

# What is drawn from is made once: making it takes longer than drawing.
_FLAGS = st.booleans()
_NOW_AND_THEN = st.sampled_from([False, False, True])
_SELDOM = st.sampled_from([False] * 9 + [True])
_PARTS: st.SearchStrategy[str] = st.sampled_from(["", *Part])
_AT_MOST = st.sampled_from([None, None, 1, 2, 3])

prompts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
words = prompts.map("a harbour {}".format)

SIZES = tuple(
    Size(width, height)
    for width, height in (
        (64, 64),
        (64, 300),
        (256, 256),
        (320, 256),
        (640, 480),
        (1024, 1024),
        (1024, 1040),
        (1280, 960),
        (2048, 1024),
        (2048, 2048),
        (3000, 2000),
        (4000, 3000),
        (5600, 800),
    )
)
"""Originals on both sides of every bound, some of one shape."""

PICTURES = tuple(RecipeImage("", f"{number:064x}", size=size) for number, size in enumerate(SIZES))

_SIDES = (Role.WIDTH, Role.HEIGHT)
_MARGINS = (Role.MARGIN_TOP, Role.MARGIN_BOTTOM, Role.MARGIN_LEFT, Role.MARGIN_RIGHT)
_PLACES = (Role.OFFSET_X, Role.OFFSET_Y)


@st.composite
def recipes(
    draw: st.DrawFn, model: ModelSpec, pictures: Sequence[RecipeImage] = PICTURES
) -> Recipe:
    """A recipe that the model takes, its pictures among `pictures`, with leftovers of others."""
    images = draw(_images(model, pictures))
    chosen = replace(recipes_.default_recipe(model), prompt=draw(_prompt(model, images)))
    chosen = chosen.with_values(draw(left_behind(model)))
    chosen = chosen.with_values({each.role: draw(_value(each)) for each in _plain(model)})
    chosen = replace(chosen, images=(*images, *draw(_strangers(model, pictures))))
    if model.parameter(Role.WIDTH) is not None:
        chosen = chosen.with_size(draw(sizes(model)))
    if model.parameter(Role.AUTO_CROP) is not None:
        chosen = draw(_on_canvas(model, chosen))
    if model.parameter(Role.MARGIN_TOP) is not None and not any(map(chosen.value, _MARGINS)):
        chosen = chosen.with_values({draw(st.sampled_from(_MARGINS)): draw(st.integers(1, 2048))})
    return chosen


@st.composite
def sizes(draw: st.DrawFn, model: ModelSpec) -> Size:
    """A size that the model takes; often a megapixel's bound."""
    limits = model.size_limits
    step, least = limits.multiple, -(-limits.least_side // limits.multiple)
    width = draw(_steps(least, limits.largest_side // step, 1024 // step)) * step
    most = min(limits.largest_side, limits.largest_area // width) // step
    height = draw(st.integers(least, most)) * step
    return Size(height, width) if draw(_FLAGS) else Size(width, height)


@cache
def _steps(least: int, most: int, usual: int) -> st.SearchStrategy[int]:
    return st.integers(least, most) | st.just(usual)


def _plain(model: ModelSpec) -> list[Parameter]:
    return [
        each
        for each in model.parameters
        if each.kind not in (Kind.TEXT, Kind.IMAGES) and each.role not in _SIDES
    ]


@cache
def _value(parameter: Parameter) -> st.SearchStrategy[Value]:
    """Everything between its bounds, and nothing at all where that is the default."""
    low, high = parameter.minimum, parameter.maximum
    offered: st.SearchStrategy[Value]
    match parameter.kind:
        case Kind.SWITCH:
            offered = st.booleans()
        case Kind.CHOICE:
            offered = st.sampled_from(parameter.choices)
        case Kind.INTEGER:
            assert isinstance(low, int) and isinstance(high, int)
            offered = st.integers(low, high)
        case _:
            assert low is not None and high is not None
            offered = st.floats(low, high)
    optional = parameter.only_when_moved or parameter.default is None
    return st.none() | st.just(parameter.default) | offered if optional else offered


def _prompt(model: ModelSpec, images: Sequence[RecipeImage]) -> st.SearchStrategy[str]:
    prompt = model.parameter(Role.PROMPT)
    without = model.parameter(Role.IMAGE_PROMPT) is None or any(
        each.role == Role.IMAGE_PROMPT and not each.off for each in images
    )
    return words if prompt is not None and (prompt.required or not without) else prompts


@st.composite
def _images(
    draw: st.DrawFn, model: ModelSpec, pictures: Sequence[RecipeImage]
) -> tuple[RecipeImage, ...]:
    """What the model needs and takes, sometimes more of it."""
    found: list[RecipeImage] = []
    for parameter in model.parameters:
        if parameter.kind is not Kind.IMAGES:
            continue
        least = int(parameter.required)
        most = least if parameter.required else parameter.most + 2 * (parameter.most > 1)
        count = draw(st.integers(least, most))
        usable = _usable(pictures, parameter, count, found)
        for _ in range(count):
            image = usable[draw(st.integers(0, len(usable) - 1))]
            found.append(_treated(draw, model, parameter, image, count))
    return tuple(found)


def _treated(
    draw: st.DrawFn, model: ModelSpec, parameter: Parameter, image: RecipeImage, count: int
) -> RecipeImage:
    """Cropped, made smaller or left in full, or off where the model can do without it."""
    covered = parameter.role in (Role.IMAGE, Role.MASK) and model.parameter(Role.MASK) is not None
    treated = replace(
        image,
        role=parameter.role,
        off=not parameter.required and draw(_SELDOM),
        locked=draw(_FLAGS),
        part=draw(_PARTS),
        crop=None if covered else _crop(draw, image),
        full_detail=draw(_FLAGS),
        at_most=draw(_AT_MOST),
    )
    least = int(parameter.minimum or LEAST_SIDE)
    sent = _alone_or_among(treated, count)
    return treated if min(sent.width, sent.height) >= least else replace(treated, crop=None)


def _crop(draw: st.DrawFn, image: RecipeImage) -> Box | None:
    """Any part of a picture, now and then."""
    size = image.size
    if size is None or not draw(_NOW_AND_THEN):
        return None
    width, height = draw(st.integers(1, size.width)), draw(st.integers(1, size.height))
    left, top = (
        draw(st.integers(0, size.width - width)),
        draw(st.integers(0, size.height - height)),
    )
    return Box(left, top, width, height)


def _alone_or_among(image: RecipeImage, count: int) -> Size:
    extent = image.extent
    assert extent is not None
    return sent_size(extent, count, full_detail=image.full_detail, at_most=image.at_most)


def _usable(
    pictures: Sequence[RecipeImage],
    parameter: Parameter,
    count: int,
    before: Sequence[RecipeImage],
) -> list[RecipeImage]:
    """Those large enough when sent; for a mask, those of its picture's shape."""
    least = int(parameter.minimum or LEAST_SIDE)
    under = [each.size for each in before if parameter.role is Role.MASK]
    return [
        each
        for each in pictures
        if each.size is not None
        and min((sent := sent_size(each.size, count)).width, sent.height) >= least
        and (not under or under[0] is None or under[0].ratio == each.size.ratio)
    ]


@st.composite
def _strangers(
    draw: st.DrawFn, model: ModelSpec, pictures: Sequence[RecipeImage]
) -> list[RecipeImage]:
    """Pictures in roles that the model does not have."""
    others = [
        role
        for role in (Role.REFERENCE, Role.IMAGE, Role.MASK, Role.PERSON, Role.IMAGE_PROMPT)
        if model.parameter(role) is None
    ]
    roles = draw(_up_to_two(tuple(others)))
    last = len(pictures) - 1
    return [replace(pictures[draw(st.integers(0, last))], role=role) for role in roles]


@cache
def _up_to_two(roles: tuple[Role, ...]) -> st.SearchStrategy[list[Role]]:
    return st.lists(st.sampled_from(roles), max_size=2)


@st.composite
def _on_canvas(draw: st.DrawFn, model: ModelSpec, chosen: Recipe) -> Recipe:
    """With its picture within the canvas, or allowed to be cropped."""
    picture = next(each for each in chosen.images if each.role == Role.IMAGE)
    sent, limits = _alone_or_among(picture, 1), model.size_limits
    around = Size(
        *(-(-(side + draw(st.integers(0, 300))) // 16) * 16 for side in (sent.width, sent.height))
    )
    if not limits.allows(around) or draw(st.booleans()):
        return chosen.with_values({Role.AUTO_CROP: True})
    room = (around.width - sent.width, around.height - sent.height)
    places = {
        role: draw(st.none() | st.integers(0, most))
        for role, most in zip(_PLACES, room, strict=True)
    }
    return chosen.with_size(around).with_values(places)


_ODD: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([-1, 0, 1, 2, 6, 16, 25, 26, 64, 100, 1440, 1441, 2048, 4096, 2**32]),
    st.sampled_from([-0.1, 0.5, 1.0, 1.5, 5.5, 60.0, 100.5, float("nan"), float("inf")]),
    st.sampled_from(["", "16:9", "7:5", "auto", "1.5k", "fast", "png", "gif", "on"]),
)


@st.composite
def altered(
    draw: st.DrawFn, model: ModelSpec, pictures: Sequence[RecipeImage] = PICTURES
) -> Recipe:
    """A recipe that was right until somebody changed a thing or three; it may still be."""
    chosen = draw(recipes(model, pictures))
    for change in draw(st.lists(st.sampled_from(["value", "size", "words", "images"]), max_size=3)):
        match change:
            case "value":
                role = draw(st.sampled_from([each.role for each in model.parameters]))
                chosen = chosen.with_values({role: draw(_ODD)})
            case "size":
                sides = st.integers(-1, 300).map(lambda steps: steps * 16) | st.integers(0, 5000)
                chosen = chosen.with_size(Size(draw(sides), draw(sides)))
            case "words":
                chosen = replace(
                    chosen, prompt=draw(st.sampled_from(["", " ", "\n", "x" * 15_001]))
                )
            case _:
                chosen = replace(chosen, images=draw(_other_images(chosen, pictures)))
    return chosen


@st.composite
def _other_images(
    draw: st.DrawFn, chosen: Recipe, pictures: Sequence[RecipeImage]
) -> tuple[RecipeImage, ...]:
    """Fewer, in another order, or one more of any size in any role."""
    images = draw(st.permutations(chosen.images))[: draw(st.integers(0, 12))]
    roles = [Role.REFERENCE, Role.IMAGE, Role.MASK, Role.PERSON, Role.GARMENT, Role.IMAGE_PROMPT]
    role = draw(st.sampled_from(roles))
    more = replace(draw(st.sampled_from(pictures)), role=role)
    return (more, *images) if draw(st.booleans()) else tuple(images)
