"""Key stores that are absent, locked or silent, on buses of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, MessageType, new_method_call  # type: ignore[import-untyped]
from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]
from jeepney.io.blocking import DBusConnection, open_dbus_connection  # type: ignore[import-untyped]

from tests.e2e.desktop import Desktop
from tests.e2e.keyed_studio import keyed_environment
from tests.e2e.session import _KEYRING_PASSWORD, DriverError, announced

SERVICE = "BFL Studio"
PASSWORD = _KEYRING_PASSWORD.decode()

_BUS = "DBUS_SESSION_BUS_ADDRESS"
_NAME = "org.freedesktop.secrets"
_PATH = "/org/freedesktop/secrets"
_REPLY_SECONDS = 10.0
_READ = """
import json, keyring, sys
print(json.dumps(keyring.get_password(*sys.argv[1:])))
"""
# The part of it that is left out says where services lie that could be started.
_BARE_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def without_bus(screen: Desktop) -> dict[str, str]:
    """The environment of a program that has a screen and screen readers, but no D-Bus session."""
    environment = keyed_environment(screen)
    with open_dbus_connection(environment.pop(_BUS)) as connection:
        where = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        (address,) = _ask(connection, where, "GetAddress")
    return {**environment, "AT_SPI_BUS_ADDRESS": address}


@contextmanager
def bare_bus(screen: Desktop) -> Iterator[dict[str, str]]:
    """The environment of a program on a bus where nobody is, and nobody can be started."""
    environment = without_bus(screen)
    configuration = Path(environment["XDG_RUNTIME_DIR"], "bare-bus.conf")
    configuration.write_text(_BARE_BUS, encoding="utf-8")
    command = ["dbus-daemon", "--nofork", "--nopidfile", "--nosyslog", "--config-file"]
    with announced([*command, str(configuration)], "--print-address={}", environment) as address:
        yield {**environment, _BUS: address}


@contextmanager
def silent_service(screen: Desktop) -> Iterator[dict[str, str]]:
    """The environment of a program whose key store takes every question and answers none."""
    with bare_bus(screen) as environment, open_dbus_connection(environment[_BUS]) as service:
        service.send_and_get_reply(message_bus.RequestName(_NAME), timeout=_REPLY_SECONDS)
        yield environment


def lock(screen: Desktop) -> None:
    """Lock the key store of a desktop, as its owner does."""
    with open_dbus_connection(screen.environment[_BUS]) as connection:
        service = DBusAddress(_PATH, _NAME, "org.freedesktop.Secret.Service")
        (default,) = _ask(connection, service, "ReadAlias", "s", ("default",))
        locked, prompt = _ask(connection, service, "Lock", "ao", ([default],))
    if locked != [default] or prompt != "/":
        raise DriverError("the key store stays open")


def kept_key(screen: Desktop, name: str) -> str | None:
    """What another program of the same person reads from the key store of a desktop."""
    words = [sys.executable, "-c", _READ, SERVICE, name]
    environment = keyed_environment(screen)
    done = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=30)
    if done.returncode:
        raise DriverError(f"the key store cannot be read: {done.stderr}")
    key: str | None = json.loads(done.stdout)
    return key


def _ask(
    connection: DBusConnection,
    where: DBusAddress,
    method: str,
    signature: str = "",
    body: tuple[object, ...] = (),
) -> tuple[Any, ...]:
    message = new_method_call(where, method, signature, body)
    reply = connection.send_and_get_reply(message, timeout=_REPLY_SECONDS)
    if reply.header.message_type == MessageType.error:
        raise DriverError(f"{method}: {reply.body}")
    answer: tuple[Any, ...] = reply.body
    return answer
