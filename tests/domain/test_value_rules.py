"""Words, sizes, numbers and choices that a model does not take."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain import rules
from bfl_studio.domain.catalog import Role
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import LARGEST_SEED, Recipe
from bfl_studio.domain.rules import Issue, IssueKind
from tests.domain.judged import a_recipe, kinds


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
    assert rules.check_press(a_recipe(), pictures) == (
        Issue(IssueKind.PICTURES_OUT_OF_RANGE, None, 1, 24),
    )


@pytest.mark.parametrize("pictures", [1, 24])
def test_pictures_in_range(pictures: int) -> None:
    assert rules.check_press(a_recipe(), pictures) == ()


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
