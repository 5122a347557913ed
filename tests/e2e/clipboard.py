"""Another program that holds one text on the clipboard, as whoever copied it there."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QGuiApplication

from tests.e2e.desktop import Desktop
from tests.e2e.session import DriverError, running


@contextmanager
def on_clipboard(screen: Desktop, text: str) -> Iterator[None]:
    """Hold a text on the clipboard of a desktop; raises DriverError when that does not begin."""
    command = [sys.executable, "-m", "tests.e2e.clipboard"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with running(command, screen.environment, **pipes) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        with program.stdin as stdin, program.stdout as stdout:
            # Through a pipe: a command line can be read by anybody.
            stdin.write(text.encode())
            stdin.close()
            if stdout.readline() != b"copied\n":
                raise DriverError("nothing holds the clipboard")
            yield


def main() -> None:
    """Hold what comes on standard input until told to end."""
    application = QGuiApplication(sys.argv[:1])
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    QGuiApplication.clipboard().setText(sys.stdin.read())
    application.processEvents()
    print("copied", flush=True)
    sys.exit(application.exec())


if __name__ == "__main__":
    main()
