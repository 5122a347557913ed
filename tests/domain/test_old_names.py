"""Names of older guides lead to today's models, and take no model's place."""

import pytest

from bfl_studio.domain import flux_models
from bfl_studio.domain.catalog import Role
from bfl_studio.domain.old_names import OLD_NAMES, todays_model


@pytest.mark.parametrize(
    ("old", "today", "path"),
    [
        ("flux-kontext", "flux-kontext-pro", "/v1/flux-kontext-pro"),
        ("flux-fill", "flux-pro-1.0-fill", "/v1/flux-pro-1.0-fill"),
        ("flux-pro-1.1-raw", "flux-pro-1.1-ultra-raw", "/v1/flux-pro-1.1-ultra"),
        ("flux-pro", "flux-pro-1.1", "/v1/flux-pro-1.1"),
    ],
)
def test_an_older_name_means_todays_model(old: str, today: str, path: str) -> None:
    model = todays_model(old)
    assert model is not None
    assert (model.id, model.path) == (today, path)


def test_the_older_name_of_raw_is_raw() -> None:
    model = todays_model("flux-pro-1.1-raw")
    assert model is not None
    raw = model.parameter(Role.RAW)
    assert raw is not None and raw.default is True


def test_no_older_name_is_the_id_of_a_model() -> None:
    assert not OLD_NAMES.keys() & {model.id for model in flux_models.hosted()}


@pytest.mark.parametrize("name", ["flux-2-pro", "flux-2-dev", "flux-9", "", "FLUX-PRO"])
def test_other_names_are_no_older_ones(name: str) -> None:
    assert todays_model(name) is None
