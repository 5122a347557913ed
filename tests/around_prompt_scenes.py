"""Scenes of what is around the prompt: its history, starters, choices, suggestions."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.prompts import Prompt, SentPrompt
from bfl_studio.domain.recipe import Mention, RecipeImage
from bfl_studio.parts import StudioParts
from bfl_studio.services.recorder import now_ms
from bfl_studio.ui.controls import LineField
from tests.generate_scenes import ready_live
from tests.reference_scenes import references
from tests.staging import PROMPTS, Scene, spoken

_HOUR = 3_600_000
_CHOICES = "{Red|Blue|Olive} bicycle against a {brick|lime} wall, soft morning light, 35 mm"
_LONG = (
    "A long table in an orchard, set for {twelve|twenty} people, linen runners, blue glass, lemons "
    "on their branches, late sun through the trees, {no people yet|guests arriving}, wide view "
    "from a ladder, natural colours, the far hills in haze"
)


def history(parts: StudioParts, folder: Path, sought: str = "") -> None:
    """What was sent, newest first."""
    ready_live(parts, folder)
    words = (*PROMPTS, _CHOICES, _LONG, "Seamless pattern of olive branches\nblock print")
    sent = tuple(
        SentPrompt(Prompt(each), now_ms() - number * 9 * _HOUR) for number, each in enumerate(words)
    )
    parts.studio.prompt_history._show(sent)
    parts.window.commands.table["prompt_history"]()
    if sought:
        _field("Search prompts").setText(sought)


def history_empty(parts: StudioParts, folder: Path) -> None:
    """Nothing was sent yet."""
    ready_live(parts, folder)
    parts.window.commands.table["prompt_history"]()


def history_removed(parts: StudioParts, folder: Path) -> None:
    """All were taken out, and can be put back."""
    history(parts, folder)
    parts.studio.prompt_history.clear()


def starters(parts: StudioParts, folder: Path) -> None:
    """The studio's tasks."""
    ready_live(parts, folder)
    parts.window.commands.table["starters"]()


def own_starters(parts: StudioParts, folder: Path) -> None:
    """Two of one's own before them, and a picture in slot 1."""
    ready_live(parts, folder)
    image = RecipeImage(Role.REFERENCE, "1" * 64, "jacket.png", Size(1024, 1024))
    parts.studio.recipe_state.set_images((image,))
    house = Prompt("{prompt}, flat colours, paper grain, two inks")
    parts.studio.own_starters.add("House style", house)
    hero = Prompt("{prompt} on #2C3E50 (dark blue-grey), wide")
    parts.studio.own_starters.add("Client A hero", hero)
    parts.window.commands.table["starters"]()


def saving_starter(parts: StudioParts, folder: Path) -> None:
    """A name is asked for; the words name a picture."""
    ready_live(parts, folder)
    image = RecipeImage(Role.REFERENCE, "1" * 64, "jacket.png", Size(1024, 1024))
    parts.studio.recipe_state.set_images((image,))
    parts.studio.recipe_state.set_prompt("A cup like image 1", (Mention(11, 7, image.key),))
    parts.window.commands.table["save_starter"]()


def choices(parts: StudioParts, folder: Path, prompt: str, pictures: int, *, listed: bool) -> None:
    """Words to choose from, and what they come to."""
    ready_live(parts, folder)
    parts.studio.recipe_state.set_prompt(prompt)
    parts.studio.recipe_state.set_pictures(pictures)
    if listed:
        parts.window.commands.prompts.choices.open_list()


def suggestion(parts: StudioParts, folder: Path, prompt: str) -> None:
    """What could be said better."""
    ready_live(parts, folder)
    parts.studio.recipe_state.set_prompt(prompt)
    parts.window.commands.prompts.suggestions.look()


def all_at_once(parts: StudioParts, folder: Path) -> None:
    """Eight pictures, choices and a suggestion: as much as compose may have to hold."""
    references(parts, folder, 8)
    parts.studio.recipe_state.set_prompt("{Red|Blue} poster that says “OPEN LATE”")
    parts.window.commands.prompts.suggestions.look()


def prompt_menu(parts: StudioParts, folder: Path) -> None:
    """What a right click into the prompt offers."""
    ready_live(parts, folder)
    prompt = parts.window.panes.compose.prompt
    prompt.selectAll()
    prompt.customContextMenuRequested.emit(QPoint(40, 30))


def _field(name: str) -> LineField:
    popup = QApplication.activePopupWidget()
    if popup is None:
        raise ValueError("nothing is open")
    fields = popup.findChildren(LineField)
    return next(each for each in fields if each.accessibleName() == spoken(name))


_LIVE = Place.GLOBAL
_SMALL = ((1280, 720),)

AROUND_PROMPT_SCENES: tuple[Scene, ...] = (
    Scene("prompt-history", history, _LIVE, sizes=_SMALL),
    Scene("prompt-history-searched", partial(history, sought="table"), _LIVE, sizes=_SMALL),
    Scene("prompt-history-empty", history_empty, _LIVE, sizes=_SMALL),
    Scene("prompt-history-removed", history_removed, _LIVE, sizes=_SMALL),
    Scene("starters", starters, _LIVE, sizes=_SMALL),
    Scene("own-starters", own_starters, _LIVE, sizes=_SMALL),
    Scene("saving-starter", saving_starter, _LIVE, sizes=_SMALL),
    Scene(
        "choices", partial(choices, prompt=_CHOICES, pictures=1, listed=False), _LIVE, sizes=_SMALL
    ),
    Scene(
        "choices-listed",
        partial(choices, prompt=_CHOICES, pictures=2, listed=True),
        _LIVE,
        sizes=_SMALL,
    ),
    Scene(
        "choices-too-many",
        partial(choices, prompt=_CHOICES, pictures=6, listed=False),
        _LIVE,
        sizes=_SMALL,
    ),
    Scene(
        "choices-long", partial(choices, prompt=_LONG, pictures=1, listed=True), _LIVE, sizes=_SMALL
    ),
    Scene(
        "suggestion-lettering",
        partial(suggestion, prompt="Poster with the words “OPEN LATE”, two colours"),
        _LIVE,
        sizes=_SMALL,
    ),
    Scene(
        "suggestion-rewrite",
        partial(suggestion, prompt="A street in Lisbon at dawn, no people, wide view"),
        _LIVE,
        sizes=_SMALL,
    ),
    Scene(
        "suggestion-unknown",
        partial(suggestion, prompt="A cat on a wall without a collar, wide view"),
        _LIVE,
        sizes=_SMALL,
    ),
    Scene("prompt-menu", prompt_menu, _LIVE, sizes=_SMALL),
    Scene("around-prompt-all-at-once", all_at_once, _LIVE, sizes=_SMALL),
)
