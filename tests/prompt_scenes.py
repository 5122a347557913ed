"""Scenes of the prompt: chips of pictures and colours, and what its signs open."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtTest import QTest

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.parts import Part
from bfl_studio.domain.prompt_pieces import Chip
from bfl_studio.parts import StudioParts
from bfl_studio.ui.prompt_panel import PromptPanel
from tests.generate_scenes import ready
from tests.reference_scenes import references
from tests.staging import Scene

_PARTS = (Part.FACE, Part.OUTFIT, Part.PLACE, Part.LIGHT)


def chips(parts: StudioParts, folder: Path) -> None:
    """A prompt that names its pictures, two colours, and one that was taken out."""
    prompt = _with_pictures(parts, folder)
    keys = [image.key for image in parts.studio.recipe_state.recipe.images]
    prompt.set_text("")
    prompt.insert(
        (
            "The person from ",
            Chip("image 1", keys[0]),
            " wearing the jacket from ",
            Chip("image 2", keys[1]),
            " on ",
            Chip("image 4", keys[3]),
            ", walls in ",
            Chip("#2C3E50 (dark blue-grey)"),
            " and ",
            Chip("#F5F5DC (cream)"),
            ".",
        )
    )
    parts.studio.recipe_state.set_images(parts.studio.recipe_state.recipe.images[:3])


def typed(parts: StudioParts, folder: Path, words: str) -> None:
    """What a sign opens when it is typed."""
    QTest.keyClicks(_with_pictures(parts, folder), words)


def at_without_pictures(parts: StudioParts, folder: Path) -> None:
    """There is nothing to name yet."""
    ready(parts, folder)
    _typed_into(parts, "A jacket from @")


def palette(parts: StudioParts, folder: Path, words: str, *, rewriting: bool = False) -> None:
    """Colours that were used, and those of the pictures."""
    prompt = _with_pictures(parts, folder)
    parts.studio.recipe_state.set_value(Role.REWRITING, rewriting)
    for colour in ("#F5F5DC", "#8B4513", "#2C3E50"):
        parts.window.commands.lookups.palette.use(colour)
    QTest.keyClicks(prompt, words[:-1])
    QTest.keyClicks(prompt, words[-1])
    parts.window.commands.lookups.palette._pool.waitForDone()


def typed_beyond(parts: StudioParts, folder: Path) -> None:
    """A number that no picture has."""
    QTest.keyClicks(_with_pictures(parts, folder), "The light of image 7")


def _with_pictures(parts: StudioParts, folder: Path) -> PromptPanel:
    references(parts, folder, 4)
    images = parts.studio.recipe_state.recipe.images
    shown = zip(images, _PARTS, strict=True)
    parts.studio.recipe_state.set_images(tuple(replace(image, part=part) for image, part in shown))
    return _typed_into(parts, "")


def _typed_into(parts: StudioParts, words: str) -> PromptPanel:
    prompt = parts.window.panes.compose.prompt
    prompt.set_text("")
    prompt.setFocus()
    QTest.keyClicks(prompt, words)
    return prompt


_ONE_SIZE = ((1440, 900),)
_LIVE = Place.GLOBAL

PROMPT_SCENES: tuple[Scene, ...] = (
    Scene("prompt-chips", chips, _LIVE, sizes=_ONE_SIZE),
    Scene("prompt-at", partial(typed, words="Two people, @"), _LIVE, sizes=_ONE_SIZE),
    Scene("prompt-at-narrowed", partial(typed, words="Two people, @br"), _LIVE, sizes=_ONE_SIZE),
    Scene("prompt-palette", partial(palette, words="Walls in #"), _LIVE, sizes=_ONE_SIZE),
    Scene(
        "prompt-palette-typed",
        partial(palette, words="Walls in #7a1", rewriting=True),
        _LIVE,
        sizes=_ONE_SIZE,
    ),
    Scene("prompt-typed-beyond", typed_beyond, _LIVE, sizes=_ONE_SIZE),
    Scene("prompt-at-without-pictures", at_without_pictures, sizes=_ONE_SIZE),
)
