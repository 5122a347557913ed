"""Every row of the sections is in the table, once and with a way to play it or a reason."""

from __future__ import annotations

import pytest

from tests.faults.matrix import SECTIONS

_COUNTS = {"A": 30, "B": 22, "C": 20}
_NOT_HERE = {"B19", "B21-revoked", "C14"}


@pytest.mark.parametrize("section", sorted(_COUNTS))
def test_every_row_has_its_place(section: str) -> None:
    rows = SECTIONS[section]
    wanted = {f"{section}{number:02}" for number in range(1, _COUNTS[section] + 1)}
    ids = [row.id for row in rows]
    assert len(ids) == len(set(ids))
    assert {name.split("-")[0] for name in ids} == wanted


def test_what_cannot_be_played_says_why() -> None:
    rows = [row for section in SECTIONS.values() for row in section]
    assert {row.id for row in rows if row.cannot} == _NOT_HERE
    assert [row.id for row in rows if bool(row.cannot) == bool(row.play)] == []
