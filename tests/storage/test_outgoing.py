"""Copies on their way out: one file for one content, and none that stays for ever."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bfl_studio.storage.outgoing import clear_old, put, read_original

DAY = 24 * 3600
NOW = 1_790_000_000


def _aged(path: Path, days: float) -> Path:
    os.utime(path, (NOW - days * DAY, NOW - days * DAY))
    return path


def test_a_copy_has_the_name_and_the_content(tmp_path: Path) -> None:
    path = put(tmp_path / "outgoing", "2026 a harbour.png", b"pixels")
    assert path.name == "2026 a harbour.png"
    assert path.is_relative_to(tmp_path / "outgoing")
    assert path.read_bytes() == b"pixels"
    assert list(path.parent.iterdir()) == [path]


def test_the_same_content_is_the_same_file_and_other_content_another(tmp_path: Path) -> None:
    first = put(tmp_path, "a.png", b"pixels")
    written = first.stat().st_ino
    assert put(tmp_path, "a.png", b"pixels") == first
    assert first.stat().st_ino == written
    other = put(tmp_path, "a.png", b"others")
    assert other != first
    assert first.read_bytes() == b"pixels"


def test_a_copy_that_a_program_wrote_over_is_made_again(tmp_path: Path) -> None:
    path = put(tmp_path, "a.png", b"pixels")
    for spoilt in (b"PIXELS", b"", b"more pixels"):
        path.write_bytes(spoilt)
        assert put(tmp_path, "a.png", b"pixels").read_bytes() == b"pixels"


def test_what_nobody_asked_for_in_a_month_goes(tmp_path: Path) -> None:
    old = _aged(put(tmp_path, "old.png", b"old"), 31)
    young = _aged(put(tmp_path, "young.png", b"young"), 29)
    clear_old(tmp_path, now=NOW)
    assert young.exists()
    assert not old.parent.exists()


def test_asking_again_makes_a_copy_young(tmp_path: Path) -> None:
    old = _aged(put(tmp_path, "old.png", b"old"), 31)
    put(tmp_path, "old.png", b"old")
    clear_old(tmp_path)
    assert old.exists()


def test_beyond_the_most_the_oldest_go(tmp_path: Path) -> None:
    paths = [_aged(put(tmp_path, f"{n}.png", b"%d" % n), n) for n in range(6)]
    clear_old(tmp_path, most=4, now=NOW)
    assert [path.exists() for path in paths] == [True] * 4 + [False] * 2


def test_what_a_killed_studio_left_half_written_goes(tmp_path: Path) -> None:
    path = put(tmp_path, "a.png", b"pixels")
    path.with_name(".0a1b.part").touch()
    clear_old(tmp_path)
    assert list(path.parent.iterdir()) == [path]


def test_there_may_be_nothing_to_clear(tmp_path: Path) -> None:
    clear_old(tmp_path / "nowhere")


def test_a_disk_that_refuses_says_so_and_keeps_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "outgoing"
    folder.write_text("a file stands in the way")
    with pytest.raises(OSError):
        put(folder, "a.png", b"pixels")


def test_an_original_is_read_up_to_a_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(bytes(10))
    assert read_original(path, 10) == bytes(10)
    with pytest.raises(ValueError):
        read_original(path, 9)
    with pytest.raises(FileNotFoundError):
        read_original(tmp_path / "b.png", 10)
