"""What a drag or the clipboard holds for the slots: files, pixels, an address, a slot's picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, QUrl
from PySide6.QtGui import QImage

from bfl_studio.domain.addresses import picture_address
from bfl_studio.domain.catalog import Role
from bfl_studio.domain.slots import Spot
from bfl_studio.state.arrivals import Pixels
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

SLOT = "application/x-bfl-studio-slot"
"""A slot's own picture on its way to another slot."""

_NAME = QT_TRANSLATE_NOOP("drops", "pasted picture")
_ENCODED: Mapping[str, str] = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/avif": "avif",
    "image/gif": "gif",
    "image/tiff": "tif",
    "image/bmp": "bmp",
}
"""Pictures without a file, the best first."""

_LONGEST_LIST = 1_000_000
"""Bytes of a list of addresses: one that holds a picture itself would freeze whoever reads it."""


@dataclass(frozen=True, slots=True)
class Contents:
    """One of these: a slot, files and folders, a picture without a file, a web address."""

    spot: Spot | None = None
    paths: tuple[Path, ...] = ()
    has_pixels: bool = False
    address: str = ""

    @property
    def count(self) -> int:
        """How many pictures it is at least."""
        return max(1, len(self.paths))


def contents_of(mime: QMimeData | None) -> Contents | None:
    """What can be put into slots; None when there is nothing. Pixels are only promised here."""
    if mime is None:
        # An empty clipboard, whatever the binding's stubs say.
        return None
    if mime.hasFormat(SLOT):
        spot = _read_spot(bytes(mime.data(SLOT).data()))
        return Contents(spot) if spot is not None else None
    urls = _urls(mime)
    paths = tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
    if paths:
        return Contents(paths=paths)
    if mime.hasImage() or _encoded_format(mime) is not None:
        return Contents(has_pixels=True)
    address = _address(urls, mime)
    return Contents(address=address) if address is not None else None


def pixels_of(mime: QMimeData) -> Pixels | None:
    """The picture itself; nothing is decoded or encoded here."""
    name = QCoreApplication.translate("drops", _NAME)
    encoded = _encoded_format(mime)
    if encoded is not None:
        data = bytes(mime.data(encoded).data())
        if data:
            return Pixels(f"{name}.{_ENCODED[encoded]}", data)
    image = mime.imageData()
    if isinstance(image, QImage) and not image.isNull():
        return Pixels(f"{name}.png", image=image)
    return None


def slot_data(spot: Spot) -> QMimeData:
    """What a drag of a slot's picture carries."""
    data = QMimeData()
    data.setData(SLOT, f"{spot.role} {spot.number}".encode())
    return data


def _read_spot(data: bytes) -> Spot | None:
    role, _, number = data.decode("ascii", "replace").partition(" ")
    if role not in {str(each) for each in Role} or not number.isdecimal():
        return None
    return Spot(Role(role), int(number))


def _encoded_format(mime: QMimeData) -> str | None:
    return next((name for name in _ENCODED if mime.hasFormat(name)), None)


def _urls(mime: QMimeData) -> list[QUrl]:
    if not mime.hasUrls() or mime.data("text/uri-list").size() > _LONGEST_LIST:
        return []
    return mime.urls()


def _address(urls: list[QUrl], mime: QMimeData) -> str | None:
    encoded = [
        bytes(url.toEncoded().data()).decode("ascii", "replace")
        for url in urls
        if url.scheme() in ("http", "https")
    ]
    if not encoded and mime.hasText() and not mime.hasUrls():
        encoded = [mime.text()[:_LONGEST_LIST]]
    return next((found for each in encoded if (found := picture_address(each))), None)
