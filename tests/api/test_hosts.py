"""Who may be asked and who may see the key: the table of endpoints, look-alikes included."""

import asyncio

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bfl_studio.api import hosts
from bfl_studio.api.client import BflClient
from bfl_studio.domain.endpoint import EU, GLOBAL, US, Endpoint, custom, sandbox
from tests.api.asking import with_client

SANDBOX = sandbox("http://127.0.0.1:8123")
GATEWAY = custom("https://gateway.example.com:8443")
LOCAL = custom("http://localhost:9000")

ALL, ASK, FETCH, NEVER = "key poll fetch", "poll fetch", "fetch", ""

BFL = (
    ("https://api.bfl.ai/v1/get_result?id=x", ALL),
    ("https://api.eu4.bfl.ai/v1/get_result?id=x", ALL),
    ("https://gateway.bfl.ai/x", ALL),
    ("https://bfl.ai", ALL),
    ("HTTPS://API.BFL.AI/x", ALL),
    ("https://api.bfl.ai:443/x", ALL),
    # Delivery hosts are BFL's own and still never see the key.
    ("https://delivery.eu.bfl.ai/x", FETCH),
    ("https://delivery-us1.bfl.ai/x", FETCH),
    ("https://DELIVERY.bfl.ai/x", FETCH),
    ("https://eu.delivery.bfl.ai/x", FETCH),
    ("https://somewhere.blob.core.windows.net/x?sig=a", FETCH),
    ("https://cdn.example.com:8443/x", FETCH),
    # Look-alikes are somebody's https name, and nothing more.
    ("https://bfl.ai.evil.tld/", FETCH),
    ("https://evilbfl.ai/", FETCH),
    ("https://api-bfl.ai/", FETCH),
    ("https://evil.tld/.bfl.ai", FETCH),
    ("https://evil.tld/https://api.bfl.ai", FETCH),
    ("https://evil.tld?.bfl.ai", FETCH),
    ("https://evil.tld#.bfl.ai", FETCH),
    ("https://evil.tld#@api.bfl.ai", FETCH),
    ("https://bfl.ai@evil.tld/", NEVER),
    ("https://evil.tld@api.bfl.ai/", NEVER),
    ("https://user:password@api.bfl.ai/", NEVER),
    ("https://evil.tld\\.bfl.ai/", NEVER),
    ("https://evil.tld\\@api.bfl.ai/", NEVER),
    ("https://api.bfl.ai./x", NEVER),
    ("https://bfl.ai./x", NEVER),
    ("https://..bfl.ai/", NEVER),
    ("https://.bfl.ai/", NEVER),
    ("https://-.bfl.ai/", NEVER),
    ("https://a b.bfl.ai/", NEVER),
    ("https://api%2ebfl.ai/", NEVER),
    ("https://api.bfl.ai%2eevil.tld/", NEVER),
    ("https://bücher.bfl.ai/", NEVER),
    ("https://xn--bcher-kva.bfl.ai/", NEVER),
    ("https://api.xn--bcher-kva.bfl.ai/", NEVER),
    ("https://xn--a/", NEVER),
    ("https://аpi.bfl.ai/", NEVER),  # a Cyrillic а
    ("https://api.bfl.ai:8443/x", FETCH),
    ("https://api.bfl.ai:99999/x", NEVER),
    ("https://api.bfl.ai:0/x", NEVER),
    ("http://api.bfl.ai/x", NEVER),
    ("http://api.bfl.ai:443/x", NEVER),
    ("ftp://api.bfl.ai/x", NEVER),
    ("file:///etc/passwd", NEVER),
    ("javascript:alert(1)", NEVER),
    ("data:image/png;base64,AAAA", NEVER),
    ("//api.bfl.ai/x", NEVER),
    ("api.bfl.ai/x", NEVER),
    ("/v1/get_result?id=x", NEVER),
    ("", NEVER),
    ("https://", NEVER),
    ("https:///x", NEVER),
    ("https://[::1", NEVER),
    ("https://api.bfl.ai\n.evil.tld/", NEVER),
    ("https://api.bfl.ai\0.evil.tld/", NEVER),
    (" https://api.bfl.ai/", NEVER),
    ("https://api.bfl.ai/" + "a" * 65536, NEVER),
    ("https://" + "a." * 32768 + "bfl.ai/", NEVER),
    # Addresses, however they are spelled.
    ("https://1.2.3.4/", NEVER),
    ("https://1.2.3.4./", NEVER),
    ("https://127.0.0.1/", NEVER),
    ("https://127.1/", NEVER),
    ("https://2130706433/", NEVER),
    ("https://0x7f.1/", NEVER),
    ("https://0x7f000001/", NEVER),
    ("https://0177.0.0.1/", NEVER),
    ("https://[::1]/", NEVER),
    ("https://[::ffff:1.2.3.4]/", NEVER),
    ("https://[2001:db8::1]/", NEVER),
    ("https://localhost/", NEVER),
    ("http://127.0.0.1:8123/x", NEVER),
    ("https://intranet/", NEVER),
)

PRETEND = (
    ("http://127.0.0.1:8123/v1/get_result?id=x", ALL),
    ("HTTP://127.0.0.1:8123/x", ALL),
    ("http://127.0.0.1:8124/x", FETCH),
    ("http://localhost:8123/x", FETCH),
    ("http://[::1]:8123/x", FETCH),
    ("https://127.0.0.1:8123/x", FETCH),
    ("http://127.0.0.1/x", FETCH),
    ("http://user@127.0.0.1:8123/x", NEVER),
    ("http://127.0.0.2:8123/x", NEVER),
    ("http://127.0.0.1.evil.tld:8123/x", NEVER),
    ("http://192.168.1.1/x", NEVER),
    ("https://api.bfl.ai/x", NEVER),
    ("https://delivery.eu.bfl.ai/x", NEVER),
    ("https://example.com/x", NEVER),
)

ELSEWHERE = (
    ("https://gateway.example.com:8443/v1/x", ALL),
    ("https://GATEWAY.example.com:8443/v1/x", ALL),
    ("https://gateway.example.com/v1/x", ASK),
    ("https://gateway.example.com:8444/v1/x", ASK),
    ("https://api.bfl.ai/x", ASK),
    ("https://delivery.eu.bfl.ai/x", ASK),
    ("https://gateway.example.com.evil.tld/x", ASK),
    ("http://127.0.0.1:7000/x", ASK),
    ("http://gateway.example.com:8443/x", NEVER),
    ("https://user@gateway.example.com:8443/x", NEVER),
    ("http://example.com/x", NEVER),
    ("https://10.0.0.1/x", NEVER),
)

ON_LOOPBACK = (
    ("http://localhost:9000/x", ALL),
    ("http://LOCALHOST:9000/x", ALL),
    ("http://127.0.0.1:9000/x", ASK),
    ("http://localhost:9001/x", ASK),
    ("https://api.bfl.ai/x", ASK),
    ("http://example.com:9000/x", NEVER),
)

PLACES = (
    ((GLOBAL, EU, US), BFL),
    ((SANDBOX,), PRETEND),
    ((GATEWAY,), ELSEWHERE),
    ((LOCAL,), ON_LOOPBACK),
)
ROWS = [
    pytest.param(endpoint, url, allowed, id=f"{endpoint.place}-{url[:48]!a}")
    for endpoints, rows in PLACES
    for endpoint in endpoints
    for url, allowed in rows
]


def allowed_for(endpoint: Endpoint, url: str) -> str:
    rights = (
        ("key", hosts.key_may_go),
        ("poll", hosts.may_poll),
        ("fetch", hosts.may_download),
    )
    return " ".join(name for name, may in rights if may(endpoint, url))


@pytest.mark.parametrize(("endpoint", "url", "allowed"), ROWS)
def test_the_table(endpoint: Endpoint, url: str, allowed: str) -> None:
    assert allowed_for(endpoint, url) == allowed


@given(st.text(max_size=60))
@example("https://xn--\u0378.bfl.ai")
@example("https://[fe80::1%25eth0]/")
@example("http://127.0.0.1:8123\\@evil.tld/")
def test_no_text_is_too_odd_to_judge(text: str) -> None:
    for endpoint in (GLOBAL, SANDBOX, GATEWAY, LOCAL):
        for url in (text, f"https://{text}", f"https://{text}.bfl.ai", f"https://bfl.ai{text}"):
            # Who may see the key may be asked; what a job is asked at may also deliver.
            assert allowed_for(endpoint, url) in (ALL, ASK, FETCH, NEVER)


@given(st.text("abfl.i@:/\\#?%-_0xn", max_size=12))
def test_the_key_goes_to_nothing_that_is_not_of_bfl(middle: str) -> None:
    url = f"https://{middle}.bfl.ai{middle}"
    if hosts.key_may_go(GLOBAL, url):
        parsed = hosts.parse(url)
        assert parsed is not None
        host = parsed.raw_host.decode()
        assert host == "bfl.ai" or host.endswith(".bfl.ai")


@pytest.mark.parametrize("endpoint", [GLOBAL, EU, US, SANDBOX, GATEWAY, LOCAL])
def test_an_endpoint_may_be_asked_at_its_own_address(endpoint: Endpoint) -> None:
    assert allowed_for(endpoint, f"{endpoint.origin}/v1/credits") == ALL


def test_a_job_is_asked_for_by_id_at_its_own_endpoint() -> None:
    async def ask(client: BflClient) -> str:
        return client.ask_by_id("a b&c=1#/../")

    asked = asyncio.run(with_client(SANDBOX, ask))
    parsed = hosts.parse(asked)
    assert parsed is not None
    assert parsed.path == "/v1/get_result"
    assert dict(parsed.params) == {"id": "a b&c=1#/../"}
    assert hosts.key_may_go(SANDBOX, asked)
