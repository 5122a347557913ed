"""What a drag carries, made from files of a folder: the same in this process and in another."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage

ADDRESS = "https://pictures.example.org/a%20barn.jpg?width=900"
WORDS = "a barn at dusk"
SIZE = (320, 200)
_COLOURS = ("red", "orange", "gold", "green", "teal", "blue", "indigo", "violet")


class Carried(StrEnum):
    """What is dragged; the last three begin in the studio's own window."""

    FILE = "one file"
    FOUR_FILES = "four files in no order"
    FOLDER = "a folder"
    TWELVE = "a folder of twelve"
    BRIEF_AMONG = "a brief among pictures"
    BRIEF = "a brief alone"
    HALF = "half of a picture"
    EMPTY = "an empty file"
    PIPE = "a pipe"
    JUNK = "a folder of pictures and junk"
    PIXELS = "picture data"
    BROWSER = "picture data and its address"
    LINK = "the address of a picture"
    INLINE = "a picture inside an address"
    WORDS = "words"
    SLOT = "a slot's picture"
    LIBRARY = "a picture of the library"
    VIEWER = "the picture in view"

    @property
    def own(self) -> bool:
        return self in (Carried.SLOT, Carried.LIBRARY, Carried.VIEWER)


def paint(path: Path, colour: str = "teal") -> Path:
    """A small picture under that name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", SIZE, colour).save(path)
    return path


def lay_out(folder: Path) -> None:
    """All the files that any drag carries."""
    paint(folder / "new.png", "white")
    for number, colour in zip((10, 2, 1, 33), _COLOURS, strict=False):
        paint(folder / f"img {number}.png", colour)
    for number, colour in zip((12, 3), _COLOURS, strict=False):
        paint(folder / "some" / f"{number}.png", colour)
    (folder / "some" / "notes.txt").write_text("nothing to see")
    for number in range(1, 13):
        paint(folder / "twelve" / f"{number}.png", _COLOURS[number % len(_COLOURS)])
    (folder / "brief.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    _lay_out_junk(folder)
    _lay_out_junk(folder / "junk")
    for number, colour in zip((12, 3), _COLOURS, strict=False):
        paint(folder / "junk" / f"{number}.png", colour)
    for name in (".hidden.png", "deeper/1.png"):
        paint(folder / "junk" / name)
    (folder / "junk" / "notes.txt").write_text("nothing to see")
    for number, colour in enumerate(_COLOURS, start=1):
        paint(folder / "filled" / f"{number}.png", colour)


def _lay_out_junk(folder: Path) -> None:
    """What is called a picture and is none."""
    whole = paint(folder / "half.png", "red")
    whole.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    (folder / "empty.png").touch()
    os.mkfifo(folder / "pipe.png")


def mime_of(carried: Carried, folder: Path) -> QMimeData:
    """What such a drag hands over; the files are those `lay_out` has made."""
    data = QMimeData()
    _MAKERS[carried](data, folder)
    return data


def _files(*names: str) -> Callable[[QMimeData, Path], None]:
    def make(data: QMimeData, folder: Path) -> None:
        data.setUrls([QUrl.fromLocalFile(str(folder / name)) for name in names])

    return make


def _pixels(data: QMimeData, folder: Path) -> None:
    data.setImageData(QImage(str(folder / "new.png")))


def _browser(data: QMimeData, folder: Path) -> None:
    data.setData("image/png", (folder / "new.png").read_bytes())
    data.setUrls([QUrl.fromEncoded(ADDRESS.encode())])
    data.setHtml(f'<img src="{ADDRESS}">')


def _link(data: QMimeData, folder: Path) -> None:
    data.setUrls([QUrl.fromEncoded(ADDRESS.encode())])
    data.setText(ADDRESS)


def _inline(data: QMimeData, folder: Path) -> None:
    encoded = base64.b64encode((folder / "new.png").read_bytes()).decode()
    data.setUrls([QUrl(f"data:image/png;base64,{encoded}")])


def _words(data: QMimeData, folder: Path) -> None:
    data.setText(WORDS)


_MAKERS: Mapping[Carried, Callable[[QMimeData, Path], None]] = {
    Carried.FILE: _files("new.png"),
    Carried.FOUR_FILES: _files("img 10.png", "img 2.png", "img 33.png", "img 1.png"),
    Carried.FOLDER: _files("some"),
    Carried.TWELVE: _files("twelve"),
    Carried.BRIEF_AMONG: _files("img 2.png", "brief.pdf", "img 1.png"),
    Carried.BRIEF: _files("brief.pdf"),
    Carried.HALF: _files("half.png"),
    Carried.EMPTY: _files("empty.png"),
    Carried.PIPE: _files("pipe.png"),
    Carried.JUNK: _files("junk"),
    Carried.PIXELS: _pixels,
    Carried.BROWSER: _browser,
    Carried.LINK: _link,
    Carried.INLINE: _inline,
    Carried.WORDS: _words,
}
