"""The real client against a scripted server."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bfl_studio.api.body import Body
from bfl_studio.api.client import BflClient, Outcome
from bfl_studio.api.transport import Patience, Transport
from bfl_studio.domain.endpoint import Endpoint, custom
from bfl_studio.domain.errors import Failure, StudioError
from tests.api.scripted_server import Script, ScriptedServer, serving

KEY = "bfl_canary"
PATH = "/v1/flux-2-pro"
TEXT = b'{"prompt":"a harbour"}'
PATIENT = Patience(connect=10, write_idle=10, purchase_answer=10, read_idle=10)
HASTY = Patience(connect=10, write_idle=10, purchase_answer=0.2, read_idle=0.2)

T = TypeVar("T")


async def with_client(
    endpoint: Endpoint, ask: Callable[[BflClient], Awaitable[T]], patience: Patience = PATIENT
) -> T:
    transport = Transport(endpoint, patience)
    try:
        return await ask(BflClient(endpoint, KEY, transport))
    finally:
        await transport.close()


def asked(
    script: Script,
    ask: Callable[[BflClient, str], Awaitable[T]],
    patience: Patience = PATIENT,
) -> tuple[T, ScriptedServer]:
    """What the client makes of that script, and the server it asked."""

    async def run() -> tuple[T, ScriptedServer]:
        async with serving(script) as server:
            endpoint = custom(server.origin)
            return await with_client(
                endpoint, lambda client: ask(client, server.origin), patience
            ), server

    return asyncio.run(run())


def submitted(
    script: Script, body: Body | None = None, patience: Patience = PATIENT
) -> tuple[Outcome, ScriptedServer]:
    sent = body or Body([TEXT])
    return asked(script, lambda client, _: client.submit(PATH, sent), patience)


def refused(
    script: Script,
    ask: Callable[[BflClient, str], Awaitable[object]],
    patience: Patience = PATIENT,
) -> tuple[Failure, ScriptedServer]:
    """The failure that asking ends with, and the server."""

    async def failing(client: BflClient, origin: str) -> Failure:
        try:
            answer = await ask(client, origin)
        except StudioError as error:
            return error.failure
        raise AssertionError(f"answered {answer}")

    return asked(script, failing, patience)
