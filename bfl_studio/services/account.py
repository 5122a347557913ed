"""The balance: asked seldom, remembered as evidence for purchases."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from bfl_studio.domain.credits import Credits
from bfl_studio.domain.endpoint import Endpoint
from bfl_studio.domain.errors import StudioError
from bfl_studio.services.connections import Connections
from bfl_studio.services.events import BalanceChanged, Event
from bfl_studio.services.recorder import now_ms
from bfl_studio.services.tasks import TaskOwner


class Account:
    """Last known balances by origin; wishes that come within `rest` seconds share a
    question; `look` is the pause between two while more credits are awaited."""

    def __init__(
        self,
        connections: Connections,
        tasks: TaskOwner,
        rest: float,
        look: float,
        report: Callable[[Event], None],
    ) -> None:
        self._connections = connections
        self._tasks = tasks
        self._rest = rest
        self._look = look
        self._report = report
        self._known: dict[str, Credits] = {}
        self._known_ms: dict[str, int] = {}
        self._again: set[str] = set()

    def known(self, endpoint: Endpoint) -> Credits | None:
        return self._known.get(endpoint.origin)

    def known_ms(self, endpoint: Endpoint) -> int | None:
        """When that was; whatever was charged later is not in it."""
        return self._known_ms.get(endpoint.origin)

    def learn(self, endpoint: Endpoint, balance: Credits, asked_ms: int | None = None) -> None:
        """A balance that was asked for, at a moment in milliseconds."""
        self._known_ms[endpoint.origin] = asked_ms or now_ms()
        if self._known.get(endpoint.origin) != balance:
            self._known[endpoint.origin] = balance
            self._report(BalanceChanged(endpoint.place, balance))

    def forget(self, endpoint: Endpoint) -> None:
        """Another key, another account."""
        self._known.pop(endpoint.origin, None)

    async def ask(self, endpoint: Endpoint) -> Credits:
        """The balance now. Raises StudioError when it cannot be had."""
        asked_ms = now_ms()
        client = await self._connections.client(endpoint)
        balance = await client.credits()
        self.learn(endpoint, balance, asked_ms)
        return balance

    def await_credits(
        self, endpoint: Endpoint, enough: Credits | None, then: Callable[[], None]
    ) -> None:
        """Ask from time to time until the balance has grown or is `enough`, then go on."""
        name = f"more credits {endpoint.origin}"
        if not self._tasks.running(name):
            self._tasks.spawn(name, self._until_credits(endpoint, enough, then))

    async def _until_credits(
        self, endpoint: Endpoint, enough: Credits | None, then: Callable[[], None]
    ) -> None:
        least = self.known(endpoint)
        while True:
            await asyncio.sleep(self._look)
            try:
                balance = await self.ask(endpoint)
            except StudioError:
                continue
            grown = least is not None and balance > least
            if grown or (enough is not None and balance >= enough):
                then()
                return
            least = balance

    def refresh(self, endpoint: Endpoint) -> None:
        """Ask soon; the answer comes as an event."""
        name = f"balance {endpoint.origin}"
        if self._tasks.running(name):
            self._again.add(endpoint.origin)
            return
        self._tasks.spawn(name, self._ask(endpoint))

    async def _ask(self, endpoint: Endpoint) -> None:
        while True:
            self._again.discard(endpoint.origin)
            await self._ask_once(endpoint)
            await asyncio.sleep(self._rest)
            if endpoint.origin not in self._again:
                return

    async def _ask_once(self, endpoint: Endpoint) -> None:
        # A balance is advice; whatever is wrong is said where it stops a job.
        with suppress(StudioError):
            await self.ask(endpoint)
