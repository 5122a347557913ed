"""Rows of the designer's own: one file each; a broken one says where it is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from bfl_studio.domain.catalog import ChoicePrice, Encoding, Family, FlatPrice, Kind, Role
from bfl_studio.domain.credits import credits
from bfl_studio.domain.model_rows import BrokenRow, RowProblem
from bfl_studio.storage.own_models import load

WHOLE = """\
id = "flux-4-pro"
path = "/v1/flux-4-pro"
label = "FLUX.4 [pro]"
best_for = "Tomorrow"
usual_seconds = [3, 5]

[price]
first = "3"
further = "1.5"
reference = 1.5

[size_limits]
multiple = 32

[[parameters]]
role = "prompt"
wire = "prompt"
kind = "text"
required = true

[[parameters]]
role = "reference"
wire = "input_image"
kind = "images"
most = 4

[[parameters]]
role = "guidance"
wire = "guidance"
kind = "number"
minimum = 1.5
maximum = 10
default = 5.0
step = 0.1
only_when_moved = true
"""


def _write(folder: Path, text: str, name: str = "tomorrow.toml") -> None:
    (folder / "models").mkdir(exist_ok=True)
    (folder / "models" / name).write_text(text)


def test_a_whole_row_is_a_model(tmp_path: Path) -> None:
    _write(tmp_path, WHOLE)
    (model,), broken = load(tmp_path, ())
    assert broken == ()
    assert (model.id, model.family, model.size_limits.multiple) == (
        "flux-4-pro",
        Family.YOURS,
        32,
    )
    references = model.parameter(Role.REFERENCE)
    assert references is not None
    assert (references.kind, references.encoding) == (Kind.IMAGES, Encoding.NUMBERED)


def test_no_folder_is_no_rows(tmp_path: Path) -> None:
    assert load(tmp_path, ()) == ((), ())


@pytest.mark.parametrize(
    ("price", "rule"),
    [
        ("[price]\nflat = 4", FlatPrice(credits("4"))),
        (
            '[price]\nrole = "mode"\namounts = { fast = "4.5", high = 20 }',
            ChoicePrice(Role.MODE, (("fast", credits("4.5")), ("high", credits("20")))),
        ),
    ],
)
def test_prices_may_be_flat_or_by_choice(tmp_path: Path, price: str, rule: object) -> None:
    start, rest = WHOLE.split("[price]")
    _write(tmp_path, start + price + rest[rest.index("\n[size") :])
    (model,), _ = load(tmp_path, ())
    assert model.price == rule


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "problem"),
    [
        ('path = "/v1/flux-4-pro"\n', "", 1, "path", RowProblem.MISSING),
        ('"/v1/flux-4-pro"', '"https://evil.example/v1/x"', 2, "path", RowProblem.WRONG),
        ('"/v1/flux-4-pro"', '"/v1/../x"', 2, "path", RowProblem.WRONG),
        ("[3, 5]", "[5, 3]", 5, "usual_seconds", RowProblem.WRONG),
        ('best_for = "Tomorrow"', "colour = 1", 4, "colour", RowProblem.UNKNOWN),
        ('first = "3"', 'first = "three"', 8, "price.first", RowProblem.WRONG),
        ('first = "3"', "", 7, "price.first", RowProblem.MISSING),
        ("multiple = 32", "multiple = 0", 13, "size_limits.multiple", RowProblem.WRONG),
        ('kind = "images"', 'kind = "film"', 24, "parameters.2.kind", RowProblem.WRONG),
        ('wire = "guidance"', 'wire = "webhook_url"', 29, "parameters.3.wire", RowProblem.WRONG),
        ('role = "guidance"', 'role = "mood"', 28, "parameters.3.role", RowProblem.WRONG),
        ('label = "FLUX.4 [pro]"', 'label = "FLUX.4', 3, "", RowProblem.WRONG),
        ('"flux-4-pro"\npath', '"flux-2-pro"\npath', 1, "id", RowProblem.TAKEN),
    ],
)
def test_a_broken_row_says_where(
    tmp_path: Path, old: str, new: str, line: int, field: str, problem: RowProblem
) -> None:
    assert old in WHOLE
    _write(tmp_path, WHOLE.replace(old, new, 1))
    models, broken = load(tmp_path, {"flux-2-pro"})
    assert models == ()
    assert broken == (BrokenRow("tomorrow.toml", line, field, problem),)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x00" * 300_000])
def test_what_is_no_text_is_broken_as_a_whole(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "x.toml").write_bytes(content)
    models, broken = load(tmp_path, ())
    assert models == () and [each.file for each in broken] == ["x.toml"]


def test_one_broken_row_takes_no_other_along_and_an_id_is_taken_once(tmp_path: Path) -> None:
    _write(tmp_path, "nonsense", "a.toml")
    _write(tmp_path, WHOLE, "b.toml")
    _write(tmp_path, WHOLE, "c.toml")
    models, broken = load(tmp_path, ())
    assert [model.id for model in models] == ["flux-4-pro"]
    assert [each.file for each in broken] == ["a.toml", "c.toml"]
