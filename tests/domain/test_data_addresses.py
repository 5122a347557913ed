"""Pictures written as text: what says so, and the bytes that were meant."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain import data_addresses
from bfl_studio.domain.data_addresses import Head, head_of, picture_in

contents = st.binary(max_size=300)


@given(contents)
def test_what_was_written_out_is_read_back(content: bytes) -> None:
    encoded = base64.b64encode(content)
    assert picture_in(b"data:image/png;base64," + encoded) == content
    assert picture_in(b"data:image/png;base64," + encoded.rstrip(b"=")) == content
    assert picture_in(b"DATA:image/PNG;charset=utf-8;BASE64,\r\n" + encoded + b"\n") == content
    assert picture_in(b"data:image/png;base64," + quote(encoded).encode()) == content
    assert picture_in(b"data:image/webp," + quote(content).encode()) == content


def test_a_long_one_is_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_addresses, "_PIECE", 8)
    content = bytes(range(100))
    assert picture_in(b"data:image/png;base64," + base64.b64encode(content)) == content


@pytest.mark.parametrize(
    ("text", "head"),
    [
        (b"data:image/png;base64,AAAA", Head("image/png", True, 22)),
        (b"data:image/svg+xml,<svg/>", Head("image/svg+xml", False, 19)),
        (b"data:text/html,hello", None),
        (b"data:,hello", None),
        (b"data:image/png", None),
        (b"see data:image/png;base64,AAAA", None),
        (b"https://example.org/data:image/png,", None),
        (b"", None),
    ],
)
def test_only_what_says_it_is_a_picture_is_one(text: bytes, head: Head | None) -> None:
    assert head_of(text) == head


def test_what_is_none_has_no_bytes() -> None:
    with pytest.raises(ValueError, match="no picture"):
        picture_in(b"data:text/plain,hello")
