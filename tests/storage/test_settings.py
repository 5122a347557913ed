"""The settings file: sparse, written whole or not at all, and no start fails for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bfl_studio.domain.settings import Settings, WindowLayout
from bfl_studio.storage.settings import load, save


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "settings.json"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(content)


def _changed() -> Settings:
    layout = WindowLayout(x=-4, y=0, width=1300, height=800, maximized=True)
    return Settings().with_value("scheme", "dark").with_value("window", layout)


def test_without_a_file_everything_is_as_at_first(path: Path) -> None:
    assert load(path) == Settings()
    assert not path.parent.exists()


def test_what_was_saved_is_there_again(path: Path) -> None:
    save(path, _changed())
    assert load(path) == _changed()
    save(path, Settings())
    assert load(path) == Settings()


def test_the_file_holds_the_differences_in_order(path: Path) -> None:
    save(path, _changed())
    text = path.read_text(encoding="utf-8")
    assert list(json.loads(text)) == ["scheme", "version", "window"]
    assert json.loads(text)["version"] == 1
    assert text.endswith("}\n")


def test_nothing_half_written_stays_behind(path: Path) -> None:
    save(path, _changed())
    assert [each.name for each in path.parent.iterdir()] == ["settings.json"]


def test_a_disk_that_refuses_is_told(path: Path) -> None:
    path.parent.write_text("no folder")
    with pytest.raises(OSError):
        save(path, _changed())
    assert load(path) == Settings()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b'{"scheme": "dark"',
        b"[1, 2]",
        b'"dark"',
        b"null",
        b"\xff\xfe\x00\xd8",
        b"\x00" * 100,
        b"[" * 100_000,
        b'{"confirm_above": ' + b"9" * 5000 + b"}",
        b'{"x": "' + b"x" * 1_100_000 + b'"}',
    ],
    ids=["empty", "open", "cut", "list", "text", "null", "bytes", "zeros", "deep", "long", "huge"],
)
def test_a_broken_file_is_set_aside(path: Path, content: bytes) -> None:
    _write(path, content)
    assert load(path) == Settings()
    assert not path.exists()
    assert path.with_name("settings.json.broken").read_bytes() == content
    save(path, _changed())
    assert load(path) == _changed()


def test_a_second_broken_file_takes_the_place_of_the_first(path: Path) -> None:
    _write(path, b"first")
    load(path)
    path.write_bytes(b"second")
    load(path)
    assert path.with_name("settings.json.broken").read_bytes() == b"second"


def test_something_that_is_no_file_is_left_alone(path: Path) -> None:
    path.mkdir(parents=True)
    assert load(path) == Settings()
    assert path.is_dir()


def test_a_file_edited_by_hand_is_read(path: Path) -> None:
    _write(path, b'\xef\xbb\xbf{"scheme": "light", "scale": "huge", "hide_prices": true}')
    settings = load(path)
    assert (settings.scheme, settings.scale, settings.hide_prices) == ("light", 1.0, True)
    assert path.exists()


def test_what_a_later_version_wrote_is_kept(path: Path) -> None:
    _write(path, b'{"version": 3, "grid": [1, {"a": "\\ud800"}], "scheme": "dark"}')
    save(path, load(path).with_value("scheme", "light"))
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert stored == {"version": 3, "grid": [1, {"a": "\ud800"}], "scheme": "light"}
