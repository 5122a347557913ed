"""What the window asks about keys, with a real engine and a real service."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bfl_studio.domain.api_key import KeySource
from bfl_studio.domain.credits import credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import FailureKind, StudioError
from bfl_studio.domain.job import JobState
from bfl_studio.services.events import BalanceChanged, QueuePaused
from tests.sandbox.process import SandboxProcess, running_sandbox
from tests.services.workshop import PATIENCE, Workshop, orders, workshop

GOOD = "bfl_another_account"
BAD = "bfl_invalid_of_somebody"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxProcess]:
    flags = ("--seconds-per-image", "0.1", "--credits", "5000", "--paint", "flat")
    with running_sandbox(None, *flags) as running:
        yield running


def _try(shop: Workshop, key: str) -> object:
    asked = shop.thread.ask(lambda engine: engine.key_desk.try_key(Place.CUSTOM, key))
    return asked.result(PATIENCE)


def _source(shop: Workshop, place: Place = Place.CUSTOM) -> KeySource | None:
    asked = shop.thread.ask(lambda engine: engine.key_desk.standing(place))
    return asked.result(PATIENCE).source


def test_a_key_that_works_tells_the_balance_and_is_used(
    tmp_path: Path, sandbox: SandboxProcess
) -> None:
    with workshop(tmp_path, sandbox.base_url, key=None) as shop:
        assert _source(shop) is None
        assert _try(shop, "bfl_fresh_account") == credits(5000)
        assert _source(shop) is KeySource.SESSION
        assert shop.of(BalanceChanged)[-1].balance == credits(5000)
        (job,) = shop.enqueue(orders())
        shop.wait_for(job, JobState.SAVED)


def test_a_key_that_is_refused_changes_nothing(tmp_path: Path, sandbox: SandboxProcess) -> None:
    with workshop(tmp_path, sandbox.base_url, key="bfl_mine") as shop:
        with pytest.raises(StudioError) as refused:
            _try(shop, BAD)
        assert refused.value.failure.kind is FailureKind.KEY_REFUSED
        assert BAD not in repr(refused.value) + str(refused.value.failure)
        (job,) = shop.enqueue(orders())
        shop.wait_for(job, JobState.SAVED)


def test_jobs_that_waited_for_a_key_go_on_with_one_that_works(
    tmp_path: Path, sandbox: SandboxProcess
) -> None:
    with workshop(tmp_path, sandbox.base_url, key=BAD) as shop:
        (job,) = shop.enqueue(orders())
        shop.wait(lambda: shop.of(QueuePaused))
        assert shop.last(job.id).state is JobState.QUEUED
        _try(shop, GOOD)
        shop.wait_for(job, JobState.SAVED)
        assert shop.of(QueuePaused)[-1].failure is None


def test_the_sandbox_is_never_shown_a_key_of_somebody(
    tmp_path: Path, sandbox: SandboxProcess
) -> None:
    with workshop(tmp_path, sandbox.base_url, key=None) as shop:
        _try(shop, GOOD)
        assert _source(shop, Place.GLOBAL) is None
