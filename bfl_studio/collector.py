"""Collector: garbage is looked for on the window's thread only, and when that has nothing to do.

Python collects on whichever thread allocates at the moment. What it finds may belong to Qt, whose
objects, timers above all, may only be deleted on the thread they live on.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

from PySide6.QtCore import QAbstractEventDispatcher, QObject

FULL = 2
"""The generation of what has stayed longest; a search of it is a search of everything."""

_THRESHOLDS = (10_000, 10, 10)
"""New objects that stayed; then searches of the generation before: more, and one is due."""

_SHARE = 0.01
"""Of the time, at most, goes into full searches: long ones hold up a frame."""


def due() -> int | None:
    """The oldest generation whose turn it is, if any."""
    counts = gc.get_count()
    return next((each for each in (FULL, 1, 0) if counts[each] > _THRESHOLDS[each]), None)


class Collector(QObject):
    """Takes the place of Python's own until `close`; then nobody collects."""

    def __init__(
        self, clock: Callable[[], float] = time.perf_counter, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._next_full = clock()
        gc.disable()
        self._dispatcher = QAbstractEventDispatcher.instance()
        self._dispatcher.aboutToBlock.connect(self._collect_if_due)

    def close(self) -> None:
        self._dispatcher.aboutToBlock.disconnect(self._collect_if_due)

    def _collect_if_due(self) -> None:
        generation = due()
        if generation is None:
            return
        began = self._clock()
        if generation == FULL and began < self._next_full:
            generation = 1
        gc.collect(generation)
        if generation == FULL:
            ended = self._clock()
            self._next_full = ended + (ended - began) / _SHARE
