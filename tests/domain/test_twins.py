"""The same photo in several slots: several pictures, each with a key of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain import mentions, recipe, slots
from bfl_studio.domain.catalog import Role
from bfl_studio.domain.fitting import fit
from bfl_studio.domain.flux_models import find_model, first_model
from bfl_studio.domain.geometry import Box, Size
from bfl_studio.domain.recipe import Mention, Recipe, RecipeImage, told_apart
from bfl_studio.domain.references import sendings
from bfl_studio.domain.slots import Spot

ROLES = (Role.REFERENCE, Role.PERSON, Role.GARMENT)
WHOLE = Size(900, 900)
FACE, OUTFIT = Box(0, 0, 300, 300), Box(0, 300, 600, 600)
Deed = Callable[[Recipe], Recipe]

photos = st.builds(
    RecipeImage,
    role=st.sampled_from(ROLES),
    sha256=st.sampled_from("ab"),
    size=st.just(WHOLE),
    off=st.booleans(),
    locked=st.booleans(),
    twin=st.integers(0, 2),
)
spots = st.builds(Spot, st.sampled_from(ROLES), st.integers(1, 5))
models = st.sampled_from(["flux-2-pro", "flux-virtual-try-on", "flux-pro-1.0-fill"])


def _fitted(wanted: Recipe, model_id: str) -> Recipe:
    model = find_model(model_id)
    assert model is not None
    return fit(wanted, model)[0]


def _photo(crop: Box | None = None, **more: object) -> RecipeImage:
    image = RecipeImage(Role.REFERENCE, "a", "a.png", WHOLE, crop=crop)
    return replace(image, **more)  # type: ignore[arg-type]


deeds: st.SearchStrategy[Deed] = st.one_of(
    st.builds(lambda image: lambda now: slots.with_image(now, image), photos),
    st.builds(
        lambda image, spot: lambda now: slots.with_image(now, image, spot.number), photos, spots
    ),
    st.builds(lambda image, spot: lambda now: slots.with_replaced(now, spot, image), photos, spots),
    st.builds(
        lambda images, spot: (
            lambda now: slots.with_inserted(
                now, [replace(each, role=spot.role) for each in images], spot
            )
        ),
        st.lists(photos, max_size=3),
        spots,
    ),
    st.builds(
        lambda spot, at: lambda now: slots.with_moved(now, spot, at), spots, st.integers(1, 6)
    ),
    st.builds(lambda one, two: lambda now: slots.with_swapped(now, one, two), spots, spots),
    st.builds(lambda spot: lambda now: slots.without_image(now, spot.role, spot.number), spots),
    st.builds(lambda model_id: lambda now: _fitted(now, model_id), models),
    st.builds(
        lambda images: lambda now: slots.with_locked(Recipe(images=told_apart(images)), now),
        st.lists(photos, max_size=3).map(tuple),
    ),
    st.just(lambda now: recipe.from_json(json.loads(json.dumps(recipe.to_json(now))))),
)


@given(st.lists(deeds, max_size=12))
def test_whatever_is_done_no_two_pictures_have_the_same_key(done: list[Deed]) -> None:
    now = Recipe(first_model().id)
    for deed in done:
        now = deed(now)
        keys = [image.key for image in now.images]
        assert len(set(keys)) == len(keys)
        assert [slots.spot_of(now, key) for key in keys if key] == [
            Spot(Role(image.role), slots.images_of(now, Role(image.role)).index(image) + 1)
            for image in now.images
        ]


@given(st.permutations(range(5)), st.sets(st.integers(0, 4)))
def test_each_number_names_the_part_of_the_photo_that_was_meant(
    order: list[int], off: set[int]
) -> None:
    model = first_model()
    parts = [FACE, OUTFIT, None, Box(5, 5, 99, 99), None]
    start = Recipe(model.id)
    for crop in parts:
        start = slots.with_image(start, _photo(crop))
    meant = start.images
    prompt, found = "", []
    for image in meant:
        found.append(Mention(len(prompt), len("image 9"), image.key))
        prompt += "image 9, "
    arranged = tuple(replace(meant[each], off=each in off) for each in order)
    now = mentions.renumbered(
        model, replace(start, prompt=prompt, mentions=tuple(found), images=arranged)
    )
    sent = [each.image for each in sendings(model, now)]
    gone = {each.picture for each in mentions.gone(model, now)}
    assert len(gone) == len(off)
    for image, mention in zip(meant, now.mentions, strict=True):
        words = now.prompt[mention.start : mention.start + mention.length]
        if mention.picture not in gone:
            named = sent[int(words.removeprefix("image ")) - 1]
            assert (named.sha256, named.crop, named.twin) == (image.sha256, image.crop, image.twin)


def test_what_is_there_keeps_its_key_when_the_same_photo_comes_before_it() -> None:
    there = slots.with_image(Recipe(), _photo(FACE))
    after = slots.with_inserted(there, [_photo(), _photo()], Spot(Role.REFERENCE, 1))
    assert [image.key for image in after.images] == ["a#1", "a#2", "a"]
    again = slots.with_image(slots.without_image(after, Role.REFERENCE, 1), _photo())
    assert [image.key for image in again.images] == ["a#2", "a", "a#1"]


def test_of_twins_in_an_old_recipe_the_one_that_was_sent_first_keeps_the_name() -> None:
    stored = recipe.to_json(Recipe(images=(_photo(FACE, off=True), _photo(OUTFIT), _photo())))
    read = recipe.from_json(stored)
    assert [image.key for image in read.images] == ["a#2", "a", "a#1"]
    assert [image.crop for image in read.images] == [FACE, OUTFIT, None]


@pytest.mark.parametrize("twin", [0, -1, True, "2", None, 1.5])
def test_only_a_whole_number_tells_apart(twin: object) -> None:
    stored = {**recipe.image_to_json(_photo(twin=3)), "twin": twin}
    read = recipe.image_from_json(stored)
    assert (read.key, read.unknown) == ("a", {})


def test_a_photo_alone_is_stored_as_it_always_was() -> None:
    assert "twin" not in recipe.image_to_json(_photo())


def test_words_about_a_reused_picture_follow_it_when_its_name_is_taken() -> None:
    locked = Recipe(images=(_photo(role=Role.PERSON.value, locked=True),))
    used = Recipe(prompt="image 1", mentions=(Mention(0, 7, "a"),), images=(_photo(FACE),))
    both = slots.with_locked(used, locked)
    [kept, own] = both.images
    assert (kept.role, own.crop) == (Role.PERSON, FACE)
    assert [each.picture for each in both.mentions] == [own.key] != [kept.key]
