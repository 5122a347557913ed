"""Undo whatever came last, typing or recipe edit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextDocument

from bfl_studio.state.undo_stack import UndoStack


class _Kind(Enum):
    TYPING = "typing"
    RECIPE = "recipe"


@dataclass(frozen=True, slots=True)
class _Step:
    """`texts` counts the steps of the text box that a recipe edit brought with it."""

    kind: _Kind
    texts: int = 0


_TYPING = _Step(_Kind.TYPING)


class UndoOrder(QObject):
    """Remembers in which order the text box and the recipe's stack took their steps.

    A recipe edit that replaces the prompt is one step, although both take one.
    """

    def __init__(self, document: QTextDocument, stack: UndoStack, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._stack = stack
        # What was typed and chosen before this was there can be taken back too.
        self._done = [_Step(_Kind.RECIPE)] * stack.index()
        self._done += [_TYPING] * document.availableUndoSteps()
        self._undone: list[_Step] = []
        self._replaying = False
        self._index = stack.index()
        self._texts = 0
        self._document.undoCommandAdded.connect(self._typed)
        stack.indexChanged.connect(self._edited)
        stack.cleared.connect(self._forget)

    def undo(self) -> None:
        self._replay(self._done, self._undone, forward=False)

    def redo(self) -> None:
        self._replay(self._undone, self._done, forward=True)

    def _forget(self) -> None:
        self._document.clearUndoRedoStacks()
        self._done.clear()
        self._undone.clear()

    def _typed(self) -> None:
        if self._replaying:
            return
        if self._stack.stepping:
            self._texts += 1
            return
        self._done.append(_TYPING)
        self._undone.clear()
        self._stack.seal()

    def _edited(self, index: int) -> None:
        # An edit merged into the one before it leaves the index where it was.
        if not self._replaying and index > self._index:
            self._done.append(_Step(_Kind.RECIPE, self._texts))
            self._undone.clear()
            # Qt joins typing to the typing before it only in a modified document: words typed
            # after this edit are a step of their own.
            self._document.setModified(False)
        self._texts = 0
        self._index = index

    def _replay(self, source: list[_Step], target: list[_Step], *, forward: bool) -> None:
        self._replaying = True
        try:
            while source:
                step = source.pop()
                if self._take(step, forward=forward):
                    target.append(step)
                    return
        finally:
            self._replaying = False

    def _take(self, step: _Step, *, forward: bool) -> bool:
        """Do or take back a step; False when there is none left, as after a merge by Qt."""
        if step.kind is _Kind.TYPING:
            return self._take_text(forward=forward)
        # The text box first: then the recipe finds it as it wants it, and adds nothing to it.
        for _ in range(step.texts):
            self._take_text(forward=forward)
        possible = self._stack.canRedo() if forward else self._stack.canUndo()
        (self._stack.redo if forward else self._stack.undo)()
        return possible

    def _take_text(self, *, forward: bool) -> bool:
        possible = self._document.isRedoAvailable() if forward else self._document.isUndoAvailable()
        (self._document.redo if forward else self._document.undo)()
        return possible
