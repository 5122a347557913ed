"""Models of the designer's own: one TOML file each, in the data folder."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from bfl_studio.domain import flux_models
from bfl_studio.domain.catalog import ModelSpec
from bfl_studio.domain.model_rows import BrokenRow, RowFault, RowProblem, model_from
from bfl_studio.domain.old_names import OLD_NAMES

FOLDER = "models"
_LARGEST = 256 * 1024
_AT_LINE = re.compile(r"at line (\d+)")


def adopt(data: Path) -> tuple[BrokenRow, ...]:
    """Make every good row of `data`/models usable; those that are not."""
    if not (data / FOLDER).is_dir():
        return ()
    taken = {model.id for model in flux_models.hosted()} | OLD_NAMES.keys()
    models, broken = load(data, taken)
    flux_models.adopt(models)
    return broken


def load(data: Path, taken: Collection[str]) -> tuple[tuple[ModelSpec, ...], tuple[BrokenRow, ...]]:
    """Every row of `data`/models in the order of their names, and what could not be read.

    `taken` are ids that a row may not have.
    """
    models: list[ModelSpec] = []
    broken: list[BrokenRow] = []
    for path in sorted((data / FOLDER).glob("*.toml")):
        known = {*taken, *(model.id for model in models)}
        row = _read(path, known)
        if isinstance(row, BrokenRow):
            broken.append(row)
        else:
            models.append(row)
    return tuple(models), tuple(broken)


def _read(path: Path, taken: Collection[str]) -> ModelSpec | BrokenRow:
    import tomllib

    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST).decode("utf-8-sig")
        model = model_from(tomllib.loads(text))
        if model.id in taken:
            raise RowFault("id", RowProblem.TAKEN)
    except RowFault as fault:
        return BrokenRow(path.name, _line_of(text, fault.field), fault.field, fault.problem)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        return BrokenRow(path.name, int(found[1]) if found else 0, "", RowProblem.WRONG)
    except (OSError, ValueError):
        return BrokenRow(path.name, 0, "", RowProblem.WRONG)
    return model


def _line_of(text: str, field: str) -> int:
    """Where a field stands, or the table it is missing from; 0 when neither is found."""
    parts = field.split(".")
    name = parts[-1]
    table, number = (parts[0], int(parts[1])) if len(parts) == 3 else ("", 0)
    if len(parts) == 2:
        table, number = parts[0], 1
    seen, best = 0, 0
    for line, content in enumerate(text.splitlines(), start=1):
        head = re.match(r"\s*\[+\s*([\w.-]+)\s*\]+", content)
        if head:
            seen += head[1] == table
            within = head[1] == table and seen == number
            best = line if within else best
            if head[1] == field:
                return line
            continue
        inside = (not table and not seen) or (table and seen == number)
        if inside and re.match(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=", content):
            return line
    return best or (1 if not table else 0)
