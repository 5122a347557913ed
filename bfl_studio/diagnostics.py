"""What is written down when something goes wrong: to stderr, never a key, prompt or picture."""

from __future__ import annotations

import faulthandler
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

OnFault = Callable[[str], None]


def install(on_fault: OnFault) -> None:
    """Bring every uncaught exception of every thread to `on_fault`, with its traceback."""
    if sys.stderr is not None:
        faulthandler.enable()

    def caught(
        kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if sys.stderr is not None:
            sys.__excepthook__(kind, error or kind(), trace)
        if issubclass(kind, KeyboardInterrupt):
            return
        on_fault("".join(traceback.format_exception(kind, error, trace)))

    sys.excepthook = caught
    threading.excepthook = lambda args: caught(args.exc_type, args.exc_value, args.exc_traceback)
