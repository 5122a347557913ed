"""Signed delivery URLs."""

import hashlib
import hmac
import time

EXPIRED = "Signed expiry time has passed"
FORGED = "Signature did not match"


def signed(secret: bytes, resource: str, expiry: float) -> str:
    """The resource with its expiry (seconds since the epoch) and the proof that we set it."""
    stamp = f"{expiry:.3f}"
    return f"{resource}?se={stamp}&sig={_signature(secret, resource, stamp)}"


def refusal(secret: bytes, resource: str, stamp: str, signature: str) -> str | None:
    """Why a signed URL is not honoured now, or None when it is."""
    expected = _signature(secret, resource, stamp)
    if not hmac.compare_digest(expected.encode(), signature.encode()):
        return FORGED
    return EXPIRED if time.time() >= float(stamp) else None


def _signature(secret: bytes, resource: str, stamp: str) -> str:
    return hmac.new(secret, f"{resource}\n{stamp}".encode(), hashlib.sha256).hexdigest()
