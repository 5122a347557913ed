"""A client and a lane for each endpoint, made when first needed."""

from __future__ import annotations

from collections.abc import Callable

from bfl_studio.api.client import BflClient
from bfl_studio.api.transport import Transport
from bfl_studio.domain import endpoint as places
from bfl_studio.domain.endpoint import Endpoint, Place
from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.services.events import Event, QueuePaused, ServiceTrouble
from bfl_studio.services.lanes import Lane
from bfl_studio.services.sandbox_process import SandboxProcess
from bfl_studio.services.timing import Timing

MOST_ACTIVE = 24
"""Unfinished tasks an account may have (`bfl-api.md` §4)."""

KeySource = Callable[[Endpoint], str | None]


class Connections:
    """Owns transports and lanes, keyed by origin and key name."""

    def __init__(
        self,
        sandbox: SandboxProcess,
        custom_origin: str | None,
        key_of: KeySource,
        timing: Timing,
        report: Callable[[Event], None],
    ) -> None:
        self._sandbox = sandbox
        self._custom_origin = custom_origin
        self._key_of = key_of
        self._timing = timing
        self._report = report
        self._transports: dict[str, Transport] = {}
        self._lanes: dict[tuple[str, str], Lane] = {}

    async def endpoint(self, place: Place) -> Endpoint:
        """The endpoint of a place. Raises StudioError when the Sandbox cannot be started."""
        if place is Place.SANDBOX:
            return places.sandbox(await self._sandbox.origin())
        if place is Place.CUSTOM:
            if self._custom_origin is None:
                # Falling back to another place would be spending somebody else's money.
                raise ValueError("this studio was started without an endpoint of its own")
            return places.custom(self._custom_origin)
        return {Place.EU: places.EU, Place.US: places.US}.get(place, places.GLOBAL)

    async def client(self, endpoint: Endpoint) -> BflClient:
        """Raises StudioError: KEY_MISSING, or SANDBOX_UNAVAILABLE."""
        if endpoint.place is Place.SANDBOX and await self._sandbox.origin() != endpoint.origin:
            # Another port than the job knows: its task lies where nobody answers.
            raise StudioError(Failure(FailureKind.SANDBOX_UNAVAILABLE, details="other port"))
        key = self._key_of(endpoint)
        if not key:
            raise StudioError(Failure(FailureKind.KEY_MISSING))
        transport = self._transports.get(endpoint.origin)
        if transport is None:
            transport = Transport(endpoint, self._timing.patience)
            self._transports[endpoint.origin] = transport
        return BflClient(endpoint, key, transport)

    def lane(self, endpoint: Endpoint) -> Lane:
        name = endpoint.origin, endpoint.key_name
        if name not in self._lanes:
            place, report = endpoint.place, self._report
            self._lanes[name] = Lane(
                MOST_ACTIVE,
                lambda failure: report(QueuePaused(place, failure)),
                lambda failure: report(ServiceTrouble(place, failure)),
            )
        return self._lanes[name]

    def lanes(self) -> tuple[Lane, ...]:
        return tuple(self._lanes.values())

    async def close(self) -> None:
        for transport in self._transports.values():
            await transport.close()
        await self._sandbox.close()
