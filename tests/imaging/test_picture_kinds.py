"""One table of kinds: what is offered to be chosen, dropped and opened is what can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from bfl_studio.domain.picture_kinds import HEIF, PICTURE_KINDS, PictureKind, endings
from bfl_studio.imaging.preparation import look
from bfl_studio.imaging.signatures import looks_like_picture
from tests.imaging.odd_pictures import heic

KINDS = pytest.mark.parametrize("kind", PICTURE_KINDS, ids=lambda kind: kind.name)


def _written(folder: Path, kind: PictureKind) -> Path:
    picture, path = Image.new("RGB", (80, 70), "teal"), folder / "picture"
    if kind is HEIF:
        path.write_bytes(heic(picture))
    else:
        picture.save(path, kind.name)
    return path


@KINDS
def test_each_is_told_by_its_first_bytes_and_read(tmp_path: Path, kind: PictureKind) -> None:
    path = _written(tmp_path, kind)
    assert looks_like_picture(path.read_bytes()[:32])
    assert look(path).extension == kind.endings[0]


@KINDS
def test_no_kind_is_taken_for_another(tmp_path: Path, kind: PictureKind) -> None:
    head = _written(tmp_path, kind).read_bytes()[:32]
    told = [each.name for each in PICTURE_KINDS if re.match(each.head, head, re.DOTALL)]
    assert told == [kind.name]


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"RIFF\0\0\0\0WAVE",
        b"\0\0\0\x18ftypmp42",
        b"GIF88a",
        b"II\0*",
        b"%PDF-1.7",
        b" \x89PNG\r\n\x1a\n",
    ],
)
def test_what_begins_otherwise_is_none(head: bytes) -> None:
    assert not looks_like_picture(head)


def test_no_ending_belongs_to_two() -> None:
    listed = list(endings())
    assert len(listed) == len(set(listed))
    assert {"heic", "heif", "jpg", "png"} <= set(listed)
