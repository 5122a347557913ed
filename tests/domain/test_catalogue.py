"""The rows of the catalogue are sane, and each one is what is published about its model."""

from collections import Counter

import pytest

from bfl_studio.domain import flux_models
from bfl_studio.domain.catalog import (
    ChoicePrice,
    Encoding,
    Family,
    Kind,
    MegapixelPrice,
    ModelSpec,
    Parameter,
    Role,
    SeenPrice,
)
from bfl_studio.domain.flux_2_models import FLUX_2_MODELS
from bfl_studio.domain.geometry import SizeLimits
from tests.contract import service
from tests.domain.published import TABLE, Field, price_of

EVERY_ROW = pytest.mark.parametrize("model", flux_models.hosted(), ids=lambda model: model.id)
FLUX_2 = pytest.mark.parametrize("model", FLUX_2_MODELS, ids=lambda model: model.id)
# Of the service's fields those that no designer is shown: the first two would take the address
# away under which a picture is asked for.
NOT_OURS = {"webhook_url", "webhook_secret", "user", "version", "input_image_blob_path"}


def _as_typed(parameter: Parameter) -> Field:
    needed = ("needed",) if parameter.required else ()
    match parameter.kind:
        case Kind.TEXT:
            longest = () if parameter.maximum is None else (parameter.maximum,)
            return ("text", *needed, *longest)
        case Kind.SWITCH:
            return ("switch", parameter.default)
        case Kind.CHOICE:
            return ("choice", parameter.default, *parameter.choices)
        case Kind.IMAGES:
            return ("images", parameter.most, parameter.minimum, *needed)
        case _:
            bounds = (parameter.minimum, parameter.maximum)
            return (parameter.kind.value, *bounds, parameter.default)


@EVERY_ROW
def test_a_row_is_what_is_published(model: ModelSpec) -> None:
    known = TABLE[model.id]
    assert (model.path, model.family, model.label) == (known.path, known.family, known.label)
    assert model.concurrency == known.concurrency
    assert price_of(model.price) == known.price
    assert {each.wire: _as_typed(each) for each in model.parameters} == known.fields


@EVERY_ROW
def test_sizes_come_in_the_published_steps(model: ModelSpec) -> None:
    limits, multiple = model.size_limits, TABLE[model.id].multiple
    assert (model.parameter(Role.WIDTH) is None) is (multiple is None)
    if multiple == 16:
        assert limits == SizeLimits(64, 4096, 4_194_304, 16)
    elif multiple == 32:
        assert limits == SizeLimits(256, 1440, 1440 * 1440, 32)


def test_every_model_has_a_row_and_the_unhosted_one_a_sentence() -> None:
    assert [model.id for model in flux_models.hosted()] == list(TABLE)
    assert flux_models.models() == flux_models.hosted()
    assert flux_models.find_model("flux-2-dev") is None
    [dev] = flux_models.UNHOSTED
    assert (dev.label, dev.family) == ("FLUX.2 [dev]", Family.FLUX_2)
    assert dev.why and dev.label not in {model.label for model in flux_models.hosted()}


def test_the_families_stand_in_the_order_of_the_picker() -> None:
    families = list(dict.fromkeys(model.family for model in flux_models.hosted()))
    assert families == [each for each in Family if each is not Family.YOURS]


def test_labels_and_ids_are_unique() -> None:
    for names in zip(
        *((m.id, m.label, m.label.lower()) for m in flux_models.hosted()), strict=True
    ):
        assert [name for name, count in Counter(names).items() if count > 1] == []


def test_only_raw_shares_its_path() -> None:
    paths = Counter(model.path for model in flux_models.hosted())
    assert [path for path, count in paths.items() if count > 1] == ["/v1/flux-pro-1.1-ultra"]


def test_the_first_model_is_the_pinned_pro() -> None:
    assert flux_models.first_model().id == flux_models.DEFAULT_MODEL_ID == "flux-2-pro"


@EVERY_ROW
def test_a_row_is_found_by_its_id_and_says_what_it_is_for(model: ModelSpec) -> None:
    assert flux_models.find_model(model.id) is model
    assert model.preview is ("preview" in model.id) is ("preview" in model.label)
    assert model.best_for
    if model.usual_seconds is not None:
        assert 0 < model.usual_seconds[0] <= model.usual_seconds[1]


@FLUX_2
def test_a_flux_2_row_is_named_by_its_path_and_tells_its_pace(model: ModelSpec) -> None:
    assert model.path == f"/v1/{model.id}"
    assert model.label.startswith("FLUX.2 [")
    assert model.usual_seconds is not None
    assert model.advised_megapixels == (9 if "pro" in model.id else None)


@EVERY_ROW
def test_a_row_has_each_role_and_each_wire_name_once(model: ModelSpec) -> None:
    roles = [parameter.role for parameter in model.parameters]
    wires = [parameter.wire for parameter in model.parameters]
    assert len(set(roles)) == len(roles)
    assert len(set(wires)) == len(wires)


def _numbered(parameter: Parameter) -> list[str]:
    if parameter.encoding is not Encoding.NUMBERED:
        return [parameter.wire]
    more = range(2, parameter.most + 1)
    return [parameter.wire, *(f"{parameter.wire}_{number}" for number in more)]


@EVERY_ROW
def test_a_row_has_every_field_of_the_service_and_no_other(model: ModelSpec) -> None:
    stated = service.requests()[model.path].keys()
    ours = {name for parameter in model.parameters for name in _numbered(parameter)}
    assert ours == stated - NOT_OURS


@EVERY_ROW
def test_bounds_and_choices_are_those_of_the_service(model: ModelSpec) -> None:
    for row in model.parameters:
        stated = service.requests()[model.path][row.wire]
        if stated.minimum is not None and row.kind is not Kind.IMAGES:
            assert row.minimum == stated.minimum, row.wire
        if stated.maximum is not None:
            assert row.maximum == stated.maximum, row.wire
        if stated.choices:
            assert set(row.choices) == set(stated.choices), row.wire
        if row.required and row.role is not Role.MASK:
            assert stated.required, row.wire


@EVERY_ROW
def test_what_is_left_out_until_it_is_moved_has_the_services_own_default(model: ModelSpec) -> None:
    for row in model.parameters:
        if row.only_when_moved:
            assert row.default == service.requests()[model.path][row.wire].default, row.wire


@EVERY_ROW
def test_defaults_lie_inside_their_own_bounds(model: ModelSpec) -> None:
    for parameter in model.parameters:
        if parameter.kind in (Kind.INTEGER, Kind.NUMBER):
            low, high = parameter.minimum, parameter.maximum
            assert low is not None and high is not None and low < high
            if parameter.default is not None:
                assert isinstance(parameter.default, int | float)
                assert low <= parameter.default <= high
        if parameter.kind is Kind.CHOICE:
            assert parameter.default is None or parameter.default in parameter.choices
        pictures = parameter.encoding in (Encoding.NUMBERED, Encoding.SINGLE, Encoding.LIST)
        assert (parameter.kind is Kind.IMAGES) is pictures
        assert parameter.most == 1 or parameter.encoding in (Encoding.NUMBERED, Encoding.LIST)


@EVERY_ROW
def test_steps_lead_from_end_to_end(model: ModelSpec) -> None:
    for row in model.parameters:
        if row.kind in (Kind.INTEGER, Kind.NUMBER) and row.role not in (Role.SEED,):
            assert row.minimum is not None and row.maximum is not None
            count = (row.maximum - row.minimum) / row.step
            assert row.step > 0 and count == pytest.approx(round(count))
            assert row.kind is Kind.NUMBER or isinstance(row.step, int)


@EVERY_ROW
def test_words_are_sent_as_written_unless_asked_otherwise(model: ModelSpec) -> None:
    row = model.parameter(Role.REWRITING)
    switches = {"disable_pup", "prompt_upsampling"} & service.requests()[model.path].keys()
    assert switches == ({row.wire} if row is not None else set())
    if row is not None:
        assert (row.encoding is Encoding.INVERTED) is (row.wire == "disable_pup")
        assert row.default is False and not row.only_when_moved


def test_klein_rewrites_nothing_and_flux_3_has_no_seed() -> None:
    without = {model.id for model in FLUX_2_MODELS if model.parameter(Role.REWRITING) is None}
    assert without == {"flux-2-klein-4b", "flux-2-klein-9b", "flux-2-klein-9b-preview"}
    seedless = {m.id for m in flux_models.hosted() if m.parameter(Role.SEED) is None}
    assert seedless == {"flux-outpainting", "flux-3-image"}


@FLUX_2
def test_a_further_megapixel_is_cheaper_than_the_first_or_the_same(model: ModelSpec) -> None:
    assert isinstance(model.price, MegapixelPrice)
    assert model.price.first >= model.price.further == model.price.reference
    assert model.price.further


@EVERY_ROW
def test_a_price_by_choice_is_by_a_choice_of_the_model(model: ModelSpec) -> None:
    if isinstance(model.price, ChoicePrice | SeenPrice) and model.price.role is not None:
        parameter = model.parameter(model.price.role)
        assert parameter is not None
        assert {name for name, _ in model.price.amounts} <= set(parameter.choices)


def test_amounts_that_were_only_seen_tell_the_day() -> None:
    seen = {m.id: m.price.on for m in flux_models.hosted() if isinstance(m.price, SeenPrice)}
    assert len(seen) == 5 and set(seen.values()) == {"2026-09-21"}


@pytest.mark.parametrize(
    "model_id", ["flux-2-flex", "flux-dev", "flux-pro-1.0-fill", "flux-pro-1.0-expand"]
)
def test_fine_control_is_sent_only_when_moved(model_id: str) -> None:
    model = flux_models.find_model(model_id)
    assert model is not None
    for role in (Role.STEPS, Role.GUIDANCE):
        row = model.parameter(role)
        assert row is not None and row.only_when_moved


def test_the_price_rule_is_dated() -> None:
    year, month, day = flux_models.PRICE_RULE_VERSION.split("-")
    assert (len(year), len(month), len(day)) == (4, 2, 2)
