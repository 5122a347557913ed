"""One POST for each submit, and the truth about what it bought, whatever the network does."""

import asyncio
import json
from pathlib import Path

import pytest

from bfl_studio.api.body import Body, FileSegment
from bfl_studio.api.client import BflClient, NotBought, Outcome, Refused, Unconfirmed
from bfl_studio.api.wire import Accepted
from bfl_studio.domain.credits import credits
from bfl_studio.domain.endpoint import GLOBAL, custom, sandbox
from bfl_studio.domain.errors import FailureKind
from tests.api.asking import HASTY, KEY, PATH, PATIENT, TEXT, submitted, with_client
from tests.api.scripted_server import (
    Exchange,
    Script,
    refusing,
    replying,
    serving,
    whole_reply,
)

RECEIPT = {"id": "task", "polling_url": "https://api.eu.bfl.ai/v1/get_result?id=task", "cost": 4.5}


def not_bought(outcome: Outcome) -> FailureKind:
    assert isinstance(outcome, NotBought), outcome
    return outcome.failure.kind


def unconfirmed(outcome: Outcome) -> FailureKind:
    assert isinstance(outcome, Unconfirmed), outcome
    return outcome.failure.kind


def test_a_receipt() -> None:
    outcome, server = submitted(replying(200, RECEIPT))
    assert outcome == Accepted("task", str(RECEIPT["polling_url"]), credits("4.5"))
    [request] = server.requests
    assert (request.method, request.target, request.body) == ("POST", PATH, TEXT)
    assert request.headers["x-key"] == KEY
    assert "authorization" not in request.headers


def test_a_refusal() -> None:
    fields = {"detail": [{"loc": ["body", "width"], "msg": "too small"}]}
    outcome, server = submitted(replying(422, fields))
    assert isinstance(outcome, Refused)
    assert outcome.complaints[0].place == ("body", "width")
    assert server.connections == 1


def test_busy_says_how_long() -> None:
    outcome, _ = submitted(replying(429, {"detail": "too many"}, retry_after="7"))
    assert isinstance(outcome, NotBought)
    assert (outcome.failure.kind, outcome.retry_after) == (FailureKind.BUSY, 7.0)


def test_every_submit_has_a_connection_of_its_own() -> None:
    after: list[bytes] = []

    async def keep_open(exchange: Exchange) -> None:
        await exchange.read_body()
        await exchange.reply(200, RECEIPT, connection="keep-alive")
        after.append(await exchange.reader.read(1))

    async def run() -> int:
        async with serving(keep_open) as server:

            async def thrice(client: BflClient) -> list[Outcome]:
                return [await client.submit(PATH, Body([TEXT])) for _ in range(3)]

            outcomes = await with_client(custom(server.origin), thrice, HASTY)
            assert [type(outcome) for outcome in outcomes] == [Accepted] * 3
            return server.connections

    assert asyncio.run(run()) == 3
    # Hung up by the client, though the server would have gone on listening.
    assert b"".join(after) == b""


async def hang_up(exchange: Exchange) -> None:
    await exchange.read_body()


async def tear_down(exchange: Exchange) -> None:
    await exchange.read_body()
    exchange.reset()


async def say_nothing(exchange: Exchange) -> None:
    await exchange.read_body()
    await asyncio.sleep(60)


async def cut_the_reply(exchange: Exchange) -> None:
    await exchange.read_body()
    await exchange.send(whole_reply(200, RECEIPT)[: -len(json.dumps(RECEIPT)) + 9])


async def cut_after_the_id(exchange: Exchange) -> None:
    await exchange.read_body()
    await exchange.send(whole_reply(200, RECEIPT)[:-40])


async def cut_the_head(exchange: Exchange) -> None:
    await exchange.read_body()
    await exchange.send(b"HTTP/1.1 200 OK\r\nContent-Le")


async def talk_nonsense(exchange: Exchange) -> None:
    await exchange.read_body()
    await exchange.send(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")


async def state_two_lengths(exchange: Exchange) -> None:
    await exchange.read_body()
    await exchange.send(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}")


@pytest.mark.parametrize(
    "script",
    [
        hang_up,
        tear_down,
        say_nothing,
        cut_the_reply,
        cut_the_head,
        talk_nonsense,
        state_two_lengths,
    ],
)
def test_after_the_last_byte_silence_is_no_proof(script: Script) -> None:
    outcome, server = submitted(script, patience=HASTY if script is say_nothing else PATIENT)
    assert unconfirmed(outcome) is FailureKind.NO_ANSWER
    assert server.connections == 1
    assert [request.method for request in server.requests] == ["POST"]
    assert server.requests[0].body == TEXT


def test_what_came_of_a_cut_reply_is_kept_as_evidence() -> None:
    outcome, _ = submitted(cut_the_reply)
    assert isinstance(outcome, Unconfirmed)
    assert outcome.evidence == json.dumps(RECEIPT)[:9]


def test_an_id_in_a_cut_reply_is_still_a_purchase() -> None:
    outcome, server = submitted(cut_after_the_id)
    assert isinstance(outcome, Accepted)
    assert outcome.task_id == RECEIPT["id"]
    assert server.connections == 1


def test_a_closed_door_proves_that_nothing_was_bought() -> None:
    async def run() -> Outcome:
        async with refusing() as origin:
            return await with_client(
                custom(origin), lambda client: client.submit(PATH, Body([TEXT]))
            )

    assert not_bought(asyncio.run(run())) is FailureKind.UNREACHABLE


def test_a_name_that_does_not_exist_proves_that_nothing_was_bought() -> None:
    outcome = asyncio.run(
        with_client(
            custom("https://does-not-exist.invalid"),
            lambda client: client.submit(PATH, Body([TEXT])),
        )
    )
    assert not_bought(outcome) is FailureKind.UNREACHABLE


def test_half_a_body_buys_nothing(tmp_path: Path) -> None:
    # Far more than the kernel takes off our hands for a peer that has stopped reading.
    path = tmp_path / "picture.bin"
    path.write_bytes(b"\x5a" * 24_000_000)

    async def tear_down_halfway(exchange: Exchange) -> None:
        await exchange.discard(exchange.length // 2)
        exchange.reset()

    body = Body([b'{"input_image":"', FileSegment(path, 24_000_000), b'"}'])
    outcome, server = submitted(tear_down_halfway, body)
    assert not_bought(outcome) is FailureKind.UNREACHABLE
    assert body.complete is False
    assert server.connections == 1


def test_an_answer_may_come_before_the_body_is_read() -> None:
    async def refuse_at_once(exchange: Exchange) -> None:
        await exchange.reply(403, {"detail": "Not authenticated"})
        await exchange.read_body()

    outcome, _ = submitted(refuse_at_once)
    assert not_bought(outcome) is FailureKind.KEY_REFUSED


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(code: int) -> None:
    async def run() -> tuple[Outcome, int, int]:
        async with serving(replying(200, RECEIPT)) as sink:
            lead = replying(code, b"", location=f"{sink.origin}{PATH}")
            async with serving(lead) as server:
                outcome = await with_client(
                    custom(server.origin), lambda client: client.submit(PATH, Body([TEXT]))
                )
                return outcome, server.connections, sink.connections

    outcome, asked, led = asyncio.run(run())
    assert isinstance(outcome, Unconfirmed)
    assert (asked, led) == (1, 0)


@pytest.mark.parametrize("location", ["http://[::1", "file:///etc/passwd", "\\\\evil", "/" * 9000])
def test_a_redirect_to_nowhere_is_harmless(location: str) -> None:
    outcome, _ = submitted(replying(302, b"", location=location))
    assert isinstance(outcome, Unconfirmed)


def test_a_web_page_is_no_receipt() -> None:
    page = "<html><title>Hotel Wi-Fi: please sign in</title></html>"
    outcome, _ = submitted(replying(200, page, content_type="text/html"))
    assert unconfirmed(outcome) is FailureKind.ODD_RECEIPT
    assert isinstance(outcome, Unconfirmed) and "Hotel Wi-Fi" in outcome.evidence


def test_an_endless_reply_is_cut_off() -> None:
    async def go_on(exchange: Exchange) -> None:
        await exchange.read_body()
        await exchange.send(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            await exchange.send(b" " * 65536)

    outcome, _ = submitted(go_on)
    assert isinstance(outcome, Unconfirmed)


def test_this_computer_is_never_reached_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> tuple[list[Outcome], int]:
        async with serving(replying(502)) as proxy, serving(replying(200, RECEIPT)) as server:
            for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
                monkeypatch.setenv(name, proxy.origin)
            outcomes = [
                await with_client(endpoint, lambda client: client.submit(PATH, Body([TEXT])))
                for endpoint in (custom(server.origin), sandbox(server.origin))
            ]
            return outcomes, proxy.connections

    outcomes, by_proxy = asyncio.run(run())
    assert all(isinstance(outcome, Accepted) for outcome in outcomes)
    assert by_proxy == 0


@pytest.mark.parametrize("code", [407, 502, 200])
def test_a_proxy_in_the_way_buys_nothing_and_sees_no_key(
    monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    for name in ("NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)

    async def run() -> tuple[Outcome, list[str]]:
        # With 200 the tunnel stands, and what answers at its end is not TLS.
        async with serving(replying(code, b"not TLS at all")) as proxy:
            for name in ("HTTPS_PROXY", "https_proxy"):
                monkeypatch.setenv(name, proxy.origin)
            outcome = await with_client(GLOBAL, lambda client: client.submit(PATH, Body([TEXT])))
            assert [request.target for request in proxy.requests] == ["api.bfl.ai:443"]
            return outcome, [value for each in proxy.requests for value in each.headers.values()]

    outcome, seen = asyncio.run(run())
    assert not_bought(outcome) is FailureKind.UNREACHABLE
    assert KEY not in "".join(seen)
