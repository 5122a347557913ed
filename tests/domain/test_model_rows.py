"""A designer's own row is a model like any other; one that cannot be says where it is wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bfl_studio.api import wire
from bfl_studio.api.body import FileSegment
from bfl_studio.domain import flux_models, pricing, recipe, rules
from bfl_studio.domain.catalog import Family, Role
from bfl_studio.domain.credits import credits
from bfl_studio.domain.fitting import fit
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.model_rows import RowFault, RowProblem, model_from
from bfl_studio.domain.pricing import Exact, Unknown
from bfl_studio.domain.recipe import Recipe, RecipeImage
from bfl_studio.domain.rules import IssueKind
from bfl_studio.storage import own_models

ROW = """\
id = "flux-4-pro"
path = "/v1/flux-4-pro"
label = "FLUX.4 [pro]"
concurrency = 3

[price]
first = "2"
further = "0.5"
reference = "0.25"

[size_limits]
least_side = 128
largest_side = 1024
multiple = 32

[[parameters]]
role = "prompt"
wire = "prompt"
kind = "text"
required = true
maximum = 40

[[parameters]]
role = "width"
wire = "width"
kind = "integer"
minimum = 128
maximum = 1024
default = 512

[[parameters]]
role = "height"
wire = "height"
kind = "integer"
minimum = 128
maximum = 1024
default = 512

[[parameters]]
role = "reference"
wire = "pictures"
kind = "images"
encoding = "list"
most = 2
minimum = 128

[[parameters]]
role = "prompt_rewriting"
wire = "verbatim"
kind = "switch"
encoding = "inverted"
default = false

[[parameters]]
role = "mode"
wire = "mode"
kind = "choice"
choices = ["calm", "wild"]
default = "calm"
"""


@pytest.fixture
def adopted(tmp_path: Path) -> Iterator[None]:
    """The row above, read from the data folder; gone again afterwards."""
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "tomorrow.toml").write_text(ROW)
    try:
        assert own_models.adopt(tmp_path) == ()
        yield
    finally:
        flux_models.adopt(())


def chosen(**values: Any) -> Recipe:
    model = flux_models.find_model("flux-4-pro")
    assert model is not None
    wanted = replace(recipe.default_recipe(model), prompt="a harbour")
    return wanted.with_values({Role(name): value for name, value in values.items()})


@pytest.mark.usefixtures("adopted")
def test_it_stands_after_all_others_in_a_group_of_its_own() -> None:
    own = flux_models.models()[-1]
    assert flux_models.models() == (*flux_models.hosted(), own)
    assert flux_models.find_model("flux-4-pro") is own
    assert (own.family, own.label, own.concurrency) == (Family.YOURS, "FLUX.4 [pro]", 3)
    assert flux_models.first_model().id == "flux-2-pro"


@pytest.mark.usefixtures("adopted")
def test_it_is_priced_checked_and_sent_by_its_own_fields() -> None:
    images = tuple(
        RecipeImage(Role.REFERENCE, str(number), size=Size(640, 480)) for number in range(3)
    )
    wanted = replace(chosen(width=1024, height=1024).with_seed(7), images=images)
    assert rules.check(wanted) == ()
    assert pricing.estimate(wanted, 2) == Exact(credits("5"))
    model = flux_models.models()[-1]
    file = FileSegment(Path("a.png"), 3)
    assert wire.payload(model, wanted, {Role.REFERENCE: [file] * 3}) == {
        "prompt": "a harbour",
        "width": 1024,
        "height": 1024,
        "pictures": (file, file),
        "verbatim": True,
        "mode": "calm",
    }


@pytest.mark.usefixtures("adopted")
@pytest.mark.parametrize(
    ("wrong", "kind", "role"),
    [
        ({"width": 1040}, IssueKind.SIDE_OUT_OF_RANGE, Role.WIDTH),
        ({"mode": "fast"}, IssueKind.CHOICE_UNKNOWN, Role.MODE),
        ({"prompt_rewriting": 1}, IssueKind.CHOICE_UNKNOWN, Role.REWRITING),
    ],
)
def test_its_own_bounds_hold(wrong: dict[str, Any], kind: IssueKind, role: Role) -> None:
    assert [(each.kind, each.role) for each in rules.check(chosen(**wrong))] == [(kind, role)]


@pytest.mark.usefixtures("adopted")
def test_its_own_bounds_hold_for_words_and_pictures() -> None:
    small = RecipeImage(Role.REFERENCE, "1", size=Size(127, 640))
    assert [each.kind for each in rules.check(replace(chosen(), images=(small,)))] == [
        IssueKind.IMAGE_TOO_SMALL
    ]
    assert [each.kind for each in rules.check(replace(chosen(), prompt="x" * 41))] == [
        IssueKind.PROMPT_TOO_LONG
    ]


@pytest.mark.usefixtures("adopted")
def test_a_recipe_fits_it_and_comes_back() -> None:
    own, pro = flux_models.models()[-1], flux_models.first_model()
    before = replace(recipe.default_recipe(pro), prompt="a harbour")
    there, _ = fit(before.with_size(Size(2048, 1024)), own)
    assert rules.check(there) == () and there.size == Size(1024, 512)
    back, _ = fit(there, pro)
    assert rules.check(back) == () and back.prompt == "a harbour"


def test_once_it_is_gone_its_recipes_are_those_of_a_model_nobody_knows() -> None:
    lost = Recipe("flux-4-pro", "a harbour")
    assert [each.kind for each in rules.check(lost)] == [IssueKind.UNKNOWN_MODEL]
    assert pricing.estimate(lost) == Unknown()


@pytest.mark.parametrize("taken", ["flux-2-pro", "flux-dev", "flux-fill"])
def test_no_row_takes_the_place_of_a_model_or_of_an_older_name(tmp_path: Path, taken: str) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "mine.toml").write_text(ROW.replace('"flux-4-pro"', f'"{taken}"', 1))
    try:
        [broken] = own_models.adopt(tmp_path)
        assert (broken.file, broken.line, broken.field) == ("mine.toml", 1, "id")
        assert broken.problem is RowProblem.TAKEN
        assert flux_models.models() == flux_models.hosted()
    finally:
        flux_models.adopt(())


M, W, T = RowProblem.MISSING, RowProblem.WRONG, RowProblem.TAKEN


@pytest.mark.parametrize(
    ("old", "new", "field", "problem"),
    [
        ('role = "height"\nwire = "height"', 'role = "width"\nwire = "high"', "3.role", T),
        ('wire = "height"', 'wire = "width"', "3.wire", T),
        ('role = "height"\nwire = "height"', 'role = "seed"\nwire = "seed"', "2.role", W),
        ('wire = "width"\nkind = "integer"', 'wire = "width"\nkind = "switch"', "2.kind", W),
        ('kind = "text"', 'kind = "choice"', "1.kind", W),
        ('kind = "images"', 'kind = "text"', "4.kind", W),
        ('encoding = "list"', 'encoding = "plain"', "4.encoding", W),
        ('encoding = "inverted"', 'encoding = "single"', "5.encoding", W),
        ('encoding = "inverted"\ndefault = false', "", "5.default", M),
        ("default = false", "default = 0", "5.default", W),
        (
            "minimum = 128\nmaximum = 1024\ndefault = 512",
            "maximum = 9\ndefault = 5",
            "2.minimum",
            M,
        ),
        ("minimum = 128\nmaximum = 1024\ndefault", "minimum = 128\ndefault", "2.maximum", M),
        ("maximum = 1024\ndefault", "maximum = 128\ndefault", "2.maximum", W),
        ("maximum = 1024\ndefault", "maximum = 1024.5\ndefault", "2.maximum", W),
        ("default = 512", "", "2.default", M),
        ("default = 512", "default = 1025", "2.default", W),
        ("default = 512", "default = 512.5", "2.default", W),
        ("default = 512", 'default = "512"', "2.default", W),
        ("default = 512", "default = 512\nstep = -1", "2.step", W),
        ('choices = ["calm", "wild"]\n', "", "6.choices", M),
        ('default = "calm"', 'default = "loud"', "6.default", W),
    ],
)
def test_a_row_that_makes_no_sense_says_where(
    old: str, new: str, field: str, problem: RowProblem
) -> None:
    assert old in ROW
    with pytest.raises(RowFault) as caught:
        model_from(tomllib.loads(ROW.replace(old, new, 1)))
    assert (caught.value.field, caught.value.problem) == (f"parameters.{field}", problem)
