"""What tests of a whole studio share: a service that costs nothing, and a key to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sandbox.process import SandboxProcess, running_sandbox


@pytest.fixture
def a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BFL_API_KEY", "bfl_studio_test")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxProcess]:
    """Quick, and with money to spare."""
    flags = ("--seconds-per-image", "0.3", "--credits", "100000", "--paint", "flat")
    with running_sandbox(None, *flags) as running:
        yield running
