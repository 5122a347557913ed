"""Copies on their way out: one file for one content, and none that stays for ever."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bfl_studio.storage.outgoing import clear_old, put, read_original


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


def test_asking_again_makes_a_copy_young(tmp_path: Path) -> None:
    old = put(tmp_path, "old.png", b"old")
    os.utime(old, (0, 0))
    put(tmp_path, "old.png", b"old")
    clear_old(tmp_path)
    assert old.exists()


def test_what_nobody_asked_for_in_a_month_goes(tmp_path: Path) -> None:
    old, young = put(tmp_path, "old.png", b"old"), put(tmp_path, "young.png", b"young")
    os.utime(old, (0, 0))
    clear_old(tmp_path)
    assert young.exists()
    assert not old.parent.exists()


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
