"""The studio as a user starts it, in which things go wrong; what its window tells as JSON."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bfl_studio.__main__ import load

PROMPT = "a zinnia on a windowsill"


def _fail(where: str) -> None:
    raise ZeroDivisionError(f"{where} with {os.environ['BFL_API_KEY']}")


async def _fail_soon(where: str) -> None:
    _fail(where)


async def _leave_alone(where: str) -> None:
    """On the engine's loop: a callback nobody waits for."""
    import asyncio

    asyncio.get_running_loop().call_soon(_fail, where)


def _in_a_slot(process: Any) -> None:
    _fail("in a slot")


def _in_a_thread(process: Any) -> None:
    threading.Thread(target=_fail, args=("in a thread",)).start()


def _on_the_window_s_loop(process: Any) -> None:
    import asyncio

    asyncio.get_running_loop().call_soon(_fail, "on the window's loop")


def _on_the_engine_s_loop(process: Any) -> None:
    process.engine.ask(lambda engine: _leave_alone("on the engine's loop"))


def _in_an_errand(process: Any) -> None:
    process.studio.tasks.spawn("fails", lambda: _fail_soon("in an errand"))


def _at_a_picture(process: Any) -> None:
    (process.front.situation.library_folder / f"{PROMPT} 7.png").stat()


def _in_qt(process: Any) -> None:
    from PySide6.QtCore import qWarning

    qWarning(f"in Qt with {os.environ['BFL_API_KEY']}")


_WAYS: tuple[Callable[[Any], None], ...] = (
    _in_a_slot,
    _in_a_thread,
    _on_the_window_s_loop,
    _on_the_engine_s_loop,
    _in_an_errand,
    _at_a_picture,
    _in_qt,
)


class Misfortunes:
    """One after the other, each a while after the one before."""

    def __init__(self, app: Any) -> None:
        self._run = app._run
        self._copied: list[str] = []
        self._left = list(_WAYS)

    def run(self, application: Any, process: Any, data: Path) -> None:
        from PySide6.QtCore import QTimer

        self._process = process
        self._timer = QTimer(interval=300)
        self._timer.timeout.connect(self._next)
        self._timer.start()
        self._run(application, process, data)

    def _next(self) -> None:
        self._copy()
        if self._left:
            self._left.pop(0)(self._process)
        else:
            self._timer.stop()
            print(json.dumps(self._copied))
            self._process.window.close()

    def _copy(self) -> None:
        """Press what the newest notice offers, and close it."""
        from PySide6.QtWidgets import QAbstractButton, QApplication

        window, notices = self._process.window, self._process.front.notices
        for button in window.findChildren(QAbstractButton):
            if button.text() == "Copy details" and button.isVisible():
                button.click()
                self._copied.append(QApplication.clipboard().text())
        for notice in notices.notices:
            notices.withdraw(notice.key)


def main() -> int:
    app: Any = load()
    app._run = Misfortunes(app).run
    code: int = app.main(sys.argv[1:])
    return code


if __name__ == "__main__":
    sys.exit(main())
