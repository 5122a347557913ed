"""The judge finds what is wrong: each way to lose a picture, to pay twice or to tell the key."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults import oracle, sandbox_evidence
from tests.faults.oracle import Evidence
from tests.faults.service import paint
from tests.faults.stage import KEY, Stage
from tests.sandbox.process import running_sandbox
from tests.services.workshop import orders, workshop

Spoil = Callable[[Stage, Evidence], Evidence]


def _written(stage: Stage, statement: str) -> None:
    connection = sqlite3.connect(stage.premises.journal)
    connection.execute(statement)
    connection.commit()
    connection.close()


def _sql(statement: str) -> Spoil:
    def spoil(stage: Stage, seen: Evidence) -> Evidence:
        _written(stage, statement)
        return seen

    return spoil


def _file(path: Callable[[Stage], Path], content: bytes | None) -> Spoil:
    def spoil(stage: Stage, seen: Evidence) -> Evidence:
        if content is None:
            path(stage).unlink()
        else:
            path(stage).write_bytes(content)
        return seen

    return spoil


def _picture(stage: Stage) -> Path:
    return next(path for path in stage.premises.library.iterdir() if path.is_file())


def _beside(name: str) -> Callable[[Stage], Path]:
    return lambda stage: stage.premises.library / name


def _recipe(stage: Stage) -> Path:
    return next((stage.premises.library / ".bfl-studio" / "recipes").iterdir())


def _charged_twice(stage: Stage, seen: Evidence) -> Evidence:
    again = replace(seen.charges[0], task="another")
    return replace(seen, charges=(*seen.charges, again))


def _charged_elsewhere(stage: Stage, seen: Evidence) -> Evidence:
    first, *rest = seen.charges
    return replace(seen, charges=(replace(first, task="another", body_sha256="x"), *rest))


def _charged_more(stage: Stage, seen: Evidence) -> Evidence:
    first, *rest = seen.charges
    return replace(seen, charges=(replace(first, cost=first.cost + 1), *rest))


def _wrong_bytes(stage: Stage, seen: Evidence) -> Evidence:
    return replace(seen, pictures=dict.fromkeys(seen.pictures, "other"))


def _never_delivered(stage: Stage, seen: Evidence) -> Evidence:
    return replace(seen, pictures={})


_WRONGS: dict[str, tuple[str, Spoil]] = {
    "a charge too many": ("I1", _charged_twice),
    "a row too many": ("I1", lambda stage, seen: replace(seen, confirmed=1)),
    "a charge of nobody": ("I2", _charged_elsewhere),
    "two rows with one task": (
        "I2",
        _sql("UPDATE job SET task_id = (SELECT task_id FROM job WHERE number=1)"),
    ),
    "a task nobody sold": ("I2", _sql("UPDATE job SET task_id = 'made up' WHERE number=1")),
    "a task of a job that was called off": (
        "I2",
        _sql("UPDATE job SET state = 'cancelled' WHERE number=1"),
    ),
    "another amount": ("I2", _charged_more),
    "an amount for nothing": ("I2", _sql("UPDATE job SET task_id = NULL")),
    "a lost picture": ("I3", _sql("UPDATE job SET state = 'gone' WHERE number=1")),
    "other bytes": ("I3", _wrong_bytes),
    "a picture from nowhere": ("I3", _never_delivered),
    "half a picture": ("I3", _file(_picture, paint(1)[:3000])),
    "the same picture twice": ("I3", lambda stage, seen: _doubled(stage, seen)),
    "a row without its file": ("I4", _file(_picture, None)),
    "a file without a row": ("I4", _file(_beside("stray.png"), paint(1))),
    "no recipe": ("I4", _file(_recipe, None)),
    "half a download": ("I5", _file(_beside(".bfl-studio/incoming/x.part"), b"half")),
    "half a hidden file": ("I5", _file(_beside(".bfl-studio/recipes/.x.part"), b"half")),
    "the key in a file": ("I6", _file(_beside(".bfl-studio/note"), KEY.encode())),
    "the key in the journal": ("I6", _sql(f"UPDATE job SET evidence = '{KEY}'")),
    "the key at a stranger": ("I6", lambda stage, seen: replace(seen, elsewhere=(f"x: {KEY}",))),
    "the key on the screen": ("I6", lambda stage, seen: replace(seen, output=KEY)),
    "words on the error stream": ("I8", lambda stage, seen: replace(seen, output="Traceback")),
    "an exit code": ("I8", lambda stage, seen: replace(seen, exit_codes=(1,))),
    "a mistake of our own": ("I8", lambda stage, seen: replace(seen, faults=("ValueError",))),
}


def _doubled(stage: Stage, seen: Evidence) -> Evidence:
    picture = _picture(stage)
    picture.with_name("copy.png").write_bytes(picture.read_bytes())
    return seen


def _played(stage: Stage) -> None:
    with stage.studio() as shop:
        jobs = stage.ask(shop, 2)
        stage.all_settled(shop, jobs)


def test_what_is_well_is_well(stage: Stage) -> None:
    _played(stage)
    assert oracle.breaches(stage.evidence()) == []


@pytest.mark.parametrize("wrong", sorted(_WRONGS))
def test_what_is_wrong_is_found(wrong: str, stage: Stage) -> None:
    invariant, spoil = _WRONGS[wrong]
    _played(stage)
    found = oracle.breaches(spoil(stage, stage.evidence()))
    assert [breach for breach in found if breach.startswith(invariant)], found


def test_before_the_first_start_there_is_nothing_to_find(stage: Stage) -> None:
    assert oracle.breaches(stage.evidence()) == []


def test_the_sandbox_is_judged_by_the_same(tmp_path: Path) -> None:
    data = tmp_path / "studio"
    with running_sandbox(tmp_path / "sandbox", "--seconds-per-image", "0.05") as sandbox:
        with workshop(data, sandbox.base_url, key=KEY) as shop:
            jobs = shop.enqueue(orders(pictures=3))
            shop.enqueue(orders("sandbox:moderated"))
            for job in jobs:
                shop.picture(job)
        seen = sandbox_evidence.evidence(sandbox, data, data / "library", 4, KEY)
    assert len(seen.pictures) == 3
    assert oracle.breaches(seen) == []
