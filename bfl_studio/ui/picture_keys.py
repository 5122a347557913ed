"""The single keys that mean the same in Viewer, Batch and Library."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from bfl_studio.ui.keyboard import KEYPAD


class PictureCommand(StrEnum):
    """What a single key asks for while the focus is among pictures."""

    TOGGLE_ZOOM = "toggle_zoom"
    DOUBLE_SIZE = "double_size"
    SURROUND = "surround"
    REUSE = "reuse"
    REUSE_EXACTLY = "reuse_exactly"
    FOLLOW_NEWEST = "follow_newest"
    EDIT = "edit"
    PICK_COLOUR = "pick_colour"


class Step(StrEnum):
    """Where to go from the picture that is shown."""

    BEFORE = "before"
    NEXT = "next"
    FIRST = "first"
    LAST = "last"


COMMANDS: Mapping[tuple[Qt.Key, bool], PictureCommand] = {
    (Qt.Key.Key_Z, False): PictureCommand.TOGGLE_ZOOM,
    (Qt.Key.Key_Z, True): PictureCommand.DOUBLE_SIZE,
    (Qt.Key.Key_W, False): PictureCommand.SURROUND,
    (Qt.Key.Key_R, False): PictureCommand.REUSE,
    (Qt.Key.Key_R, True): PictureCommand.REUSE_EXACTLY,
    (Qt.Key.Key_F, False): PictureCommand.FOLLOW_NEWEST,
    (Qt.Key.Key_E, False): PictureCommand.EDIT,
    (Qt.Key.Key_I, False): PictureCommand.PICK_COLOUR,
}

STEPS: Mapping[Qt.Key, Step] = {
    Qt.Key.Key_Left: Step.BEFORE,
    Qt.Key.Key_Up: Step.BEFORE,
    Qt.Key.Key_Right: Step.NEXT,
    Qt.Key.Key_Down: Step.NEXT,
    Qt.Key.Key_Home: Step.FIRST,
    Qt.Key.Key_End: Step.LAST,
}

_SHIFT = Qt.KeyboardModifier.ShiftModifier


def command_of(event: QKeyEvent) -> PictureCommand | None:
    """The command of a key, or None; a key held down asks once."""
    modifiers = event.modifiers() & ~KEYPAD
    if event.isAutoRepeat() or modifiers & ~_SHIFT:
        return None
    return COMMANDS.get((Qt.Key(event.key()), bool(modifiers & _SHIFT)))


def step_of(event: QKeyEvent) -> Step | None:
    """Where an arrow leads, or None; a key held down goes on."""
    if event.modifiers() & ~KEYPAD:
        return None
    return STEPS.get(Qt.Key(event.key()))
