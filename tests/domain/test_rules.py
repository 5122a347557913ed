"""Problems are found before anything is sent, each at its field."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain import flux_models, recipe, rules
from bfl_studio.domain.catalog import ModelSpec, Role
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import Recipe
from bfl_studio.domain.rules import Issue, IssueKind
from tests.domain import choices
from tests.domain.judged import (
    NEEDS_PICTURES,
    a_model,
    a_recipe,
    complete,
    kinds,
    pictured,
    with_pictures,
)


@pytest.mark.parametrize(
    "model",
    [each for each in flux_models.hosted() if each.id not in NEEDS_PICTURES],
    ids=lambda model: model.id,
)
def test_the_defaults_need_nothing_but_a_prompt(model: ModelSpec) -> None:
    wanted = recipe.default_recipe(model)
    assert kinds(wanted) == [(IssueKind.PROMPT_EMPTY, Role.PROMPT)]
    assert rules.check(replace(wanted, prompt="a harbour")) == ()


@pytest.mark.parametrize("model_id", NEEDS_PICTURES)
def test_what_works_on_pictures_asks_for_all_of_them_at_once(model_id: str) -> None:
    missing = NEEDS_PICTURES[model_id]
    label = a_model(model_id).label
    issue = Issue(IssueKind.IMAGE_MISSING, missing[0], missing=missing, model=label)
    assert [each for each in rules.check(a_recipe(model_id)) if each.missing] == [issue]
    for role in missing:
        others = [each for each in missing if each != role]
        [left] = [each for each in rules.check(with_pictures(model_id, *others)) if each.missing]
        assert (left.role, left.missing) == (role, (role,))


@pytest.mark.parametrize(
    ("model_id", "needed"),
    [
        ("flux-2-pro", True),
        ("flux-kontext-pro", True),
        ("flux-virtual-try-on", True),
        ("flux-3-image", True),
        ("flux-pro-1.1", True),
        ("flux-pro-1.1-ultra", True),
        ("flux-dev", True),
        ("flux-pro-1.0-fill", False),
        ("flux-pro-1.0-expand", False),
        ("flux-outpainting", False),
        ("flux-erase", False),
        ("flux-deblur", False),
    ],
)
def test_who_needs_words(model_id: str, needed: bool) -> None:
    wordless = replace(complete(model_id, margin_left=1), prompt=" ")
    asked = [(IssueKind.PROMPT_EMPTY, Role.PROMPT)]
    assert kinds(wordless) == (asked if needed else [])


@pytest.mark.parametrize("model_id", ["flux-pro-1.1", "flux-pro-1.1-ultra", "flux-dev"])
def test_an_image_prompt_stands_for_words(model_id: str) -> None:
    assert rules.check(with_pictures(model_id, Role.IMAGE_PROMPT, prompt="")) == ()
    assert kinds(with_pictures(model_id, Role.REFERENCE, prompt="")) == [
        (IssueKind.PROMPT_EMPTY, Role.PROMPT)
    ]


@given(st.data())
@pytest.mark.parametrize("model", flux_models.hosted(), ids=lambda model: model.id)
def test_whatever_can_be_chosen_is_no_problem(model: ModelSpec, data: st.DataObject) -> None:
    assert rules.check(data.draw(choices.recipes(model))) == ()


FILL, EXPAND, OUT = "flux-pro-1.0-fill", "flux-pro-1.0-expand", "flux-outpainting"
SQUARE, WIDE, SMALL = Size(1024, 1024), Size(1024, 768), Size(255, 1024)


def _filled(image: Size = SQUARE, mask: Size = SQUARE) -> Recipe:
    return pictured(a_recipe(FILL), (Role.IMAGE, image), (Role.MASK, mask))


def _placed(size: Size = WIDE, **values: Any) -> Recipe:
    return pictured(a_recipe(OUT, **values), (Role.IMAGE, size))


# What raises it and where, and the nearest thing to it that does not.
CASES: dict[IssueKind, list[tuple[Recipe, Role | None, Recipe]]] = {
    IssueKind.UNKNOWN_MODEL: [(Recipe("flux-9"), None, a_recipe())],
    IssueKind.PROMPT_EMPTY: [(a_recipe(prompt="\n"), Role.PROMPT, a_recipe(prompt="x"))],
    IssueKind.CHOICE_NESTED: [
        (a_recipe(prompt="{a|{b|c}}"), Role.PROMPT, a_recipe(prompt="{a|b|c}")),
    ],
    IssueKind.CHOICE_EMPTY: [
        (a_recipe(prompt="{|a red cat}"), Role.PROMPT, a_recipe(prompt="a {|red} cat")),
        (a_recipe(prompt=" {a|} {|b}"), Role.PROMPT, a_recipe(prompt="{a|b}")),
        (
            with_pictures("flux-dev", Role.REFERENCE, prompt="{|a}"),
            Role.PROMPT,
            with_pictures("flux-dev", Role.IMAGE_PROMPT, prompt="{|a}"),
        ),
        (a_recipe(prompt="{|a}"), Role.PROMPT, complete("flux-deblur", prompt="{|a}")),
    ],
    IssueKind.PROMPT_TOO_LONG: [
        (
            a_recipe("flux-3-image", prompt="\N{SAILBOAT}" * 15_001),
            Role.PROMPT,
            a_recipe("flux-3-image", prompt="\N{SAILBOAT}" * 15_000),
        ),
        (
            a_recipe("flux-3-image", prompt="x" * 15_001),
            Role.PROMPT,
            a_recipe("flux-2-pro", prompt="x" * 15_001),
        ),
    ],
    IssueKind.IMAGE_MISSING: [
        (a_recipe("flux-deblur"), Role.IMAGE, complete("flux-deblur")),
        (pictured(a_recipe(FILL), (Role.IMAGE, SQUARE)), Role.MASK, _filled()),
    ],
    IssueKind.IMAGE_TOO_SMALL: [
        (_filled(SMALL, SMALL), Role.IMAGE, _filled(Size(256, 1024), Size(256, 1024))),
        (
            pictured(a_recipe(), (Role.REFERENCE, Size(63, 64))),
            Role.REFERENCE,
            pictured(a_recipe(), (Role.REFERENCE, Size(64, 64))),
        ),
        # Large, but no longer once its long side has been brought to 4 MP.
        (
            pictured(a_recipe(), (Role.REFERENCE, Size(70_000, 64))),
            Role.REFERENCE,
            pictured(a_recipe(), (Role.REFERENCE, Size(65_000, 64))),
        ),
        # The same among others, where each is brought to 1 MP.
        (
            pictured(a_recipe(), *[(Role.REFERENCE, Size(20_000, 76))] * 2),
            Role.REFERENCE,
            pictured(a_recipe(), (Role.REFERENCE, Size(20_000, 76))),
        ),
        (
            pictured(a_recipe("flux-3-image"), (Role.REFERENCE, SMALL)),
            Role.REFERENCE,
            pictured(a_recipe("flux-2-pro"), (Role.REFERENCE, SMALL)),
        ),
    ],
    IssueKind.MASK_OTHER_SHAPE: [
        (_filled(SQUARE, WIDE), Role.MASK, _filled(SQUARE, Size(512, 512))),
        # A rounding is no other shape: 1003 × 752 is 4:3 to the nearest pixel.
        (_filled(WIDE, WIDE.swapped), Role.MASK, _filled(WIDE, Size(1003, 752))),
    ],
    IssueKind.MARGINS_ZERO: [
        (complete(EXPAND), Role.MARGIN_TOP, complete(EXPAND, margin_left=1)),
        (complete(EXPAND), Role.MARGIN_TOP, complete(FILL)),
    ],
    IssueKind.CANVAS_TOO_SMALL: [
        (
            _placed(width=1008, height=1024),
            Role.WIDTH,
            _placed(width=1008, height=1024, auto_crop=True),
        ),
        (_placed(offset_y=257), Role.WIDTH, _placed(offset_y=256)),
        (_placed(Size(640, 480), offset_x=-1), Role.WIDTH, _placed(Size(640, 480), offset_x=0)),
        (_placed(Size(4000, 3000)), Role.WIDTH, _placed(SQUARE)),
    ],
    IssueKind.SIDE_OUT_OF_RANGE: [(a_recipe(width=1000), Role.WIDTH, a_recipe(width=1008))],
    IssueKind.AREA_TOO_LARGE: [
        (a_recipe(width=2064, height=2048), Role.WIDTH, a_recipe(width=2048, height=2048))
    ],
    IssueKind.NUMBER_OUT_OF_RANGE: [
        (
            a_recipe("flux-dev", steps=0),
            Role.STEPS,
            a_recipe("flux-dev", steps=1),
        ),
        (complete(FILL, steps=14), Role.STEPS, complete(FILL, steps=15)),
        (complete(FILL, guidance=101), Role.GUIDANCE, complete(FILL, guidance=100)),
        (a_recipe("flux-dev", guidance=5.5), Role.GUIDANCE, a_recipe("flux-dev", guidance=5)),
        (
            a_recipe("flux-3-image", safety_tolerance=5),
            Role.SAFETY_TOLERANCE,
            a_recipe("flux-kontext-pro", safety_tolerance=6),
        ),
        (
            complete(EXPAND, margin_top=2049),
            Role.MARGIN_TOP,
            complete(EXPAND, margin_top=2048),
        ),
        (
            complete("flux-erase", dilation=26),
            Role.DILATION,
            complete("flux-erase", dilation=25),
        ),
        (
            a_recipe("flux-pro-1.1-ultra", image_prompt_strength=1.01),
            Role.IMAGE_PROMPT_STRENGTH,
            a_recipe("flux-pro-1.1-ultra", image_prompt_strength=1),
        ),
    ],
    IssueKind.CHOICE_UNKNOWN: [
        (
            a_recipe("flux-kontext-pro", aspect_ratio="7:5"),
            Role.ASPECT_RATIO,
            a_recipe("flux-3-image", aspect_ratio="7:5"),
        ),
        (
            a_recipe("flux-pro-1.1-ultra", aspect_ratio="auto"),
            Role.ASPECT_RATIO,
            a_recipe("flux-kontext-pro", aspect_ratio=None),
        ),
        (
            a_recipe("flux-3-image", resolution_tier="3k"),
            Role.TIER,
            a_recipe("flux-3-image", resolution_tier="1.5k"),
        ),
        (_placed(mode="best"), Role.MODE, _placed(mode="fast")),
        (
            a_recipe("flux-pro-1.1-ultra", raw="yes"),
            Role.RAW,
            a_recipe("flux-pro-1.1-ultra", raw=True),
        ),
    ],
}


@pytest.mark.parametrize(
    ("kind", "wrong", "role", "right"),
    [
        pytest.param(kind, *case, id=f"{kind}-{number}")
        for kind, cases in CASES.items()
        for number, case in enumerate(cases)
    ],
)
def test_each_kind_of_problem(
    kind: IssueKind, wrong: Recipe, role: Role | None, right: Recipe
) -> None:
    assert kinds(wrong)[0] == (kind, role)
    assert {each for each, _ in kinds(wrong)} == {kind}
    assert kinds(right) == []


def test_every_kind_of_problem_has_a_case() -> None:
    counted = {IssueKind.PICTURES_OUT_OF_RANGE, IssueKind.TOO_MANY_CHOICES}
    mentioned = {each for each in IssueKind if each.name.startswith("MENTION")}
    # Whether a picture is still there is nothing a recipe could say.
    outside = {IssueKind.IMAGE_LOST}
    assert CASES.keys() | counted | mentioned | outside == set(IssueKind)


def test_choices_of_words_count_into_what_one_press_makes() -> None:
    wanted = a_recipe(prompt="a {red|blue|green} {barn|boat}")
    assert rules.check_press(wanted, 4) == ()
    [issue] = rules.check_press(wanted, 5)
    assert issue == Issue(IssueKind.TOO_MANY_CHOICES, None, 30, recipe.MOST_PICTURES)


def test_the_choice_that_may_be_empty_is_named() -> None:
    [issue] = rules.check_press(a_recipe(prompt="{a red cat|}"))
    assert issue == Issue(IssueKind.CHOICE_EMPTY, Role.PROMPT, named="{a red cat|}")


def test_words_that_were_chosen_already_are_no_choice() -> None:
    assert rules.check(a_recipe(prompt="{|a red cat}")) == ()


def test_what_is_off_is_missing_where_it_is_needed() -> None:
    model_id = next(iter(NEEDS_PICTURES))
    given = with_pictures(model_id, *NEEDS_PICTURES[model_id])
    off = replace(given, images=tuple(replace(each, off=True) for each in given.images))
    assert [each.missing for each in rules.check(off) if each.missing] == [NEEDS_PICTURES[model_id]]


def test_a_picture_that_lies_elsewhere_is_not_judged_by_its_size() -> None:
    assert kinds(pictured(a_recipe(), (Role.REFERENCE, None))) == []
    assert kinds(pictured(a_recipe(FILL), (Role.IMAGE, None), (Role.MASK, SQUARE))) == []
    assert kinds(pictured(a_recipe(OUT, offset_x=-9), (Role.IMAGE, None))) == []
