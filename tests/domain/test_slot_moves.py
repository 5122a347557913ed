"""Pictures moved between slots: every order can be reached, and nothing is ever lost."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.recipe import Recipe, RecipeImage, told_apart
from bfl_studio.domain.slots import (
    Spot,
    image_at,
    images_of,
    spot_of,
    with_inserted,
    with_moved,
    with_swapped,
)

ROLES = (Role.REFERENCE, Role.PERSON, Role.GARMENT)
roles = st.sampled_from(ROLES)
images = st.builds(RecipeImage, role=roles, sha256=st.text("0123456789abcdef", min_size=4))
recipes = st.builds(
    lambda kept: Recipe(images=told_apart(tuple(kept))), st.lists(images, max_size=10)
)
numbers = st.integers(-1, 12)


def held(recipe: Recipe) -> Counter[str]:
    return Counter(image.sha256 for image in recipe.images)


def others(recipe: Recipe, *but: Role) -> list[tuple[RecipeImage, ...]]:
    return [images_of(recipe, role) for role in ROLES if role not in but]


def named(recipe: Recipe, role: Role = Role.REFERENCE) -> list[str]:
    return [image.sha256 for image in images_of(recipe, role)]


@given(st.permutations("12345678"))
def test_every_order_can_be_made_by_moving(wanted: list[str]) -> None:
    recipe = Recipe(images=tuple(RecipeImage(Role.REFERENCE, each) for each in "12345678"))
    for place, name in enumerate(wanted, start=1):
        number = named(recipe).index(name) + 1
        recipe = with_moved(recipe, Spot(Role.REFERENCE, number), place)
    assert named(recipe) == wanted


@given(recipes, roles, numbers, numbers)
def test_a_move_keeps_every_picture_and_the_order_of_the_rest(
    recipe: Recipe, role: Role, number: int, before: int
) -> None:
    spot = Spot(role, number)
    after = with_moved(recipe, spot, before)
    there, moved = list(images_of(recipe, role)), list(images_of(after, role))
    assert others(after, role) == others(recipe, role)
    if image_at(recipe, spot) is None:
        assert after == recipe
        return
    at = min(max(before if before <= number else before - 1, 1), len(there))
    assert moved[at - 1] == there[number - 1]
    del moved[at - 1], there[number - 1]
    assert moved == there


@given(recipes, st.lists(st.text("xyz", min_size=3), max_size=3), roles, st.integers(1, 12))
def test_inserted_pictures_stand_together_before_what_was_there(
    recipe: Recipe, new: list[str], role: Role, number: int
) -> None:
    coming = [RecipeImage(role, name) for name in new]
    after = images_of(with_inserted(recipe, coming, Spot(role, number)), role)
    before = images_of(recipe, role)
    at = min(number - 1, len(before))
    new_ones = after[at : at + len(coming)]
    assert (*after[:at], *after[at + len(coming) :]) == before
    assert [each.sha256 for each in new_ones] == new


@given(recipes, roles, roles, numbers, numbers)
def test_a_swap_exchanges_two_and_loses_none(
    recipe: Recipe, role: Role, other: Role, number: int, target: int
) -> None:
    first, second = Spot(role, number), Spot(other, target)
    one, two = image_at(recipe, first), image_at(recipe, second)
    after = with_swapped(recipe, first, second)
    assert held(after) == held(recipe)
    assert others(after, role, other) == others(recipe, role, other)
    if one is None:
        assert after == recipe
    elif two is not None:
        there = image_at(after, second), image_at(after, first)
        assert [each and each.sha256 for each in there] == [one.sha256, two.sha256]
        assert all(image.role in ROLES for image in after.images)
    else:
        assert images_of(after, other)[-1].sha256 == one.sha256


@given(recipes, roles, st.integers(1, 10))
def test_a_picture_is_found_where_it_is(recipe: Recipe, role: Role, number: int) -> None:
    image = image_at(recipe, Spot(role, number))
    if image is not None:
        assert spot_of(recipe, image.key) == Spot(role, number)
    assert spot_of(recipe, "not there") is None
