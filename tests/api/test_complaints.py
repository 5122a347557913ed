"""Whatever shape a refusal has, what was said is found, and the field it means."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.api import wire
from bfl_studio.api.complaints import Complaint, complaints, faults, poll_complaints, reasons
from bfl_studio.domain import recipe
from bfl_studio.domain.catalog import ModelSpec, Role
from bfl_studio.domain.errors import Fault
from bfl_studio.domain.flux_models import find_model, first_model, hosted
from bfl_studio.domain.recipe import Recipe, RecipeImage

SAID = Complaint("nope")


def model_of(model_id: str) -> ModelSpec:
    found = find_model(model_id)
    assert found is not None
    return found


def filled(model: ModelSpec, references: int = 3) -> Recipe:
    """A recipe with a picture in every place the model has for one."""
    images: list[RecipeImage] = []
    for each in model.parameters:
        for number in range(min(references, each.most)):
            images.append(RecipeImage(each.role.value, f"{number:064}", "picture.png"))
    return replace(recipe.default_recipe(model), images=tuple(images))


def blamed(model_id: str, *found: Complaint, references: int = 3) -> list[tuple[Role | None, int]]:
    model = model_of(model_id)
    return [(fault.role, fault.number) for fault in faults(model, filled(model, references), found)]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({"detail": "nope"}, [SAID]),
        ({"message": "nope"}, [SAID]),
        ({"error": "nope"}, [SAID]),
        ({"detail": None, "message": "nope"}, [SAID]),
        ({"error": "invalid_request", "message": "nope", "details": {}}, [SAID]),
        ({"detail": {"msg": "nope"}}, [SAID]),
        ({"detail": {"error": {"message": "nope"}}}, [SAID]),
        ({"detail": ["nope", "no"]}, [SAID, Complaint("no")]),
        ({"detail": "Value error, nope"}, [SAID]),
        (
            {"detail": [{"loc": ["body", "width"], "msg": "nope", "type": "x", "input": {}}]},
            [Complaint("nope", ("body", "width"))],
        ),
        (
            {"detail": [{"loc": ["body", "images", 0], "msg": "Value error, a"}, {"msg": "b"}]},
            [Complaint("a", ("body", "images", 0)), Complaint("b")],
        ),
        ({"detail": [{"loc": "body.width", "msg": "a"}]}, [Complaint("a", ("body", "width"))]),
        ({"detail": [{"loc": ["body", {}], "msg": "a"}]}, [Complaint("a", ("body",))]),
        ({"detail": [{"loc": ["body", "width"]}]}, [Complaint("", ("body", "width"))]),
        ({"detail": [{}]}, []),
        ({"detail": []}, []),
        ({"detail": [1, None]}, []),
        ({"detail": {}}, []),
        ({"detail": " "}, []),
        ({"detail": None}, []),
        ({"detail": 7}, []),
        ({"id": "a"}, []),
        ({}, []),
        (None, []),
    ],
)
def test_what_a_refusal_says(data: dict[str, object] | None, found: list[Complaint]) -> None:
    assert list(complaints(data)) == found


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({"details": None}, []),
        ({"details": "nope"}, [SAID]),
        ({"details": {"error": "nope"}}, [SAID]),
        ({"details": {"message": "nope"}}, [SAID]),
        ({"details": {"error": {"detail": "nope"}}}, [SAID]),
        ({"details": {"error": 5}}, []),
        ({"details": {"Moderation Reasons": ["Violence"]}}, []),
        ({"details": [{"loc": ["body", "seed"], "msg": "a"}]}, [Complaint("a", ("body", "seed"))]),
        ({"details": []}, []),
        ({"details": 5}, []),
        ({"error": "nope"}, [SAID]),
        ({"details": None, "error": "nope"}, [SAID]),
        ({"error": 5}, []),
        ({}, []),
    ],
)
def test_what_a_poll_says(data: dict[str, Any], found: list[Complaint]) -> None:
    assert list(poll_complaints(data)) == found


@pytest.mark.parametrize(
    ("details", "named"),
    [
        ({"Moderation Reasons": ["Sexual Content", "Violence"]}, ("Sexual Content", "Violence")),
        ({"Moderation Reasons": "Violence"}, ("Violence",)),
        ({"moderation_reasons": ["Violence"]}, ("Violence",)),
        ({"reasons": ["Violence"]}, ("Violence",)),
        ({"Moderation Reasons": [1, None, {}, "", "Violence"]}, ("Violence",)),
        ({"Moderation Reasons": None}, ()),
        ({"error": "x"}, ()),
        ("Violence", ()),
        (None, ()),
        ([], ()),
    ],
)
def test_moderation_reasons(details: object, named: tuple[str, ...]) -> None:
    assert reasons({"details": details}) == named


def test_nothing_the_service_says_is_changed() -> None:
    said = "<img src=x onerror=alert(1)>\u202e &amp; \x00"
    assert complaints({"detail": said}) == (Complaint(said),)


@pytest.mark.parametrize("model", hosted(), ids=lambda model: model.id)
def test_every_field_that_can_be_sent_leads_back_to_its_role(model: ModelSpec) -> None:
    chosen = filled(model, references=10)
    images = {
        each.role: ["https://x"] * each.most for each in model.parameters if each.kind == "images"
    }
    for name in wire.payload(model, chosen, images):
        found = faults(model, chosen, [Complaint("bad", ("body", name))])
        assert [each.said for each in found] == ["bad"]
        parameter = model.parameter(found[0].role) if found[0].role else None
        assert parameter is not None
        assert name == parameter.wire or name == f"{parameter.wire}_{found[0].number}"


@pytest.mark.parametrize(
    ("model_id", "place", "role", "number"),
    [
        ("flux-2-pro", ("body", "width"), Role.WIDTH, 0),
        ("flux-2-pro", ("width",), Role.WIDTH, 0),
        ("flux-2-pro", ("body", "Flux2Inputs", "width"), Role.WIDTH, 0),
        ("flux-2-pro", ("body", "disable_pup"), Role.REWRITING, 0),
        ("flux-2-pro", ("body", "input_image"), Role.REFERENCE, 1),
        ("flux-2-pro", ("body", "input_image_3"), Role.REFERENCE, 3),
        ("flux-2-pro", ("body", "webhook_url"), None, 0),
        ("flux-2-pro", ("body",), None, 0),
        ("flux-3-image", ("body", "resolution"), Role.TIER, 0),
        ("flux-3-image", ("body", "seed"), None, 0),
        ("flux-outpainting", ("body", "input_image"), Role.IMAGE, 0),
        ("flux-outpainting", ("body", "reference_offset_x"), Role.OFFSET_X, 0),
        ("flux-virtual-try-on", ("body", "garment"), Role.GARMENT, 0),
        ("flux-pro-1.0-fill", ("body", "mask"), Role.MASK, 0),
        ("flux-pro-1.0-expand", ("body", "left"), Role.MARGIN_LEFT, 0),
        ("flux-2-pro", ("body", 17), None, 0),
    ],
)
def test_places(
    model_id: str, place: tuple[str | int, ...], role: Role | None, number: int
) -> None:
    assert blamed(model_id, Complaint("bad", place)) == [(role, number)]


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("input_image_2: cannot be decoded", (Role.REFERENCE, 2)),
        ("output_format must be one of jpeg, png", (Role.OUTPUT_FORMAT, 0)),
        ("Prompt is too long", (Role.PROMPT, 0)),
        ("Width must be a multiple of 16", (Role.WIDTH, 0)),
        ("Image 3 is corrupt", (Role.REFERENCE, 3)),
        ("Invalid or corrupted image input", (Role.REFERENCE, 0)),
        ("The input image is larger than 16 MP", (Role.REFERENCE, 0)),
        ("input_image_8 was refused", None),
        ("Image 9 is corrupt", None),
        ("Finetune not found or not ready", None),
        ("Image generation failed", None),
        ("", None),
    ],
)
def test_a_plain_sentence_names_only_what_it_surely_means(
    said: str, fault: tuple[Role, int] | None
) -> None:
    assert blamed("flux-2-pro", Complaint(said)) == ([fault] if fault else [])


def test_the_only_picture_is_the_one_that_is_meant() -> None:
    said = Complaint("Invalid or corrupted image input")
    assert blamed("flux-2-pro", said, references=1) == [(Role.REFERENCE, 1)]
    assert blamed("flux-2-pro", said, references=0) == []


def test_a_field_that_could_not_have_been_sent_is_nobodys() -> None:
    fault = faults(
        model_of("flux-2-pro"),
        filled(model_of("flux-2-klein-4b")),
        [Complaint("no", ("body", "tier"))],
    )
    assert fault == (Fault(None, said="no"),)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["msg", "loc", "error"]) | st.text(), inner, max_size=3)
    ),
)


@given(st.dictionaries(st.sampled_from(["detail", "details", "error"]), json_values))
def test_no_answer_is_too_odd(data: dict[str, Any]) -> None:
    model = first_model()
    for each in (data, wire.read_json(json.dumps(data).encode()) or {}):
        found = (*complaints(each), *poll_complaints(each))
        reasons(each)
        assert all(isinstance(one.said, str) for one in found)
        faults(model, filled(model), found)


def test_pictures_in_a_list_are_numbered_from_one() -> None:
    found = [Complaint("bad", ("body", "images", 1)), Complaint("bad", ("body", "images"))]
    assert blamed("flux-3-image", *found) == [(Role.REFERENCE, 2), (Role.REFERENCE, 0)]
