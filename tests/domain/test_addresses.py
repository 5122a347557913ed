"""Only a public address for the web is handed to the service."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain.addresses import host_of, picture_address, refusal
from bfl_studio.domain.errors import Failure, FailureKind

K = FailureKind


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


@pytest.mark.parametrize(
    ("typed", "kind", "named"),
    [
        ("http://127.0.0.1:9/x.png", K.REFERENCE_ADDRESS_NOT_PUBLIC, "127.0.0.1"),
        ("https://localhost/a.jpg", K.REFERENCE_ADDRESS_NOT_PUBLIC, "localhost"),
        ("http://[::1]/a.jpg", K.REFERENCE_ADDRESS_NOT_PUBLIC, "::1"),
        ("https://anna:secret@example.org/a.png", K.REFERENCE_ADDRESS_WITH_LOGIN, "example.org"),
        ("https://anna:sec@ret@127.0.0.1/a.png", K.REFERENCE_ADDRESS_WITH_LOGIN, "127.0.0.1"),
        ("https://@example.org/a.jpg", K.REFERENCE_ADDRESS_WITH_LOGIN, "example.org"),
        ("https://anna:secret@[x/" + "a" * 9000, K.REFERENCE_ADDRESS_WITH_LOGIN, ""),
        ("https://example.org/" + "a" * 9000, K.REFERENCE_ADDRESS_TOO_LONG, "example.org"),
        ("http://example.org:99999/a.jpg", K.REFERENCE_ADDRESS_ODD, "example.org"),
        ("https://example.org/é.jpg", K.REFERENCE_ADDRESS_ODD, "example.org"),
        ("https://[example.org/a.jpg", K.REFERENCE_ADDRESS_ODD, ""),
    ],
)
def test_why_an_address_is_refused(typed: str, kind: FailureKind, named: str) -> None:
    assert picture_address(typed) is None
    assert refusal(f" {typed}\n") == Failure(kind, said=named)


@pytest.mark.parametrize(
    "typed",
    ["https://example.org/a.jpg", "", "a barn at dusk", "see https://127.0.0.1/a.png", "http://"],
)
def test_what_is_fine_and_what_is_no_address_is_not_refused_as_one(typed: str) -> None:
    assert refusal(typed) is None


@given(st.text(alphabet=string.printable).map("https://{}".format) | st.text())
def test_no_text_breaks_it(typed: str) -> None:
    found = picture_address(typed)
    assert found is None or (host_of(found) and refusal(typed) is None)
    host_of(typed)
    refusal(typed)


@given(
    st.text(alphabet="abc/?#:@[]\\%. 1", max_size=12),
    st.text(alphabet="abc/?#:@[]\\%. 1", max_size=6),
)
def test_no_password_is_named(name: str, rest: str) -> None:
    told = refusal(f"https://{name}:sEcReT@example.org/{rest}")
    assert told is None or "secret" not in told.said.lower()
