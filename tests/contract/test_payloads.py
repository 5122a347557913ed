"""Every request we can build is one the service takes, and says what was chosen."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bfl_studio.api import wire
from bfl_studio.api.body import FileSegment
from bfl_studio.domain import flux_models, recipe
from bfl_studio.domain.catalog import Kind, ModelSpec, Role, Value
from bfl_studio.domain.flux_2_models import FLUX_2_MODELS
from bfl_studio.domain.recipe import Recipe
from bfl_studio.domain.tool_models import FLUX_3_MODELS
from tests.contract import service
from tests.domain import choices
from tests.domain.published import TABLE

PLACE = Path("picture.png")
ADDRESS = "https://example.org/harbour.png"
EVERY_ROW = pytest.mark.parametrize("model", flux_models.hosted(), ids=lambda model: model.id)

# What each field of the service means; two spellings of one thing, of which one is its opposite.
MEANS = {
    "width": Role.WIDTH,
    "height": Role.HEIGHT,
    "seed": Role.SEED,
    "output_format": Role.OUTPUT_FORMAT,
    "safety_tolerance": Role.SAFETY_TOLERANCE,
    "prompt_upsampling": Role.REWRITING,
    "disable_pup": Role.REWRITING,
    "steps": Role.STEPS,
    "guidance": Role.GUIDANCE,
    "aspect_ratio": Role.ASPECT_RATIO,
    "resolution": Role.TIER,
    "raw": Role.RAW,
    "grounding": Role.GROUNDING,
    "image_prompt_strength": Role.IMAGE_PROMPT_STRENGTH,
    "top": Role.MARGIN_TOP,
    "bottom": Role.MARGIN_BOTTOM,
    "left": Role.MARGIN_LEFT,
    "right": Role.MARGIN_RIGHT,
    "reference_offset_x": Role.OFFSET_X,
    "reference_offset_y": Role.OFFSET_Y,
    "auto_crop": Role.AUTO_CROP,
    "dilate_pixels": Role.DILATION,
    "mode": Role.MODE,
}
# Left to the service until somebody moves them.
FINE = ("steps", "guidance", "image_prompt_strength")
# One picture each; `input_image` is counted instead where there may be several.
PICTURES = {
    "image": Role.IMAGE,
    "mask": Role.MASK,
    "image_prompt": Role.IMAGE_PROMPT,
    "person": Role.PERSON,
    "garment": Role.GARMENT,
}
NUMBERED = ["input_image", *(f"input_image_{number}" for number in range(2, 9))]


def enclosed(chosen: Recipe) -> dict[Role, list[wire.Enclosure]]:
    """All pictures of a recipe, those of other models too; each file names its own."""
    found: dict[Role, list[wire.Enclosure]] = {}
    for number, image in enumerate(chosen.images):
        found.setdefault(Role(image.role), []).append(FileSegment(Path(f"{number}.png"), 3))
    return found


def on_the_wire(fields: Mapping[str, wire.Field], picture: str = "AAAA") -> dict[str, object]:
    """What the service will read: base64 where there is a file here."""

    def read(value: object) -> object:
        if isinstance(value, tuple):
            return [read(each) for each in value]
        return picture if isinstance(value, FileSegment) else value

    return {name: read(each) for name, each in fields.items()}


def wanted_values(model: ModelSpec, chosen: Recipe) -> dict[str, Value]:
    """What has to be sent of the values, worked out from what is published."""
    found: dict[str, Value] = {}
    for name, field in TABLE[model.id].fields.items():
        if name not in MEANS:
            continue
        value = chosen.value(MEANS[name])
        if value is not None and not (name in FINE and value == field[-1]):
            found[name] = not value if name == "disable_pup" else value
    return found


def wanted_pictures(model: ModelSpec, chosen: Recipe) -> dict[str, Any]:
    """The pictures that have to be sent, in the order in which the designer put them."""
    given, published = enclosed(chosen), TABLE[model.id].fields
    found: dict[str, Any] = {
        name: given[role][0]
        for name, role in PICTURES.items()
        if name in published and role in given
    }
    if "input_image" in published:
        role = Role.IMAGE if model.id == "flux-outpainting" else Role.REFERENCE
        most = published["input_image"][1]
        assert isinstance(most, int)
        found |= dict(zip(NUMBERED, given.get(role, [])[:most], strict=False))
    if "images" in published and Role.REFERENCE in given:
        found["images"] = tuple(given[Role.REFERENCE][:10])
    return found


@EVERY_ROW
@given(st.data())
def test_the_service_takes_whatever_can_be_chosen(model: ModelSpec, data: st.DataObject) -> None:
    chosen = data.draw(choices.recipes(model))
    fields = on_the_wire(wire.payload(model, chosen, enclosed(chosen)))
    assert service.objections(service.requests()[model.path], fields) == []
    assert [name for name in fields if name.startswith("webhook")] == []


@EVERY_ROW
@given(st.data())
def test_what_was_chosen_is_what_is_sent_and_nothing_else(
    model: ModelSpec, data: st.DataObject
) -> None:
    chosen = data.draw(choices.recipes(model))
    prompt = {"prompt": chosen.prompt} if "prompt" in TABLE[model.id].fields else {}
    pictures = wanted_pictures(model, chosen)
    assert wire.payload(model, chosen, enclosed(chosen)) == (
        prompt | wanted_values(model, chosen) | pictures
    )


@EVERY_ROW
@given(st.data())
def test_leftovers_of_another_model_change_nothing(model: ModelSpec, data: st.DataObject) -> None:
    chosen = data.draw(choices.recipes(model))
    own = {str(row.role) for row in model.parameters}
    bare = replace(
        recipe.default_recipe(model),
        prompt=chosen.prompt,
        images=tuple(each for each in chosen.images if each.role in own),
    ).with_values({Role(name): value for name, value in chosen.values.items() if name in own})
    kept = {role: each for role, each in enclosed(chosen).items() if role in own}
    assert wire.payload(model, chosen, enclosed(chosen)) == wire.payload(model, bare, kept)


@given(choices.recipes(FLUX_3_MODELS[0]), st.integers(0, 2**32 - 1))
def test_flux_3_is_never_sent_a_seed_nor_a_size(chosen: Recipe, seed: int) -> None:
    [model] = FLUX_3_MODELS
    assert service.strict()[model.path]
    left = chosen.with_seed(seed).with_values({Role.WIDTH: 64, Role.HEIGHT: 64, Role.STEPS: 5})
    fields = on_the_wire(wire.payload(model, left, enclosed(left)))
    known = {"prompt", "images", "aspect_ratio", "resolution", "grounding", "safety_tolerance"}
    assert fields.keys() <= known


@pytest.mark.parametrize(
    ("model_id", "role", "most"),
    [
        *((model.id, Role.REFERENCE, 4 if "klein" in model.id else 8) for model in FLUX_2_MODELS),
        ("flux-kontext-pro", Role.REFERENCE, 4),
        ("flux-kontext-max", Role.REFERENCE, 4),
        ("flux-outpainting", Role.IMAGE, 1),
    ],
)
def test_pictures_are_numbered_from_one_up_to_what_the_model_takes(
    model_id: str, role: Role, most: int
) -> None:
    model = flux_models.find_model(model_id)
    assert model is not None
    for count in range(12):
        given: wire.Images = {role: [FileSegment(PLACE, 3)] * count}
        fields = wire.payload(model, recipe.default_recipe(model), given)
        assert [name for name in fields if "image" in name] == NUMBERED[: min(count, most)]


@pytest.mark.parametrize("count", [0, 1, 10, 12])
def test_flux_3_gets_its_pictures_in_one_list(count: int) -> None:
    [model] = FLUX_3_MODELS
    files = [FileSegment(Path(f"{number}.png"), 3) for number in range(count)]
    fields = wire.payload(model, recipe.default_recipe(model), {Role.REFERENCE: files})
    assert fields.get("images", ()) == tuple(files[:10])


COMMON: dict[str, object] = {
    "prompt": "a harbour",
    "seed": 7,
    "output_format": "png",
    "safety_tolerance": 2,
}
SQUARE = {"width": 1024, "height": 1024}
PLAIN = COMMON | {"prompt_upsampling": False}
TOOL = {name: value for name, value in COMMON.items() if name != "prompt"}
NO_MARGINS = dict.fromkeys(("top", "bottom", "left", "right"), 0)
DEFAULTS: dict[str, dict[str, object]] = {
    "flux-2-pro": COMMON | SQUARE | {"disable_pup": True},
    "flux-2-pro-preview": COMMON | SQUARE | {"disable_pup": True},
    "flux-2-max": COMMON | SQUARE | {"disable_pup": True},
    "flux-2-flex": PLAIN | SQUARE,
    "flux-2-klein-9b": COMMON | SQUARE,
    "flux-2-klein-9b-preview": COMMON | SQUARE,
    "flux-2-klein-4b": COMMON | SQUARE,
    "flux-kontext-pro": PLAIN,
    "flux-kontext-max": PLAIN,
    "flux-pro-1.1": PLAIN | SQUARE,
    "flux-pro-1.1-ultra": PLAIN | {"aspect_ratio": "16:9", "raw": False},
    "flux-pro-1.1-ultra-raw": PLAIN | {"aspect_ratio": "16:9", "raw": True},
    "flux-dev": PLAIN | SQUARE,
    "flux-pro-1.0-fill": PLAIN | {"image": "AAAA", "mask": "AAAA"},
    "flux-pro-1.0-expand": PLAIN | {"image": "AAAA"} | NO_MARGINS,
    "flux-outpainting": {
        "prompt": "a harbour",
        "input_image": "AAAA",
        **SQUARE,
        "auto_crop": False,
        "mode": "high",
        "disable_pup": True,
        "safety_tolerance": 2,
        "output_format": "png",
    },
    "flux-erase": TOOL | {"image": "AAAA", "mask": "AAAA", "dilate_pixels": 10},
    "flux-deblur": TOOL | {"image": "AAAA"},
    "flux-virtual-try-on": COMMON | {"person": "AAAA", "garment": "AAAA"},
    "flux-3-image": {
        "prompt": "a harbour",
        "aspect_ratio": "auto",
        "resolution": "1k",
        "grounding": True,
        "safety_tolerance": 2,
    },
}


@EVERY_ROW
def test_the_defaults_are_sent_in_full_and_leave_the_prompt_alone(model: ModelSpec) -> None:
    chosen = replace(recipe.default_recipe(model), prompt="a harbour").with_seed(7)
    needed: wire.Images = {
        row.role: [FileSegment(PLACE, 3)]
        for row in model.parameters
        if row.kind is Kind.IMAGES and row.required
    }
    assert on_the_wire(wire.payload(model, chosen, needed)) == DEFAULTS[model.id]


@EVERY_ROW
@given(st.data(), st.binary(min_size=1, max_size=64))
@settings(max_examples=10)
def test_the_bytes_are_the_json_of_the_fields(
    tmp_path_factory: pytest.TempPathFactory, model: ModelSpec, data: st.DataObject, picture: bytes
) -> None:
    chosen = data.draw(choices.recipes(model))
    path = tmp_path_factory.getbasetemp() / "reference.bin"
    path.write_bytes(picture)
    given = {role: [FileSegment(path, len(picture))] * 3 for role in enclosed(chosen)}
    fields = wire.payload(model, chosen, given)

    async def sent() -> bytes:
        return b"".join([chunk async for chunk in wire.body(fields).chunks()])

    encoded = base64.b64encode(picture).decode()
    assert json.loads(asyncio.run(sent())) == on_the_wire(fields, encoded)


@pytest.mark.parametrize(
    ("model_id", "sent"),
    [("flux-2-pro", {"input_image": ADDRESS}), ("flux-3-image", {"images": [ADDRESS]})],
)
def test_an_address_is_sent_as_it_is(model_id: str, sent: dict[str, object]) -> None:
    model = flux_models.find_model(model_id)
    assert model is not None
    chosen = replace(recipe.default_recipe(model), prompt="x")
    fields = on_the_wire(wire.payload(model, chosen, {Role.REFERENCE: [ADDRESS]}))
    assert fields.items() >= sent.items()
    assert service.objections(service.requests()[model.path], fields) == []


def test_the_catalogue_has_a_row_for_each_path_but_the_older_try_on() -> None:
    older = {"/v1/flux-tools/vto-v1"}
    assert {model.path for model in flux_models.hosted()} == service.requests().keys() - older
