"""Programs of a private session: started, waited for and ended by their own ids."""

import os
import select
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

START_SECONDS = 60.0
# A person's world must not leak in: their display, session, settings or key.
_FOREIGN = (
    "AT_SPI_BUS_ADDRESS",
    "BFL_API_KEY",
    "DBUS_SESSION_BUS_ADDRESS",
    "DISPLAY",
    "GNOME_KEYRING_CONTROL",
    "QT_QPA_PLATFORM",
    "QT_SCALE_FACTOR",
    "SESSION_MANAGER",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_SESSION_TYPE",
    "XDG_STATE_HOME",
)
_KEYRING_PASSWORD = b"a private desktop"


class DriverError(Exception):
    """The desktop could not be started, or an input could not be given."""


def wait_until(condition: Callable[[], object], seconds: float, what: str) -> None:
    """Return as soon as the condition holds; raise DriverError naming `what` if it never does."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise DriverError(f"waited {seconds:g} s in vain for {what}")
        time.sleep(0.02)


def stop(process: subprocess.Popen[bytes], seconds: float = 5.0) -> None:
    """End one process by its own id: ask, then insist."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def running(
    command: Sequence[str], environment: Mapping[str, str], **options: object
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program in the background, in a process group of its own that ends with the block."""
    if shutil.which(command[0]) is None:
        raise DriverError(f"{command[0]} is not installed; `make test` installs it")
    quiet: dict[str, object] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process: subprocess.Popen[bytes] = subprocess.Popen(  # type: ignore[call-overload]
        command, env=dict(environment), start_new_session=True, **{**quiet, **options}
    )
    try:
        yield process
    finally:
        # The group is its own: it also holds what the process started, such as bus services.
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        stop(process)


def _first_line(descriptor: int, process: subprocess.Popen[bytes], what: str) -> str:
    """Read the line in which a server says where it listens."""
    text = b""
    deadline = time.monotonic() + START_SECONDS
    while not text.endswith(b"\n"):
        left = deadline - time.monotonic()
        ready = select.select([descriptor], [], [], max(0.0, left))[0]
        chunk = os.read(descriptor, 4096) if ready else b""
        if not chunk:
            raise DriverError(f"{what} did not start (exit code {process.poll()})")
        text += chunk
    return text.decode().strip()


@contextmanager
def announced(command: Sequence[str], option: str, environment: Mapping[str, str]) -> Iterator[str]:
    """Run a server that writes its address to the descriptor named by an option."""
    reader, writer = os.pipe()
    with ExitStack() as stack:
        stack.callback(os.close, reader)
        try:
            words = [*command, *option.format(writer).split()]
            process = stack.enter_context(running(words, environment, pass_fds=(writer,)))
        finally:
            os.close(writer)
        yield _first_line(reader, process, command[0])


@contextmanager
def session_bus(environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Run a D-Bus session of its own; yields the environment for programs in it."""
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--nosyslog"]
    with announced(command, "--print-address={}", environment) as address:
        yield {**environment, "DBUS_SESSION_BUS_ADDRESS": address}


@contextmanager
def secret_service(environment: Mapping[str, str]) -> Iterator[None]:
    """Run an unlocked, empty gnome-keyring on the session bus of this environment."""
    program = shutil.which("gnome-keyring-daemon") or "gnome-keyring-daemon"
    with tempfile.TemporaryDirectory(prefix="bfl-keyring-") as folder:
        if not _starts(program):
            # It carries a file capability that some containers refuse; a copy carries none.
            program = shutil.copyfile(program, f"{folder}/gnome-keyring-daemon")
            Path(program).chmod(0o700)
        command = [program, "--foreground", "--unlock", "--components=secrets"]
        with running(command, environment, stdin=subprocess.PIPE) as daemon:
            assert daemon.stdin is not None
            daemon.stdin.write(_KEYRING_PASSWORD)
            daemon.stdin.close()
            address = environment["DBUS_SESSION_BUS_ADDRESS"]
            wait_until(
                lambda: _has_owner(address, "org.freedesktop.secrets"), START_SECONDS, "the keyring"
            )
            yield


def _starts(program: str) -> bool:
    try:
        return subprocess.run([program, "--version"], capture_output=True).returncode == 0
    except OSError:
        return False


def _has_owner(address: str, name: str) -> bool:
    """Say whether somebody on the bus answers to that name."""
    done = subprocess.run(
        [
            "dbus-send",
            f"--bus={address}",
            "--print-reply=literal",
            "--dest=org.freedesktop.DBus",
            "/org/freedesktop/DBus",
            "org.freedesktop.DBus.NameHasOwner",
            f"string:{name}",
        ],
        capture_output=True,
        text=True,
    )
    return "true" in done.stdout


@contextmanager
def private_folders() -> Iterator[dict[str, str]]:
    """Yield this process's environment with an empty home and runtime folder of its own."""
    with tempfile.TemporaryDirectory(prefix="bfl-desktop-", ignore_cleanup_errors=True) as folder:
        runtime, home = Path(folder, "run"), Path(folder, "home")
        runtime.mkdir(mode=0o700)
        home.mkdir()
        kept = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
        yield {
            **kept,
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "LC_ALL": "C.UTF-8",
        }
