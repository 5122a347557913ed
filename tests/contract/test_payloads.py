"""Every request we can build is one the service takes, and says what was chosen."""

import asyncio
import base64
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bfl_studio.api import wire
from bfl_studio.api.body import FileSegment
from bfl_studio.domain import flux_models, recipe
from bfl_studio.domain.catalog import ModelSpec, Role, Value
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import LARGEST_SEED, Recipe
from tests.contract import service

STEPS = 50
GUIDANCE = 5.0
PLACE = Path("picture.png")

models = st.sampled_from(flux_models.hosted())
prompts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@st.composite
def sizes(draw: st.DrawFn) -> Size:
    width = draw(st.integers(4, 256)) * 16
    height = draw(st.integers(4, min(256, 4_194_304 // width // 16))) * 16
    return Size(height, width) if draw(st.booleans()) else Size(width, height)


@st.composite
def recipes(draw: st.DrawFn, model: ModelSpec) -> Recipe:
    """Anything the window lets somebody choose, and leftovers of another model."""
    values: dict[Role, Value] = {
        Role.SEED: draw(st.integers(0, LARGEST_SEED)),
        Role.OUTPUT_FORMAT: draw(st.sampled_from(["png", "jpeg", "webp"])),
        Role.SAFETY_TOLERANCE: draw(st.integers(0, 5)),
        Role.REWRITING: draw(st.booleans()),
        Role.STEPS: draw(st.none() | st.integers(1, 50)),
        Role.GUIDANCE: draw(st.none() | st.floats(1.5, 10)),
    }
    chosen = replace(recipe.default_recipe(model), prompt=draw(prompts))
    return chosen.with_values(values).with_size(draw(sizes()))


@st.composite
def requests(draw: st.DrawFn) -> tuple[ModelSpec, Recipe, int]:
    """A model, what was chosen for it, and how many references there are."""
    model = draw(models)
    return model, draw(recipes(model)), draw(st.integers(0, 8))


def references(count: int) -> wire.Images:
    return {Role.REFERENCE: [FileSegment(PLACE, 3)] * count}


def on_the_wire(fields: Mapping[str, wire.Field]) -> dict[str, object]:
    """What the service will read: base64 where there is a file here."""
    return {
        name: "AAAA" if isinstance(each, FileSegment) else each for name, each in fields.items()
    }


@given(requests())
def test_the_service_takes_whatever_can_be_chosen(request: tuple[ModelSpec, Recipe, int]) -> None:
    model, chosen, count = request
    fields = on_the_wire(wire.payload(model, chosen, references(count)))
    assert service.objections(service.requests()[model.path], fields) == []
    assert [name for name in fields if name.startswith("webhook")] == []


@given(requests())
def test_what_was_chosen_is_what_is_sent(request: tuple[ModelSpec, Recipe, int]) -> None:
    model, chosen, count = request
    fields = wire.payload(model, chosen, references(count))
    assert fields["prompt"] == chosen.prompt
    assert (fields["width"], fields["height"]) == (chosen.size.width, chosen.size.height)
    assert fields["seed"] == chosen.seed
    assert fields["output_format"] == chosen.value(Role.OUTPUT_FORMAT)
    assert fields["safety_tolerance"] == chosen.value(Role.SAFETY_TOLERANCE)


@given(requests())
def test_references_are_numbered_from_one_up_to_what_the_model_takes(
    request: tuple[ModelSpec, Recipe, int],
) -> None:
    model, chosen, count = request
    most = 4 if "klein" in model.id else 8
    names = ["input_image", *(f"input_image_{number}" for number in range(2, 9))]
    fields = wire.payload(model, chosen, references(count))
    assert [name for name in fields if "image" in name] == names[: min(count, most)]


@given(requests())
def test_rewriting_has_each_models_own_spelling(request: tuple[ModelSpec, Recipe, int]) -> None:
    model, chosen, _ = request
    wanted = chosen.value(Role.REWRITING)
    spelled = {
        "klein": {},
        "flex": {"prompt_upsampling": wanted},
        "pro": {"disable_pup": not wanted},
        "max": {"disable_pup": not wanted},
    }[model.id.removeprefix("flux-2-").split("-")[0]]
    fields = wire.payload(model, chosen)
    spellings = ("prompt_upsampling", "disable_pup")
    assert {name: fields[name] for name in spellings if name in fields} == spelled


@given(requests())
def test_fine_control_is_sent_only_where_it_exists_and_was_moved(
    request: tuple[ModelSpec, Recipe, int],
) -> None:
    model, chosen, _ = request
    steps, guidance = chosen.value(Role.STEPS), chosen.value(Role.GUIDANCE)
    moved = {
        name: value
        for name, value, default in (("steps", steps, STEPS), ("guidance", guidance, GUIDANCE))
        if model.id == "flux-2-flex" and value is not None and value != default
    }
    fields = wire.payload(model, chosen)
    assert {name: fields[name] for name in ("steps", "guidance") if name in fields} == moved


@pytest.mark.parametrize("model", flux_models.hosted(), ids=lambda model: model.id)
def test_the_defaults_are_sent_in_full_and_leave_the_prompt_alone(model: ModelSpec) -> None:
    chosen = replace(recipe.default_recipe(model), prompt="a harbour").with_seed(7)
    common = {
        "prompt": "a harbour",
        "width": 1024,
        "height": 1024,
        "seed": 7,
        "output_format": "png",
        "safety_tolerance": 2,
    }
    rewriting = {"flux-2-flex": {"prompt_upsampling": False}} | {
        f"flux-2-{name}": {"disable_pup": True} for name in ("pro", "pro-preview", "max")
    }
    assert wire.payload(model, chosen) == common | rewriting.get(model.id, {})


@given(requests(), st.binary(min_size=1, max_size=64))
@settings(max_examples=40)
def test_the_bytes_are_the_json_of_the_fields(
    tmp_path_factory: pytest.TempPathFactory,
    request: tuple[ModelSpec, Recipe, int],
    picture: bytes,
) -> None:
    model, chosen, count = request
    path = tmp_path_factory.getbasetemp() / "reference.bin"
    path.write_bytes(picture)
    fields = wire.payload(
        model, chosen, {Role.REFERENCE: [FileSegment(path, len(picture))] * count}
    )

    async def sent() -> bytes:
        return b"".join([chunk async for chunk in wire.body(fields).chunks()])

    encoded = base64.b64encode(picture).decode()
    expected = {
        name: encoded if isinstance(value, FileSegment) else value for name, value in fields.items()
    }
    assert json.loads(asyncio.run(sent())) == expected


def test_the_catalogue_has_a_row_for_each_path_of_the_family() -> None:
    assert sorted(model.path for model in flux_models.hosted()) == sorted(service.FLUX_2)
