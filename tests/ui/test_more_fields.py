"""A field under *More* needs only a row of the catalogue and words."""

from __future__ import annotations

import pytest

from bfl_studio.domain.catalog import Kind, Parameter, Role
from bfl_studio.domain.flux_models import hosted
from bfl_studio.ui.more_fields import FACTORIES, ChoiceField
from bfl_studio.ui.more_words import MORE, MoreWords, short_text
from bfl_studio.ui.number_field import NumberField
from tests.ui.stage import Show

pytestmark = pytest.mark.usefixtures("dark")


def test_whatever_has_words_can_be_built() -> None:
    for model in hosted():
        for row in model.parameters:
            assert row.role not in MORE or row.kind in FACTORIES


def test_a_role_is_of_one_kind_in_every_model() -> None:
    for role in MORE:
        rows = [row for model in hosted() if (row := model.parameter(role)) is not None]
        assert len({row.kind for row in rows}) <= 1


def test_a_choice_needs_only_a_row_and_words(show: Show) -> None:
    row = Parameter(Role.SEED, "mode", Kind.CHOICE, default="fast", choices=("fast", "high", "new"))
    words = MoreWords("Mode", "{value} mode", choices=(("fast", "Fast"), ("high", "High quality")))
    field = FACTORIES[row.kind](row, words)
    show(field)
    told: list[object] = []
    field.edited.connect(told.append)
    assert isinstance(field, ChoiceField)
    assert field.control.words == ("Fast", "High quality", "new")
    field.show_value("fast")
    field.control.step(1)
    assert told == ["high"]
    field.show_problem("Choose the mode first.")
    assert field.control.accessibleDescription() == "Choose the mode first."
    assert short_text(words, "high") == "High quality mode"


def test_a_row_with_other_bounds_moves_the_ends(show: Show) -> None:
    row = Parameter(Role.SAFETY_TOLERANCE, "safety_tolerance", Kind.INTEGER, 0, 6, 2)
    field = FACTORIES[Kind.INTEGER](row, MORE[Role.SAFETY_TOLERANCE])
    show(field)
    told: list[object] = []
    field.edited.connect(told.append)
    field.show_value(6)
    field.take(Parameter(Role.SAFETY_TOLERANCE, "safety_tolerance", Kind.INTEGER, 0, 4, 2))
    assert isinstance(field.control, NumberField)
    assert (field.control.maximum(), told) == (4, [])
