"""Who may be asked, and who may see the key; one parser, the one the client uses.

The table is the one under "Endpoints and keys" in ARCHITECTURE.md.
"""

from __future__ import annotations

import re

import httpx

from bfl_studio.domain.endpoint import Endpoint, Place

LOOPBACK_NAMES = frozenset({"127.0.0.1", "::1", "localhost"})
_LONGEST_URL = 8192
# Resolvers read "127.1", "0x7f.1" and "1.2.3.4." as addresses; no top-level name starts with a
# digit, and nothing that needs IDNA is anybody we know.
_NAME = re.compile(
    r"(?!.*xn--)(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?"
)


def parse(url: str) -> httpx.URL | None:
    """The URL, or None when no client of ours would open it."""
    if len(url) > _LONGEST_URL:
        return None
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError):
        return None
    if parsed.scheme not in ("http", "https") or not parsed.raw_host or parsed.userinfo:
        return None
    if parsed.port is not None and not 0 < parsed.port < 65536:
        return None
    return parsed


def _host(url: httpx.URL) -> str:
    """As it goes to the resolver: lower case, IDNA encoded."""
    return url.raw_host.decode("ascii").lower()


def is_loopback(url: httpx.URL) -> bool:
    return _host(url) in LOOPBACK_NAMES


def origin(url: httpx.URL) -> tuple[str, str, int]:
    port = url.port or (443 if url.scheme == "https" else 80)
    return url.scheme, _host(url), port


def _is_https_name(url: httpx.URL) -> bool:
    return url.scheme == "https" and _NAME.fullmatch(_host(url)) is not None


def _is_bfl(url: httpx.URL) -> bool:
    host = _host(url)
    ours = host == "bfl.ai" or host.endswith(".bfl.ai")
    delivers = any(label.startswith("delivery") for label in host.split("."))
    return ours and not delivers and url.port is None and _is_https_name(url)


def _is_origin_of(endpoint: Endpoint, url: httpx.URL) -> bool:
    home = parse(endpoint.origin)
    private = url.scheme == "https" or is_loopback(url)
    return private and home is not None and origin(home) == origin(url)


def key_may_go(endpoint: Endpoint, url: str) -> bool:
    """Whether the endpoint's key may be attached to a request for `url`."""
    parsed = parse(url)
    if parsed is None:
        return False
    if endpoint.place in (Place.SANDBOX, Place.CUSTOM):
        return _is_origin_of(endpoint, parsed)
    return _is_bfl(parsed)


def may_poll(endpoint: Endpoint, url: str) -> bool:
    """Whether a job's `polling_url` is one we ask at all; with the key only by `key_may_go`."""
    parsed = parse(url)
    if parsed is None:
        return False
    if endpoint.place is Place.CUSTOM:
        elsewhere = is_loopback(parsed) or _is_https_name(parsed)
        return _is_origin_of(endpoint, parsed) or elsewhere
    return key_may_go(endpoint, url)


def may_download(endpoint: Endpoint, url: str) -> bool:
    """Whether a picture may be fetched from `url`; never with a key, whichever host."""
    parsed = parse(url)
    if parsed is None:
        return False
    if endpoint.place is Place.SANDBOX:
        return is_loopback(parsed)
    if endpoint.place is Place.CUSTOM:
        home = _is_origin_of(endpoint, parsed)
        return home or is_loopback(parsed) or _is_https_name(parsed)
    return _is_https_name(parsed)
