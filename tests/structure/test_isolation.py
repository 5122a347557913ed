"""Tests find an empty home, no key and no keyring, and a real keyring only when they ask."""

import os
import subprocess
import sys
from pathlib import Path

import keyring
import keyring.errors
import pytest

ASK = "import keyring; print(keyring.get_password('studio test', 'somebody'))"


def test_home_is_empty_and_private() -> None:
    home = Path.home()
    assert home.stat().st_mode & 0o077 == 0
    assert [path for path in home.rglob("*") if path.is_file()] == []


def test_no_key_comes_from_the_environment() -> None:
    assert "BFL_API_KEY" not in os.environ


def test_there_is_no_keyring_unless_asked_for() -> None:
    with pytest.raises(keyring.errors.NoKeyringError):
        keyring.get_password("studio test", "somebody")


@pytest.mark.usefixtures("real_keyring")
def test_a_real_keyring_keeps_a_secret_for_child_processes_too() -> None:
    keyring.set_password("studio test", "somebody", "a secret")
    child = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True)
    assert child.stdout.strip() == "a secret"
    keyring.delete_password("studio test", "somebody")
    assert keyring.get_password("studio test", "somebody") is None
