"""Section C, where what comes is not the picture, or not all of it."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Sequence

from bfl_studio.domain.errors import FailureKind
from bfl_studio.domain.job import Job, JobState
from tests.faults import pictures
from tests.faults.plays import each, fetched, meets
from tests.faults.scripts import (
    cut_short,
    delivers_bytes,
)
from tests.faults.service import Door, Script, Task, Visit, paint
from tests.faults.stage import Play, Row, Stage

S = JobState


K = FailureKind


FETCH = Door.FETCH


def _kept_beside(count: int) -> Callable[[Stage, Sequence[Job]], None]:
    """How many damaged pictures lie beside the good ones."""

    def check(stage: Stage, jobs: Sequence[Job]) -> None:
        found = [path.name for path in stage.premises.library.iterdir() if path.is_file()]
        assert sum(name.endswith(".bad") for name in found) == count, found

    return check


def _labelled(make: Callable[[int], bytes], label: str, extension: str) -> Play:
    def picture(task: Task) -> bytes:
        task.picture = make(task.seed)
        return task.picture

    def named(stage: Stage, jobs: Sequence[Job]) -> None:
        (path,) = (path for path in stage.premises.library.iterdir() if path.is_file())
        assert path.suffix == extension

    return fetched(delivers_bytes(picture, whole=True, content_type=label), after=named)


def _damaged(spoil: Callable[[bytes], bytes]) -> Play:
    """Once: asked for again. Every time: kept beside, and the job has failed."""
    broken = delivers_bytes(lambda task: spoil(task.picture))

    def always(stage: Stage) -> None:
        stage.service.always(FETCH, broken)
        meets(Door.POLL, ends=S.FAILED, kind=K.DAMAGED_PICTURE, after=_kept_beside(1))(stage)

    return each(fetched(broken, after=_kept_beside(1)), always)


async def _endless(visit: Visit) -> None:
    head = b"HTTP/1.1 200 Said\r\nContent-Type: image/png\r\nConnection: close\r\n\r\n"
    await visit.send(head + pictures.SIGNATURE)
    block = bytes(1 << 20)
    for _ in range(100):
        await visit.send(block)
    visit.writer.close()


def _stops_at_64_megabytes(script: Script) -> Play:
    def play(stage: Stage) -> None:
        stage.service.always(FETCH, script)
        meets(Door.POLL, ends=S.FAILED, kind=K.PICTURE_TOO_LARGE)(stage)
        assert sum(path.stat().st_size for path in stage.folder.rglob("*")) < 140 * 1024 * 1024

    return play


def _packed(task: Task) -> bytes:
    return gzip.compress(task.picture)


def _plain_wanted(stage: Stage, jobs: Sequence[Job]) -> None:
    assert {visit.request.headers["accept-encoding"] for visit in stage.service.asked(FETCH)} == {
        "identity"
    }


ROWS: Sequence[Row] = (
    Row(
        "C03",
        "no length, and an early end",
        fetched(cut_short(3000, length=False), after=_kept_beside(1)),
    ),
    Row(
        "C08",
        "an error page that says it is a picture",
        each(
            fetched(delivers_bytes(b"<html>Bad Gateway</html>", content_type="image/png")),
            fetched(delivers_bytes(b'{"detail": "oops"}', content_type="image/png")),
        ),
    ),
    Row(
        "C09",
        "another kind than it says",
        each(
            _labelled(pictures.jpeg, "image/png", ".jpg"),
            _labelled(pictures.webp, "image/png", ".webp"),
            _labelled(paint, "image/jpeg", ".png"),
        ),
    ),
    Row(
        "C10",
        "damaged on the way",
        each(
            _damaged(pictures.cut_but_padded),
            _damaged(pictures.wrong_checksum),
            _damaged(pictures.flipped),
            _damaged(lambda picture: pictures.flipped(picture, 0.001)),
            _damaged(lambda picture: picture[:-12]),
            _damaged(lambda picture: pictures.cut_but_padded(pictures.jpeg(1))),
        ),
    ),
    Row("C12", "it never ends", _stops_at_64_megabytes(_endless)),
    Row(
        "C15",
        "packed, though nobody wanted that",
        each(
            fetched(
                delivers_bytes(_packed, whole=True, content_encoding="gzip"),
                after=_plain_wanted,
            ),
            _stops_at_64_megabytes(
                delivers_bytes(gzip.compress(bytes(100 << 20)), content_encoding="gzip")
            ),
        ),
    ),
)
