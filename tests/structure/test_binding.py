"""PySide6 keeps the reference counts of Python's own constants."""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

# Few enough that a build which loses one each time fails here before the interpreter aborts.
ROUNDS = 300
NOISE = 50


class Emitter(QObject):
    """Has one signal."""

    emitted = Signal()


def test_signals_and_events_lose_no_reference(qapp: QApplication) -> None:
    emitter = Emitter()
    emitter.emitted.connect(lambda: None)
    emitter.emitted.emit()
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(ROUNDS):
        emitter.emitted.emit()
        qapp.processEvents()
        QWidget().parent()
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert after[0] > before[0] - NOISE
    assert after[1] > before[1] - NOISE
