"""Every action of the window: one row each, with its keys and its place in the menu."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from bfl_studio.ui import icons
from bfl_studio.ui.popups import Menu
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP


class Place(StrEnum):
    """The menus, in their order."""

    MAKE = "Make"
    EDIT = "Edit"
    PICTURE = "Picture"
    VIEW = "View"
    GO = "Go"
    STUDIO = "Studio"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """`keys` are for Linux and Windows; `mac` where macOS differs beyond Ctrl and ⌘. Of the
    `checkable` ones one holds at a time.
    """

    id: str
    text: str
    place: Place
    keys: tuple[str, ...] = ()
    mac: tuple[str, ...] = ()
    glyph: str = ""
    group: int = 0
    repeats: bool = False
    checkable: bool = False


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "generate",
        QT_TRANSLATE_NOOP("actions", "Generate"),
        Place.MAKE,
        ("Ctrl+Return", "Ctrl+Enter"),
        glyph="aperture",
    ),
    ActionSpec(
        "one_more",
        QT_TRANSLATE_NOOP("actions", "One more picture"),
        Place.MAKE,
        ("Ctrl+PgUp",),
        repeats=True,
    ),
    ActionSpec(
        "one_fewer",
        QT_TRANSLATE_NOOP("actions", "One fewer"),
        Place.MAKE,
        ("Ctrl+PgDown",),
        repeats=True,
    ),
    ActionSpec(
        "swap_sides", QT_TRANSLATE_NOOP("actions", "Swap sides"), Place.MAKE, ("Ctrl+T",), group=1
    ),
    ActionSpec(
        "random_seed",
        QT_TRANSLATE_NOOP("actions", "Random seed on or off"),
        Place.MAKE,
        ("Ctrl+J",),
        group=1,
    ),
    ActionSpec("undo", QT_TRANSLATE_NOOP("actions", "Undo"), Place.EDIT, ("Ctrl+Z",), repeats=True),
    ActionSpec(
        "redo",
        QT_TRANSLATE_NOOP("actions", "Redo"),
        Place.EDIT,
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        ("Ctrl+Shift+Z",),
        repeats=True,
    ),
    ActionSpec(
        "reuse",
        QT_TRANSLATE_NOOP("actions", "Reuse recipe, new seed"),
        Place.PICTURE,
        ("Ctrl+R",),
        glyph="repeat",
    ),
    ActionSpec(
        "reuse_exactly",
        QT_TRANSLATE_NOOP("actions", "Reuse exactly, seed too"),
        Place.PICTURE,
        ("Ctrl+Shift+R",),
    ),
    ActionSpec(
        "show_in_folder",
        QT_TRANSLATE_NOOP("actions", "Show file in folder"),
        Place.PICTURE,
        ("Ctrl+Shift+O",),
        glyph="folder-open",
        group=1,
    ),
    ActionSpec(
        "open_folder",
        QT_TRANSLATE_NOOP("actions", "Open the library folder"),
        Place.PICTURE,
        group=1,
    ),
    ActionSpec(
        "zoom_in",
        QT_TRANSLATE_NOOP("actions", "Zoom in"),
        Place.VIEW,
        ("Ctrl++", "Ctrl+="),
        repeats=True,
    ),
    ActionSpec(
        "zoom_out", QT_TRANSLATE_NOOP("actions", "Zoom out"), Place.VIEW, ("Ctrl+-",), repeats=True
    ),
    ActionSpec("fit", QT_TRANSLATE_NOOP("actions", "Fit"), Place.VIEW, ("Ctrl+0",)),
    ActionSpec("actual_size", QT_TRANSLATE_NOOP("actions", "100 %"), Place.VIEW),
    ActionSpec(
        "fold_compose",
        QT_TRANSLATE_NOOP("actions", "Fold compose"),
        Place.VIEW,
        ("F7",),
        ("Ctrl+Meta+1",),
        group=1,
    ),
    ActionSpec(
        "fold_library",
        QT_TRANSLATE_NOOP("actions", "Fold library"),
        Place.VIEW,
        ("F8",),
        ("Ctrl+Meta+2",),
        group=1,
    ),
    ActionSpec(
        "fold_both",
        QT_TRANSLATE_NOOP("actions", "Fold both"),
        Place.VIEW,
        ("F9",),
        ("Ctrl+Meta+0",),
        group=1,
    ),
    ActionSpec(
        "full_screen",
        QT_TRANSLATE_NOOP("actions", "Full screen"),
        Place.VIEW,
        ("F11",),
        ("Ctrl+Meta+F",),
        group=1,
    ),
    ActionSpec(
        "scheme_system",
        QT_TRANSLATE_NOOP("actions", "Colours of the system"),
        Place.VIEW,
        group=2,
        checkable=True,
    ),
    ActionSpec(
        "scheme_light", QT_TRANSLATE_NOOP("actions", "Light"), Place.VIEW, group=2, checkable=True
    ),
    ActionSpec(
        "scheme_dark", QT_TRANSLATE_NOOP("actions", "Dark"), Place.VIEW, group=2, checkable=True
    ),
    ActionSpec("to_prompt", QT_TRANSLATE_NOOP("actions", "To the Prompt"), Place.GO, ("Ctrl+L",)),
    ActionSpec("to_model", QT_TRANSLATE_NOOP("actions", "To Model"), Place.GO, ("Ctrl+Shift+M",)),
    ActionSpec("to_jobs", QT_TRANSLATE_NOOP("actions", "To Jobs"), Place.GO, ("Ctrl+Shift+J",)),
    ActionSpec(
        "to_library", QT_TRANSLATE_NOOP("actions", "To Library"), Place.GO, ("Ctrl+Shift+L",)
    ),
    ActionSpec(
        "to_notices", QT_TRANSLATE_NOOP("actions", "To Notices"), Place.GO, ("Ctrl+Shift+K",)
    ),
    ActionSpec("next_pane", QT_TRANSLATE_NOOP("actions", "Next pane"), Place.GO, ("F6",), group=1),
    ActionSpec(
        "pane_before", QT_TRANSLATE_NOOP("actions", "Pane before"), Place.GO, ("Shift+F6",), group=1
    ),
    ActionSpec("menu", QT_TRANSLATE_NOOP("actions", "Menu"), Place.GO, ("F10",), group=1),
    ActionSpec("resume_queue", QT_TRANSLATE_NOOP("actions", "Resume sending"), Place.STUDIO),
    ActionSpec(
        "close", QT_TRANSLATE_NOOP("actions", "Close window"), Place.STUDIO, ("Ctrl+W",), group=1
    ),
    ActionSpec("quit", QT_TRANSLATE_NOOP("actions", "Quit"), Place.STUDIO, ("Ctrl+Q",), group=1),
)

_MENU_WORDS = {
    Place.MAKE: QT_TRANSLATE_NOOP("actions", "Make"),
    Place.EDIT: QT_TRANSLATE_NOOP("actions", "Edit"),
    Place.PICTURE: QT_TRANSLATE_NOOP("actions", "Picture"),
    Place.VIEW: QT_TRANSLATE_NOOP("actions", "View"),
    Place.GO: QT_TRANSLATE_NOOP("actions", "Go"),
    Place.STUDIO: QT_TRANSLATE_NOOP("actions", "Studio"),
}


def words(text: str) -> str:
    """A row's text in the user's language."""
    return QCoreApplication.translate("actions", text)


def keys_of(spec: ActionSpec) -> tuple[str, ...]:
    return spec.mac if sys.platform == "darwin" and spec.mac else spec.keys


def build(window: QWidget, commands: Mapping[str, Callable[[], None]]) -> dict[str, QAction]:
    """One QAction for each row, working everywhere in `window`.

    Raises KeyError for a row without a command.
    """
    actions: dict[str, QAction] = {}
    choices = QActionGroup(window)
    for spec in ACTIONS:
        action = QAction(words(spec.text), window)
        action.setShortcuts([QKeySequence(key) for key in keys_of(spec)])
        action.setAutoRepeat(spec.repeats)
        if spec.checkable:
            # The first of them is what holds until another is chosen.
            action.setCheckable(True)
            action.setChecked(not choices.actions())
            choices.addAction(action)
        if spec.glyph:
            action.setIcon(icons.icon(spec.glyph))
        command = commands[spec.id]
        action.triggered.connect(lambda _checked=False, command=command: command())
        window.addAction(action)
        actions[spec.id] = action
    return actions


def menu(window: QWidget, actions: Mapping[str, QAction]) -> Menu:
    """All actions by place, a line between groups."""
    top = Menu(words(QT_TRANSLATE_NOOP("actions", "Menu")), window)
    for place in Place:
        fill(top.add_menu(words(_MENU_WORDS[place])), actions, place)
    return top


def fill(menu: Menu, actions: Mapping[str, QAction], place: Place) -> None:
    """The actions of one place, a line between groups."""
    group = 0
    for spec in ACTIONS:
        if spec.place is place:
            if spec.group != group:
                menu.addSeparator()
                group = spec.group
            menu.addAction(actions[spec.id])


class ChordsFirst(QObject):
    """Keeps text boxes from taking chords of the window for themselves, above all Ctrl+Z."""

    def __init__(
        self, actions: Iterable[QAction], boxes: Iterable[QWidget], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._chords = {keys.toString() for action in actions for keys in action.shortcuts()}
        for box in boxes:
            box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            chord = QKeySequence(event.keyCombination()).toString()
            if chord in self._chords:
                event.ignore()
                return True
        return False
