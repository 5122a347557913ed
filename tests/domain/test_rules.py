"""Problems are found before anything is sent, each at its field."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain import flux_models, recipe, rules
from bfl_studio.domain.catalog import ModelSpec, Role
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import LARGEST_SEED, Recipe, RecipeImage
from bfl_studio.domain.rules import Issue, IssueKind
from tests.domain import choices

NEEDS_PICTURES = {
    "flux-pro-1.0-fill": (Role.IMAGE, Role.MASK),
    "flux-pro-1.0-expand": (Role.IMAGE,),
    "flux-outpainting": (Role.IMAGE,),
    "flux-erase": (Role.IMAGE, Role.MASK),
    "flux-deblur": (Role.IMAGE,),
    "flux-virtual-try-on": (Role.PERSON, Role.GARMENT),
}


def a_recipe(model_id: str = "flux-2-pro", /, prompt: str = "a harbour", **values: Any) -> Recipe:
    wanted = replace(recipe.default_recipe(a_model(model_id)), prompt=prompt)
    return wanted.with_values({Role(name): value for name, value in values.items()})


def a_model(model_id: str) -> ModelSpec:
    model = flux_models.find_model(model_id)
    assert model is not None
    return model


def pictured(wanted: Recipe, *pictures: tuple[Role, Size | None]) -> Recipe:
    return replace(
        wanted, images=tuple(RecipeImage(role, "0", size=size) for role, size in pictures)
    )


def with_pictures(model_id: str, *roles: Role, prompt: str = "a harbour") -> Recipe:
    square = Size(512, 512)
    return pictured(a_recipe(model_id, prompt), *((role, square) for role in roles))


def complete(model_id: str, /, **values: Any) -> Recipe:
    """With every picture that the model needs."""
    images = with_pictures(model_id, *NEEDS_PICTURES.get(model_id, ())).images
    return replace(a_recipe(model_id, **values), images=images)


def kinds(wanted: Recipe, pictures: int = 1) -> list[tuple[IssueKind, Role | None]]:
    return [(issue.kind, issue.role) for issue in rules.check(wanted, pictures)]


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
    assert CASES.keys() | {IssueKind.PICTURES_OUT_OF_RANGE} == set(IssueKind)


def test_a_picture_that_lies_elsewhere_is_not_judged_by_its_size() -> None:
    assert kinds(pictured(a_recipe(), (Role.REFERENCE, None))) == []
    assert kinds(pictured(a_recipe(FILL), (Role.IMAGE, None), (Role.MASK, SQUARE))) == []
    assert kinds(pictured(a_recipe(OUT, offset_x=-9), (Role.IMAGE, None))) == []


@pytest.mark.parametrize("prompt", ["", " ", "\n\t \u00a0"])
def test_an_empty_prompt(prompt: str) -> None:
    assert kinds(a_recipe(prompt=prompt)) == [(IssueKind.PROMPT_EMPTY, Role.PROMPT)]


def test_an_unknown_model_is_all_there_is_to_say() -> None:
    assert rules.check(Recipe("flux-9")) == (Issue(IssueKind.UNKNOWN_MODEL),)


@pytest.mark.parametrize(
    ("values", "role"),
    [
        ({"width": 48}, Role.WIDTH),
        ({"width": 4112, "height": 64}, Role.WIDTH),
        ({"height": 1080}, Role.HEIGHT),
        ({"height": -16}, Role.HEIGHT),
    ],
)
def test_a_side_out_of_range(values: dict[str, Any], role: Role) -> None:
    issue = Issue(IssueKind.SIDE_OUT_OF_RANGE, role, 64, 4096, step=16)
    assert rules.check(a_recipe(**values)) == (issue,)


@pytest.mark.parametrize("model_id", ["flux-pro-1.1", "flux-dev"])
@pytest.mark.parametrize(
    ("values", "role"),
    [
        ({"width": 224}, Role.WIDTH),
        ({"width": 1472}, Role.WIDTH),
        ({"height": 1040}, Role.HEIGHT),
    ],
)
def test_flux_1_counts_in_thirty_twos(model_id: str, values: dict[str, Any], role: Role) -> None:
    issue = Issue(IssueKind.SIDE_OUT_OF_RANGE, role, 256, 1440, step=32)
    assert rules.check(a_recipe(model_id, **values)) == (issue,)
    assert rules.check(a_recipe(model_id, width=1440, height=1440)) == ()


def test_too_large_an_area_comes_with_the_nearest_that_fits() -> None:
    wanted = a_recipe(width=4096, height=4096)
    assert rules.check(wanted) == (
        Issue(IssueKind.AREA_TOO_LARGE, Role.WIDTH, nearest=Size(2048, 2048)),
    )
    assert rules.check(wanted.with_size(Size(2048, 2048))) == ()


@pytest.mark.parametrize(
    ("model_id", "values", "role"),
    [
        ("flux-2-pro", {"seed": -1}, Role.SEED),
        ("flux-2-pro", {"seed": LARGEST_SEED + 1}, Role.SEED),
        ("flux-2-pro", {"seed": True}, Role.SEED),
        ("flux-2-pro", {"seed": 1.0}, Role.SEED),
        ("flux-2-pro", {"seed": "7"}, Role.SEED),
        ("flux-2-max", {"safety_tolerance": 6}, Role.SAFETY_TOLERANCE),
        ("flux-2-flex", {"steps": 0}, Role.STEPS),
        ("flux-2-flex", {"steps": 51}, Role.STEPS),
        ("flux-2-flex", {"guidance": 1.49}, Role.GUIDANCE),
        ("flux-2-flex", {"guidance": 10.01}, Role.GUIDANCE),
        ("flux-2-flex", {"guidance": float("nan")}, Role.GUIDANCE),
    ],
)
def test_a_number_out_of_range(model_id: str, values: dict[str, Any], role: Role) -> None:
    assert kinds(a_recipe(model_id, **values)) == [(IssueKind.NUMBER_OUT_OF_RANGE, role)]


@pytest.mark.parametrize(
    "values",
    [
        {"seed": 0},
        {"seed": LARGEST_SEED},
        {"safety_tolerance": 0},
        {"safety_tolerance": 5},
        {"steps": 1},
        {"steps": 50},
        {"guidance": 1.5},
        {"guidance": 10},
        {"width": 64, "height": 4096},
        {"width": 2048, "height": 2048},
    ],
)
def test_bounds_are_inside(values: dict[str, Any]) -> None:
    assert rules.check(a_recipe("flux-2-flex", **values)) == ()


def test_what_a_model_does_not_take_is_not_its_problem() -> None:
    assert rules.check(a_recipe("flux-2-klein-4b", steps=99, guidance=99)) == ()


@pytest.mark.parametrize("odd", ["yes", 1, 0, 1.5])
def test_rewriting_is_on_or_off(odd: Any) -> None:
    for model_id in ("flux-2-pro", "flux-2-flex"):
        wanted = a_recipe(model_id, prompt_rewriting=odd)
        assert kinds(wanted) == [(IssueKind.CHOICE_UNKNOWN, Role.REWRITING)]
    assert kinds(a_recipe("flux-2-klein-4b", prompt_rewriting=odd)) == []


def test_an_unknown_format() -> None:
    wanted = a_recipe(output_format="gif")
    assert kinds(wanted) == [(IssueKind.CHOICE_UNKNOWN, Role.OUTPUT_FORMAT)]


@pytest.mark.parametrize("pictures", [0, -1, 25])
def test_pictures_out_of_range(pictures: int) -> None:
    assert rules.check(a_recipe(), pictures) == (
        Issue(IssueKind.PICTURES_OUT_OF_RANGE, None, 1, 24),
    )


@pytest.mark.parametrize("pictures", [1, 24])
def test_pictures_in_range(pictures: int) -> None:
    assert rules.check(a_recipe(), pictures) == ()


def test_every_problem_is_named_the_first_field_first() -> None:
    wanted = a_recipe(prompt="", width=1, output_format="gif")
    assert kinds(wanted, 25) == [
        (IssueKind.PROMPT_EMPTY, Role.PROMPT),
        (IssueKind.SIDE_OUT_OF_RANGE, Role.WIDTH),
        (IssueKind.CHOICE_UNKNOWN, Role.OUTPUT_FORMAT),
        (IssueKind.PICTURES_OUT_OF_RANGE, None),
    ]


@given(st.integers(1, 400), st.integers(1, 400))
def test_the_size_offered_instead_is_never_a_problem_itself(wide: int, high: int) -> None:
    for issue in rules.check(a_recipe(width=wide * 16, height=high * 16)):
        if issue.nearest is not None:
            offered = issue.nearest
            assert rules.check(a_recipe(width=offered.width, height=offered.height)) == ()
