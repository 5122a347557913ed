"""An edit stores only what it changed, so that whatever came meanwhile stays."""

from __future__ import annotations

import json
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import Recipe
from bfl_studio.state.draft import Draft, Edit, flatten, from_json, to_json, with_fields
from tests.domain.makers import recipes
from tests.state.makers import a_recipe

_values = st.dictionaries(
    st.sampled_from(["width", "height", "seed", "steps", "later"]),
    st.none() | st.integers(0, 99),
)
_drafts = st.builds(
    Draft,
    st.builds(
        Recipe,
        model_id=st.sampled_from(["flux-2-pro", "flux-2-max"]),
        prompt=st.text(max_size=3),
        values=_values.map(MappingProxyType),
    ),
    st.integers(1, 24),
    st.none() | st.just(Size(4, 3)),
)


class Desk:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    def show(self, draft: Draft) -> None:
        self.draft = draft

    def edit(self, name: str, after: Draft) -> Edit:
        edit = Edit(name, self.draft, after, lambda: self.draft, self.show)
        edit.redo()
        return edit


@given(before=_drafts, after=_drafts)
def test_redo_and_undo_lead_there_and_back(before: Draft, after: Draft) -> None:
    desk = Desk(before)
    edit = desk.edit("Reuse", after)
    assert desk.draft == after
    edit.undo()
    assert desk.draft == before
    edit.redo()
    assert desk.draft == after


@given(before=_drafts, changed=_drafts)
def test_a_field_not_touched_is_not_stored(before: Draft, changed: Draft) -> None:
    edit = Desk(before).edit("Pictures", replace(before, pictures=changed.pictures))
    assert set(edit.after) <= {"pictures"}


def test_words_typed_after_an_edit_survive_its_undo() -> None:
    desk = Desk(Draft(a_recipe()))
    edit = desk.edit("Pictures", replace(desk.draft, pictures=4))
    desk.show(replace(desk.draft, recipe=replace(desk.draft.recipe, prompt="a lighthouse")))
    edit.undo()
    assert (desk.draft.pictures, desk.draft.recipe.prompt) == (1, "a lighthouse")


def test_edits_of_one_name_merge_into_one_step_there_and_back() -> None:
    desk = Desk(Draft(a_recipe()))
    first = desk.draft
    edit = desk.edit("Size", replace(first, recipe=first.recipe.with_size(Size(512, 512))))
    later = desk.edit("Size", replace(first, recipe=first.recipe.with_size(Size(512, 768))))
    last = desk.draft
    assert edit.merge(later)
    edit.undo()
    assert desk.draft == first
    edit.redo()
    assert desk.draft == last
    assert not edit.merge(desk.edit("Seed", first))


def test_a_value_that_was_not_there_is_taken_away_again() -> None:
    bare = Draft(Recipe("flux-2-pro"))
    desk = Desk(bare)
    edit = desk.edit("Seed", Draft(bare.recipe.with_seed(7)))
    edit.undo()
    assert "seed" not in desk.draft.recipe.values


@given(draft=_drafts)
def test_flat_fields_make_the_same_draft(draft: Draft) -> None:
    assert with_fields(Draft(Recipe()), flatten(draft)) == draft


@given(
    draft=st.builds(
        Draft,
        recipes(),
        st.integers(1, 24),
        st.none() | st.builds(Size, st.integers(1, 9999), st.integers(1, 9999)),
    )
)
def test_a_draft_survives_being_written_down(draft: Draft) -> None:
    assert from_json(json.loads(json.dumps(to_json(draft)))) == draft


def test_what_a_later_version_wrote_survives_too() -> None:
    written = to_json(Draft(a_recipe()))
    written["recipe"] |= {"palette": ["#ff0000"]}
    written["recipe"]["values"] |= {"transparent": True}
    assert to_json(from_json(written)) == written


@pytest.mark.parametrize(
    "spoiled",
    [
        {},
        {"recipe": 7, "pictures": 1},
        {"recipe": {"model": 7}, "pictures": 1},
        {"recipe": {"model": "m", "values": []}, "pictures": 1},
        {"recipe": {"model": "m", "images": [7]}, "pictures": 1},
        {"recipe": {"model": "m"}, "pictures": "many"},
        {"recipe": {"model": "m"}, "pictures": True},
    ],
)
def test_what_is_no_draft_is_refused(spoiled: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not a "):
        from_json(spoiled)


@pytest.mark.parametrize("sides", [(0, 9), ("x", 9), (10**400, 9)])
def test_a_picture_nobody_can_measure_costs_no_words(sides: tuple[object, object]) -> None:
    image = {"role": "reference", "sha256": "aa", "width": sides[0], "height": sides[1]}
    kept = {"model": "flux-2-pro", "prompt": "a harbour", "images": [image]}
    read = from_json({"recipe": kept, "pictures": 2})
    assert (read.recipe.prompt, read.pictures) == ("a harbour", 2)
    assert [each.size for each in read.recipe.images] == [None]


@pytest.mark.parametrize("locked", [None, [], [4], [4, 0], [4, -3], ["4", 3], "4:3", [True, 3]])
def test_a_ratio_nobody_can_read_is_open(locked: object) -> None:
    written = to_json(Draft(a_recipe(), 99)) | {"locked": locked}
    assert from_json(written) == Draft(a_recipe(), 24)
