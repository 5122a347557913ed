"""Where the next job goes: only the designer moves it, and what runs stays where it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import FailureKind
from bfl_studio.domain.job import JobState
from bfl_studio.state.generate_state import GenerateKind
from tests.e2e.window import LiveStudio, live_studio
from tests.loop import Run
from tests.sandbox.process import SandboxProcess, running_sandbox


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxProcess]:
    flags = ("--seconds-per-image", "0.6", "--credits", "5000", "--paint", "flat")
    with running_sandbox(None, *flags) as running:
        yield running


def _origins(live: LiveStudio) -> list[Place]:
    return [job.endpoint.place for job in live.process.studio.jobs.jobs]


def test_a_running_job_stays_where_it_was_sent(
    run: Run, tmp_path: Path, sandbox: SandboxProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BFL_API_KEY", "bfl_studio_test")

    async def scenario() -> None:
        async with live_studio(tmp_path, sandbox.base_url) as live:
            studio = live.process.studio
            remembered: list[Place] = []
            studio.places.chosen.connect(remembered.append)
            studio.recipe_state.set_prompt("a harbour")
            studio.generate()
            await live.until(lambda: bool(studio.jobs.jobs))
            studio.places.choose(Place.SANDBOX)
            await live.until(lambda: studio.generate_state.face.kind is GenerateKind.READY)
            assert studio.generate_state.face.place is Place.SANDBOX
            studio.generate()
            await live.until(
                lambda: [job.state for job in studio.jobs.jobs] == [JobState.SAVED] * 2
            )
            assert _origins(live) == [Place.CUSTOM, Place.SANDBOX]
            assert len(sandbox.ledger()) == 1
            assert remembered == [Place.SANDBOX]

    run(scenario())


def test_without_a_key_nothing_is_sent_and_the_reason_is_told(
    run: Run, tmp_path: Path, sandbox: SandboxProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BFL_API_KEY", raising=False)

    async def scenario() -> None:
        async with live_studio(tmp_path, sandbox.base_url) as live:
            studio = live.process.studio
            studio.recipe_state.set_prompt("a harbour")
            await live.until(lambda: studio.generate_state.face.kind is GenerateKind.OFF)
            reason = studio.generate_state.face.reason
            assert getattr(reason, "kind", None) is FailureKind.KEY_MISSING
            studio.places.choose(Place.SANDBOX)
            assert studio.generate_state.face.kind is GenerateKind.READY

    run(scenario())
