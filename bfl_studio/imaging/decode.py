"""The `decode` child: opens pictures that nobody has looked at yet, where nothing can be lost.

It reads one JSON object a line and answers with one. What takes too much memory or time ends
this process and not the studio.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bfl_studio.domain import errors
from bfl_studio.domain.errors import StudioError
from bfl_studio.domain.geometry import Box, Size
from bfl_studio.imaging import pictures, preparation

MEMORY = 2 * 1024**3
"""Bytes of address space: enough for the largest original there may be, twice."""


def _examine(path: str, thumbnail: str) -> dict[str, Any]:
    facts = pictures.examine(Path(path), Path(thumbnail))
    return {**_size(facts.size), "media_type": facts.media_type, "extension": facts.extension}


def _look(path: str) -> dict[str, Any]:
    original = preparation.look(Path(path))
    return {
        **_size(original.size),
        "extension": original.extension,
        "byte_count": original.byte_count,
    }


def _thumbnail(path: str, side: int, target: str) -> dict[str, Any]:
    Path(target).write_bytes(preparation.thumbnail(Path(path), side))
    return {}


def _prepare(
    path: str, width: int, height: int, mask: bool, crop: list[int] | None, target: str
) -> dict[str, Any]:
    box = Box(*crop) if crop is not None else None
    prepared = preparation.prepare(Path(path), Size(width, height), mask=mask, crop=box)
    Path(target).write_bytes(prepared.data)
    return {"extension": prepared.extension}


def _size(size: Size) -> dict[str, int]:
    return {"width": size.width, "height": size.height}


_CALLS: Mapping[str, Callable[..., dict[str, Any]]] = {
    "examine": _examine,
    "look": _look,
    "thumbnail": _thumbnail,
    "prepare": _prepare,
}


def main() -> int:
    """Answer until the studio closes its end."""
    _limit_memory()
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        _limit_work(asked["seconds"])
        answer = _answer(asked["call"], asked["arguments"])
        _limit_work(0)
        sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
        sys.stdout.buffer.flush()
    return 0


def _answer(call: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return {"found": _CALLS[call](**arguments)}
    except StudioError as error:
        return {"failure": errors.to_json(error.failure)}
    except OSError as error:
        return {"errno": error.errno or 0}


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _limit_work(seconds: float) -> None:
    """Seconds of computing, not of waiting: a busy machine condemns no picture. 0: no limit."""
    with contextlib.suppress(ImportError, AttributeError):
        import signal

        signal.setitimer(signal.ITIMER_PROF, seconds)
