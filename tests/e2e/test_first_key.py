"""First start, a key, a prompt, Ctrl+Enter: a picture. The key is in a real key store after it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.clipboard import on_clipboard
from tests.e2e.desktop import desktop
from tests.e2e.key_stores import kept_key
from tests.e2e.keyed_studio import keyed_studio
from tests.sandbox.process import SandboxProcess, running_sandbox

KEY = "bfl_q7Xv2mZ9kR4tW8pL"
REFUSED = "bfl_invalid_c3Ht6yB1"
PROMPT = "a quiet harbour"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxProcess]:
    with running_sandbox(None, "--seconds-per-image", "0.05") as service:
        yield service


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
        assert kept_key(screen, sandbox.base_url) == KEY
        assert kept_key(screen, "bfl.ai") is None
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
            studio.click_into("API key")
            studio.paste(f'  "{KEY}"\n')
            studio.generate(PROMPT)
            studio.picture()
            studio.close()
        assert kept_key(screen, sandbox.base_url) == KEY


def test_a_refused_key_is_kept_nowhere_and_the_next_one_is_welcome(
    tmp_path: Path, sandbox: SandboxProcess
) -> None:
    with desktop(keyring=True) as screen:
        with keyed_studio(screen, tmp_path, sandbox.base_url) as studio:
            studio.click_into("API key")
            with on_clipboard(screen, REFUSED):
                screen.key("ctrl+v")
                studio.until_shown("The service does not know this key.")
            assert kept_key(screen, sandbox.base_url) is None
            screen.key("ctrl+a")
            studio.paste(KEY)
            studio.generate(PROMPT)
            studio.picture()
            studio.close()
        assert kept_key(screen, sandbox.base_url) == KEY
