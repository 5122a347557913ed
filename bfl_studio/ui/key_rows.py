"""Every key and gesture of the window with what it does: what the list of keys shows."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

from bfl_studio.ui import actions, tile_commands
from bfl_studio.ui.actions import ACTIONS, Place
from bfl_studio.ui.picture_keys import COMMANDS, STEPS, PictureCommand, Step
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

_NATIVE = QKeySequence.SequenceFormat.NativeText


@dataclass(frozen=True, slots=True)
class KeyRow:
    """`caps` are the keys or the gesture as they are written here; none for a menu's alone."""

    words: str
    caps: tuple[str, ...]

    def matches(self, group: str, sought: str) -> bool:
        """Whether every word sought is among its words, its keys or its group's title."""
        text = " ".join((group, self.words, *self.caps)).casefold()
        return all(word in text for word in sought.casefold().split())


@dataclass(frozen=True, slots=True)
class KeyGroup:
    title: str
    rows: tuple[KeyRow, ...]


PICTURE_WORDS: Mapping[PictureCommand | Step, str] = {
    Step.BEFORE: QT_TRANSLATE_NOOP("keys", "Picture before"),
    Step.NEXT: QT_TRANSLATE_NOOP("keys", "Next picture"),
    Step.FIRST: QT_TRANSLATE_NOOP("keys", "First picture"),
    Step.LAST: QT_TRANSLATE_NOOP("keys", "Last picture"),
    PictureCommand.TOGGLE_ZOOM: QT_TRANSLATE_NOOP("keys", "100 % ↔ fit"),
    PictureCommand.DOUBLE_SIZE: QT_TRANSLATE_NOOP("keys", "200 % ↔ fit"),
    PictureCommand.SURROUND: QT_TRANSLATE_NOOP("keys", "Colour around the picture"),
    PictureCommand.REUSE: QT_TRANSLATE_NOOP("keys", "Reuse recipe, new seed"),
    PictureCommand.REUSE_EXACTLY: QT_TRANSLATE_NOOP("keys", "Reuse exactly, seed too"),
    PictureCommand.FOLLOW_NEWEST: QT_TRANSLATE_NOOP("keys", "Follow newest, on or off"),
    PictureCommand.EDIT: QT_TRANSLATE_NOOP("keys", "Edit: as image 1 of a new prompt"),
    PictureCommand.PICK_COLOUR: QT_TRANSLATE_NOOP("keys", "Eyedropper: a colour to the palette"),
}

_ENTER, _ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
_PICTURES = QT_TRANSLATE_NOOP("keys", "Viewer, Batch, Library")
_SLOTS = QT_TRANSLATE_NOOP("keys", "On a slot")

PLACED: Mapping[str, tuple[tuple[Qt.Key, str], ...]] = {
    _PICTURES: (
        (_ENTER, QT_TRANSLATE_NOOP("keys", "Library ↔ Viewer")),
        (Qt.Key.Key_Space, QT_TRANSLATE_NOOP("keys", "Hold to pan by dragging")),
    ),
    _SLOTS: ((_ENTER, QT_TRANSLATE_NOOP("keys", "Choose a file")),),
    QT_TRANSLATE_NOOP("keys", "Jobs"): (
        (_ENTER, QT_TRANSLATE_NOOP("keys", "To what can be done")),
        (Qt.Key.Key_R, QT_TRANSLATE_NOOP("keys", "Recipe back to compose")),
        (Qt.Key.Key_Delete, QT_TRANSLATE_NOOP("keys", "Cancel, or stop waiting")),
    ),
    QT_TRANSLATE_NOOP("keys", "Crop frame"): (
        (Qt.Key.Key_Left, QT_TRANSLATE_NOOP("keys", "Move; Ctrl: resize; Shift: by a tenth")),
        (Qt.Key.Key_Plus, QT_TRANSLATE_NOOP("keys", "Larger")),
        (Qt.Key.Key_Minus, QT_TRANSLATE_NOOP("keys", "Smaller")),
        (_ENTER, QT_TRANSLATE_NOOP("keys", "Take this part")),
        (_ESC, QT_TRANSLATE_NOOP("keys", "Leave it as it was")),
    ),
    QT_TRANSLATE_NOOP("keys", "Prompt"): (
        (_ENTER, QT_TRANSLATE_NOOP("keys", "New line")),
        (Qt.Key.Key_At, QT_TRANSLATE_NOOP("keys", "Name a picture; then 1 to 8, or arrows, Enter")),
        (Qt.Key.Key_NumberSign, QT_TRANSLATE_NOOP("keys", "Colours")),
        (_ESC, QT_TRANSLATE_NOOP("keys", "To the viewer")),
    ),
}
"""Single keys that mean something in one place only, by the title of that place."""

GESTURES: tuple[tuple[str, str], ...] = (
    (QT_TRANSLATE_NOOP("keys", "Zoom to the pointer"), QT_TRANSLATE_NOOP("keys", "Wheel")),
    (QT_TRANSLATE_NOOP("keys", "100 % ↔ fit"), QT_TRANSLATE_NOOP("keys", "Double-click")),
    (QT_TRANSLATE_NOOP("keys", "Pan, once zoomed in"), QT_TRANSLATE_NOOP("keys", "Drag")),
    (
        QT_TRANSLATE_NOOP("keys", "A whole picture: take a copy out"),
        QT_TRANSLATE_NOOP("keys", "Drag"),
    ),
    (
        QT_TRANSLATE_NOOP("keys", "Everything the picture can do"),
        QT_TRANSLATE_NOOP("keys", "Right-click"),
    ),
    (
        QT_TRANSLATE_NOOP("keys", "A tile: to the viewer"),
        QT_TRANSLATE_NOOP("keys", "Double-click"),
    ),
    (
        QT_TRANSLATE_NOOP("keys", "A number’s label: step, Shift by tens"),
        QT_TRANSLATE_NOOP("keys", "Drag"),
    ),
    (
        QT_TRANSLATE_NOOP("keys", "A slider: back to the default"),
        QT_TRANSLATE_NOOP("keys", "Double-click"),
    ),
)
"""What the hand does, and the gesture."""


def key_groups() -> tuple[KeyGroup, ...]:
    """All of them, in the order in which they are read."""
    menus = (KeyGroup(actions.words(place.value), _rows_of(place)) for place in Place)
    placed = (KeyGroup(translated(place), _rows_in(place)) for place in PLACED)
    hand = tuple(KeyRow(translated(words), (translated(how),)) for words, how in GESTURES)
    return (*menus, *placed, KeyGroup(translated(QT_TRANSLATE_NOOP("keys", "Mouse")), hand))


def cap(keys: QKeyCombination) -> str:
    """Keys as this system writes them; arrows as arrows, and both Enters alike."""
    key = Qt.Key.Key_Return if keys.key() is Qt.Key.Key_Enter else keys.key()
    chord = QKeyCombination(keys.keyboardModifiers(), key)
    text, plain = QKeySequence(chord).toString(_NATIVE), QKeySequence(key).toString(_NATIVE)
    if sys.platform == "darwin":
        return text
    return text.removesuffix(plain) + _SHOWN.get(key, plain)


def translated(text: str) -> str:
    return QCoreApplication.translate("keys", text)


_SHOWN = {
    Qt.Key.Key_Left: "←",
    Qt.Key.Key_Right: "→",
    Qt.Key.Key_Up: "↑",
    Qt.Key.Key_Down: "↓",
    Qt.Key.Key_Return: QKeySequence(Qt.Key.Key_Enter).toString(_NATIVE),
}


def _rows_of(place: Place) -> tuple[KeyRow, ...]:
    return tuple(
        KeyRow(
            actions.words(spec.text),
            _caps(_chord(keys) for keys in actions.keys_of(spec)),
        )
        for spec in ACTIONS
        if spec.place is place
    )


def _rows_in(place: str) -> tuple[KeyRow, ...]:
    own = [KeyRow(translated(words), _caps([_bare(key)])) for key, words in PLACED[place]]
    tables = {_PICTURES: _picture_rows, _SLOTS: _slot_rows}
    return (*tables[place](), *own) if place in tables else tuple(own)


def _picture_rows() -> tuple[KeyRow, ...]:
    """One row for each command, with all the keys that ask for it."""
    keys: dict[PictureCommand | Step, list[QKeyCombination]] = {}
    for key, step in STEPS.items():
        keys.setdefault(step, []).append(_bare(key))
    for (key, shifted), command in COMMANDS.items():
        modifier = Qt.KeyboardModifier.ShiftModifier if shifted else _NOTHING
        keys.setdefault(command, []).append(QKeyCombination(modifier, key))
    return tuple(
        KeyRow(translated(PICTURE_WORDS[asked]), _caps(pressed)) for asked, pressed in keys.items()
    )


def _slot_rows() -> tuple[KeyRow, ...]:
    """One row for each command, with all the keys that ask for it."""
    alone = {command: [_bare(key) for key in keys] for command, keys in tile_commands.KEYS.items()}
    chords = {
        command: [QKeyCombination(Qt.KeyboardModifier.AltModifier, key) for key in keys]
        for command, keys in tile_commands.ALT_KEYS.items()
    }
    return tuple(
        KeyRow(translated(words), _caps(alone.get(command, []) + chords.get(command, [])))
        for command, words in tile_commands.WORDS.items()
    )


_NOTHING = Qt.KeyboardModifier.NoModifier


def _chord(keys: str) -> QKeyCombination:
    # The binding's stubs do not know that a sequence can be read.
    first: QKeyCombination = QKeySequence(keys)[0]  # type: ignore[index]
    return first


def _bare(key: Qt.Key) -> QKeyCombination:
    return QKeyCombination(_NOTHING, key)


def _caps(keys: Iterable[QKeyCombination]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cap(each) for each in keys))
