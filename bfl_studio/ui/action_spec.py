"""What is said of an action: its words, its keys, its place in the menu."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """The menus, in their order."""

    MAKE = "Make"
    EDIT = "Edit"
    PICTURE = "Picture"
    SLOTS = "Slots"
    VIEW = "View"
    GO = "Go"
    STUDIO = "Studio"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """`keys` are for Linux and Windows; `mac` where macOS differs beyond Ctrl and ⌘. Of the
    `checkable` ones one holds at a time; one that `toggles` stands alone.
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
    toggles: bool = False
