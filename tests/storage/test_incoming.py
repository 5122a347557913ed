"""What a drop holds: pictures by content, in order; nothing that waits, loops or is endless."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image

from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.imaging.signatures import looks_like_picture
from bfl_studio.storage import incoming
from bfl_studio.storage.incoming import Found, content, pictures_among

K = FailureKind
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
    names = (
        *dict.fromkeys(("empty", "inside"), K.REFERENCE_NONE_INSIDE).items(),
        ("pipe.png", K.REFERENCE_UNREADABLE),
    )
    doubtful = (tmp_path / "gone.png", tmp_path / "loop.png")
    refused = tuple(Failure(kind, said=name) for name, kind in names)
    dropped = [tmp_path / name for name, _ in names]
    assert found(*doubtful, *dropped) == Found(doubtful=doubtful, refused=refused)


def test_a_picture_is_found_behind_as_many_files_as_a_folder_has(tmp_path: Path) -> None:
    """Whatever they are called: none is passed over because of its place or its name."""
    for number in range(6_000):
        (tmp_path / f"{number}.txt").touch()
    last = [picture(tmp_path / name) for name in ("zz", "zz.png", "zzz.txt")]
    assert found(tmp_path) == Found(tuple(last))


def test_the_window_says_how_many_files_are_looked_at() -> None:
    """Its sentence has the number in words."""
    assert incoming.MOST_LOOKED_AT == 100_000


@pytest.mark.parametrize("called", ["{}.png", "{}"])
def test_of_an_endless_folder_a_bounded_number_is_looked_at_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, called: str
) -> None:
    monkeypatch.setattr(incoming, "MOST_LOOKED_AT", 3)
    for number in range(3):
        picture(tmp_path / called.format(number))
    pictures = tuple(sorted(tmp_path.iterdir()))
    assert found(tmp_path) == Found(pictures)
    picture(tmp_path / called.format(3))
    told = Failure(K.REFERENCE_TOO_MANY_INSIDE, said=tmp_path.name)
    assert found(tmp_path).refused == (told,)
    assert len(found(tmp_path).pictures) == 3
    # A hidden file is none of them.
    (tmp_path / called.format(3)).rename(tmp_path / ".3")
    assert found(tmp_path) == Found(pictures)


def test_where_not_all_can_be_looked_at_those_called_like_pictures_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "MOST_LOOKED_AT", 3)
    for number in range(20):
        (tmp_path / f"{number}.txt").touch()
    pair = (picture(tmp_path / "zy.JPG"), picture(tmp_path / "zz.heic"))
    assert found(tmp_path).pictures == pair


def test_names_without_end_are_not_all_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "MOST_LISTED", 5)
    for number in range(6):
        (tmp_path / f".{number}").touch()
    told = Failure(K.REFERENCE_TOO_MANY_INSIDE, said=tmp_path.name)
    assert found(tmp_path) == Found(refused=(told,))


def _refused(path: Path, most: int = 10_000) -> Failure:
    with pytest.raises(StudioError) as refused:
        list(content(path, most, looks_like_picture))
    return refused.value.failure


def test_a_file_is_read_in_pieces_up_to_a_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "_PIECE", 64)
    path = picture(tmp_path / "a.png")
    pieces = list(content(path, path.stat().st_size, looks_like_picture))
    assert len(pieces) > 1
    assert b"".join(pieces) == path.read_bytes()
    too_large = _refused(path, path.stat().st_size - 1)
    assert too_large == Failure(K.REFERENCE_TOO_LARGE, said="a.png")


def test_what_is_no_picture_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "disk.img"
    with path.open("wb") as file:
        file.truncate(2**40)
    assert _refused(path, 2**41) == Failure(K.REFERENCE_UNREADABLE, said="disk.img")


def test_nobody_waits_for_a_pipe_that_took_a_file_s_place(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.png")
    failure = _refused(tmp_path / "a.png")
    assert (failure.kind, failure.said) == (K.REFERENCE_UNREADABLE, "a.png")


def test_what_may_not_be_read_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, folder = picture(tmp_path / "a.png"), tmp_path / "closed"

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(os, "scandir", refuse)
    assert _refused(path) == Failure(K.REFERENCE_FORBIDDEN, said="a.png")
    folder.mkdir()
    assert found(folder).refused == (Failure(K.REFERENCE_FORBIDDEN, said="closed"),)
