"""What a drag or the clipboard holds for the slots: files, pixels, an address, a slot's picture."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QByteArray, QCoreApplication, QMimeData, QUrl
from PySide6.QtGui import QImage

from bfl_studio.domain import data_addresses
from bfl_studio.domain.addresses import picture_address, refusal
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.picture_kinds import PICTURE_KINDS
from bfl_studio.state.arrivals import Pixels
from bfl_studio.ui.text import ELLIPSIS
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

SLOT = "application/x-bfl-studio-slot"
"""A slot's own picture on its way to another slot."""

_NAME = QT_TRANSLATE_NOOP("drops", "pasted picture")
_ENCODED: Mapping[str, str] = {
    media_type: kind.endings[0] for kind in PICTURE_KINDS for media_type in kind.media_types
}
"""Pictures without a file, the best first."""

_LIST, _TEXT = "text/uri-list", "text/plain"
_LONGEST_LIST = 1_000_000
"""Bytes of a list of addresses that are read: one may be endless, or hold a picture itself."""

_MOST_LISTED = 2_000
_MOST_REFUSED = 8
_SHOWN = 24
"""Characters of a picture written as text that name it."""

_OF_THE_WEB = frozenset({"http", "https"})
_LOST_BYTES = "\ufffd"


@dataclass(frozen=True, slots=True)
class Contents:
    """One of these: the key of a slot's picture, files and folders, a picture without a file, a
    web address; and why anything else that was meant as a picture is refused.
    """

    slot: str | None = None
    paths: tuple[Path, ...] = ()
    has_pixels: bool = False
    address: str = ""
    refused: tuple[Failure, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether all of it is refused."""
        some = self.slot is not None or self.paths or self.has_pixels or self.address
        return bool(self.refused) and not some

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
        return Contents(bytes(mime.data(SLOT).data()).decode("utf-8", "replace"))
    text = _text_of(mime)
    urls = _urls(text) if mime.hasFormat(_LIST) else []
    refused = tuple(_elsewhere(url) for url in urls if _is_elsewhere(url))[:_MOST_REFUSED]
    paths = tuple(_local_path(url) for url in urls if url.isLocalFile() and not _is_elsewhere(url))
    if paths:
        return Contents(paths=paths, refused=refused)
    if mime.hasImage() or _encoded_format(mime) is not None:
        return Contents(has_pixels=True)
    if data_addresses.head_of(_begin(text)) is not None:
        return _written_out(text)
    addresses = _web_addresses(urls) if mime.hasFormat(_LIST) else [_as_text(text)]
    address = next(filter(None, map(picture_address, addresses)), None)
    if address is not None:
        return Contents(address=address, refused=refused)
    refused = (*refused, *filter(None, map(refusal, addresses)))[:_MOST_REFUSED]
    return Contents(refused=refused) if refused else None


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
    text = _text_of(mime)
    head = data_addresses.head_of(_begin(text))
    if head is None or text.size() > data_addresses.LONGEST:
        return None
    extension = _ENCODED.get(head.media_type, head.media_type.partition("/")[2])
    return Pixels(f"{name}.{extension}", address=bytes(text.data()))


def slot_data(key: str) -> QMimeData:
    """What a drag of a slot's picture carries."""
    data = QMimeData()
    data.setData(SLOT, key.encode("utf-8", "replace"))
    return data


def _encoded_format(mime: QMimeData) -> str | None:
    return next((name for name in _ENCODED if mime.hasFormat(name)), None)


def _text_of(mime: QMimeData) -> QByteArray:
    """The list of addresses, or else the text; whoever wrote it decides how long it is."""
    if mime.hasFormat(_LIST):
        return mime.data(_LIST)
    return mime.data(_TEXT) if mime.hasFormat(_TEXT) else QByteArray()


def _begin(text: QByteArray) -> bytes:
    return bytes(text.left(data_addresses.LONGEST_HEAD).data())


def _as_text(text: QByteArray) -> str:
    return bytes(text.left(_LONGEST_LIST).data()).decode("utf-8", "replace")


def _written_out(text: QByteArray) -> Contents:
    """A picture that is its own address."""
    if text.size() <= data_addresses.LONGEST:
        return Contents(has_pixels=True)
    name = _begin(text)[:_SHOWN].decode("ascii", "replace") + ELLIPSIS
    return Contents(refused=(Failure(FailureKind.REFERENCE_AS_TEXT, said=name),))


def _urls(text: QByteArray) -> list[QUrl]:
    if text.startsWith(data_addresses.BEGIN):
        return []
    lines = bytes(text.left(_LONGEST_LIST).data()).split(b"\n", _MOST_LISTED)[:_MOST_LISTED]
    named = (line.strip() for line in lines)
    return [QUrl.fromEncoded(line) for line in named if line and not line.startswith(b"#")]


def _local_path(url: QUrl) -> Path:
    path = url.toLocalFile()
    if os.name == "posix" and (url.host() or _LOST_BYTES in path):
        # Names there are bytes, which need not be characters; the host is this computer.
        encoded = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
        path = os.fsdecode(unquote_to_bytes(encoded))
    return Path(path)


def _is_elsewhere(url: QUrl) -> bool:
    """Whether it names a file that only another program, or another computer, can open."""
    if url.isLocalFile():
        own = ("", "localhost", socket.gethostname().lower())
        return os.name == "posix" and url.host() not in own
    return bool(url.host()) and url.scheme() not in _OF_THE_WEB


def _elsewhere(url: QUrl) -> Failure:
    return Failure(FailureKind.REFERENCE_ELSEWHERE, said=url.fileName() or url.host())


def _web_addresses(urls: list[QUrl]) -> list[str]:
    return [
        bytes(url.toEncoded().data()).decode("ascii", "replace")
        for url in urls
        if url.scheme() in _OF_THE_WEB
    ]
