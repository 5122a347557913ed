"""The rows of the catalogue are sane, and each one fits what is published about its model."""

from collections import Counter

import pytest

from bfl_studio.domain import flux_models
from bfl_studio.domain.catalog import Encoding, Kind, MegapixelPrice, ModelSpec, Role
from bfl_studio.domain.geometry import SizeLimits

IDS = (
    "flux-2-klein-4b",
    "flux-2-klein-9b",
    "flux-2-klein-9b-preview",
    "flux-2-pro",
    "flux-2-pro-preview",
    "flux-2-max",
    "flux-2-flex",
)
EVERY_ROW = pytest.mark.parametrize("model", flux_models.hosted(), ids=lambda model: model.id)
EVERYONES = {
    Role.PROMPT,
    Role.WIDTH,
    Role.HEIGHT,
    Role.SEED,
    Role.OUTPUT_FORMAT,
    Role.SAFETY_TOLERANCE,
    Role.REFERENCE,
}


def test_the_family_is_complete() -> None:
    assert sorted(model.id for model in flux_models.hosted()) == sorted(IDS)
    assert flux_models.find_model(flux_models.DEFAULT_MODEL_ID) is not None
    assert flux_models.find_model("flux-2-dev") is None


def test_labels_paths_and_ids_are_unique() -> None:
    for names in zip(
        *((m.id, m.path, m.label, m.label.lower()) for m in flux_models.hosted()), strict=True
    ):
        assert [name for name, count in Counter(names).items() if count > 1] == []


@EVERY_ROW
def test_a_row_is_what_its_name_says(model: ModelSpec) -> None:
    assert model.path == f"/v1/{model.id}"
    assert model.preview is ("preview" in model.id) is ("preview" in model.label)
    assert model.label.startswith(f"{model.family} [") and model.best_for
    assert flux_models.find_model(model.id) is model


@EVERY_ROW
def test_a_row_has_each_role_and_each_wire_name_once(model: ModelSpec) -> None:
    roles = [parameter.role for parameter in model.parameters]
    wires = [parameter.wire for parameter in model.parameters]
    assert len(set(roles)) == len(roles)
    assert len(set(wires)) == len(wires)
    assert set(roles) >= EVERYONES
    assert "webhook_url" not in wires


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
            assert parameter.default in parameter.choices
        assert (parameter.kind is Kind.IMAGES) is (parameter.encoding is Encoding.NUMBERED)


@EVERY_ROW
def test_steps_lead_from_end_to_end(model: ModelSpec) -> None:
    for row in model.parameters:
        if row.kind in (Kind.INTEGER, Kind.NUMBER) and row.role not in (Role.SEED,):
            assert row.minimum is not None and row.maximum is not None
            assert row.step > 0 and (row.maximum - row.minimum) % row.step == 0
            assert row.kind is Kind.NUMBER or isinstance(row.step, int)


@EVERY_ROW
def test_words_are_sent_as_written_unless_asked_otherwise(model: ModelSpec) -> None:
    row = model.parameter(Role.REWRITING)
    assert (row is None) is ("klein" in model.id)
    if row is not None:
        inverted = row.encoding is Encoding.INVERTED
        assert (row.wire, inverted) in {("disable_pup", True), ("prompt_upsampling", False)}
        assert row.default is False and not row.only_when_moved


@EVERY_ROW
def test_what_the_service_allows(model: ModelSpec) -> None:
    assert model.most_references == (4 if "klein" in model.id else 8)
    assert model.concurrency == 24
    assert model.size_limits == SizeLimits(64, 4096, 4_194_304, 16)
    assert model.usual_seconds is not None
    low, high = model.usual_seconds
    assert 0 < low <= high


@EVERY_ROW
def test_a_further_megapixel_is_cheaper_than_the_first_or_the_same(model: ModelSpec) -> None:
    assert isinstance(model.price, MegapixelPrice)
    assert model.price.first >= model.price.further == model.price.reference
    assert model.price.further


@pytest.mark.parametrize(
    ("model_id", "fine"), [("flux-2-flex", True), ("flux-2-pro", False), ("flux-2-klein-9b", False)]
)
def test_only_flex_has_fine_control(model_id: str, fine: bool) -> None:
    model = flux_models.find_model(model_id)
    assert model is not None
    assert (model.parameter(Role.STEPS) is not None) is fine
    assert (model.parameter(Role.GUIDANCE) is not None) is fine


def test_the_price_rule_is_dated() -> None:
    year, month, day = flux_models.PRICE_RULE_VERSION.split("-")
    assert (len(year), len(month), len(day)) == (4, 2, 2)
