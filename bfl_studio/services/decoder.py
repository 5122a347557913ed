"""The studio's side of the `decode` child: one picture at a time, a new child after a death."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
from pathlib import Path
from typing import Any

from bfl_studio.domain import errors
from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.domain.geometry import Box, Size
from bfl_studio.imaging.pictures import PictureFacts
from bfl_studio.imaging.preparation import Original
from bfl_studio.services.sandbox_process import child_command, child_environment

RESULT_SECONDS = 2.0
"""Of computing for what the service delivers: far more than the largest of them takes."""

ORIGINAL_SECONDS = 15.0
"""The same for what a designer brings, which may be ten times as large."""

_WAIT = 15.0
"""Times the seconds of computing, for a machine that has other things to do."""

_LONGEST_ANSWER = 64 * 1024


class _Died(Exception):
    """The child ended over its work."""


class Decoder:
    """Owns the child; it starts with the first picture and ends with the engine."""

    def __init__(self) -> None:
        self._child: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()
        self._closed = False

    async def examine(self, path: Path, thumbnail: Path) -> PictureFacts:
        """As `pictures.examine`; what takes too long or too much memory is DAMAGED_PICTURE."""
        try:
            found = await self._ask(
                "examine", RESULT_SECONDS, path=str(path), thumbnail=str(thumbnail)
            )
        except _Died:
            failure = Failure(FailureKind.DAMAGED_PICTURE, details="the decoder gave up")
            raise StudioError(failure) from None
        return PictureFacts(_size(found), found["media_type"], found["extension"])

    async def look(self, path: Path) -> Original:
        """As `preparation.look`."""
        found = await self._ask_of(path, "look")
        return Original(_size(found), found["extension"], found["byte_count"])

    async def thumbnail(self, path: Path, side: int, target: Path) -> None:
        """As `preparation.thumbnail`, written to `target`. OSError when that cannot be written."""
        await self._ask_of(path, "thumbnail", side=side, target=str(target))

    async def prepare(
        self, path: Path, size: Size, target: Path, *, mask: bool, crop: Box | None = None
    ) -> str:
        """As `preparation.prepare`, written to `target`; the extension it should have."""
        width, height = size.width, size.height
        box = [crop.left, crop.top, crop.width, crop.height] if crop is not None else None
        found = await self._ask_of(
            path, "prepare", width=width, height=height, mask=mask, crop=box, target=str(target)
        )
        extension: str = found["extension"]
        return extension

    async def close(self) -> None:
        """Let the child go, in the middle of its work if need be."""
        self._closed = True
        await self._end()

    async def _ask_of(self, path: Path, call: str, **arguments: Any) -> dict[str, Any]:
        try:
            return await self._ask(call, ORIGINAL_SECONDS, path=str(path), **arguments)
        except _Died:
            kind = FailureKind.REFERENCE_UNREADABLE
            failure = Failure(kind, said=path.name, details="the decoder gave up")
            raise StudioError(failure) from None

    async def _ask(self, call: str, seconds: float, **arguments: Any) -> dict[str, Any]:
        question = {"call": call, "seconds": seconds, "arguments": arguments}
        async with self._turn:
            try:
                answer = await asyncio.wait_for(self._answer(question), seconds * _WAIT)
            except BaseException as error:
                # Whatever it still says would be taken for the next answer.
                await self._end()
                if isinstance(error, TimeoutError):
                    raise _Died from None
                raise
        if "failure" in answer:
            raise StudioError(errors.from_json(answer["failure"]))
        if "errno" in answer:
            raise OSError(answer["errno"], os.strerror(answer["errno"]))
        found: dict[str, Any] = answer["found"]
        return found

    async def _answer(self, question: dict[str, Any]) -> dict[str, Any]:
        child = await self._living_child()
        if child.stdin is None or child.stdout is None:
            raise _Died
        try:
            child.stdin.write(json.dumps(question).encode() + b"\n")
            await child.stdin.drain()
            line = await child.stdout.readline()
            answer = json.loads(line) if line.endswith(b"\n") else None
        except (OSError, ValueError):
            raise _Died from None
        if not isinstance(answer, dict):
            raise _Died
        return answer

    async def _living_child(self) -> asyncio.subprocess.Process:
        if self._closed:
            raise _Died
        if self._child is None or self._child.returncode is not None:
            self._child = await asyncio.create_subprocess_exec(
                *child_command("decode"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                limit=_LONGEST_ANSWER,
                env=child_environment(),
            )
        return self._child

    async def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        if child.stdin is not None:
            child.stdin.close()
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        await child.wait()


def _size(found: dict[str, Any]) -> Size:
    return Size(found["width"], found["height"])
