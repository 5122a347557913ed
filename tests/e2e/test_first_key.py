"""First start, a key, a prompt, Ctrl+Enter: a picture. The key is in a real key store after it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.atspi import State
from tests.e2e.clipboard import on_clipboard
from tests.e2e.desktop import Desktop, desktop
from tests.e2e.keyed_studio import KeyedStudio, keyed_environment, keyed_studio
from tests.sandbox.process import SandboxProcess, running_sandbox

KEY = "bfl_q7Xv2mZ9kR4tW8pL"
REFUSED = "bfl_invalid_c3Ht6yB1"
PROMPT = "a quiet harbour"
SERVICE = "BFL Studio"
_READ = "import keyring, sys; print(keyring.get_password(*sys.argv[1:]))"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxProcess]:
    with running_sandbox(None, "--seconds-per-image", "0.05") as service:
        yield service


def _kept(screen: Desktop, name: str) -> str:
    """What another program of the same person reads from the key store."""
    words = [sys.executable, "-c", _READ, SERVICE, name]
    environment = keyed_environment(screen)
    done = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def _click_into(studio: KeyedStudio, name: str) -> None:
    field = studio.tree.wait_for(name, role="text")
    if State.FOCUSED not in field.states:
        studio.screen.click(field.centre)
        studio.until(lambda: State.FOCUSED in field.states, f"the keyboard in {name}")


def test_three_gestures_from_the_first_start_to_a_picture(
    tmp_path: Path, sandbox: SandboxProcess
) -> None:
    with desktop(keyring=True) as screen:
        with keyed_studio(screen, tmp_path, sandbox.base_url) as studio:
            studio.tree.wait_for("Try in the Sandbox")
            studio.paste(KEY)
            studio.generate(PROMPT)
            picture = studio.picture()
            studio.until_shown(PROMPT)
            assert not studio.shows("Try in the Sandbox")
            studio.close()
        delivered = [path.read_bytes() for path in (sandbox.data / "pictures").iterdir()]
        assert picture.read_bytes() in delivered
        assert _kept(screen, sandbox.base_url) == KEY
        assert _kept(screen, "bfl.ai") == "None"
        with keyed_studio(screen, tmp_path, sandbox.base_url) as studio:
            studio.until(lambda: studio.has_balance, "the balance")
            assert not studio.tree.find("API key")
            studio.screen.key("ctrl+Return")
            studio.picture(before={picture})
            studio.close()


def test_a_key_pasted_into_its_own_field_moves_the_keyboard_to_the_prompt(
    tmp_path: Path, sandbox: SandboxProcess
) -> None:
    with desktop(keyring=True) as screen:
        with keyed_studio(screen, tmp_path, sandbox.base_url) as studio:
            _click_into(studio, "API key")
            studio.paste(f'  "{KEY}"\n')
            studio.generate(PROMPT)
            studio.picture()
            studio.close()
        assert _kept(screen, sandbox.base_url) == KEY


def test_a_refused_key_is_kept_nowhere_and_the_next_one_is_welcome(
    tmp_path: Path, sandbox: SandboxProcess
) -> None:
    with desktop(keyring=True) as screen:
        with keyed_studio(screen, tmp_path, sandbox.base_url) as studio:
            _click_into(studio, "API key")
            with on_clipboard(screen, REFUSED):
                screen.key("ctrl+v")
                studio.until_shown("The service does not know this key.")
            assert _kept(screen, sandbox.base_url) == "None"
            screen.key("ctrl+a")
            studio.paste(KEY)
            studio.generate(PROMPT)
            studio.picture()
            studio.close()
        assert _kept(screen, sandbox.base_url) == KEY
