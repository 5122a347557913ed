"""What the keys and the buttons of a slot ask for."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import Qt

from bfl_studio.ui.keyboard import KEYPAD
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP


class TileCommand(StrEnum):
    """SWITCH: on or off; EARLIER: what was here before; NAME: in the prompt; BACK and ON: one
    slot on.
    """

    SWITCH = "switch"
    LOCK = "lock"
    CROP = "crop"
    REMOVE = "remove"
    EARLIER = "earlier"
    NAME = "name"
    BACK = "back"
    ON = "on"
    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"


KEYS: Mapping[TileCommand, tuple[Qt.Key, ...]] = {
    TileCommand.LEFT: (Qt.Key.Key_Left,),
    TileCommand.RIGHT: (Qt.Key.Key_Right,),
    TileCommand.UP: (Qt.Key.Key_Up,),
    TileCommand.DOWN: (Qt.Key.Key_Down,),
    TileCommand.SWITCH: (Qt.Key.Key_Space,),
    TileCommand.LOCK: (Qt.Key.Key_L,),
    TileCommand.CROP: (Qt.Key.Key_C,),
    TileCommand.EARLIER: (Qt.Key.Key_H,),
    TileCommand.NAME: (Qt.Key.Key_At,),
    TileCommand.REMOVE: (Qt.Key.Key_Delete, Qt.Key.Key_Backspace),
}
"""Keys alone."""

ALT_KEYS: Mapping[TileCommand, tuple[Qt.Key, ...]] = {
    TileCommand.BACK: (Qt.Key.Key_Left,),
    TileCommand.ON: (Qt.Key.Key_Right,),
}
"""Keys together with Alt."""

WORDS: Mapping[TileCommand, str] = {
    TileCommand.LEFT: QT_TRANSLATE_NOOP("keys", "Slot before"),
    TileCommand.RIGHT: QT_TRANSLATE_NOOP("keys", "Next slot"),
    TileCommand.UP: QT_TRANSLATE_NOOP("keys", "Slot above"),
    TileCommand.DOWN: QT_TRANSLATE_NOOP("keys", "Slot below"),
    TileCommand.BACK: QT_TRANSLATE_NOOP("keys", "Move the picture back"),
    TileCommand.ON: QT_TRANSLATE_NOOP("keys", "Move the picture on"),
    TileCommand.SWITCH: QT_TRANSLATE_NOOP("keys", "On or off: an off one is not sent"),
    TileCommand.LOCK: QT_TRANSLATE_NOOP("keys", "Lock: it stays for the next recipe"),
    TileCommand.CROP: QT_TRANSLATE_NOOP("keys", "Crop"),
    TileCommand.EARLIER: QT_TRANSLATE_NOOP("keys", "What was here before"),
    TileCommand.NAME: QT_TRANSLATE_NOOP("keys", "Name it in the prompt"),
    TileCommand.REMOVE: QT_TRANSLATE_NOOP("keys", "Remove"),
}
"""What each does, in the list of keys."""

STEPS: Mapping[TileCommand, tuple[int, int]] = {
    TileCommand.LEFT: (-1, 0),
    TileCommand.RIGHT: (1, 0),
    TileCommand.UP: (0, -1),
    TileCommand.DOWN: (0, 1),
}
"""So many tiles to the right, and so many rows down."""

MOVES: Mapping[TileCommand, int] = {TileCommand.BACK: -1, TileCommand.ON: 1}

_NONE, _ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
_REPEATING = frozenset({*STEPS, *MOVES})


def command_of(
    key: Qt.Key, held: Qt.KeyboardModifier, *, repeated: bool = False
) -> TileCommand | None:
    """What a key on a slot asks for; what is done to the picture is not repeated."""
    held = _without_level(held) if key is Qt.Key.Key_At else held & ~KEYPAD
    tables = {_NONE: KEYS, _ALT: ALT_KEYS}
    for command, keys in tables.get(held, {}).items():
        if key in keys:
            return command if command in _REPEATING or not repeated else None
    return None


def _without_level(held: Qt.KeyboardModifier) -> Qt.KeyboardModifier:
    """What else is held than the keys that a sign takes on some keyboard: Shift, or AltGr, which
    is Ctrl and Alt to some systems.
    """
    held &= ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.GroupSwitchModifier)
    return _NONE if held == _ALT | Qt.KeyboardModifier.ControlModifier else held
