"""The system's wish that the studio end: heard whatever the window's thread is busy with."""

from __future__ import annotations

import faulthandler
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

SECONDS = 60.0
"""For a studio that was asked to end: what it still sends takes half of that at most."""


def listen(ask: Callable[[], None]) -> None:
    """Call `ask` on SIGINT and SIGTERM, on a thread of its own; the process has ended within
    `SECONDS`, in order or not.

    The journal holds all that was paid, so that not ending would be the greater harm.
    """
    if sys.platform == "win32":
        return
    inside, outside = socket.socketpair()
    inside.setblocking(False)
    # The signal writes there by itself, also while no Python code of the main thread can run.
    signal.set_wakeup_fd(inside.fileno(), warn_on_full_buffer=False)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leave_to_the_thread)
    thread = threading.Thread(target=_wait, args=(inside, outside, ask), name="ending", daemon=True)
    thread.start()


def _leave_to_the_thread(number: int, frame: object) -> None:
    pass


def _wait(inside: socket.socket, outside: socket.socket, ask: Callable[[], None]) -> None:
    bounded = False
    with inside, outside:
        while number := outside.recv(1):
            if number[0] in (signal.SIGINT, signal.SIGTERM):
                # A second wish gives no more time.
                bounded = bounded or _set_bound()
                # Whoever would hear of it may be gone already.
                with suppress(RuntimeError):
                    ask()


def _set_bound() -> bool:
    # Written by a thread that asks nobody for leave: no Python code needs to be able to run.
    report = sys.stderr if sys.stderr is not None else open(os.devnull, "w")  # noqa: SIM115, PTH123
    with suppress(OSError, ValueError, AttributeError):
        faulthandler.dump_traceback_later(SECONDS, exit=True, file=report)
    return True
