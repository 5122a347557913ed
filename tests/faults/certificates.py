"""Certificates nobody should trust, and one somebody may."""

from __future__ import annotations

import ssl
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Signed:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def _make(name: str, *, by: Signed | None, until: datetime, authority: bool = False) -> Signed:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(until - 400 * _DAY)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    )
    signer = by.key if by else key
    return Signed(builder.sign(signer, hashes.SHA256()), key)


def authority(folder: Path) -> tuple[Signed, Path]:
    """Somebody to trust, and the file that says so."""
    trusted = _make(
        "Authority of a test", by=None, until=datetime.now(UTC) + 30 * _DAY, authority=True
    )
    path = folder / "trusted.pem"
    path.write_bytes(_pem(trusted.certificate))
    return trusted, path


def contexts(folder: Path, trusted: Signed) -> Mapping[str, ssl.SSLContext]:
    """What a server of this computer may present, by what is wrong with it; "" for nothing."""
    now = datetime.now(UTC)
    good = _make("localhost", by=trusted, until=now + 30 * _DAY)
    old = _context(folder, "old protocol", good)
    with warnings.catch_warnings():
        # That nobody should use it is what this is about.
        warnings.simplefilter("ignore", DeprecationWarning)
        old.minimum_version = ssl.TLSVersion.TLSv1
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    old.set_ciphers("ALL:@SECLEVEL=0")
    presented = {
        "": good,
        "expired": _make("localhost", by=trusted, until=now - _DAY),
        "another's": _make("studio.invalid", by=trusted, until=now + 30 * _DAY),
        "its own": _make("localhost", by=None, until=now + 30 * _DAY),
    }
    found = {name: _context(folder, name or "good", each) for name, each in presented.items()}
    return {**found, "old protocol": old}


def _context(folder: Path, name: str, signed: Signed) -> ssl.SSLContext:
    path = folder / f"{name}.pem"
    private = signed.key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + _pem(signed.certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
