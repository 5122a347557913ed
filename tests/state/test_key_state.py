"""A key: tried at once, kept where it may be kept, and never told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bfl_studio.domain.api_key import KeyFlaw, KeySource, StoreTrouble
from bfl_studio.domain.credits import credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import FailureKind
from bfl_studio.state.generate_state import GenerateKind
from bfl_studio.state.key_state import NOTICE, WORKS
from bfl_studio.state.notices import Notice, NoticeAction, Topic
from bfl_studio.storage.credentials import Found
from tests.key_stage import GOOD, REFUSED, STRANGE, TRIMMED, Drawer, KeyStage, key_stage
from tests.loop import Run
from tests.sandbox.process import SandboxProcess, running_sandbox

OTHER = "bfl_of_another_account"
NOBODY = "http://127.0.0.1:9"
LOCKED = (StoreTrouble.LOCKED, StoreTrouble.DISMISSED, StoreTrouble.SLOW)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxProcess]:
    flags = ("--seconds-per-image", "0.1", "--credits", "1240", "--paint", "flat")
    with running_sandbox(None, *flags) as running:
        yield running


def _notice(stage: KeyStage) -> Notice:
    (found,) = [each for each in stage.studio.notices.notices if each.key == NOTICE]
    return found


def _kind(stage: KeyStage) -> GenerateKind:
    return stage.studio.generate_state.face.kind


async def _settled(stage: KeyStage, text: str) -> None:
    """A key tried to its end."""
    stage.key_state.try_key(text)
    await stage.until(lambda: not stage.key_state.face.checking)


@pytest.mark.parametrize("text", TRIMMED.values(), ids=TRIMMED)
def test_a_key_that_works_is_used_and_kept_as_it_is_without_what_was_copied_along(
    run: Run, tmp_path: Path, sandbox: SandboxProcess, text: str
) -> None:
    async def scenario() -> None:
        async with key_stage(tmp_path, sandbox.base_url) as stage:
            accepted: list[Place] = []
            stage.key_state.accepted.connect(accepted.append)
            stage.key_state.try_key(text)
            assert stage.key_state.face.checking
            await stage.until(lambda: stage.standing().source is KeySource.STORE)
            assert stage.drawer.kept == {sandbox.base_url: GOOD}
            assert stage.key_state.face.balance == credits(1240)
            assert accepted == [Place.CUSTOM]
            assert stage.studio.situation.balance == credits(1240)
            assert stage.notices == [WORKS]

    run(scenario())


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_a_refused_key_is_neither_used_nor_kept(
    run: Run, tmp_path: Path, sandbox: SandboxProcess, text: str
) -> None:
    async def scenario() -> None:
        async with key_stage(tmp_path, sandbox.base_url) as stage:
            accepted: list[Place] = []
            stage.key_state.accepted.connect(accepted.append)
            await _settled(stage, text)
            failure = stage.key_state.face.failure
            assert failure is not None
            assert failure.kind is FailureKind.KEY_REFUSED
            stage.key_state.look(Place.CUSTOM)
            await stage.until(lambda: stage.standing().source is None)
            assert not stage.drawer.kept
            assert not accepted
            assert not stage.notices
            assert text not in repr(stage.key_state.face)

    run(scenario())


@pytest.mark.parametrize("text", [text for text, _ in STRANGE.values()], ids=STRANGE)
def test_what_cannot_be_a_key_is_shown_to_nobody(run: Run, tmp_path: Path, text: str) -> None:
    async def scenario() -> None:
        async with key_stage(tmp_path, NOBODY) as stage:
            stage.key_state.try_key(text)
            assert isinstance(stage.key_state.face.flaw, KeyFlaw)
            assert not stage.key_state.face.checking
            # Whoever asked would have found nobody there.
            await _settled(stage, GOOD)
            failure = stage.key_state.face.failure
            assert failure is not None
            assert failure.kind is FailureKind.UNREACHABLE
            stage.key_state.try_key(text)
            assert stage.key_state.face.failure is None
            assert not stage.drawer.kept

    run(scenario())


def test_typing_takes_back_what_was_said(run: Run, tmp_path: Path, sandbox: SandboxProcess) -> None:
    async def scenario() -> None:
        async with key_stage(tmp_path, sandbox.base_url) as stage:
            await _settled(stage, REFUSED["403"])
            stage.key_state.clear()
            assert stage.key_state.face.failure is None

    run(scenario())


@pytest.mark.parametrize("trouble", StoreTrouble)
def test_a_store_that_keeps_nothing_leaves_the_key_for_this_session(
    run: Run, tmp_path: Path, sandbox: SandboxProcess, trouble: StoreTrouble
) -> None:
    async def scenario() -> None:
        async with key_stage(tmp_path, sandbox.base_url, Drawer(trouble)) as stage:
            await _settled(stage, GOOD)
            await stage.until(lambda: NOTICE in stage.notices)
            assert stage.standing().source is KeySource.SESSION
            assert stage.standing().trouble is trouble
            told = _notice(stage)
            if trouble in LOCKED:
                assert told.topic is Topic.STORE_LOCKED
                assert told.actions == (NoticeAction.UNLOCK, NoticeAction.THIS_SESSION)
            else:
                assert told.actions == (NoticeAction.TRY_AGAIN,)
            stage.studio.recipe_state.set_prompt("a harbour")
            assert _kind(stage) is GenerateKind.READY
            stage.drawer.trouble = None
            stage.key_state.ask_store_again(told.place)
            await stage.until(lambda: stage.standing().source is KeySource.STORE)
            assert stage.drawer.kept == {sandbox.base_url: GOOD}
            assert NOTICE not in stage.notices

    run(scenario())


def test_a_store_that_stays_locked_is_told_again(
    run: Run, tmp_path: Path, sandbox: SandboxProcess
) -> None:
    async def scenario() -> None:
        drawer = Drawer(StoreTrouble.LOCKED)
        async with key_stage(tmp_path, sandbox.base_url, drawer) as stage:
            await _settled(stage, GOOD)
            await stage.until(lambda: NOTICE in stage.notices)
            stage.key_state.ask_store_again()
            assert NOTICE not in stage.notices
            await stage.until(lambda: NOTICE in stage.notices)
            assert stage.standing().source is KeySource.SESSION

    run(scenario())


def test_a_key_in_a_locked_store_is_found_once_it_is_unlocked(
    run: Run, tmp_path: Path, sandbox: SandboxProcess
) -> None:
    async def scenario() -> None:
        drawer = Drawer(StoreTrouble.LOCKED, kept={sandbox.base_url: GOOD})
        async with key_stage(tmp_path, sandbox.base_url, drawer) as stage:
            stage.studio.recipe_state.set_prompt("a harbour")
            assert _kind(stage) is GenerateKind.OFF
            drawer.trouble = None
            stage.key_state.ask_store_again(Place.CUSTOM)
            await stage.until(lambda: stage.standing().source is KeySource.STORE)
            assert _kind(stage) is GenerateKind.READY
            await stage.until(lambda: stage.studio.situation.balance is not None)

    run(scenario())


@pytest.mark.parametrize("source", [KeySource.VARIABLE, KeySource.DOTENV])
def test_a_key_found_outside_is_used_and_never_stored(
    run: Run, tmp_path: Path, sandbox: SandboxProcess, source: KeySource
) -> None:
    async def scenario() -> None:
        async with key_stage(tmp_path, sandbox.base_url, found=Found(source, OTHER)) as stage:
            assert stage.standing().source is source
            await stage.until(lambda: stage.studio.situation.balance is not None)
            stage.key_state.ask_store_again(Place.CUSTOM)
            stage.studio.recipe_state.set_prompt("a harbour")
            stage.studio.generate()
            await stage.until(lambda: [job.ended for job in stage.studio.jobs.jobs] == [True])
            assert not stage.drawer.kept

    run(scenario())


def test_a_key_is_forgotten_everywhere(run: Run, tmp_path: Path, sandbox: SandboxProcess) -> None:
    async def scenario() -> None:
        async with key_stage(tmp_path, sandbox.base_url) as stage:
            await _settled(stage, GOOD)
            await stage.until(lambda: stage.standing().source is KeySource.STORE)
            stage.key_state.forget()
            await stage.until(lambda: stage.standing().source is None)
            assert not stage.drawer.kept
            assert stage.studio.situation.balance is None

    run(scenario())


def test_only_the_last_key_that_was_pasted_is_told_about(
    run: Run, tmp_path: Path, sandbox: SandboxProcess
) -> None:
    async def scenario() -> None:
        async with key_stage(tmp_path, sandbox.base_url) as stage:
            accepted: list[Place] = []
            stage.key_state.accepted.connect(accepted.append)
            stage.key_state.try_key(OTHER)
            await _settled(stage, REFUSED["403"])
            # The first one works, and is what would be charged: that is not hidden.
            await stage.until(lambda: stage.standing().source is KeySource.SESSION)
            assert stage.key_state.face.failure is not None
            assert not accepted
            assert not stage.drawer.kept

    run(scenario())


def test_turning_to_another_place_ends_what_is_told_of_a_key(
    run: Run, tmp_path: Path, sandbox: SandboxProcess
) -> None:
    async def scenario() -> None:
        async with key_stage(tmp_path, sandbox.base_url) as stage:
            accepted: list[Place] = []
            stage.key_state.accepted.connect(accepted.append)
            stage.key_state.try_key(OTHER)
            stage.key_state.look(Place.EU)
            await stage.until(lambda: stage.standing().source is KeySource.SESSION)
            assert stage.key_state.face.place is Place.EU
            assert stage.key_state.face.balance is None
            assert not accepted
            assert WORKS not in stage.notices

    run(scenario())
