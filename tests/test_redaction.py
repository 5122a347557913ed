"""Nothing that is nobody's business stays in a text, however it is written there."""

from __future__ import annotations

import base64
import json
import re
import traceback
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bfl_studio import redaction
from bfl_studio.redaction import HIDDEN, one_line, redact

MODERN = "bfl_Canary7xQ2mZ9vK4"
UUID = "0f8fad5b-d9cb-469f-a165-70867728950e"


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redaction, "_KNOWN", redaction._Known())


@pytest.mark.parametrize(
    "text",
    [
        f"Illegal header value b'{MODERN}'",
        f"{{'x-key': '{MODERN}'}}",
        f"key={MODERN}&other=1",
        "the\u200b key bfl_Canary7\u200bxQ2mZ9vK4 with nothing in it",
        f"Illegal header value b'{UUID}'",
        f"Illegal header value '{UUID}",
        f"{{'X-Key': '{UUID}'}}",
        f'{{"x-key":"{UUID}"}}',
        f"[(b'Host', b'api.bfl.ai'), (b'x-key', b'{UUID}')]",
        f"x-key: {UUID}\r\nHost: api.bfl.ai",
        f"X-KEY={UUID}",
        f"Authorization: Bearer {UUID}",
        f"'Authorization': 'Bearer {UUID}'",
        f"proxy-authorization: Basic {UUID}",
        f"BFL_API_KEY={UUID}",
        f"environ({{'BFL_API_KEY': '{UUID}'}})",
        f"Invalid key {UUID}",
        f"key “{UUID}” is not known",
        f"https://somebody:{UUID}@proxy.example/",
        f"https://api.bfl.ai/v1/get_result?id={UUID}",
        f"GET /v1/get_result?id={UUID} HTTP/1.1",
        f"https://delivery.bfl.ai/results/{UUID}/sample.png",
        f"https://delivery.bfl.ai/a.png?sig={UUID}#{UUID}",
        f"data:text/plain;charset=utf-8,{UUID}",
    ],
)
def test_a_key_or_a_link_is_known_by_what_is_around_it(text: str) -> None:
    cleaned = redact(text)
    assert "Canary7" not in cleaned
    assert UUID not in cleaned


@pytest.mark.parametrize(
    "text",
    [
        "bfl_studio.services.engine: job step job=1a2b3c4d state=accepted status=200",
        f"job {UUID} was saved",
        "key bfl.ai: locked",
        "https://api.bfl.ai/v1/flux-2-pro answered 402.",
        "http://127.0.0.1:40821 answers",
        'File "bfl_studio/api/client.py", line 12, in submit',
        "bfl_sandbox",
        "Ünïcode – stays, so does a\ttab\nand a line",
    ],
)
def test_what_helps_stays(text: str) -> None:
    assert redact(text) == text


def test_the_host_of_a_signed_link_stays_and_its_picture_can_be_told_from_others() -> None:
    first = redact("GET https://delivery.eu2.bfl.ai/a/b.png?se=1&sig=x")
    again = redact("GET https://delivery.eu2.bfl.ai/a/b.png?se=2&sig=y")
    other = redact("GET https://delivery.eu2.bfl.ai/a/c.png?se=1&sig=x")
    assert first.startswith("GET https://delivery.eu2.bfl.ai/<")
    assert first == again != other


@pytest.mark.parametrize(
    "write",
    [
        str,
        repr,
        str.upper,
        json.dumps,
        lambda key: quote(key, safe=""),
        lambda key: repr(key.encode()),
        lambda key: base64.b64encode(key.encode()).decode(),
        lambda key: f"a{key}b",
        lambda key: "\u200b".join(key),
    ],
)
def test_a_registered_key_is_hidden_however_it_is_written(write: object) -> None:
    key = "Geheim/Schlüssel+77=ä"
    redaction.add_secret(key)
    assert callable(write)
    cleaned = redact(f"before {write(key)} after")
    assert re.sub(r"[ab'\"]", "", cleaned) == re.sub(r"[ab'\"]", "", f"before {HIDDEN} after")


def test_the_parts_of_a_key_with_a_line_break_are_hidden_too() -> None:
    redaction.add_secret("  first-half-31\nsecond-half-62\r\n")
    text = redact("one: first-half-31, two: second-half-62")
    assert text == f"one: {HIDDEN}, two: {HIDDEN}"


def test_a_registered_scrap_does_not_empty_every_text() -> None:
    for scrap in ("", " ", "e", "key"):
        redaction.add_secret(scrap)
    assert redact("every letter of it, key or not") == "every letter of it, key or not"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cf"]), min_size=8, max_size=60))
def test_no_key_survives(key: str) -> None:
    redaction._KNOWN = redaction._Known()
    redaction.add_secret(key)
    bare = key.strip()
    if len(bare) >= 8 and bare not in HIDDEN:
        assert bare not in redact(f"x {key} y {bare!r} z")


def test_a_picture_is_not_repeated() -> None:
    picture = base64.b64encode(bytes(range(256)) * 4).decode()
    cleaned = redact(f"body was {{'image': '{picture}'}} and data:image/png;base64,{picture}")
    assert picture[:50] not in cleaned
    assert f"<{len(picture)} characters>" in cleaned


def test_a_file_s_name_is_not_told(tmp_path: Path) -> None:
    path = tmp_path / "2026-11-21 the client's new logo 7 1a2b3c.png"
    with pytest.raises(OSError, match="No such file") as caught:
        path.open()
    told = redact("".join(traceback.format_exception(caught.value)))
    assert "client" not in told
    assert ".png>" in told
    assert "test_redaction.py" in told


def test_the_home_folder_is_a_tilde(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/srv/people/anna")
    monkeypatch.setenv("USERPROFILE", "/srv/people/anna")
    assert redact("File /srv/people/anna/studio/app.py") == "File ~/studio/app.py"
    assert redact("in /srv/people/annabel") == "in /srv/people/annabel"


def test_a_hidden_folder_keeps_its_pictures_to_itself(tmp_path: Path) -> None:
    library = tmp_path / "Client Acme"
    redaction.hide_folder(library, "library")
    cleaned = redact(f"QImageReader: {library}/a red harbour 7.png\nnext line")
    assert cleaned == "QImageReader: <library>\nnext line"


def test_no_text_moves_the_cursor_or_turns_the_line_round() -> None:
    assert redact("\x1b[31mred\x07 \u202egnp.exe") == "\\x1b[31mred\\x07 \\u202egnp.exe"


def test_no_text_adds_a_line_to_a_log() -> None:
    assert "\n" not in one_line("one\n2026-11-21T00:00:00.000Z ERROR forged\r\n")


def test_a_key_at_the_end_of_what_is_read_is_not_half_shown() -> None:
    key = "Zebra" * 100
    redaction.add_secret(key)
    filler = "word " * (redaction.MOST_CHARACTERS // 5 - 20)
    cleaned = redact(filler + key + " tail" * 1000)
    assert "Zebra" not in cleaned
    assert len(cleaned) < len(filler)


def test_an_http_client_s_own_words_are_clean(httpx_says: list[str]) -> None:
    assert [line for line in map(redact, httpx_says) if "Canary7" in line] == []


@pytest.fixture
def httpx_says() -> list[str]:
    """What httpx writes about a request that cannot be sent."""
    said = []
    requests: list[dict[str, object]] = [
        {"url": "https://api.bfl.ai/", "headers": {"x-key": f"{MODERN}\n"}},
        {"url": f"https://api.bfl.ai/?key={MODERN}&x=\x00"},
        {"url": f"gopher://api.bfl.ai/{MODERN}"},
    ]
    for each in requests:
        try:
            request = httpx.Request("GET", **each)  # type: ignore[arg-type]
            said.append(repr(request.headers.raw) + repr(request.url))
        except (httpx.InvalidURL, ValueError) as error:
            said += [repr(error), "".join(traceback.format_exception(error))]
    return said
