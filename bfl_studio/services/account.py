"""The balance: asked seldom, remembered as evidence for purchases."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bfl_studio.domain.credits import Credits
from bfl_studio.domain.endpoint import Endpoint
from bfl_studio.domain.errors import StudioError
from bfl_studio.services.connections import Connections
from bfl_studio.services.events import BalanceChanged, Event
from bfl_studio.services.tasks import TaskOwner


class Account:
    """Last known balances by origin; wishes that come within `rest` seconds share a question."""

    def __init__(
        self,
        connections: Connections,
        tasks: TaskOwner,
        rest: float,
        report: Callable[[Event], None],
    ) -> None:
        self._connections = connections
        self._tasks = tasks
        self._rest = rest
        self._report = report
        self._known: dict[str, Credits] = {}
        self._again: set[str] = set()

    def known(self, endpoint: Endpoint) -> Credits | None:
        return self._known.get(endpoint.origin)

    def learn(self, endpoint: Endpoint, balance: Credits) -> None:
        """A balance somebody else asked for."""
        if self._known.get(endpoint.origin) != balance:
            self._known[endpoint.origin] = balance
            self._report(BalanceChanged(endpoint.place, balance))

    def forget(self, endpoint: Endpoint) -> None:
        """Another key, another account."""
        self._known.pop(endpoint.origin, None)

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
        try:
            client = await self._connections.client(endpoint)
            balance = await client.credits()
        except StudioError:
            # A balance is advice; whatever is wrong is said where it stops a job.
            return
        self.learn(endpoint, balance)
