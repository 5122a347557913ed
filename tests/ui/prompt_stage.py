"""A prompt with what its signs open, and pictures to name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.parts import Part
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.domain.settings import Settings
from bfl_studio.parts import StudioParts
from bfl_studio.state.palette import Palette
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.state.settings_state import SettingsState
from bfl_studio.ui.controls import LineField, Surface, column
from bfl_studio.ui.lookup import Lookup
from bfl_studio.ui.palette_choice import PaletteChoice
from bfl_studio.ui.prompt_panel import PromptPanel
from bfl_studio.ui.slot_choice import SlotChoice
from bfl_studio.ui.undo import UndoOrder

A, B, C = "a" * 64, "b" * 64, "c" * 64


def pictures() -> tuple[RecipeImage, ...]:
    """A person, an outfit, and one that is there for nothing in particular."""
    return (
        RecipeImage(Role.REFERENCE, A, "anna.png", part=Part.FACE),
        RecipeImage(Role.REFERENCE, B, "jacket.jpg", part=Part.OUTFIT),
        RecipeImage(Role.REFERENCE, C, "harbour at dusk.webp"),
    )


@dataclass
class PromptStage:
    """`heard` is what was said aloud."""

    state: RecipeState
    prompt: PromptPanel
    undo: UndoOrder
    slots: SlotChoice
    colours: PaletteChoice
    palette: Palette
    settings: SettingsState
    after: LineField
    paths: list[Path]
    heard: list[str]

    def type(self, words: str) -> None:
        QTest.keyClicks(self.prompt, words)

    def commit(self, words: str) -> None:
        """As an input method types them."""
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(self.prompt, event)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.prompt, key)

    @property
    def open(self) -> str:
        """The sign of what is open."""
        at, hash_ = self.prompt.lookups
        return "@" * at.is_open + "#" * hash_.is_open

    @property
    def written(self) -> str:
        return self.state.recipe.prompt

    @property
    def named(self) -> list[str]:
        return [each.picture for each in self.state.recipe.mentions]


@contextmanager
def prompt_stage() -> Iterator[PromptStage]:
    """Shown and with the keyboard in the prompt."""
    window = Surface("pane")
    state = RecipeState(window)
    state.set_images(pictures())
    prompt, after = PromptPanel(state), LineField("After")
    window.setLayout(column(prompt, after))
    settings = SettingsState(Settings(), window)
    palette = Palette(settings, window)
    paths: list[Path] = []
    slots = SlotChoice(state, lambda _picture, _side: None)
    colours = PaletteChoice(state, palette, lambda: paths)
    prompt.lookups = (
        Lookup(prompt, "@", "Pictures to name", slots, slots),
        Lookup(prompt, "#", "Colours", colours, colours),
    )
    heard: list[str] = []
    slots.said.connect(heard.append)
    undo = UndoOrder(prompt.document(), state.undo_stack, window)
    window.resize(340, 200)
    window.show()
    window.activateWindow()
    prompt.setFocus()
    QApplication.processEvents()
    yield PromptStage(state, prompt, undo, slots, colours, palette, settings, after, paths, heard)
    _end(window)


def _end(window: QWidget) -> None:
    window.hide()
    window.deleteLater()
    QApplication.processEvents()


def names_a_picture(parts: StudioParts) -> bool:
    """Whether `@` and a digit do, in the whole window."""
    state, prompt = parts.studio.recipe_state, parts.window.panes.compose.prompt
    state.set_images(pictures())
    prompt.setFocus()
    QTest.keyClicks(prompt, " @1")
    return [each.picture for each in state.recipe.mentions] == [A]


def opens_colours(parts: StudioParts) -> bool:
    """Whether `#` does, in the whole window."""
    parts.window.panes.compose.prompt.setFocus()
    QTest.keyClicks(parts.window.panes.compose.prompt, " #")
    return parts.window.commands.lookups.colours.is_open
