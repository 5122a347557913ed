"""Undo whatever came last, typing or recipe edit."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextDocument

from bfl_studio.state.undo_stack import UndoStack


class _Kind(Enum):
    TYPING = "typing"
    RECIPE = "recipe"


class UndoOrder(QObject):
    """Remembers in which order the text box and the recipe's stack took their steps."""

    def __init__(self, document: QTextDocument, stack: UndoStack, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._stack = stack
        # What was typed and chosen before this was there can be taken back too.
        self._done = [_Kind.RECIPE] * stack.index() + [_Kind.TYPING] * document.availableUndoSteps()
        self._undone: list[_Kind] = []
        self._replaying = False
        self._index = stack.index()
        self._document.undoCommandAdded.connect(self._typed)
        stack.indexChanged.connect(self._edited)

    def undo(self) -> None:
        self._replay(self._done, self._undone, forward=False)

    def redo(self) -> None:
        self._replay(self._undone, self._done, forward=True)

    def _typed(self) -> None:
        if not self._replaying:
            self._done.append(_Kind.TYPING)
            self._undone.clear()

    def _edited(self, index: int) -> None:
        # An edit merged into the one before it leaves the index where it was.
        if not self._replaying and index > self._index:
            self._done.append(_Kind.RECIPE)
            self._undone.clear()
            # Qt joins typing to the typing before it only in a modified document: words typed
            # after this edit are a step of their own.
            self._document.setModified(False)
        self._index = index

    def _replay(self, source: list[_Kind], target: list[_Kind], *, forward: bool) -> None:
        self._replaying = True
        try:
            while source:
                kind = source.pop()
                if self._step(kind, forward=forward):
                    target.append(kind)
                    return
        finally:
            self._replaying = False

    def _step(self, kind: _Kind, *, forward: bool) -> bool:
        """One step of that kind; False when there is none left, as after a merge by Qt."""
        if kind is _Kind.RECIPE:
            possible = self._stack.canRedo() if forward else self._stack.canUndo()
            (self._stack.redo if forward else self._stack.undo)()
            return possible
        possible = self._document.isRedoAvailable() if forward else self._document.isUndoAvailable()
        (self._document.redo if forward else self._document.undo)()
        return possible
