"""Keys of this run: the designer's own, one found outside, or the key store's."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any, Protocol

from bfl_studio import redaction
from bfl_studio.domain.api_key import KeyFlaw, KeySource, KeyStanding, StoreTrouble, read
from bfl_studio.domain.endpoint import SANDBOX_KEY, Endpoint, Place
from bfl_studio.storage import key_store
from bfl_studio.storage.credentials import Found
from bfl_studio.storage.key_store import KeyStoreError


class Store(Protocol):
    """What blocks until the system, or somebody in front of it, answers."""

    def load(self, name: str) -> str | None: ...

    def save(self, name: str, key: str) -> None: ...

    def forget(self, name: str) -> None: ...


class _Module:
    """The real store."""

    load = staticmethod(key_store.load)
    save = staticmethod(key_store.save)
    forget = staticmethod(key_store.forget)


class Keys:
    """Lives on the engine's loop. A key that was pasted in this run comes first, then one found
    outside, then the store's. `on_change(key name)` hears of an answer that came too late.
    """

    def __init__(
        self,
        found: Found | None = None,
        limit_seconds: float = 10.0,
        store: Store | None = None,
        on_change: Callable[[str], None] = lambda name: None,
    ) -> None:
        self._found = found
        self._limit = limit_seconds
        self._store = store or _Module()
        self._on_change = on_change
        self._session: dict[str, str] = {}
        self._stored: dict[str, str | None] = {}
        self._troubles: dict[str, StoreTrouble] = {}
        self._asked: dict[str, asyncio.Future[Any]] = {}
        if found is not None and found.key:
            redaction.add_secret(found.key)

    async def key_of(self, endpoint: Endpoint) -> str | None:
        """The key to send with, or None. The Sandbox's is a constant, never a user's."""
        if endpoint.place is Place.SANDBOX:
            return SANDBOX_KEY
        name = endpoint.key_name
        if name in self._session:
            return self._session[name]
        if self._found is not None:
            return self._found.key
        return await self._load(name)

    async def standing(self, endpoint: Endpoint) -> KeyStanding:
        """Whether there is a key, and where it comes from."""
        name, flaw = endpoint.key_name, self._found.flaw if self._found is not None else None
        if name in self._session:
            kept = self._stored.get(name) == self._session[name]
            source = KeySource.STORE if kept else KeySource.SESSION
            return KeyStanding(source, kept, self._troubles.get(name), flaw)
        if self._found is not None:
            source_found = self._found.source if self._found.key else None
            return KeyStanding(source_found, flaw=flaw)
        key = await self.key_of(endpoint)
        source_kept = KeySource.STORE if key else None
        return KeyStanding(source_kept, bool(key), self._troubles.get(name))

    def use(self, endpoint: Endpoint, key: str) -> None:
        """Send with a key until the studio ends, wherever its name is asked for."""
        redaction.add_secret(key)
        self._session[endpoint.key_name] = key
        self._troubles.pop(endpoint.key_name, None)

    async def keep(self, endpoint: Endpoint) -> StoreTrouble | None:
        """Put the key of this run into the store; None: it is there, and was read back."""
        name = endpoint.key_name
        key = self._session.get(name)
        if key is None:
            return None

        def kept(_: None) -> None:
            self._stored[name] = key

        return await self._settle(name, lambda: self._store.save(name, key), kept)

    async def look_again(self, endpoint: Endpoint) -> KeyStanding:
        """Ask the store anew, as after it was unlocked."""
        self._stored.pop(endpoint.key_name, None)
        self._troubles.pop(endpoint.key_name, None)
        await self._load(endpoint.key_name)
        return await self.standing(endpoint)

    async def forget(self, endpoint: Endpoint) -> StoreTrouble | None:
        """Out of memory, and out of the store."""
        name = endpoint.key_name
        self._session.pop(name, None)

        def forgotten(_: None) -> None:
            self._stored[name] = None

        return await self._settle(name, lambda: self._store.forget(name), forgotten)

    async def close(self) -> None:
        """Wait for nobody: a prompt that is never answered keeps no studio open."""
        self._on_change = lambda name: None

    async def _load(self, name: str) -> str | None:
        if not self._is_settled(name) and name in self._asked:
            await asyncio.wait([self._asked[name]], timeout=self._limit)
        # A store that could not be read is asked again when somebody wants it: each question may
        # open another prompt.
        if not self._is_settled(name):

            def loaded(text: str | None) -> None:
                key = read(text) if text else None
                usable = key if not isinstance(key, KeyFlaw) else None
                if usable:
                    redaction.add_secret(usable)
                self._stored[name] = usable

            await self._settle(name, lambda: self._store.load(name), loaded)
        return self._stored.get(name)

    def _is_settled(self, name: str) -> bool:
        return name in self._stored or name in self._troubles

    async def _settle(
        self, name: str, work: Callable[[], Any], done: Callable[[Any], None]
    ) -> StoreTrouble | None:
        """Ask the store, at most so long; an answer that comes later still counts."""
        if self._asked:
            # One prompt at a time: whoever asks meanwhile waits for its answer as well.
            await asyncio.wait(self._asked.values(), timeout=self._limit)
            if self._asked:
                return self._note(name, StoreTrouble.SLOW)
        answer = self._begin(name, work, done)
        ready, _ = await asyncio.wait([answer], timeout=self._limit)
        return answer.result() if ready else self._note(name, StoreTrouble.SLOW)

    def _begin(
        self, name: str, work: Callable[[], Any], done: Callable[[Any], None]
    ) -> asyncio.Future[StoreTrouble | None]:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[StoreTrouble | None] = loop.create_future()
        self._asked[name] = answer

        def settle(result: Any, trouble: StoreTrouble | None) -> None:
            self._asked.pop(name, None)
            # Whoever was put off meanwhile, whatever they asked for, may ask now.
            slow = [each for each, why in self._troubles.items() if why is StoreTrouble.SLOW]
            for each in slow:
                del self._troubles[each]
            self._note(name, trouble)
            if trouble is None:
                done(result)
            if not answer.done():
                answer.set_result(trouble)
            for each in slow:
                self._on_change(each)

        def run() -> None:
            result, trouble = None, None
            try:
                result = work()
            except KeyStoreError as error:
                trouble = error.trouble
            except Exception:
                trouble = StoreTrouble.REFUSED
            try:
                loop.call_soon_threadsafe(settle, result, trouble)
            except RuntimeError:
                # The studio ended while the prompt stood.
                return

        # Not the loop's own workers: their end would wait for a prompt nobody answers.
        threading.Thread(target=run, name="key store", daemon=True).start()
        return answer

    def _note(self, name: str, trouble: StoreTrouble | None) -> StoreTrouble | None:
        if trouble is None:
            self._troubles.pop(name, None)
        else:
            self._troubles[name] = trouble
        return trouble
