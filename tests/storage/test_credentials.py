"""Keys found outside the store: a variable, a `.env` file; shown as found, told by nobody."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bfl_studio.domain.api_key import KeyFlaw, KeySource
from bfl_studio.storage.credentials import Found, found

KEY = "bfl_0123456789abcdef"


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    assert found({}, tmp_path) is None
    assert found({"BFL_API_KEY": ""}, tmp_path) is None


def test_the_variable_comes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BFL_API_KEY=bfl_from_the_file")
    assert found({"BFL_API_KEY": f" {KEY}\n"}, tmp_path) == Found(KeySource.VARIABLE, KEY)


def test_a_variable_that_cannot_be_used_is_told_and_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"BFL_API_KEY={KEY}")
    told = found({"BFL_API_KEY": "not a key"}, tmp_path)
    assert told == Found(KeySource.VARIABLE, None, KeyFlaw.STRANGE)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (f"BFL_API_KEY={KEY}", KEY),
        (f"export BFL_API_KEY = '{KEY}'  # mine", KEY),
        (f"OTHER=1\n# BFL_API_KEY=old\nBFL_API_KEY={KEY} # mine\n", KEY),
        (f'BFL_API_KEY="{KEY}"\r\n', KEY),
        (f"BFL_API_KEY=first\nBFL_API_KEY={KEY}", KEY),
        (f"\ufeffBFL_API_KEY={KEY}", None),
        ("NOT_BFL_API_KEY=x", None),
        ("", None),
    ],
)
def test_a_file_beside_the_working_folder(tmp_path: Path, content: str, key: str | None) -> None:
    (tmp_path / ".env").write_text(content, encoding="utf-8")
    told = found({}, tmp_path)
    assert told == (Found(KeySource.DOTENV, key) if key else None)


def test_a_pipe_a_folder_and_a_loop_hold_up_nobody(tmp_path: Path) -> None:
    names = [tmp_path / name / ".env" for name in ("pipe", "folder", "loop")]
    for name in names:
        name.parent.mkdir()
    os.mkfifo(names[0])
    names[1].mkdir()
    names[2].symlink_to(names[2])
    assert [found({}, name.parent) for name in names] == [None] * 3


def test_it_is_shown_by_no_repr(tmp_path: Path) -> None:
    assert KEY not in repr(found({"BFL_API_KEY": KEY}, tmp_path))
