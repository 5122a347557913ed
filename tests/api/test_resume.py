"""A download that broke off goes on where it was, and two versions are never joined."""

from __future__ import annotations

import pytest

from bfl_studio.api.client import BflClient
from bfl_studio.api.delivery import Delivery
from bfl_studio.domain.errors import FailureKind, StudioError
from tests.api.asking import asked
from tests.api.bucket import PICTURE, Bucket
from tests.api.scripted_server import Exchange, Script, replying, whole_reply

K = FailureKind
TAG = '"v1"'
CUT = 200_000


class Host:
    """Serves one picture; the first answer breaks off, the next ones are `then`."""

    def __init__(self, then: Script, tag: str | None = TAG) -> None:
        self._then = then
        self._tag = tag
        self.asked: list[dict[str, str]] = []

    async def __call__(self, exchange: Exchange) -> None:
        self.asked.append(dict(exchange.request.headers))
        if len(self.asked) > 1:
            await self._then(exchange)
            return
        headers = {"etag": self._tag} if self._tag else {}
        await exchange.send(whole_reply(200, PICTURE, **headers)[: CUT + 200])
        exchange.reset()


def rest(start: int, total: int, tag: str = TAG, body: bytes | None = None) -> Script:
    """An answer that claims to go on from `start`."""
    content = PICTURE[start:] if body is None else body

    async def script(exchange: Exchange) -> None:
        lines = (
            "HTTP/1.1 206 Partial Content",
            f"content-range: bytes {start}-{total - 1}/{total}",
            f"etag: {tag}",
            f"content-length: {len(content)}",
        )
        await exchange.send("\r\n".join((*lines, "", "")).encode() + content)

    return script


async def fetch_in_pieces(client: BflClient, origin: str, bucket: Bucket) -> None:
    delivery = Delivery(bucket)
    for _ in range(4):
        try:
            await client.download(f"{origin}/x", delivery)
        except StudioError as error:
            assert error.failure.kind is K.UNREACHABLE, error.failure
        else:
            return
    raise AssertionError("never whole")


def _here(host: Host) -> int:
    """What was there when the rest was asked for."""
    stated = host.asked[1].get("range", "bytes=0-")
    return int(stated.removeprefix("bytes=").removesuffix("-"))


async def go_on_from_there(exchange: Exchange) -> None:
    start = int(exchange.request.headers["range"].removeprefix("bytes=").removesuffix("-"))
    await rest(start, len(PICTURE))(exchange)


def test_what_has_come_is_not_asked_for_again() -> None:
    host, bucket = Host(go_on_from_there), Bucket()
    asked(host, lambda client, origin: fetch_in_pieces(client, origin, bucket))
    assert bytes(bucket.content) == PICTURE
    assert len(host.asked) == 2
    assert 0 < _here(host) <= CUT + 200
    assert host.asked[1]["if-range"] == TAG
    assert bucket.restarts == 0
    assert not any("x-key" in headers for headers in host.asked)


@pytest.mark.parametrize("tag", [None, 'W/"v1"'])
def test_without_a_strong_name_for_the_bytes_it_begins_again(tag: str | None) -> None:
    host, bucket = Host(replying(200, PICTURE), tag), Bucket()
    asked(host, lambda client, origin: fetch_in_pieces(client, origin, bucket))
    assert bytes(bucket.content) == PICTURE
    assert "range" not in host.asked[1]
    assert bucket.restarts == 1


@pytest.mark.parametrize(
    "answer",
    [
        replying(200, PICTURE),
        replying(416, b""),
        rest(0, len(PICTURE)),
        rest(CUT - 7, len(PICTURE)),
        rest(7, len(PICTURE) + 1),
    ],
    ids=["range ignored", "416", "from the start", "another place", "another length"],
)
def test_what_does_not_fit_is_never_joined(answer: Script) -> None:
    async def then(exchange: Exchange) -> None:
        if "range" in exchange.request.headers:
            await answer(exchange)
        else:
            await replying(200, PICTURE)(exchange)

    host, bucket = Host(then), Bucket()
    asked(host, lambda client, origin: fetch_in_pieces(client, origin, bucket))
    assert bytes(bucket.content) == PICTURE
    assert bucket.restarts == 1


def test_another_version_is_never_joined() -> None:
    async def then(exchange: Exchange) -> None:
        if "range" in exchange.request.headers:
            start = int(exchange.request.headers["range"].removeprefix("bytes=").removesuffix("-"))
            await rest(start, len(PICTURE), '"v2"')(exchange)
        else:
            await replying(200, PICTURE)(exchange)

    host, bucket = Host(then), Bucket()
    asked(host, lambda client, origin: fetch_in_pieces(client, origin, bucket))
    assert bytes(bucket.content) == PICTURE
    assert bucket.restarts == 1
