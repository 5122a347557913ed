"""Failures survive the journal, those of a later version too."""

import json

import pytest
from hypothesis import given

from bfl_studio.domain import errors
from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from tests.domain.makers import failures


@given(failures)
def test_a_failure_survives_the_disk(failure: Failure) -> None:
    assert errors.from_json(json.loads(json.dumps(errors.to_json(failure)))) == failure


@pytest.mark.parametrize("stored", [{}, {"kind": "of_tomorrow"}, {"kind": None}])
def test_a_kind_nobody_knows_is_our_own_mistake(stored: dict[str, str]) -> None:
    assert errors.from_json({**stored, "said": "hm"}) == Failure(FailureKind.STUDIO_BUG, "hm")


def test_an_error_names_its_kind_and_never_repeats_what_the_service_said() -> None:
    failure = Failure(FailureKind.BUSY, said="<b>key bfl_secret</b>", details="bfl_secret")
    error = StudioError(failure)
    assert str(error) == "busy"
    assert error.failure is failure
