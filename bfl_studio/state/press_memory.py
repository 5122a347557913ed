"""PressMemory: the presses of Generate that still count, and what the first of two agreed to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from bfl_studio.domain.credits import Credits
from bfl_studio.state.press import ARMED_SECONDS, Press, Purchase, Verdict, press


class PressMemory(QObject):
    """`lapsed` follows when the second press was not given in time."""

    lapsed = Signal()

    def __init__(self, clock: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._press = Press()
        self._until = QTimer(self, singleShot=True)
        self._until.timeout.connect(self._lapse)

    @property
    def agreed(self) -> Purchase | None:
        """What the first of two presses was for, while the second is awaited."""
        return self._press.agreed

    def armed(self, purchase: Purchase) -> bool:
        """Whether the next press buys, this very purchase."""
        return self._press.armed(self._clock(), purchase)

    def judge(self, purchase: Purchase, limit: Credits, *, repeated: bool) -> Verdict:
        """Judge a press and remember it."""
        verdict, self._press = press(self._press, self._clock(), purchase, limit, repeated=repeated)
        if verdict is Verdict.ARM:
            self._until.start(int(ARMED_SECONDS * 1000))
        elif verdict is Verdict.SEND:
            self._until.stop()
        return verdict

    def hear(self) -> None:
        """A press that bought nothing; the next one may be its double click."""
        self._press = self._press.heard(self._clock())

    def disarm(self) -> None:
        """Take back what was agreed to."""
        self._until.stop()
        self._press = self._press.disarmed()

    def _lapse(self) -> None:
        # Timers may be a little early, and then the clock alone would leave it armed untold.
        self.disarm()
        self.lapsed.emit()
