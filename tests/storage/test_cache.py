"""Caches: what is there is whole, and nothing stays that nobody asks for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bfl_studio.storage import cache
from bfl_studio.storage.cache import DAY, Bounds

NOW = 1_790_000_000
BOUNDS = Bounds(seconds=30 * DAY, files=4, total=400)


def _put(folder: Path, name: str, days: float = 0, size: int = 10) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bytes(size))
    os.utime(path, (NOW - days * DAY, NOW - days * DAY))
    return path


def _left(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_what_is_made_gets_its_name_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "cache" / "one" / "a.png"
    with cache.making(tmp_path / "cache") as part:
        part.write_bytes(b"pixels")
        assert not target.exists()
        assert cache.settle(part, target, durable=True) == target
    assert target.read_bytes() == b"pixels"
    assert _left(tmp_path) == {"cache/one/a.png"}


def test_what_failed_half_way_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), cache.making(tmp_path) as part:
        part.write_bytes(b"pix")
        raise RuntimeError
    assert _left(tmp_path) == set()


def test_the_bytes_are_on_the_disk_before_the_name_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "one" / "a.png"
    synced: list[tuple[int, bool]] = []
    sync = os.fsync

    def follow(descriptor: int) -> None:
        synced.append((os.fstat(descriptor).st_ino, target.exists()))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", follow)
    with cache.making(tmp_path) as part:
        part.write_bytes(b"pixels")
        cache.settle(part, target, durable=True)
    assert synced[0] == (target.stat().st_ino, False)


def test_a_disk_that_refuses_to_sync_puts_nothing_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError), cache.making(tmp_path) as part:
        part.write_bytes(b"pixels")
        cache.settle(part, tmp_path / "one" / "a.png", durable=True)
    assert _left(tmp_path) == set()


def test_what_nobody_asked_for_goes_with_its_folder(tmp_path: Path) -> None:
    _put(tmp_path, "old/a.png", days=31)
    _put(tmp_path, "flat.png", days=31)
    _put(tmp_path, "young/a.png", days=29)
    cache.clear(tmp_path, BOUNDS, now=NOW)
    assert [path.name for path in tmp_path.iterdir()] == ["young"]


def test_what_was_asked_for_again_stays(tmp_path: Path) -> None:
    path = _put(tmp_path, "old/a.png", days=31)
    cache.touch(path)
    cache.touch(tmp_path / "nowhere.png")
    cache.clear(tmp_path, BOUNDS)
    assert _left(tmp_path) == {"old/a.png"}


def test_of_too_many_the_oldest_go(tmp_path: Path) -> None:
    for day in range(6):
        _put(tmp_path, f"{day}/a.png", days=day)
    cache.clear(tmp_path, BOUNDS, now=NOW)
    assert _left(tmp_path) == {f"{day}/a.png" for day in range(4)}


def test_of_too_much_the_oldest_go(tmp_path: Path) -> None:
    for day in range(3):
        _put(tmp_path, f"{day}/a.png", days=day, size=150)
    cache.clear(tmp_path, BOUNDS, now=NOW)
    assert _left(tmp_path) == {"0/a.png", "1/a.png"}


def test_what_is_needed_stays_however_old_it_is(tmp_path: Path) -> None:
    for day in range(6):
        _put(tmp_path, f"{day}/a.png", days=50 + day, size=150)
    cache.clear(tmp_path, BOUNDS, needed={"3", "5", "other"}, now=NOW)
    assert _left(tmp_path) == {"3/a.png", "5/a.png"}


def test_what_a_killed_studio_left_goes_and_what_is_on_its_way_stays(tmp_path: Path) -> None:
    _put(tmp_path, ".dead.part", days=1)
    _put(tmp_path, ".living.part")
    _put(tmp_path, "kept/a.png")
    cache.clear_parts(tmp_path, before=NOW)
    assert _left(tmp_path) == {".living.part", "kept/a.png"}


def test_nothing_half_made_stays_where_nobody_makes_anything(tmp_path: Path) -> None:
    with cache.making(tmp_path) as part:
        part.write_bytes(b"half")
        os.utime(part, (NOW - 1, NOW - 1))
        _put(tmp_path, "kept/a.png")
        cache.clear(tmp_path, BOUNDS, now=NOW)
        assert _left(tmp_path) == {"kept/a.png"}


def test_there_may_be_nothing_to_clear_or_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "nowhere", tmp_path / "file"):
        cache.clear(folder, BOUNDS)
        cache.clear_parts(folder, NOW)
    assert _left(tmp_path) == {"file"}


def test_what_cannot_be_made_refuses_whoever_writes(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with cache.making(tmp_path / "file") as part, pytest.raises(OSError):
        part.write_bytes(b"pixels")
