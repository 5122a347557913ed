"""Pictures come whole or not at all, without a key, from nowhere they should not."""

import asyncio
import errno
import gzip

import pytest

from bfl_studio.api import delivery as delivery_module
from bfl_studio.api.client import BflClient
from bfl_studio.api.delivery import Delivery
from bfl_studio.domain.endpoint import GLOBAL, Endpoint, custom, sandbox
from bfl_studio.domain.errors import FailureKind, StudioError
from tests.api.asking import HASTY, KEY, PATIENT, asked, refused, with_client
from tests.api.bucket import PICTURE, Bucket
from tests.api.scripted_server import Exchange, Script, replying, serving, whole_reply

K = FailureKind


async def fetch(client: BflClient, origin: str) -> bytes:
    bucket = Bucket()
    await client.download(f"{origin}/picture.png?sig=a%2Fb", Delivery(bucket))
    return bytes(bucket.content)


def test_a_picture_arrives_byte_for_byte_and_the_key_stays_home() -> None:
    # Even from the endpoint's own origin: a delivery never sees the key.
    received, server = asked(replying(200, PICTURE), fetch)
    assert received == PICTURE
    [request] = server.requests
    assert (request.method, request.target) == ("GET", "/picture.png?sig=a%2Fb")
    assert "x-key" not in request.headers
    assert KEY not in "".join(request.headers.values())
    assert request.headers["accept-encoding"] == "identity"


def test_without_a_length_the_end_is_the_end() -> None:
    async def script(exchange: Exchange) -> None:
        await exchange.send(b"HTTP/1.1 200 OK\r\n\r\n" + PICTURE)

    assert asked(script, fetch)[0] == PICTURE


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (403, K.LINK_EXPIRED),
        (404, K.LINK_EXPIRED),
        (410, K.LINK_EXPIRED),
        (206, K.SERVICE_UNAVAILABLE),
        (400, K.SERVICE_UNAVAILABLE),
        (401, K.SERVICE_UNAVAILABLE),
        (429, K.SERVICE_UNAVAILABLE),
        (500, K.SERVICE_UNAVAILABLE),
        (503, K.SERVICE_UNAVAILABLE),
    ],
)
def test_what_a_code_says_about_the_link(code: int, kind: FailureKind) -> None:
    failure, server = refused(replying(code, PICTURE), fetch)
    assert failure.kind is kind
    assert server.connections == 1


async def cut_short(exchange: Exchange) -> None:
    await exchange.send(whole_reply(200, PICTURE)[:-1])


async def tear_down(exchange: Exchange) -> None:
    await exchange.send(whole_reply(200, PICTURE)[:9000])
    exchange.reset()


async def stop_in_a_chunk(exchange: Exchange) -> None:
    await exchange.send(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nabcde\r\n")


async def talk_nonsense(exchange: Exchange) -> None:
    await exchange.send(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nabcde\r\n")


async def hang_up(exchange: Exchange) -> None:
    await exchange.read_body()


async def stop_talking(exchange: Exchange) -> None:
    await exchange.send(whole_reply(200, PICTURE)[:9000])
    await asyncio.sleep(60)


@pytest.mark.parametrize(
    "script", [cut_short, tear_down, stop_in_a_chunk, talk_nonsense, hang_up, stop_talking]
)
def test_a_picture_that_did_not_come_whole_is_worth_another_try(script: Script) -> None:
    failure, _ = refused(script, fetch, HASTY if script is stop_talking else PATIENT)
    assert failure.kind is K.UNREACHABLE


async def go_on(exchange: Exchange) -> None:
    await exchange.send(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        await exchange.send(PICTURE)


@pytest.mark.parametrize(
    "script",
    [
        go_on,
        replying(200, PICTURE),
        replying(200, gzip.compress(b"\0" * 5_000_000), content_encoding="gzip"),
    ],
    ids=["endless", "announced", "inflated"],
)
def test_more_than_the_limit_is_stopped(monkeypatch: pytest.MonkeyPatch, script: Script) -> None:
    monkeypatch.setattr(delivery_module, "LARGEST_PICTURE", 100_000)
    bucket = Bucket()

    async def measure(client: BflClient, origin: str) -> None:
        await client.download(f"{origin}/x", Delivery(bucket))

    failure, _ = refused(script, measure)
    assert failure.kind is K.PICTURE_TOO_LARGE
    assert len(bucket.content) <= 100_000


def test_the_limit_is_64_megabytes() -> None:
    assert delivery_module.LARGEST_PICTURE == 64 * 1024 * 1024


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("target", ["{sink}/x", "file:///etc/passwd", "https://10.0.0.1/", "/x"])
def test_a_delivery_is_not_led_elsewhere(code: int, target: str) -> None:
    async def run() -> tuple[FailureKind, int, int]:
        async with serving(replying(200, PICTURE)) as sink:
            lead = replying(code, b"", location=target.format(sink=sink.origin))
            async with serving(lead) as server:

                async def ask(client: BflClient) -> FailureKind:
                    with pytest.raises(StudioError) as caught:
                        await fetch(client, server.origin)
                    return caught.value.failure.kind

                kind = await with_client(custom(server.origin), ask)
                return kind, server.connections, sink.connections

    assert asyncio.run(run()) == (K.LINK_ELSEWHERE, 1, 0)


@pytest.mark.parametrize(
    ("endpoint", "url"),
    [
        (GLOBAL, "http://delivery.eu.bfl.ai/x"),
        (GLOBAL, "{server}/x"),
        (GLOBAL, "https://127.0.0.1/x"),
        (GLOBAL, "file:///etc/passwd"),
        (GLOBAL, "not a url"),
        (GLOBAL, ""),
        (sandbox("http://127.0.0.1:9"), "https://delivery.eu.bfl.ai/x"),
    ],
)
def test_some_addresses_are_not_even_tried(endpoint: Endpoint, url: str) -> None:
    async def run() -> tuple[FailureKind, int]:
        async with serving(replying(200, PICTURE)) as server:

            async def ask(client: BflClient) -> FailureKind:
                delivery = Delivery(Bucket(AssertionError("something came")))
                with pytest.raises(StudioError) as caught:
                    await client.download(url.format(server=server.origin), delivery)
                return caught.value.failure.kind

            return await with_client(endpoint, ask), server.connections

    assert asyncio.run(run()) == (K.ODD_ANSWER, 0)


def test_a_full_disk_is_not_taken_for_a_broken_line() -> None:
    async def ask(client: BflClient, origin: str) -> int | None:
        delivery = Delivery(Bucket(OSError(errno.ENOSPC, "no space left")))
        with pytest.raises(OSError, match="no space left") as caught:
            await client.download(f"{origin}/x", delivery)
        return caught.value.errno

    assert asked(replying(200, PICTURE), ask)[0] == errno.ENOSPC
