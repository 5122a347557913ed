"""The reference: a bare PySide6 window with one text box, started and measured like ours."""

from __future__ import annotations

import json
import resource
import sys
import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit

from tests.benchmarks.heartbeat import Heartbeat


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main(mode: str, seconds: float) -> None:
    application = QApplication([])
    window = QMainWindow()
    box = QPlainTextEdit()
    window.setCentralWidget(box)
    window.resize(1440, 900)
    window.show()
    box.setFocus()
    figures: dict[str, object] = {}

    def typed() -> None:
        figures["typeable"] = time.monotonic()
        application.quit()

    def idle(before: float, began: float) -> None:
        figures["cpu"] = (_cpu() - before) / (time.monotonic() - began) * 100
        application.quit()

    def beaten(beat: Heartbeat) -> None:
        figures["gaps"] = beat.stop()
        application.quit()

    def measure() -> None:
        if mode == "start":
            box.textChanged.connect(typed)
            QTest.keyClick(box, Qt.Key.Key_A)
        elif mode == "idle":
            before, began = _cpu(), time.monotonic()
            QTimer.singleShot(int(seconds * 1000), lambda: idle(before, began))
        else:
            beat = Heartbeat(application)
            QTimer.singleShot(int(seconds * 1000), lambda: beaten(beat))

    QTimer.singleShot(0 if mode == "start" else 1500, measure)
    application.exec()
    print(json.dumps(figures))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 0.0)
