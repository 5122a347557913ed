"""Only a public address for the web is handed to the service."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain.addresses import host_of, picture_address


@pytest.mark.parametrize(
    "typed",
    [
        "https://example.org/a.jpg",
        "  http://pictures.example.org:8080/a.png?size=2#top\n",
        "https://xn--bcher-kva.example/a.webp",
    ],
)
def test_a_public_address_is_taken_trimmed(typed: str) -> None:
    assert picture_address(typed) == typed.strip()


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "example.org/a.jpg",
        "ftp://example.org/a.jpg",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "https://anna:secret@example.org/a.jpg",
        "https://@example.org/a.jpg",
        "https://localhost/a.jpg",
        "http://127.0.0.1/a.jpg",
        "http://[::1]/a.jpg",
        "http://192.168.1.4/a.jpg",
        "http://0x7f.1/a.jpg",
        "http://example.org:0/a.jpg",
        "http://example.org:99999/a.jpg",
        "https://exa mple.org/a.jpg",
        "https://example.org/a.jpg\nhttps://example.org/b.jpg",
        "https://example.org/é.jpg",
        "https://[example.org/a.jpg",
        "https://example.org/" + "a" * 2083,
    ],
)
def test_anything_else_is_none(typed: str) -> None:
    assert picture_address(typed) is None


@given(st.text())
def test_no_text_breaks_it(typed: str) -> None:
    found = picture_address(typed)
    assert found is None or host_of(found)
    host_of(typed)
