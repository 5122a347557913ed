"""A pasted key: trimmed of what people copy along, or refused; never told again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain.api_key import LONGEST, KeyFlaw, read

KEY = "bfl_0123456789abcdef"
UUID = "123e4567-e89b-12d3-a456-426614174000"
AROUND = st.text(st.sampled_from(" \t\r\n\"'`\u201c\u201d\u200b\ufeff\u00a0\u2003"), max_size=6)


@pytest.mark.parametrize(
    ("pasted", "key"),
    [
        (KEY, KEY),
        # Older keys are UUIDs.
        (UUID, UUID),
        (f"  {KEY}\r\n", KEY),
        (f'"{KEY}"', KEY),
        (f"\u201c{KEY}\u201d", KEY),
        (f"\ufeff{KEY}\u200b", KEY),
        (f"BFL_API_KEY={KEY}", KEY),
        (f"export BFL_API_KEY='{KEY}'\n", KEY),
        (f"x-key: {KEY}", KEY),
        ("x" * LONGEST, "x" * LONGEST),
        ("", KeyFlaw.EMPTY),
        (" \n", KeyFlaw.EMPTY),
        ('""', KeyFlaw.EMPTY),
        ("BFL_API_KEY=", KeyFlaw.EMPTY),
        ("bfl_a bc", KeyFlaw.STRANGE),
        ("bfl_a\nbc", KeyFlaw.STRANGE),
        ("bfl_a\r\nX-Evil: 1", KeyFlaw.STRANGE),
        ("bfl_a\tbc", KeyFlaw.STRANGE),
        ("bfl_a\0bc", KeyFlaw.STRANGE),
        ("bfl_a\u200bbc", KeyFlaw.STRANGE),
        ("bfl_\U0001f511", KeyFlaw.STRANGE),
        ("bfl_\u0430bc", KeyFlaw.STRANGE),
        ("bfl_\ud83d", KeyFlaw.STRANGE),
        ("x" * (LONGEST + 1), KeyFlaw.TOO_LONG),
        ("x" * 4096, KeyFlaw.TOO_LONG),
    ],
)
def test_a_key_is_trimmed_or_refused(pasted: str, key: str | KeyFlaw) -> None:
    assert read(pasted) == key


@given(st.text())
def test_what_is_read_fits_a_header(pasted: str) -> None:
    key = read(pasted)
    if not isinstance(key, KeyFlaw):
        assert 0 < len(key) <= LONGEST
        assert all(" " < letter <= "~" for letter in key)
        assert key in pasted


@given(AROUND, AROUND)
def test_what_stands_around_it_does_not_matter(before: str, after: str) -> None:
    assert read(before + KEY + after) == KEY
