"""Keys that mean the same wherever they are pressed."""

from PySide6.QtCore import Qt

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})

PRESSING = ENTER | {Qt.Key.Key_Space}
"""What presses a button, and picks from a list."""

OPENING = ENTER | {Qt.Key.Key_F4}
"""What opens a combo, and picks from its list."""

KEYPAD = Qt.KeyboardModifier.KeypadModifier
"""Told of a key by where it lies; no key means something else for it."""
