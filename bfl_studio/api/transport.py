"""HTTP clients: no redirects, no retry layer, the system's trust store, one timeout table."""

from __future__ import annotations

import ssl
from dataclasses import dataclass

import httpx
import truststore

from bfl_studio import __version__
from bfl_studio.api.hosts import is_loopback, parse
from bfl_studio.domain.catalog import MOST_AT_ONCE
from bfl_studio.domain.endpoint import Endpoint


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait for each phase of a request."""

    connect: float = 10.0
    write_idle: float = 30.0
    purchase_answer: float = 120.0
    read_idle: float = 15.0


class Transport:
    """Three clients of one endpoint, each with a different right.

    `purchases` opens a fresh connection for every POST: a stale one kept alive would turn a
    harmless close into an unanswerable question. `questions` keeps connections. `deliveries`
    has never seen a key.
    """

    def __init__(self, endpoint: Endpoint, patience: Patience) -> None:
        home = parse(endpoint.origin)
        trust_environment = home is None or not is_loopback(home)
        context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        write, connect = patience.write_idle, patience.connect

        def client(read: float, keep_alive: int) -> httpx.AsyncClient:
            return httpx.AsyncClient(
                verify=context,
                trust_env=trust_environment,
                follow_redirects=False,
                http2=False,
                timeout=httpx.Timeout(read, connect=connect, write=write, pool=None),
                limits=httpx.Limits(max_connections=64, max_keepalive_connections=keep_alive),
                headers={"User-Agent": f"bfl-studio/{__version__}", "Accept-Encoding": "identity"},
            )

        self.purchases = client(patience.purchase_answer, keep_alive=0)
        self.questions = client(patience.read_idle, keep_alive=MOST_AT_ONCE)
        self.deliveries = client(patience.read_idle, keep_alive=4)

    async def close(self) -> None:
        for client in (self.purchases, self.questions, self.deliveries):
            await client.aclose()
