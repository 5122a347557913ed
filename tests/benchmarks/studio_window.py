"""Our studio, started as a user starts it, with a stop-watch wrapped around it."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from bfl_studio.__main__ import load


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


app: Any = load()


class StopWatch:
    """Hangs measurements into the first turns of the studio's own loop."""

    def __init__(self, mode: str, seconds: float) -> None:
        self.mode = mode
        self.seconds = seconds
        self.figures: dict[str, object] = {}
        self._run = app._run
        self._hear = app._hear
        self._heard = False

    def hear(self, application: Any) -> None:
        """The studio listens between the steps of its opening: type at the first occasion."""
        if self.mode == "start" and not self._heard:
            from PySide6.QtCore import QTimer

            self._heard = True
            # A turn for the first paint, then a key.
            self._hear(application)
            QTimer.singleShot(0, self._type)
        self._hear(application)

    def run(self, application: Any, process: Any, data: Path) -> None:
        from PySide6.QtCore import QTimer

        self.process = process
        self.application = application
        if self.mode != "start":
            QTimer.singleShot(0, self._settle)
        self._run(application, process, data)

    def _type(self) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication, QTextEdit

        prompt = QApplication.focusWidget()
        assert isinstance(prompt, QTextEdit), f"the keyboard is in {prompt}"
        prompt.textChanged.connect(self._typed)
        QTest.keyClick(prompt, Qt.Key.Key_A)

    def _typed(self) -> None:
        from PySide6.QtWidgets import QApplication

        self.figures.setdefault("typeable", time.monotonic())
        window = QApplication.activeWindow()
        assert window is not None
        window.close()

    def _settle(self) -> None:
        from PySide6.QtCore import QTimer

        QTimer.singleShot(4000, self._idle if self.mode == "idle" else self._land)

    def _idle(self) -> None:
        from PySide6.QtCore import QTimer

        before, began = _cpu(), time.monotonic()

        def done() -> None:
            self.figures["cpu"] = (_cpu() - before) / (time.monotonic() - began) * 100
            self.process.window.close()

        QTimer.singleShot(int(self.seconds * 1000), done)

    def _land(self) -> None:
        """24 pictures, all finished at about the same moment."""
        from PySide6.QtCore import QTimer

        from tests.benchmarks.heartbeat import Heartbeat

        studio = self.process.studio
        studio.recipe_state.set_prompt("24 at once")
        studio.recipe_state.set_pictures(24)
        beat = Heartbeat(self.application)
        studio.generate()
        # Cheap enough not to ask twice? 24 × $0.03 is.
        watch = QTimer(self.application)

        def look() -> None:
            states = [job.state for job in studio.jobs.jobs]
            if len(states) == 24 and all(state == "saved" for state in states):
                watch.stop()
                QTimer.singleShot(500, lambda: self._landed(beat.stop()))

        watch.timeout.connect(look)
        watch.start(100)

    def _landed(self, gaps: list[float]) -> None:
        self.figures["gaps"] = gaps
        self.process.window.close()


def main(mode: str, seconds: float, *arguments: str) -> None:
    watch = StopWatch(mode, seconds)
    app._run = watch.run
    app._hear = watch.hear
    code = app.main(arguments)
    print(json.dumps(watch.figures))
    sys.exit(code)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), *sys.argv[3:])
