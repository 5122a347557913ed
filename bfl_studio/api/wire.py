"""The only module that knows the service's field names and reply shapes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from bfl_studio.api.body import Body, FileSegment, Segment
from bfl_studio.api.complaints import Complaint, poll_complaints, reasons
from bfl_studio.domain.catalog import Encoding, ModelSpec, Parameter, Role, Value
from bfl_studio.domain.credits import Credits, credits
from bfl_studio.domain.recipe import Recipe

LARGEST_REPLY = 8 * 1024 * 1024
"""Bytes of JSON that are read at all: a poll may carry a preview that nobody asked for."""

Enclosure = FileSegment | str
"""A picture of a request: a file that is streamed as base64, or the address of one."""

Field = Value | FileSegment | tuple[Enclosure, ...]
Images = Mapping[Role, Sequence[Enclosure]]
Encoder = Callable[[Parameter, Recipe, Images], Iterator[tuple[str, Field]]]


def _plain(parameter: Parameter, recipe: Recipe, images: Images) -> Iterator[tuple[str, Field]]:
    value = recipe.prompt if parameter.role is Role.PROMPT else recipe.value(parameter.role)
    if value is None or (parameter.only_when_moved and value == parameter.default):
        return
    yield parameter.wire, value


def _inverted(parameter: Parameter, recipe: Recipe, images: Images) -> Iterator[tuple[str, Field]]:
    value = recipe.value(parameter.role)
    if value is not None:
        yield parameter.wire, not value


def _numbered(parameter: Parameter, recipe: Recipe, images: Images) -> Iterator[tuple[str, Field]]:
    """`input_image`, `input_image_2` … (`bfl-api.md` §1c)."""
    for number, image in enumerate(_given(parameter, images), start=1):
        yield parameter.wire if number == 1 else f"{parameter.wire}_{number}", image


def _single(parameter: Parameter, recipe: Recipe, images: Images) -> Iterator[tuple[str, Field]]:
    for image in _given(parameter, images):
        yield parameter.wire, image


def _list(parameter: Parameter, recipe: Recipe, images: Images) -> Iterator[tuple[str, Field]]:
    """`images` (`bfl-api.md` §1g)."""
    given = _given(parameter, images)
    if given:
        yield parameter.wire, tuple(given)


def _given(parameter: Parameter, images: Images) -> Sequence[Enclosure]:
    return images.get(parameter.role, ())[: parameter.most]


ENCODERS: Mapping[Encoding, Encoder] = {
    Encoding.PLAIN: _plain,
    Encoding.INVERTED: _inverted,
    Encoding.NUMBERED: _numbered,
    Encoding.SINGLE: _single,
    Encoding.LIST: _list,
}


_NONE: Images = {}


def payload(model: ModelSpec, recipe: Recipe, images: Images = _NONE) -> dict[str, Field]:
    """The fields of one submit: exactly those the model's row lists, never another."""
    return {
        name: value
        for parameter in model.parameters
        for name, value in ENCODERS[parameter.encoding](parameter, recipe, images)
    }


def body(fields: Mapping[str, Field]) -> Body:
    """The JSON of `fields`, pictures as base64 streamed from their files."""
    segments: list[Segment] = []
    text = bytearray(b"{")
    for position, (name, value) in enumerate(fields.items()):
        text += (b"," if position else b"") + json.dumps(name).encode() + b":"
        if isinstance(value, tuple):
            for number, each in enumerate(value):
                text += b"," if number else b"["
                text = _write(segments, text, each)
            text += b"]"
        else:
            text = _write(segments, text, value)
    segments.append(bytes(text + b"}"))
    return Body(segments)


def _write(segments: list[Segment], text: bytearray, value: Value | Enclosure) -> bytearray:
    """Append one value; the text that is not yet a segment."""
    if isinstance(value, FileSegment):
        segments += [bytes(text + b'"'), value]
        return bytearray(b'"')
    return text + json.dumps(value, ensure_ascii=False, allow_nan=False).encode()


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)


def read_json(raw: bytes) -> dict[str, Any] | None:
    """The JSON object in `raw`, numbers exact; None for anything else.

    Half surrogate pairs, which JSON can spell and no file or database can hold, read as "?".
    """
    if len(raw) > LARGEST_REPLY:
        return None
    try:
        data = json.loads(raw, parse_float=Decimal, parse_constant=_refuse_constant)
        return _storable(data) if isinstance(data, dict) else None
    except (ValueError, ArithmeticError, RecursionError):
        return None


def _storable(value: Any) -> Any:
    match value:
        case str():
            return value.encode("utf-8", "replace").decode()
        case list():
            return [_storable(each) for each in value]
        case dict():
            return {_storable(name): _storable(each) for name, each in value.items()}
        case _:
            return value


def amount(value: object) -> Credits | None:
    """Credits out of a reply; None when absent, or nothing we could keep exactly."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    try:
        return credits(value)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Accepted:
    """A submit that was bought (`bfl-api.md` §2a)."""

    task_id: str
    polling_url: str | None
    cost: Credits | None


_LONGEST_ID = 512


def accepted(data: Mapping[str, Any]) -> Accepted | None:
    """The accepted reply, or None when it names no task."""
    task_id, url = data.get("id"), data.get("polling_url")
    if isinstance(task_id, int) and not isinstance(task_id, bool):
        task_id = str(task_id)
    if not isinstance(task_id, str) or not 0 < len(task_id) <= _LONGEST_ID:
        return None
    return Accepted(task_id, url if isinstance(url, str) else None, amount(data.get("cost")))


class Status(StrEnum):
    """What a poll's status means (`bfl-api.md` §2b)."""

    IN_PROGRESS = "in progress"
    READY = "ready"
    REQUEST_MODERATED = "request moderated"
    PICTURE_MODERATED = "picture moderated"
    FAILED = "failed"
    NOT_FOUND = "not found"


STATUSES: Mapping[str, Status] = {
    "Pending": Status.IN_PROGRESS,
    "Queued": Status.IN_PROGRESS,
    "Uploading": Status.IN_PROGRESS,
    "Processing": Status.IN_PROGRESS,
    "Reasoning": Status.IN_PROGRESS,
    "Generating": Status.IN_PROGRESS,
    "Ready": Status.READY,
    "Request Moderated": Status.REQUEST_MODERATED,
    "Content Moderated": Status.PICTURE_MODERATED,
    "Error": Status.FAILED,
    "Failed": Status.FAILED,
    "Task not found": Status.NOT_FOUND,
}
"""A status that is not here reads as in progress: an unknown word never ends a paid job."""


@dataclass(frozen=True, slots=True)
class PollReply:
    """One answer about a job. `progress` is 0–1; `word` is the service's own status."""

    status: Status
    word: str
    task_id: str | None = None
    progress: float | None = None
    sample: str | None = None
    cost: Credits | None = None
    complaints: tuple[Complaint, ...] = ()
    reasons: tuple[str, ...] = ()


def poll_reply(data: Mapping[str, Any]) -> PollReply | None:
    """The poll's answer whatever the HTTP code was; None when it holds no status."""
    word = next(
        (each for each in (data.get("status"), data.get("state")) if each is not None), None
    )
    if not isinstance(word, str):
        return None
    result = data.get("result")
    sample = result.get("sample") if isinstance(result, dict) else None
    task_id = data.get("id")
    return PollReply(
        STATUSES.get(word, Status.IN_PROGRESS),
        word,
        task_id if isinstance(task_id, str) else None,
        _progress(data.get("progress")),
        sample if isinstance(sample, str) and sample else None,
        amount(data.get("cost")),
        poll_complaints(data),
        reasons(data),
    )


def _progress(value: object) -> float | None:
    """0–1, also from services that count to 100."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    if not 0 <= value <= 100:
        return None
    return float(value) if value <= 1 else float(value) / 100
