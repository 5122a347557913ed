"""Pictures of a recipe by slot: each role has its own numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.recipe import Recipe, RecipeImage, told_apart
from bfl_studio.domain.slots import images_of, with_image, without_image, without_role

roles = st.sampled_from([Role.REFERENCE, Role.IMAGE, Role.MASK])
images = st.builds(RecipeImage, role=roles, sha256=st.text("0123456789abcdef", min_size=4))
recipes = st.builds(
    lambda kept: Recipe(images=told_apart(tuple(kept))), st.lists(images, max_size=10)
)


def shown(images: tuple[RecipeImage, ...]) -> list[str]:
    return [image.sha256 for image in images]


@given(recipes, images)
def test_another_picture_goes_into_the_next_slot_of_its_role(
    recipe: Recipe, image: RecipeImage
) -> None:
    role = Role(image.role)
    after = with_image(recipe, image)
    assert shown(images_of(after, role)) == [*shown(images_of(recipe, role)), image.sha256]
    others = [each for each in roles_but(role) if images_of(after, each) != images_of(recipe, each)]
    assert not others


@given(recipes, images, st.integers(1, 10))
def test_a_filled_slot_is_replaced_in_its_place(
    recipe: Recipe, image: RecipeImage, slot: int
) -> None:
    role = Role(image.role)
    before, after = images_of(recipe, role), images_of(with_image(recipe, image, slot), role)
    if slot <= len(before):
        assert (*after[: slot - 1], *after[slot:]) == (*before[: slot - 1], *before[slot:])
        assert after[slot - 1].sha256 == image.sha256
    else:
        assert after[:-1] == before
        assert after[-1].sha256 == image.sha256


@given(recipes, roles, st.integers(0, 11))
def test_what_is_taken_out_leaves_no_gap(recipe: Recipe, role: Role, slot: int) -> None:
    before, after = images_of(recipe, role), images_of(without_image(recipe, role, slot), role)
    inside = 1 <= slot <= len(before)
    assert after == ((*before[: slot - 1], *before[slot:]) if inside else before)


@given(recipes, roles)
def test_a_role_can_be_emptied(recipe: Recipe, role: Role) -> None:
    after = without_role(recipe, role)
    assert images_of(after, role) == ()
    assert len(after.images) == len(recipe.images) - len(images_of(recipe, role))


def roles_but(role: Role) -> list[Role]:
    return [each for each in (Role.REFERENCE, Role.IMAGE, Role.MASK) if each is not role]
