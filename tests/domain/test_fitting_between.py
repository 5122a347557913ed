"""Pictures and shapes on their way from model to model, and back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain import flux_models, rules
from bfl_studio.domain.catalog import Kind, ModelSpec, Role
from bfl_studio.domain.fitting import Dropped, fit
from bfl_studio.domain.flux_2_models import FLUX_2_MODELS
from bfl_studio.domain.geometry import PRESETS, Size
from bfl_studio.domain.recipe import Recipe, RecipeImage
from tests.domain import choices
from tests.domain.fitted import (
    KLEIN,
    LEFT_TO_THE_DESIGNER,
    PRO,
    a_model,
    a_recipe,
    references,
)

FLUX_2 = [model.id for model in FLUX_2_MODELS]
BY_RATIO = ["flux-kontext-pro", "flux-kontext-max", "flux-pro-1.1-ultra", "flux-3-image"]
# How each model calls the one picture it works on.
WORKS_ON = {
    "flux-pro-1.1": Role.IMAGE_PROMPT,
    "flux-pro-1.1-ultra": Role.IMAGE_PROMPT,
    "flux-pro-1.1-ultra-raw": Role.IMAGE_PROMPT,
    "flux-dev": Role.IMAGE_PROMPT,
    "flux-pro-1.0-fill": Role.IMAGE,
    "flux-pro-1.0-expand": Role.IMAGE,
    "flux-outpainting": Role.IMAGE,
    "flux-erase": Role.IMAGE,
    "flux-deblur": Role.IMAGE,
    "flux-virtual-try-on": Role.PERSON,
} | dict.fromkeys([*FLUX_2, "flux-kontext-pro", "flux-kontext-max", "flux-3-image"], Role.REFERENCE)


def roles_of(wanted: Recipe) -> list[str]:
    return [str(image.role) for image in wanted.images]


def at(model_id: str, size: Size) -> Recipe:
    return a_recipe(model_id).with_size(size)


def test_it_is_known_of_every_model_what_it_works_on() -> None:
    assert WORKS_ON.keys() == {model.id for model in flux_models.hosted()}


@pytest.mark.parametrize("start", WORKS_ON)
def test_the_picture_that_is_worked_on_goes_everywhere_and_back(start: str) -> None:
    picture = RecipeImage(WORKS_ON[start], "a" * 64, "harbour.png", Size(640, 480))
    before = replace(a_recipe(start), images=(picture,))
    for end in WORKS_ON:
        there, _ = fit(before, a_model(end))
        assert there.images == (replace(picture, role=WORKS_ON[end]),), end
        back, _ = fit(there, a_model(start))
        assert back.images == before.images, end


@pytest.mark.parametrize("start", [*FLUX_2, "flux-kontext-pro", "flux-3-image"])
def test_several_references_come_back_in_their_order(start: str) -> None:
    before = replace(a_recipe(start), images=references(4))
    for end in WORKS_ON:
        there, dropped = fit(before, a_model(end))
        sent = 1 if WORKS_ON[end] is not Role.REFERENCE else 4
        assert dropped == (Dropped(a_model(end).label, unused=3) if sent == 1 else None), end
        assert roles_of(there) == [WORKS_ON[end]] * sent + ["reference"] * (4 - sent)
        back, dropped = fit(there, a_model(start))
        assert (back.images, dropped) == (before.images, None), end


def test_what_was_worked_on_last_goes_before_what_was_left_behind() -> None:
    left = replace(references(2)[1], role="reference")
    own = RecipeImage(Role.IMAGE, "a" * 64)
    before = replace(a_recipe("flux-pro-1.0-fill"), images=(left, own))
    after, _ = fit(before, a_model("flux-virtual-try-on"))
    assert roles_of(after) == ["reference", "person"]
    back, _ = fit(after, a_model("flux-2-pro"))
    assert [each.sha256 for each in back.images] == [left.sha256, own.sha256]
    assert roles_of(back) == ["reference", "reference"]


def test_no_more_move_than_the_model_has_room_for() -> None:
    own = RecipeImage(Role.IMAGE, "a" * 64)
    before = replace(a_recipe("flux-deblur"), images=(*references(4), own))
    after, dropped = fit(before, a_model(KLEIN))
    assert roles_of(after) == ["reference"] * 4 + ["image"]
    assert dropped is None


def test_masks_and_garments_stay_what_they_are() -> None:
    images = (RecipeImage(Role.PERSON, "1"), RecipeImage(Role.GARMENT, "2"))
    dressed = replace(a_recipe("flux-virtual-try-on"), images=images)
    after, dropped = fit(dressed, a_model(PRO))
    assert roles_of(after) == ["reference", "garment"]
    assert dropped == Dropped("FLUX.2 [pro]", unused=1)
    assert fit(after, a_model("flux-virtual-try-on"))[0].images == images


@pytest.mark.parametrize("model_id", BY_RATIO)
@pytest.mark.parametrize(
    ("size", "ratio"),
    [
        (Size(1440, 1440), "1:1"),
        (Size(1280, 720), "16:9"),
        (Size(1920, 1088), "16:9"),
        (Size(832, 1216), "2:3"),
        (Size(1152, 896), "5:4"),
        (Size(896, 1184), "3:4"),
        (Size(4096, 64), "21:9"),
        (Size(64, 4096), "9:21"),
    ],
)
def test_a_size_becomes_the_nearest_ratio(model_id: str, size: Size, ratio: str) -> None:
    after, _ = fit(at(PRO, size), a_model(model_id))
    assert after.value(Role.ASPECT_RATIO) == ratio
    assert after.size == Size(0, 0)


@pytest.mark.parametrize("end", [*FLUX_2, "flux-pro-1.1", "flux-dev", "flux-outpainting"])
@pytest.mark.parametrize("start", BY_RATIO)
def test_a_ratio_becomes_a_size_of_its_shape_and_back(start: str, end: str) -> None:
    parameter = a_model(start).parameter(Role.ASPECT_RATIO)
    assert parameter is not None
    for ratio in parameter.choices:
        there, _ = fit(a_recipe(start, aspect_ratio=ratio), a_model(end))
        assert a_model(end).size_limits.allows(there.size), ratio
        assert Role.ASPECT_RATIO not in there.values
        back, _ = fit(there, a_model(start))
        if ratio == "1:1":
            # Nobody need have chosen it: what finds a ratio by itself does so again.
            assert back.value(Role.ASPECT_RATIO) in ("1:1", parameter.default)
        elif ratio != "auto":
            across, down = map(int, ratio.split(":"))
            assert there.size.width / there.size.height == pytest.approx(across / down, rel=0.05)
            assert there.size.pixels > 0.75 * 1024 * 1024 or end in ("flux-pro-1.1", "flux-dev")
            assert back.value(Role.ASPECT_RATIO) == ratio


@pytest.mark.parametrize("between", BY_RATIO)
def test_a_size_goes_by_way_of_a_ratio_to_nearly_its_shape(between: str) -> None:
    for size in (each.size for each in PRESETS):
        there, _ = fit(at(PRO, size), a_model(between))
        back, _ = fit(there, a_model(PRO))
        shape = size.width / size.height
        assert back.size.width / back.size.height == pytest.approx(shape, rel=0.16), size
        assert 0.75 < back.size.megapixels <= 1, size


@pytest.mark.parametrize(
    ("start", "ratio", "end", "kept"),
    [
        ("flux-3-image", "7:5", "flux-kontext-pro", "4:3"),
        ("flux-3-image", "1:2", "flux-pro-1.1-ultra", "9:16"),
        ("flux-3-image", "16:9", "flux-kontext-pro", "16:9"),
        ("flux-3-image", "auto", "flux-kontext-pro", None),
        ("flux-3-image", "auto", "flux-pro-1.1-ultra", "16:9"),
        ("flux-kontext-pro", None, "flux-3-image", "auto"),
        ("flux-kontext-pro", "5:4", "flux-3-image", "5:4"),
    ],
)
def test_a_ratio_that_is_not_offered_becomes_the_nearest(
    start: str, ratio: str | None, end: str, kept: str | None
) -> None:
    after, dropped = fit(a_recipe(start, aspect_ratio=ratio), a_model(end))
    assert after.value(Role.ASPECT_RATIO) == kept
    moved = ratio not in (None, "auto") and kept != ratio
    assert dropped == (Dropped(a_model(end).label, (), (Role.ASPECT_RATIO,)) if moved else None)


@given(st.data())
@pytest.mark.parametrize("start", flux_models.hosted(), ids=lambda model: model.id)
def test_whatever_was_chosen_is_kept_or_named(start: ModelSpec, data: st.DataObject) -> None:
    before = data.draw(choices.recipes(start))
    model = data.draw(st.sampled_from(flux_models.hosted()))
    after, dropped = fit(before, model)
    named = set(dropped.roles + dropped.changed) if dropped is not None else set()
    if Role.WIDTH in named:
        named.add(Role.HEIGHT)
    for row in start.parameters:
        value = before.value(row.role)
        if row.kind in (Kind.TEXT, Kind.IMAGES) or value in (None, row.default):
            continue
        taker = model.parameter(row.role)
        kept = after.value(row.role) if taker is not None else None
        unmoved = taker is not None and taker.only_when_moved and value == taker.default
        as_size = row.role is Role.ASPECT_RATIO and after.size.pixels > 0
        assert kept == value or unmoved or as_size or row.role in named, row.role
    assert after.prompt == before.prompt
    assert [each.sha256 for each in after.images] == [each.sha256 for each in before.images]


@given(st.data())
@pytest.mark.parametrize("end", flux_models.hosted(), ids=lambda model: model.id)
def test_what_comes_out_is_legal_whatever_came_in(end: ModelSpec, data: st.DataObject) -> None:
    before = data.draw(st.sampled_from(flux_models.hosted()).flatmap(choices.recipes))
    after, _ = fit(before, end)
    assert {each.kind for each in rules.check(after)} <= LEFT_TO_THE_DESIGNER
    assert {str(row.role) for row in end.parameters} >= set(after.values)
