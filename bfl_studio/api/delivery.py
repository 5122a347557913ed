"""One picture on its way here, in as many pieces as the network makes of it."""

from __future__ import annotations

import re
from typing import Protocol

import httpx

from bfl_studio.domain.errors import Failure, FailureKind, StudioError

LARGEST_PICTURE = 64 * 1024 * 1024
_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)")


class Sink(Protocol):
    """Where the bytes go; `restart` forgets all of them. Both may raise OSError."""

    def write(self, chunk: bytes) -> None: ...

    def restart(self) -> None: ...


class Delivery:
    """Knows how much of which version has come, asks for the rest of it, and never joins two.

    `size` is in bytes.
    """

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self.size = 0
        self._total: int | None = None
        self._version: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """What asks for the rest; nothing where the versions could not be told apart."""
        if not self.size or self._version is None:
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": self._version}

    def begin(self, response: httpx.Response) -> None:
        """Look at what is offered. Raises StudioError as `BflClient.download` says."""
        asked_for_rest = bool(self.headers)
        if response.status_code == httpx.codes.OK:
            self._start_over()
            self._total = _length(response)
            self._version = _version(response)
        elif asked_for_rest and response.status_code == httpx.codes.PARTIAL_CONTENT:
            self._go_on(response)
        elif asked_for_rest and response.status_code == 416:
            self._start_over()
            raise StudioError(Failure(FailureKind.UNREACHABLE, details="HTTP 416"))
        else:
            raise StudioError(_failure(response.status_code))

    def take(self, chunk: bytes) -> None:
        """Raises StudioError: PICTURE_TOO_LARGE. OSError when the disk refuses."""
        if self.size + len(chunk) > LARGEST_PICTURE:
            raise StudioError(Failure(FailureKind.PICTURE_TOO_LARGE))
        self._sink.write(chunk)
        self.size += len(chunk)

    def _go_on(self, response: httpx.Response) -> None:
        stated = _RANGE.fullmatch(response.headers.get("content-range", ""))
        fits = (
            stated is not None
            and int(stated[1]) == self.size
            and (self._total is None or stated[3] == str(self._total))
            and _version(response) in (None, self._version)
        )
        if not fits:
            self._start_over()
            raise StudioError(Failure(FailureKind.UNREACHABLE, details="another range"))

    def _start_over(self) -> None:
        if self.size:
            self._sink.restart()
        self.size, self._total, self._version = 0, None, None


def _length(response: httpx.Response) -> int | None:
    stated = response.headers.get("content-length", "")
    return int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 19 else None


def _version(response: httpx.Response) -> str | None:
    """What names these very bytes: a weak tag only names bytes as good as these."""
    tag: str = response.headers.get("etag", "")
    return tag if tag.startswith('"') else None


def _failure(code: int) -> Failure:
    if code in (403, 404, 410):
        kind = FailureKind.LINK_EXPIRED
    elif httpx.codes.is_redirect(code):
        kind = FailureKind.LINK_ELSEWHERE
    else:
        kind = FailureKind.SERVICE_UNAVAILABLE
    return Failure(kind, details=f"HTTP {code}")
