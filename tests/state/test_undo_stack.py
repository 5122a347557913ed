"""Steps are done, taken back and done again, and the process outlives them."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QCoreApplication

from bfl_studio.state.undo_stack import UndoStack

FORGET_MANY = """
import gc
from PySide6.QtCore import QCoreApplication
from bfl_studio.state.recipe_state import RecipeState
application = QCoreApplication([])
for _ in range(150):
    state = RecipeState()
    holder = {"state": state}
    holder["holder"] = holder
    state.set_pictures(3)
    state.set_seed(5)
    state.undo_stack.undo()
    del state, holder
gc.collect()
"""


class Count:
    """Adds to a number; steps of the same name belong together."""

    def __init__(self, into: list[int], by: int, name: str) -> None:
        self.into, self.by, self.name = into, by, name

    def redo(self) -> None:
        self.into[0] += self.by

    def undo(self) -> None:
        self.into[0] -= self.by

    def merge(self, later: "Count") -> bool:
        if later.name != self.name:
            return False
        self.by += later.by
        return True


@pytest.fixture
def stack(qapp: QCoreApplication) -> UndoStack:
    return UndoStack()


def test_steps_are_taken_back_in_their_order_and_done_again(stack: UndoStack) -> None:
    number = [0]
    for by, name in ((1, "a"), (10, "b"), (100, "c")):
        stack.push(Count(number, by, name))
    seen = []
    for move in (stack.undo, stack.undo, stack.undo, stack.undo, stack.redo, stack.redo):
        move()
        seen.append(number[0])
    assert seen == [11, 1, 0, 0, 1, 11]
    assert (stack.canUndo(), stack.canRedo()) == (True, True)


def test_steps_that_belong_together_are_one(stack: UndoStack) -> None:
    number = [0]
    for by in (1, 2, 3):
        stack.push(Count(number, by, "same"))
    assert stack.index() == 1
    stack.undo()
    assert number == [0]
    stack.redo()
    assert number == [6]


def test_a_new_step_forgets_what_was_taken_back_and_stays_apart(stack: UndoStack) -> None:
    number = [0]
    stack.push(Count(number, 1, "same"))
    stack.push(Count(number, 10, "other"))
    stack.undo()
    stack.push(Count(number, 100, "same"))
    assert not stack.canRedo()
    stack.undo()
    assert number == [1]


def test_every_move_is_told(stack: UndoStack) -> None:
    told: list[int] = []
    stack.indexChanged.connect(told.append)
    stack.push(Count([0], 1, "a"))
    stack.push(Count([0], 1, "b"))
    stack.undo()
    stack.redo()
    assert told == [1, 2, 1, 2]


def test_a_process_that_edited_much_ends_well() -> None:
    done = subprocess.run([sys.executable, "-c", FORGET_MANY], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_was_done_elsewhere_meanwhile_keeps_steps_apart(stack: UndoStack) -> None:
    number = [0]
    stack.push(Count(number, 1, "a"))
    stack.push(Count(number, 1, "a"))
    stack.seal()
    stack.push(Count(number, 10, "a"))
    stack.push(Count(number, 10, "a"))
    stack.undo()
    assert number == [2]
    stack.undo()
    assert number == [0]


def test_it_tells_when_it_is_stepping(stack: UndoStack) -> None:
    seen: list[bool] = []

    class Watch(Count):
        def redo(self) -> None:
            seen.append(stack.stepping)

        def undo(self) -> None:
            seen.append(stack.stepping)

    stack.push(Watch([0], 1, "a"))
    stack.undo()
    stack.redo()
    assert seen == [True] * 3
    assert not stack.stepping
