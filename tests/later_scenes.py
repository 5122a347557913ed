"""Scenes of what is loaded when it is asked for: panels that unfold, windows of their own."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from bfl_studio import licences
from bfl_studio.domain.catalog import Role
from bfl_studio.domain.settings import Section
from bfl_studio.parts import StudioParts
from bfl_studio.state.licence_shelf import LicenceShelf
from bfl_studio.ui.about_window import AboutWindow
from bfl_studio.ui.key_list import KeyList
from bfl_studio.ui.settings_window import SettingsWindow
from tests.generate_scenes import ready
from tests.job_scenes import in_use
from tests.staging import Scene, scene


def more_open(parts: StudioParts, folder: Path) -> None:
    """Every field that any model has, some of them moved."""
    ready(parts, folder)
    parts.studio.recipe_state.set_model("flux-2-flex")
    parts.studio.recipe_state.set_value(Role.STEPS, 28)
    parts.studio.recipe_state.set_value(Role.SAFETY_TOLERANCE, 4)
    parts.window.panes.compose.more.control(Role.STEPS)


def more_folded(parts: StudioParts, folder: Path) -> None:
    """What differs from the defaults, said in the title."""
    ready(parts, folder)
    parts.studio.recipe_state.set_model("flux-2-flex")
    for role, value in ((Role.STEPS, 28), (Role.SAFETY_TOLERANCE, 4), (Role.REWRITING, True)):
        parts.studio.recipe_state.set_value(role, value)


def settings(parts: StudioParts, folder: Path, section: Section, sought: str = "") -> None:
    """A section of the settings, or what a word finds."""
    in_use(parts, folder)
    shown = SettingsWindow(parts.settings, parts.window)
    shown.show_section(section)
    shown.search_for(sought)
    shown.show()


def all_keys(parts: StudioParts, folder: Path, sought: str = "") -> None:
    """The list of F1, whole or as searched."""
    in_use(parts, folder)
    shown = KeyList(parts.window)
    shown.search_for(sought)
    shown.show()


def about(parts: StudioParts, folder: Path) -> None:
    """What the studio is, and the licences of its parts."""
    in_use(parts, folder)
    shelf = LicenceShelf(parts.studio.tasks, parts.studio)
    shelf.parts = licences.shipped()
    AboutWindow(shelf, parts.window).show()


_ONE_SIZE = ((1440, 900),)

LATER_SCENES: tuple[Scene, ...] = (
    scene(about, sizes=_ONE_SIZE),
    scene(all_keys, sizes=_ONE_SIZE),
    Scene("all-keys-searched", partial(all_keys, sought="zoom"), sizes=_ONE_SIZE),
    scene(more_open),
    scene(more_folded),
    *(
        Scene(f"settings-{section}", partial(settings, section=section), sizes=_ONE_SIZE)
        for section in Section
    ),
    Scene(
        "settings-nothing-found",
        partial(settings, section=Section.LOOKS, sought="brontosaurus"),
        sizes=_ONE_SIZE,
    ),
)
