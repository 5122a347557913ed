"""A key store that is absent, locked, dismissed, unlocked later or silent: the window lives on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.e2e.desktop import Desktop, desktop
from tests.e2e.first_picture import pictures
from tests.e2e.key_stores import PASSWORD, bare_bus, kept_key, lock, silent_service, without_bus
from tests.e2e.keyed_studio import KeyedStudio, keyed_studio
from tests.sandbox.process import SandboxProcess, running_sandbox

KEY = "bfl_q7Xv2mZ9kR4tW8pL"
PROMPT = "a quiet harbour"
ABSENT = "This computer has no key store: the key is used until you quit."
LOCKED = "Your system's key store is locked. Unlock it, or use the key until you quit."
UNREADABLE = "Your system's key store is locked: no key can be read from it."
ASKING = "Unlock Login Keyring"
"""The title of the system's own window."""

Somewhere = Callable[[Desktop], AbstractContextManager[dict[str, str]]]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxProcess]:
    with running_sandbox(None, "--seconds-per-image", "0.05") as service:
        yield service


@contextmanager
def _no_bus(screen: Desktop) -> Iterator[dict[str, str]]:
    yield without_bus(screen)


def _beat(studio: KeyedStudio) -> None:
    """Unfold a part of the window and fold it again: it hears, acts and tells."""
    more, inside = studio.tree.wait_for("More"), "Safety tolerance"
    more.press()
    studio.until(lambda: studio.tree.find(inside), "what is folded away")
    more.press()
    studio.until(lambda: not studio.tree.find(inside), "its end")


def _beating_until(studio: KeyedStudio, part: str) -> None:
    """Wait for words in the window, which goes on answering meanwhile."""

    def said() -> bool:
        _beat(studio)
        return studio.shows(part)

    studio.until(said, f"{part!r} in the window")


def _dismiss(studio: KeyedStudio) -> None:
    """Press Escape in the system's prompt; the studio answers before and after."""
    _beat(studio)
    studio.screen.wait_for_window(ASKING)
    studio.screen.key("Escape")
    studio.until(lambda: not studio.screen.windows(ASKING), "the end of the prompt")
    _beat(studio)


@pytest.mark.parametrize("somewhere", [_no_bus, bare_bus], ids=["no bus", "nobody on the bus"])
def test_without_a_key_store_the_key_is_used_until_the_end_and_that_is_said(
    tmp_path: Path, sandbox: SandboxProcess, somewhere: Somewhere
) -> None:
    with desktop(keyring=True) as screen, somewhere(screen) as environment:
        with keyed_studio(screen, tmp_path, sandbox.base_url, environment) as studio:
            studio.paste(KEY)
            _beating_until(studio, ABSENT)
            studio.focus_prompt()
            studio.generate(PROMPT)
            studio.picture()
            studio.close()
        assert kept_key(screen, sandbox.base_url) is None
        with keyed_studio(screen, tmp_path, sandbox.base_url, environment) as studio:
            generate = studio.tree.wait_for("Generate")
            studio.until(lambda: "Add your BFL key" in generate.description, "why there is none")
            assert not studio.has_balance
            studio.close()


def test_a_locked_key_store_is_dismissed_and_then_unlocked(
    tmp_path: Path, sandbox: SandboxProcess
) -> None:
    with desktop(keyring=True) as screen:
        lock(screen)
        with keyed_studio(screen, tmp_path, sandbox.base_url) as studio:
            _dismiss(studio)
            studio.until_shown(UNREADABLE)
            # Nobody is asked again who has just said no.
            assert not screen.windows(ASKING)
            studio.paste(KEY)
            _dismiss(studio)
            studio.until_shown(LOCKED)
            studio.focus_prompt()
            studio.generate(PROMPT)
            first = studio.picture()
            studio.tree.wait_for("Unlock").press()
            screen.wait_for_window(ASKING)
            _beat(studio)
            screen.type_text(PASSWORD)
            screen.key("Return")
            studio.until(lambda: not screen.windows(ASKING), "the end of the prompt")
            studio.until(lambda: not studio.shows(LOCKED), "the end of the notice")
            studio.focus_prompt()
            screen.key("ctrl+Return")
            studio.picture(before={first})
            studio.close()
        assert kept_key(screen, sandbox.base_url) == KEY


def test_a_key_in_a_locked_store_is_used_once_that_is_unlocked(
    tmp_path: Path, sandbox: SandboxProcess
) -> None:
    with desktop(keyring=True) as screen:
        with keyed_studio(screen, tmp_path, sandbox.base_url) as studio:
            studio.paste(KEY)
            studio.until(lambda: kept_key(screen, sandbox.base_url) == KEY, "the key in the store")
            studio.generate(PROMPT)
            first = studio.picture()
            studio.close()
        lock(screen)
        with keyed_studio(screen, tmp_path, sandbox.base_url) as studio:
            screen.wait_for_window(ASKING)
            _beat(studio)
            screen.type_text(PASSWORD)
            screen.key("Return")
            studio.until(lambda: studio.has_balance, "the balance")
            studio.focus_prompt()
            screen.key("ctrl+Return")
            studio.picture(before={first})
            studio.close()


def test_a_key_store_that_never_answers_holds_up_nobody(
    tmp_path: Path, sandbox: SandboxProcess
) -> None:
    with desktop(keyring=True) as screen, silent_service(screen) as environment:
        with keyed_studio(screen, tmp_path, sandbox.base_url, environment) as studio:
            _beat(studio)
            studio.paste(KEY)
            studio.focus_prompt()
            studio.generate(PROMPT)
            # While it is still being asked.
            studio.picture()
            _beating_until(studio, "until you quit")
            studio.close()
        assert len(pictures(studio.library)) == 1
