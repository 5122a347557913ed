"""Undo and redo of edits of the recipe.

Not a QUndoStack: when Python's collector takes one apart that holds commands written in Python,
PySide6 6.11 deletes the commands twice and the process crashes, at the latest when it ends.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, Self

from PySide6.QtCore import QObject, Signal


class Step(Protocol):
    """One thing that can be done, taken back and done again."""

    def redo(self) -> None: ...

    def undo(self) -> None: ...

    def merge(self, later: Self) -> bool:
        """Take over a later step that belongs to this one; False when it is one of its own."""
        ...


class UndoStack(QObject):
    """Steps in their order. `indexChanged(int)` tells how many of them are done now, `cleared`
    that there is nothing to take back any more.
    """

    indexChanged = Signal(int)  # noqa: N815  named as Qt names it
    cleared = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: list[Step] = []
        self._done = 0
        self._sealed = False
        self.stepping = False
        """Whether a step is being done or taken back at this moment."""

    def index(self) -> int:
        """The number of steps that are done."""
        return self._done

    def canUndo(self) -> bool:
        return self._done > 0

    def canRedo(self) -> bool:
        return self._done < len(self._steps)

    def push(self, step: Step) -> None:
        """Do a step; what had been taken back is forgotten."""
        self._run(step.redo)
        newest = not self.canRedo() and not self._sealed
        del self._steps[self._done :]
        if not (newest and self._steps and self._steps[-1].merge(step)):
            self._steps.append(step)
        self._move_to(len(self._steps))

    def seal(self) -> None:
        """Something else was done meanwhile: the next step is one of its own."""
        self._sealed = True

    def clear(self) -> None:
        """Forget every step: nobody gets behind what there is now."""
        self._steps.clear()
        self._move_to(0)
        self.cleared.emit()

    def undo(self) -> None:
        if self.canUndo():
            self._run(self._steps[self._done - 1].undo)
            self._move_to(self._done - 1)

    def redo(self) -> None:
        if self.canRedo():
            self._run(self._steps[self._done].redo)
            self._move_to(self._done + 1)

    def _run(self, deed: Callable[[], None]) -> None:
        self.stepping = True
        try:
            deed()
        finally:
            self.stepping = False

    def _move_to(self, done: int) -> None:
        self._done = done
        self._sealed = False
        self.indexChanged.emit(done)
