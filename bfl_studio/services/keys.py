"""Keys of this run: placeholder until the real one is written over it."""

from __future__ import annotations

import os

from bfl_studio.domain.api_key import KeySource, KeyStanding, StoreTrouble
from bfl_studio.domain.endpoint import SANDBOX_KEY, Endpoint, Place


class Keys:
    def __init__(
        self, found: object = None, limit_seconds: float = 10.0, store: object = None
    ) -> None:
        self._keys: dict[str, str] = {}

    async def key_of(self, endpoint: Endpoint) -> str | None:
        if endpoint.place is Place.SANDBOX:
            return SANDBOX_KEY
        return self._keys.get(endpoint.key_name) or os.environ.get("BFL_API_KEY")

    async def standing(self, endpoint: Endpoint) -> KeyStanding:
        key = await self.key_of(endpoint)
        return KeyStanding(KeySource.SESSION if key else None)

    def use(self, endpoint: Endpoint, key: str) -> None:
        self._keys[endpoint.key_name] = key

    async def keep(self, endpoint: Endpoint) -> StoreTrouble | None:
        return StoreTrouble.ABSENT

    async def look_again(self, endpoint: Endpoint) -> KeyStanding:
        return await self.standing(endpoint)

    async def forget(self, endpoint: Endpoint) -> StoreTrouble | None:
        self._keys.pop(endpoint.key_name, None)
        return None

    async def close(self) -> None:
        pass
