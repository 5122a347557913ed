"""What a drop holds: pictures by content, in order; nothing that waits, loops or is endless."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image

from bfl_studio.imaging.signatures import looks_like_picture
from bfl_studio.storage import incoming
from bfl_studio.storage.incoming import Found, pictures_among

KINDS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "MPO")


def picture(path: Path, kind: str = "PNG") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (80, 70), "teal").save(path, kind)
    return path


def found(*paths: Path) -> Found:
    return pictures_among(paths, looks_like_picture)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_known_by_its_first_bytes(tmp_path: Path, kind: str) -> None:
    path = picture(tmp_path / "a picture.txt", kind)
    assert found(path) == Found((path,))


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"RIFF    WAVE", b"PK\3\4"],
)
def test_what_is_none_is_doubted_whatever_its_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(content)
    assert found(path) == Found(doubtful=(path,))


def test_a_folder_gives_its_pictures_in_natural_order_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "b"
    inside = [picture(folder / name) for name in ("1.png", "2.png", "10.png")]
    picture(folder / "deeper" / "3.png")
    picture(folder / ".4.png")
    (folder / "notes.txt").write_text("nothing")
    before, after = picture(tmp_path / "a 2.png"), picture(tmp_path / "c.png")
    assert found(after, folder, before) == Found((before, *inside, after))


def test_folders_without_pictures_and_what_is_no_file_are_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "loop.png").symlink_to(tmp_path / "loop.png")
    (tmp_path / "inside").mkdir()
    os.mkfifo(tmp_path / "inside" / "pipe.png")
    (tmp_path / "inside" / "loop").symlink_to(tmp_path / "inside")
    empty = (tmp_path / "empty", tmp_path / "inside", tmp_path / "pipe.png")
    doubtful = (tmp_path / "gone.png", tmp_path / "loop.png")
    assert found(*doubtful, *empty) == Found(doubtful=doubtful, empty=empty)


def test_of_an_endless_folder_only_the_first_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "MOST_LOOKED_AT", 3)
    for number in range(6):
        picture(tmp_path / f"{number}.png")
    assert [path.name for path in found(tmp_path).pictures] == ["0.png", "1.png", "2.png"]
