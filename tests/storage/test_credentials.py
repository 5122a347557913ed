"""Keys: only what a header can carry, and never a user's for the Sandbox."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain.endpoint import EU, GLOBAL, US, Endpoint, custom, sandbox
from bfl_studio.storage.credentials import KEY_VARIABLE, key_for, usable

PRETEND = sandbox("http://127.0.0.1:1")
UUID = "123e4567-e89b-12d3-a456-426614174000"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("bfl_abc", "bfl_abc"),
        # Older keys are UUIDs.
        (UUID, UUID),
        ("  bfl_abc\r\n", "bfl_abc"),
        ("\u00a0bfl_abc\u2003", "bfl_abc"),
        ("x" * 512, "x" * 512),
        ("", None),
        (" \n", None),
        ("bfl_a bc", None),
        ("bfl_a\nbc", None),
        ("bfl_a\r\nX-Evil: 1", None),
        ("bfl_a\tbc", None),
        ("bfl_a\0bc", None),
        ("bfl_a\u200bbc", None),
        ("\ufeffbfl_abc", None),
        ("bfl_\U0001f511", None),
        ("bfl_аbc", None),  # a Cyrillic а
        ("bfl_\ud83d", None),
        ("x" * 513, None),
        ("x" * 4096, None),
    ],
)
def test_a_key_is_trimmed_or_refused(typed: str, key: str | None) -> None:
    assert usable(typed) == key


@given(st.text())
def test_a_usable_key_fits_a_header(typed: str) -> None:
    key = usable(typed)
    if key is not None:
        assert key == typed.strip()
        assert all(" " < letter <= "~" for letter in key)
        assert usable(key) == key


@pytest.mark.parametrize("endpoint", [GLOBAL, EU, US, custom("https://gateway.example.com")])
def test_live_keys_come_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, endpoint: Endpoint
) -> None:
    assert key_for(endpoint) is None
    monkeypatch.setenv("BFL_API_KEY", " bfl_abc\n")
    assert KEY_VARIABLE == "BFL_API_KEY"
    assert key_for(endpoint) == "bfl_abc"
    monkeypatch.setenv("BFL_API_KEY", "no key at all")
    assert key_for(endpoint) is None


def test_the_sandbox_never_sees_a_users_key(monkeypatch: pytest.MonkeyPatch) -> None:
    assert key_for(PRETEND) == "bfl_sandbox"
    monkeypatch.setenv("BFL_API_KEY", "bfl_secret")
    assert key_for(PRETEND) == "bfl_sandbox"
