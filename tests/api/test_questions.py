"""Polls and balances: the JSON before the code, transient troubles named, no key to strangers."""

import asyncio
import gzip
import json

import pytest

from bfl_studio.api.client import BflClient
from bfl_studio.api.wire import PollReply, Status
from bfl_studio.domain.credits import credits
from bfl_studio.domain.endpoint import custom
from bfl_studio.domain.errors import FailureKind, StudioError
from tests.api.asking import HASTY, KEY, PATIENT, asked, refused, with_client
from tests.api.scripted_server import (
    Exchange,
    Script,
    ScriptedServer,
    refusing,
    replying,
    serving,
)

K = FailureKind
HTML = "<html><h1>Bad Gateway</h1></html>"


async def poll(client: BflClient, origin: str) -> PollReply:
    return await client.poll(f"{origin}/v1/get_result?id=a%20b&x=1")


@pytest.mark.parametrize("code", [200, 202, 400, 401, 403, 404, 422, 429, 500, 502, 503])
@pytest.mark.parametrize("word", ["Ready", "Task not found", "Error", "Pending"])
def test_a_status_is_obeyed_whatever_the_code(code: int, word: str) -> None:
    reply, _ = asked(replying(code, {"id": "a", "status": word}), poll)
    assert reply.word == word


def test_a_settled_reply() -> None:
    body = {
        "id": "a",
        "status": "Ready",
        "progress": 1.0,
        "cost": 4.5,
        "result": {"sample": "https://delivery.eu.bfl.ai/x?sig=1", "seed": 7},
    }
    reply, server = asked(replying(200, body), poll)
    assert reply == PollReply(
        Status.READY, "Ready", "a", 1.0, "https://delivery.eu.bfl.ai/x?sig=1", credits("4.5")
    )
    [request] = server.requests
    assert request.method == "GET"
    # Verbatim: nothing of the service's own address is rebuilt.
    assert request.target == "/v1/get_result?id=a%20b&x=1"
    assert request.headers["x-key"] == KEY


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        (replying(200, HTML), K.ODD_ANSWER),
        (replying(200, b""), K.ODD_ANSWER),
        (replying(200, []), K.ODD_ANSWER),
        (replying(404, HTML), K.ODD_ANSWER),
        (replying(302, b"", location="https://evil.tld/"), K.ODD_ANSWER),
        (replying(404, {"detail": "Not Found"}), K.SERVICE_UNAVAILABLE),
        (replying(500, HTML), K.SERVICE_UNAVAILABLE),
        (replying(502, HTML), K.SERVICE_UNAVAILABLE),
        (replying(503, {"detail": "later"}), K.SERVICE_UNAVAILABLE),
        (replying(429, HTML), K.BUSY),
        (replying(429, {"detail": "slowly"}), K.BUSY),
        (replying(401, HTML), K.KEY_REFUSED),
        (replying(403, {"detail": "Not authenticated"}), K.KEY_REFUSED),
        (replying(422, {"detail": "Invalid API key format"}), K.KEY_REFUSED),
        (replying(422, {"detail": [{"loc": ["id"], "msg": "bad"}]}), K.SERVICE_UNAVAILABLE),
        (replying(200, b'{"status": "' + b"x" * 9_000_000 + b'"}'), K.ODD_ANSWER),
        (replying(200, gzip.compress(b" " * 50_000_000), content_encoding="gzip"), K.ODD_ANSWER),
        (replying(200, b"no gzip", content_encoding="gzip"), K.ODD_ANSWER),
    ],
)
def test_an_answer_that_says_nothing_about_the_job(script: Script, kind: FailureKind) -> None:
    failure, server = refused(script, poll)
    assert failure.kind is kind
    assert server.connections == 1


async def hang_up(exchange: Exchange) -> None:
    await exchange.read_body()


async def cut_short(exchange: Exchange) -> None:
    await exchange.send(b'HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{"status": "Rea')


async def say_nothing(exchange: Exchange) -> None:
    await asyncio.sleep(60)


@pytest.mark.parametrize("script", [hang_up, cut_short, say_nothing])
def test_a_broken_line_says_nothing_about_the_job(script: Script) -> None:
    failure, _ = refused(script, poll, HASTY if script is say_nothing else PATIENT)
    assert failure.kind is K.UNREACHABLE


def test_nobody_there_says_nothing_about_the_job() -> None:
    async def run() -> FailureKind:
        async with refusing() as origin:

            async def ask(client: BflClient) -> FailureKind:
                with pytest.raises(StudioError) as caught:
                    await poll(client, origin)
                return caught.value.failure.kind

            return await with_client(custom(origin), ask)

    assert asyncio.run(run()) is K.UNREACHABLE


def elsewhere(code: int, **headers: str) -> tuple[ScriptedServer, ScriptedServer, PollReply | None]:
    """Poll a second server, as an endpoint of one's own may tell us to."""

    async def run() -> tuple[ScriptedServer, ScriptedServer, PollReply | None]:
        async with serving(replying(200, {"id": "a", "status": "Ready"})) as home:
            filled = {name: text.format(home=home.origin) for name, text in headers.items()}
            script = replying(code, {"status": "Pending"} if code == 200 else b"", **filled)
            async with serving(script) as other:

                async def ask(client: BflClient) -> PollReply | None:
                    assert client.may_poll(f"{other.origin}/x")
                    try:
                        return await poll(client, other.origin)
                    except StudioError:
                        return None

                return home, other, await with_client(custom(home.origin), ask)

    return asyncio.run(run())


def test_another_origin_is_asked_without_the_key() -> None:
    home, other, reply = elsewhere(200)
    assert reply is not None and reply.status is Status.IN_PROGRESS
    assert home.connections == 0
    assert "x-key" not in other.requests[0].headers
    assert KEY not in "".join(other.requests[0].headers.values())


@pytest.mark.parametrize("code", [301, 302, 307, 308])
def test_a_poll_is_not_led_elsewhere(code: int) -> None:
    home, other, reply = elsewhere(code, location="{home}/x")
    assert reply is None
    assert (home.connections, other.connections) == (0, 1)


@pytest.mark.parametrize(
    ("body", "balance"),
    [({"credits": 12.5}, "12.5"), ({"credits": 0}, "0"), ({"credits": 99995.8}, "99995.8")],
)
def test_the_balance(body: object, balance: str) -> None:
    amount, server = asked(replying(200, body), lambda client, _: client.credits())
    assert amount == credits(balance)
    assert server.requests[0].target == "/v1/credits"
    assert server.requests[0].headers["x-key"] == KEY


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        (replying(200, {"credits": "12"}), K.SERVICE_UNAVAILABLE),
        (replying(200, {"credits": None}), K.SERVICE_UNAVAILABLE),
        (replying(200, {}), K.SERVICE_UNAVAILABLE),
        (replying(200, HTML), K.ODD_ANSWER),
        (replying(500, {"credits": 12}), K.SERVICE_UNAVAILABLE),
        (replying(403, {"detail": "Not authenticated"}), K.KEY_REFUSED),
        (replying(401, json.dumps("no")), K.KEY_REFUSED),
        (replying(422, {"detail": "Invalid API key format"}), K.KEY_REFUSED),
        (replying(429, {}), K.BUSY),
        (hang_up, K.UNREACHABLE),
    ],
)
def test_a_balance_that_cannot_be_had(script: Script, kind: FailureKind) -> None:
    failure, _ = refused(script, lambda client, _: client.credits())
    assert failure.kind is kind
