"""The actions of the window, made from their table."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from bfl_studio.ui import icons
from bfl_studio.ui.action_table import ACTIONS as ACTIONS
from bfl_studio.ui.action_table import ActionSpec as ActionSpec
from bfl_studio.ui.action_table import Place as Place
from bfl_studio.ui.popups import Menu
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

_MENU_WORDS = {
    Place.MAKE: QT_TRANSLATE_NOOP("actions", "Make"),
    Place.EDIT: QT_TRANSLATE_NOOP("actions", "Edit"),
    Place.PICTURE: QT_TRANSLATE_NOOP("actions", "Picture"),
    Place.SLOTS: QT_TRANSLATE_NOOP("actions", "Slots"),
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
        action.setCheckable(spec.checkable or spec.toggles)
        if spec.glyph:
            action.setIcon(icons.icon(spec.glyph))
        command = commands[spec.id]
        action.triggered.connect(lambda _checked=False, command=command: command())
        window.addAction(action)
        actions[spec.id] = action
    return actions


def menu(
    window: QWidget, actions: Mapping[str, QAction], more: Mapping[Place, Menu] | None = None
) -> Menu:
    """All actions by place, a line between groups; `more` opens at the end of a place."""
    top = Menu(words(QT_TRANSLATE_NOOP("actions", "Menu")), window)
    for place in Place:
        inner = top.add_menu(words(_MENU_WORDS[place]))
        fill(inner, actions, place)
        if more is not None and place in more:
            inner.addMenu(more[place])
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
