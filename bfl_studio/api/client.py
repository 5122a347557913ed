"""The service's four questions: submit, poll, download, credits."""

from __future__ import annotations

import zlib
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from bfl_studio.api import hosts, wire
from bfl_studio.api.body import Body
from bfl_studio.api.complaints import Complaint, complaints
from bfl_studio.api.delivery import Delivery
from bfl_studio.api.salvage import salvaged
from bfl_studio.api.transport import Transport
from bfl_studio.domain.credits import Credits
from bfl_studio.domain.endpoint import Endpoint
from bfl_studio.domain.errors import Failure, FailureKind, StudioError

LONGEST_RETRY_AFTER = 60.0
_EVIDENCE = 4096
_PACKED = ("gzip", "x-gzip", "deflate")
_ANY_PACKING = 47
"""What zlib calls "whichever of gzip and zlib it is"."""


@dataclass(frozen=True, slots=True)
class NotBought:
    """Proved: nothing was bought, the same row may be sent again. Seconds in `retry_after`."""

    failure: Failure
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """The service looked at it and said no; nothing was charged."""

    failure: Failure
    complaints: tuple[Complaint, ...] = ()


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """Sent, and nobody can say whether it was bought. `evidence` is what came back, if anything."""

    failure: Failure
    evidence: str = ""


Outcome = wire.Accepted | NotBought | Refused | Unconfirmed


class BflClient:
    """One endpoint and one key. The key is attached per request, where `hosts` allows it."""

    def __init__(self, endpoint: Endpoint, key: str, transport: Transport) -> None:
        self._endpoint = endpoint
        self._key = key
        self._transport = transport

    def _headers(self, url: str) -> dict[str, str]:
        return {"x-key": self._key} if hosts.key_may_go(self._endpoint, url) else {}

    async def submit(self, path: str, body: Body) -> Outcome:
        """POST once, and say what is known about the purchase. Never raises for the network."""
        url = self._endpoint.origin + path
        headers = {
            "Content-Type": "application/json",
            "Content-Length": str(body.length),
            **self._headers(url),
        }
        received = bytearray()
        code = 0
        try:
            async with self._transport.purchases.stream(
                "POST", url, content=body.chunks(), headers=headers
            ) as response:
                code = response.status_code
                await _collect(response, received)
        except (httpx.HTTPError, OSError) as error:
            bought = salvaged(bytes(received)) if code == httpx.codes.OK else None
            return bought or _broken_off(body, bytes(received), type(error).__name__)
        return classify(response.status_code, bytes(received), response.headers.get("retry-after"))

    async def poll(self, url: str) -> wire.PollReply:
        """Ask about a job. Raises StudioError for every answer that says nothing about it."""
        code, raw = await self._get(url)
        data = wire.read_json(raw)
        reply = wire.poll_reply(data) if data is not None else None
        if reply is not None:
            return reply
        raise StudioError(_read_failure(code, data))

    def may_poll(self, url: str) -> bool:
        return hosts.may_poll(self._endpoint, url)

    def may_download(self, url: str) -> bool:
        return hosts.may_download(self._endpoint, url)

    def ask_by_id(self, task_id: str) -> str:
        """The URL for a job whose `polling_url` cannot be used."""
        query = httpx.QueryParams({"id": task_id})
        return f"{self._endpoint.origin}/v1/get_result?{query}"

    async def credits(self) -> Credits:
        """The balance. Raises StudioError when it cannot be had."""
        code, raw = await self._get(self._endpoint.origin + "/v1/credits")
        data = wire.read_json(raw)
        balance = wire.amount(data.get("credits")) if data and code == httpx.codes.OK else None
        if balance is None:
            raise StudioError(_read_failure(code, data))
        return balance

    async def download(self, url: str, delivery: Delivery) -> None:
        """Stream a picture, or the rest of it, into `delivery`, never with a key.

        Raises StudioError: LINK_EXPIRED when the server says so, LINK_ELSEWHERE when it points to
        another address, where nobody goes, PICTURE_TOO_LARGE over 64 MB,
        UNREACHABLE or SERVICE_UNAVAILABLE when trying again can help, ODD_ANSWER for a URL that
        is not fetched at all. What the sink raises comes through: a full disk is no lost network.
        """
        if not hosts.may_download(self._endpoint, url):
            raise StudioError(Failure(FailureKind.ODD_ANSWER, details="delivery address refused"))
        async with aclosing(self._delivered(url, delivery)) as chunks:
            async for chunk in chunks:
                delivery.take(chunk)

    async def _delivered(self, url: str, delivery: Delivery) -> AsyncGenerator[bytes]:
        try:
            async with self._transport.deliveries.stream(
                "GET", url, headers=delivery.headers
            ) as response:
                delivery.begin(response)
                async for chunk in response.aiter_bytes():
                    yield chunk
        except (httpx.HTTPError, OSError) as error:
            raise StudioError(_unreachable(type(error).__name__)) from None

    async def _get(self, url: str) -> tuple[int, bytes]:
        received = bytearray()
        try:
            async with self._transport.questions.stream(
                "GET", url, headers=self._headers(url)
            ) as response:
                await _collect(response, received)
        except (httpx.HTTPError, OSError) as error:
            raise StudioError(_unreachable(type(error).__name__)) from None
        return response.status_code, bytes(received)


async def _collect(response: httpx.Response, into: bytearray) -> None:
    # Packed replies are not asked for, and a few bytes of one can be gigabytes.
    async for chunk in response.aiter_raw():
        into += chunk
        if len(into) > wire.LARGEST_REPLY:
            return
    if response.headers.get("content-encoding", "").strip().lower() in _PACKED:
        with suppress(zlib.error):
            into[:] = zlib.decompressobj(_ANY_PACKING).decompress(into, wire.LARGEST_REPLY + 1)


def _unreachable(name: str) -> Failure:
    return Failure(FailureKind.UNREACHABLE, details=name)


def _broken_off(body: Body, received: bytes, name: str) -> Outcome:
    """By what left our hands, never by the exception's name."""
    if not body.complete and not received:
        return NotBought(_unreachable(name))
    evidence = received[:_EVIDENCE].decode("utf-8", "replace")
    return Unconfirmed(Failure(FailureKind.NO_ANSWER, details=name), evidence)


_NOT_BOUGHT = {
    401: FailureKind.KEY_REFUSED,
    402: FailureKind.NO_CREDITS,
    403: FailureKind.KEY_REFUSED,
    429: FailureKind.BUSY,
}
_REFUSED = {
    400: FailureKind.REQUEST_REFUSED,
    404: FailureKind.UNKNOWN_MODEL,
    413: FailureKind.REQUEST_TOO_LARGE,
    422: FailureKind.FIELDS_REFUSED,
    503: FailureKind.SERVICE_UNAVAILABLE,
}


def classify(code: int, raw: bytes, retry_after: str | None) -> Outcome:
    """What a complete reply to a submit says about the purchase (`bfl-api.md` §2c)."""
    data = wire.read_json(raw)
    details = f"HTTP {code}"
    bought = _bought(data, raw) if code == httpx.codes.OK else None
    if bought is not None:
        return bought
    found = complaints(data)
    said = said_in(found)
    if code in _NOT_BOUGHT:
        failure = Failure(_NOT_BOUGHT[code], said, details=details)
        if code == httpx.codes.FORBIDDEN and "access to this endpoint" in said.lower():
            return Refused(Failure(FailureKind.MODEL_NOT_ALLOWED, said, details=details))
        return NotBought(failure, seconds_of(retry_after or _stated_wait(data)))
    if code in _REFUSED and found:
        if _is_of_key(code, found):
            return NotBought(Failure(FailureKind.KEY_REFUSED, said, details=details))
        return Refused(Failure(_REFUSED[code], said, details=details), found)
    kind = FailureKind.NO_ANSWER if data is not None or not raw else FailureKind.ODD_RECEIPT
    return Unconfirmed(
        Failure(kind, said, details=details), raw[:_EVIDENCE].decode(errors="replace")
    )


def _bought(data: dict[str, Any] | None, raw: bytes) -> wire.Accepted | None:
    """The receipt, also out of one that is no JSON any more."""
    return wire.accepted(data) if data is not None else salvaged(raw)


def said_in(found: tuple[Complaint, ...]) -> str:
    """What was said, where it was one thing; several are told by what they are about."""
    return found[0].said if len(found) == 1 else ""


def _is_of_key(code: int, found: tuple[Complaint, ...]) -> bool:
    """A sentence about the key, which comes before any field is looked at."""
    spoken = found[:1] and not found[0].place and "api key" in found[0].said.lower()
    return code == httpx.codes.UNPROCESSABLE_ENTITY and bool(spoken)


def _stated_wait(data: Mapping[str, object] | None) -> str | None:
    """Seconds in the body, where the header says nothing."""
    stated = (data or {}).get("retry_after")
    return str(stated) if isinstance(stated, int | Decimal | str) else None


def seconds_of(retry_after: str | None) -> float | None:
    """`Retry-After` in seconds, from a number or a date, 0 to 60."""
    if retry_after is None:
        return None
    try:
        seconds = float(retry_after)
    except ValueError:
        try:
            then = parsedate_to_datetime(retry_after)
        except ValueError:
            return None
        seconds = (then - datetime.now(UTC)).total_seconds() if then.tzinfo else 0.0
    return min(max(seconds, 0.0), LONGEST_RETRY_AFTER) if seconds == seconds else None


def _read_failure(code: int, data: Mapping[str, object] | None) -> Failure:
    """Why a GET said nothing useful; none of these ends a job."""
    found = complaints(data)
    said = said_in(found)
    details = f"HTTP {code}"
    if code in (401, 403) or _is_of_key(code, found):
        return Failure(FailureKind.KEY_REFUSED, said, details=details)
    if code == httpx.codes.TOO_MANY_REQUESTS:
        return Failure(FailureKind.BUSY, said, details=details)
    if data is None and code < httpx.codes.INTERNAL_SERVER_ERROR:
        return Failure(FailureKind.ODD_ANSWER, details=details)
    return Failure(FailureKind.SERVICE_UNAVAILABLE, said, details=details)
