"""The system's key store, through keyring; every call may block until somebody answers a prompt.

Never a plain-text one: back ends are allowed by class, whatever a configuration names.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bfl_studio.domain.api_key import StoreTrouble

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "BFL Studio"
_ALLOWED = (
    "keyring.backends.SecretService.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
    "keyring.backends.Windows.WinVaultKeyring",
    "keyring.backends.macOS.Keyring",
)
_NAMED = "PYTHON_KEYRING_BACKEND"


class KeyStoreError(Exception):
    """The store did not do what it was asked; holds no key."""

    def __init__(self, trouble: StoreTrouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def load(name: str) -> str | None:
    """The key kept under a name, or None. Raises KeyStoreError."""
    with _troubles():
        return _backend().get_password(SERVICE, name)


def save(name: str, key: str) -> None:
    """Keep a key, and prove that it is there. Raises KeyStoreError."""
    with _troubles():
        backend = _backend()
        backend.set_password(SERVICE, name, key)
        if backend.get_password(SERVICE, name) != key:
            raise KeyStoreError(StoreTrouble.REFUSED)


def forget(name: str) -> None:
    """Take a key out; none there is as good. Raises KeyStoreError."""
    from keyring.errors import PasswordDeleteError

    with _troubles():
        try:
            _backend().delete_password(SERVICE, name)
        except PasswordDeleteError:
            if _backend().get_password(SERVICE, name) is not None:
                raise KeyStoreError(StoreTrouble.REFUSED) from None


def describe() -> str:
    """The back end that keys would be kept in, as a dotted name. Raises KeyStoreError: ABSENT."""
    kind = type(_backend())
    return f"{kind.__module__}.{kind.__name__}"


def _backend() -> KeyringBackend:
    """The best store of this system that is one. Raises KeyStoreError: ABSENT."""
    named = os.environ.get(_NAMED)
    wanted = [each for each in _ALLOWED if named in (None, "", each)]
    found: list[tuple[float, KeyringBackend]] = []
    for path in wanted:
        module, _, name = path.rpartition(".")
        try:
            kind = getattr(importlib.import_module(module), name)
            # Asking for its priority is how a back end says whether it can work here.
            found.append((float(kind.priority), kind()))
        except Exception:  # noqa: S112  each fails in its own way where its system is not
            continue
    if not found:
        raise KeyStoreError(StoreTrouble.ABSENT)
    return max(found, key=lambda each: each[0])[1]


@contextmanager
def _troubles() -> Iterator[None]:
    """Whatever a back end raises becomes a trouble; its own text may tell the key."""
    try:
        yield
    except KeyStoreError:
        raise
    except Exception as error:
        raise KeyStoreError(_trouble_of(error)) from None


def _trouble_of(error: Exception) -> StoreTrouble:
    names = {kind.__name__ for kind in type(error).__mro__}
    if "PromptDismissedException" in names or "dismissed" in str(error).lower():
        return StoreTrouble.DISMISSED
    if names & {"KeyringLocked", "LockedException"}:
        return StoreTrouble.LOCKED
    if names & {"NoKeyringError", "SecretServiceNotAvailableException", "InitError"}:
        return StoreTrouble.ABSENT
    return StoreTrouble.REFUSED
