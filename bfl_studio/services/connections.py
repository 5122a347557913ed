"""A client and a lane for each endpoint, made when first needed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bfl_studio.api.client import BflClient
from bfl_studio.api.transport import Transport
from bfl_studio.domain import endpoint as places
from bfl_studio.domain.catalog import MOST_AT_ONCE
from bfl_studio.domain.endpoint import Endpoint, Place
from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.services.events import Event, QueuePaused, ServiceTrouble
from bfl_studio.services.lanes import Lane
from bfl_studio.services.sandbox_process import SandboxProcess
from bfl_studio.services.timing import Timing

KeyFinder = Callable[[Endpoint], Awaitable[str | None]]


class Connections:
    """Owns transports and lanes, keyed by origin and key name."""

    def __init__(
        self,
        sandbox: SandboxProcess,
        custom_origin: str | None,
        key_of: KeyFinder,
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
        """The endpoint of a place.

        Raises StudioError: SANDBOX_UNAVAILABLE, or ENDPOINT_ABSENT for a start flag not given.
        """
        if place is Place.SANDBOX:
            return places.sandbox(await self._sandbox.origin())
        if place is Place.CUSTOM:
            if self._custom_origin is None:
                # Falling back to another place would be spending somebody else's money.
                raise StudioError(Failure(FailureKind.ENDPOINT_ABSENT))
            return places.custom(self._custom_origin)
        return {Place.EU: places.EU, Place.US: places.US}.get(place, places.GLOBAL)

    async def client(self, endpoint: Endpoint, earlier: BflClient | None = None) -> BflClient:
        """A client with the endpoint's key; `earlier` keeps the one it began with.

        Raises StudioError: KEY_MISSING, or SANDBOX_UNAVAILABLE.
        """
        if earlier is not None and endpoint.place is not Place.SANDBOX:
            return earlier
        if endpoint.place is Place.SANDBOX and await self._sandbox.origin() != endpoint.origin:
            # Another port than the job knows: its task lies where nobody answers.
            raise StudioError(Failure(FailureKind.SANDBOX_UNAVAILABLE, details="other port"))
        key = await self._key_of(endpoint)
        if not key:
            raise StudioError(Failure(FailureKind.KEY_MISSING))
        return self.client_with(endpoint, key)

    def client_with(self, endpoint: Endpoint, key: str) -> BflClient:
        """A client with a key that may not be anybody's yet."""
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
                MOST_AT_ONCE,
                lambda failure: report(QueuePaused(place, failure)),
                lambda failure: report(ServiceTrouble(place, failure)),
            )
        return self._lanes[name]

    def lanes_of(self, key_name: str) -> tuple[Lane, ...]:
        """Every lane whose jobs are paid with that key."""
        return tuple(lane for (_, name), lane in self._lanes.items() if name == key_name)

    def lanes(self) -> tuple[Lane, ...]:
        return tuple(self._lanes.values())

    async def close(self) -> None:
        for transport in self._transports.values():
            await transport.close()
        await self._sandbox.close()
