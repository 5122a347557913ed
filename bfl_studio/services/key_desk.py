"""What the window asks about keys; a key comes in and never goes out again."""

from __future__ import annotations

from bfl_studio import diagnostics, redaction
from bfl_studio.domain.api_key import KeyStanding, StoreTrouble
from bfl_studio.domain.credits import Credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import FailureKind, StudioError
from bfl_studio.services.account import Account
from bfl_studio.services.connections import Connections
from bfl_studio.services.keys import Keys

_KEY_TROUBLES = frozenset({FailureKind.KEY_MISSING, FailureKind.KEY_REFUSED})


class KeyDesk:
    """Every method is a coroutine of the engine's loop."""

    def __init__(self, keys: Keys, connections: Connections, account: Account) -> None:
        self._keys = keys
        self._connections = connections
        self._account = account

    async def standing(self, place: Place) -> KeyStanding:
        """Whether there is a key for a place, and where it comes from."""
        return await self._keys.standing(await self._connections.endpoint(place))

    async def try_key(self, place: Place, key: str) -> Credits:
        """Ask for the balance with a key; when that works it is used from now on.

        Raises StudioError, and then nothing has changed.
        """
        # One that is refused here may open another door.
        redaction.add_secret(key)
        endpoint = await self._connections.endpoint(place)
        try:
            balance = await self._connections.client_with(endpoint, key).credits()
        except StudioError as error:
            diagnostics.note("key tried", place=place, failure=error.failure.kind)
            raise
        diagnostics.note("key works", place=place)
        self._keys.use(endpoint, key)
        self._account.forget(endpoint)
        self._account.learn(endpoint, balance)
        self._resume(endpoint.key_name)
        return balance

    async def keep(self, place: Place) -> StoreTrouble | None:
        """Put the key that is used into the system's key store; None: it is there."""
        trouble = await self._keys.keep(await self._connections.endpoint(place))
        diagnostics.note("key kept" if trouble is None else "key not kept", trouble=trouble)
        return trouble

    async def look_again(self, place: Place) -> KeyStanding:
        """Ask the key store anew, after it was unlocked."""
        endpoint = await self._connections.endpoint(place)
        standing = await self._keys.look_again(endpoint)
        if standing.source is not None:
            self._resume(endpoint.key_name)
        return standing

    async def forget(self, place: Place) -> StoreTrouble | None:
        """Take the key out of the key store and out of memory."""
        endpoint = await self._connections.endpoint(place)
        self._account.forget(endpoint)
        return await self._keys.forget(endpoint)

    def _resume(self, key_name: str) -> None:
        """What waited for a key that works goes on."""
        for lane in self._connections.lanes_of(key_name):
            if lane.paused_by is not None and lane.paused_by.kind in _KEY_TROUBLES:
                lane.resume()
