"""The Sandbox as a program: two origins on one loop, from the command line to the end."""

import asyncio
import errno
import os
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from bfl_studio.sandbox.folder import Folder, InUse
from bfl_studio.sandbox.options import Options, parse

HOST = "127.0.0.1"
_WHY_NOT = {
    errno.EADDRINUSE: "another program has it",
    errno.EACCES: "this user may not listen on it",
}
_STOPPING = (signal.SIGTERM, signal.SIGINT)


class Unavailable(Exception):
    """The Sandbox cannot start; the message is one sentence for whoever typed the command."""


def main(arguments: Sequence[str]) -> int:
    """Run a Sandbox until it is told to stop; 0 after a clean end, 2 when it could not start."""
    options = parse(arguments)
    for number in _STOPPING:
        signal.signal(number, lambda *_: sys.exit(0))
    try:
        with _folder(options.data) as folder:
            api, delivery = _bound(options, folder.ports())
            asyncio.run(_serve(options, folder, api, delivery))
    except Unavailable as reason:
        print(f"bfl-studio sandbox: {reason}", file=sys.stderr)
        return 2
    return 0


@contextmanager
def _folder(data: Path | None) -> Iterator[Folder]:
    if data is None:
        temporary = tempfile.TemporaryDirectory(prefix="bfl-sandbox-")
        with temporary as name, _folder(Path(name)) as folder:
            yield folder
        return
    try:
        folder = Folder(data)
    except InUse:
        raise Unavailable("Another Sandbox is using this data folder.") from None
    except OSError as error:
        raise Unavailable(f"The data folder cannot be used: {error.strerror}.") from None
    try:
        yield folder
    finally:
        folder.close()


def _bound(options: Options, last: tuple[int, int]) -> tuple[socket.socket, socket.socket]:
    return _listening(options.port, last[0]), _listening(options.delivery_port, last[1])


def _listening(asked: int, last: int) -> socket.socket:
    """A socket on the port asked for; with 0 on the last start's if it is free, else on any."""
    candidates = (asked,) if asked else (last, 0)
    for port in candidates:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":
            # On Windows the same option would share a port that is in use.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
            listener.listen(512)
        except OSError as error:
            listener.close()
            reason = _WHY_NOT.get(error.errno or 0, error.strerror)
        else:
            return listener
    raise Unavailable(f"Port {asked} cannot be used: {reason}.")


async def _serve(
    options: Options, folder: Folder, api: socket.socket, delivery: socket.socket
) -> None:
    # Only now, so that --help and a busy port are answered at once.
    from bfl_studio.sandbox.application import application, http_server
    from bfl_studio.sandbox.ledger import Ledger
    from bfl_studio.sandbox.tasks import Tasks

    stopping = asyncio.Event()
    _stop_on_signals(stopping.set)
    if options.exit_with_stdin:
        _stop_with_stdin(stopping.set)
    ports = api.getsockname()[1], delivery.getsockname()[1]
    folder.save_ports(*ports)
    try:
        ledger = Ledger(folder.ledger_path)
    except (ValueError, KeyError, TypeError):
        raise Unavailable("The ledger in the data folder is damaged.") from None
    async with asyncio.TaskGroup() as group:
        tasks = Tasks(folder, ledger, options, group.create_task)
        tasks.resume()
        server = http_server(application(tasks, folder, ledger, options, ports))
        await server.startup(sockets=[api, delivery])
        print(f"http://{HOST}:{ports[0]}", flush=True)
        await stopping.wait()
        await server.shutdown(sockets=[api, delivery])
        tasks.close()
    ledger.close()


def _stop_on_signals(stop: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    for number in _STOPPING:
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop))


def _stop_with_stdin(stop: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()

    def wait() -> None:
        # os.read, since a thread inside sys.stdin's own lock would abort the interpreter's end.
        with suppress(OSError):
            while os.read(0, 4096):
                pass
        loop.call_soon_threadsafe(stop)

    threading.Thread(target=wait, name="stdin", daemon=True).start()
