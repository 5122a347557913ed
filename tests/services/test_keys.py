"""Keys of a run: where they come from, and a store that is absent, locked, slow or well."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from bfl_studio.domain.api_key import KeyFlaw, KeySource, KeyStanding, StoreTrouble
from bfl_studio.domain.endpoint import EU, GLOBAL, custom, sandbox
from bfl_studio.services.keys import Keys
from bfl_studio.storage import key_store
from bfl_studio.storage.credentials import Found
from bfl_studio.storage.key_store import KeyStoreError
from tests.services.workshop import PATIENCE

KEY = "bfl_0123456789abcdef"
OTHER = custom("https://gateway.example.com")


class Shelf:
    """A store in memory; `trouble` is raised by every call, `gate` holds each one up."""

    def __init__(self, **kept: str) -> None:
        self.kept = dict(kept)
        self.trouble: StoreTrouble | None = None
        self.gate = threading.Event()
        self.gate.set()
        self.calls = 0

    def _answer(self) -> None:
        self.calls += 1
        assert self.gate.wait(PATIENCE)
        if self.trouble is not None:
            raise KeyStoreError(self.trouble)

    def load(self, name: str) -> str | None:
        self._answer()
        return self.kept.get(name)

    def save(self, name: str, key: str) -> None:
        self._answer()
        self.kept[name] = key

    def forget(self, name: str) -> None:
        self._answer()
        self.kept.pop(name, None)


def _run(scenario: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(scenario())


def test_the_store_is_asked_once_and_shared_by_the_regions() -> None:
    shelf = Shelf(**{"bfl.ai": KEY})

    async def scenario() -> None:
        keys = Keys(None, PATIENCE, shelf)
        found = await asyncio.gather(keys.key_of(GLOBAL), keys.key_of(EU), keys.key_of(GLOBAL))
        assert set(found) == {KEY}
        assert await keys.key_of(OTHER) is None
        assert await keys.standing(EU) == KeyStanding(KeySource.STORE, kept=True)

    _run(scenario)
    # The regions share one name, and an origin of its own has another.
    assert shelf.calls == 2


def test_the_sandbox_never_sees_a_users_key() -> None:
    async def scenario() -> None:
        keys = Keys(Found(KeySource.VARIABLE, KEY), PATIENCE, Shelf(sandbox=KEY))
        assert await keys.key_of(sandbox("http://127.0.0.1:1")) == "bfl_sandbox"

    _run(scenario)


def test_a_key_found_outside_is_used_and_the_store_left_alone() -> None:
    shelf = Shelf(**{"bfl.ai": "bfl_in_the_store"})

    async def scenario() -> None:
        keys = Keys(Found(KeySource.DOTENV, KEY), PATIENCE, shelf)
        assert await keys.key_of(GLOBAL) == KEY
        assert await keys.standing(GLOBAL) == KeyStanding(KeySource.DOTENV)

    _run(scenario)
    assert shelf.calls == 0


def test_a_variable_that_cannot_be_used_is_told() -> None:
    async def scenario() -> None:
        keys = Keys(Found(KeySource.VARIABLE, flaw=KeyFlaw.STRANGE), PATIENCE, Shelf())
        assert await keys.key_of(GLOBAL) is None
        assert await keys.standing(GLOBAL) == KeyStanding(None, flaw=KeyFlaw.STRANGE)

    _run(scenario)


def test_a_pasted_key_wins_is_kept_and_forgotten() -> None:
    shelf = Shelf()

    async def scenario() -> None:
        keys = Keys(Found(KeySource.VARIABLE, "bfl_from_outside"), PATIENCE, shelf)
        keys.use(GLOBAL, KEY)
        assert await keys.key_of(EU) == KEY
        assert (await keys.standing(EU)).source is KeySource.SESSION
        assert await keys.keep(GLOBAL) is None
        assert shelf.kept == {"bfl.ai": KEY}
        assert await keys.standing(EU) == KeyStanding(KeySource.STORE, kept=True)
        assert await keys.forget(GLOBAL) is None
        assert shelf.kept == {}
        assert await keys.key_of(GLOBAL) == "bfl_from_outside"

    _run(scenario)


@pytest.mark.parametrize(
    "trouble", [each for each in StoreTrouble if each is not StoreTrouble.SLOW]
)
def test_a_store_in_trouble_leaves_the_key_for_this_run(trouble: StoreTrouble) -> None:
    shelf = Shelf()
    shelf.trouble = trouble

    async def scenario() -> None:
        keys = Keys(None, PATIENCE, shelf)
        assert await keys.key_of(GLOBAL) is None
        assert (await keys.standing(GLOBAL)).trouble is trouble
        keys.use(GLOBAL, KEY)
        assert await keys.keep(GLOBAL) is trouble
        assert await keys.key_of(GLOBAL) == KEY
        assert await keys.standing(GLOBAL) == KeyStanding(KeySource.SESSION, trouble=trouble)
        shelf.trouble = None
        assert await keys.keep(GLOBAL) is None
        assert (await keys.standing(GLOBAL)).kept

    _run(scenario)


def test_a_prompt_nobody_answers_holds_up_nobody_and_a_late_answer_counts() -> None:
    shelf = Shelf(**{"bfl.ai": KEY})
    shelf.gate.clear()
    heard: list[str] = []

    async def scenario() -> None:
        keys = Keys(None, 0.05, shelf, heard.append)
        assert await keys.key_of(GLOBAL) is None
        assert (await keys.standing(GLOBAL)).trouble is StoreTrouble.SLOW
        # Another question while the prompt stands opens no second one.
        keys.use(OTHER, "bfl_other")
        assert await keys.keep(OTHER) is StoreTrouble.SLOW
        assert shelf.calls == 1
        shelf.gate.set()
        for _ in range(200):
            await asyncio.sleep(0.01)
            if heard:
                break
        assert "bfl.ai" in heard
        assert await keys.key_of(GLOBAL) == KEY
        await keys.close()

    _run(scenario)


def test_unlocking_is_found_by_looking_again() -> None:
    shelf = Shelf(**{"bfl.ai": KEY})
    shelf.trouble = StoreTrouble.LOCKED

    async def scenario() -> None:
        keys = Keys(None, PATIENCE, shelf)
        assert await keys.key_of(GLOBAL) is None
        shelf.trouble = None
        assert await keys.look_again(GLOBAL) == KeyStanding(KeySource.STORE, kept=True)

    _run(scenario)


@pytest.mark.parametrize(
    "trouble", [each for each in StoreTrouble if each is not StoreTrouble.SLOW]
)
def test_a_store_that_turned_us_away_is_not_asked_again_unless_wanted(
    trouble: StoreTrouble,
) -> None:
    shelf = Shelf(**{"bfl.ai": KEY})
    shelf.trouble = trouble

    async def scenario() -> None:
        keys = Keys(None, PATIENCE, shelf)
        # Each question may open a prompt: the second waits for what is said to the first.
        standing, key = await asyncio.gather(keys.standing(GLOBAL), keys.key_of(GLOBAL))
        assert standing == KeyStanding(trouble=trouble)
        assert key is None
        assert await keys.key_of(GLOBAL) is None
        assert shelf.calls == 1
        assert (await keys.look_again(GLOBAL)).trouble is trouble
        assert shelf.calls == 2
        assert await keys.key_of(GLOBAL) is None
        assert shelf.calls == 2

    _run(scenario)


def test_whoever_was_put_off_by_somebody_elses_prompt_is_told_when_it_is_gone() -> None:
    shelf = Shelf(**{"bfl.ai": KEY, OTHER.key_name: "bfl_other"})
    shelf.gate.clear()
    heard: list[str] = []

    async def scenario() -> None:
        keys = Keys(None, 0.05, shelf, heard.append)
        assert await keys.key_of(GLOBAL) is None
        assert await keys.key_of(OTHER) is None
        assert shelf.calls == 1
        shelf.gate.set()
        for _ in range(200):
            await asyncio.sleep(0.01)
            if len(heard) == 2:
                break
        assert sorted(heard) == ["bfl.ai", OTHER.key_name]
        assert await keys.key_of(OTHER) == "bfl_other"
        assert await keys.key_of(GLOBAL) == KEY

    _run(scenario)


def test_nothing_usable_in_the_store_is_no_key() -> None:
    async def scenario() -> None:
        keys = Keys(None, PATIENCE, Shelf(**{"bfl.ai": "two words"}))
        assert await keys.key_of(GLOBAL) is None

    _run(scenario)


@pytest.mark.usefixtures("real_keyring")
def test_a_real_secret_service_keeps_it_by_name() -> None:
    async def scenario() -> None:
        keys = Keys(None, PATIENCE)
        keys.use(GLOBAL, KEY)
        assert await keys.keep(GLOBAL) is None
        later = Keys(None, PATIENCE)
        assert await later.key_of(EU) == KEY
        assert await later.key_of(OTHER) is None
        assert await later.forget(GLOBAL) is None
        assert await Keys(None, PATIENCE).key_of(GLOBAL) is None
        assert await later.forget(GLOBAL) is None

    _run(scenario)


def test_without_a_session_bus_there_is_no_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    with pytest.raises(KeyStoreError) as absent:
        key_store.load("bfl.ai")
    assert absent.value.trouble is StoreTrouble.ABSENT


def test_a_plain_text_store_is_refused_whoever_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyrings.alt.file.PlaintextKeyring")
    with pytest.raises(KeyStoreError) as refused:
        key_store.save("bfl.ai", KEY)
    assert refused.value.trouble is StoreTrouble.ABSENT
    assert KEY not in repr(refused.getrepr(showlocals=False))
