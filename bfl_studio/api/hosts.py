"""Who may be asked, and who may see the key; one parser, the one the client uses.

The table is the one under "Endpoints and keys" in ARCHITECTURE.md.
"""

from __future__ import annotations

import ipaddress

import httpx

from bfl_studio.domain.endpoint import Endpoint, Place

LOOPBACK_NAMES = frozenset({"127.0.0.1", "::1", "localhost"})
_LONGEST_URL = 8192


def parse(url: str) -> httpx.URL | None:
    """The URL, or None when no client of ours would open it."""
    if len(url) > _LONGEST_URL:
        return None
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError):
        return None
    if parsed.scheme not in ("http", "https") or not parsed.host or parsed.userinfo:
        return None
    return parsed


def is_loopback(url: httpx.URL) -> bool:
    return url.host in LOOPBACK_NAMES


def origin(url: httpx.URL) -> tuple[str, str, int]:
    port = url.port or (443 if url.scheme == "https" else 80)
    return url.scheme, url.host.lower(), port


def _is_public_https(url: httpx.URL) -> bool:
    if url.scheme != "https" or url.port not in (None, 443) or "." not in url.host:
        return False
    if not url.host.isascii() or "xn--" in url.host:
        return False
    try:
        ipaddress.ip_address(url.host)
    except ValueError:
        return True
    return False


def _is_bfl(url: httpx.URL) -> bool:
    host = url.host.lower()
    ours = host == "bfl.ai" or host.endswith(".bfl.ai")
    return ours and _is_public_https(url) and not host.startswith("delivery")


def _is_origin_of(endpoint: Endpoint, url: httpx.URL) -> bool:
    home = parse(endpoint.origin)
    return home is not None and origin(home) == origin(url)


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
        elsewhere = is_loopback(parsed) or _is_public_https(parsed)
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
        return is_loopback(parsed) or _is_public_https(parsed)
    return _is_public_https(parsed)
