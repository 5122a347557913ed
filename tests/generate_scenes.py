"""Scenes of Generate: every state of its face and of the lines beside it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer

from bfl_studio.domain.api_key import KeySource, KeyStanding
from bfl_studio.domain.catalog import MOST_AT_ONCE
from bfl_studio.domain.credits import credits
from bfl_studio.domain.endpoint import GLOBAL, Place
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.job import JobState
from bfl_studio.parts import StudioParts
from bfl_studio.state.known_pictures import KnownPictures
from bfl_studio.state.place_load import PlaceLoad
from tests.staging import PROMPTS, Scene, a_job, a_picture, a_recipe, fill, live, scene


def first_start(parts: StudioParts, folder: Path) -> None:
    """Nothing typed, nothing made."""
    parts.studio.situation.set_balance(Place.SANDBOX, credits("100000"))
    parts.library.page_read.emit()


def ready(parts: StudioParts, folder: Path) -> None:
    """A prompt and four pictures: the price is the question."""
    first_start(parts, folder)
    parts.studio.recipe_state.set_prompt(PROMPTS[0])
    parts.studio.recipe_state.set_pictures(4)


def dear(parts: StudioParts, folder: Path) -> None:
    """Over the limit: the first press has armed the button."""
    ready(parts, folder)
    fill(parts, folder)
    parts.studio.recipe_state.set_model("flux-2-max")
    parts.studio.recipe_state.set_size(Size(2048, 2048))
    parts.studio.recipe_state.set_pictures(24)
    parts.studio.generate_state.press(repeated=False)


def too_large(parts: StudioParts, folder: Path) -> None:
    """A size no model takes."""
    ready(parts, folder)
    parts.studio.recipe_state.set_size(Size(2624, 1968))


def just_over(parts: StudioParts, folder: Path) -> None:
    """One row of pixels over two megapixels."""
    ready(parts, folder)
    parts.studio.recipe_state.set_size(Size(1456, 1456))


def closed_folder(parts: StudioParts, folder: Path) -> None:
    """The library folder refuses."""
    ready(parts, folder)
    failure = Failure(FailureKind.FOLDER_CLOSED, details="PermissionError")
    parts.studio.situation.set_folder_failure(failure)
    parts.studio.say_failure("folder", failure)


def just_pressed(parts: StudioParts, folder: Path) -> None:
    """What Generate says for a moment, held still for the picture."""
    ready(parts, folder)
    for number in range(4):
        parts.studio.jobs.put(a_job(number, JobState.QUEUED, "new"))
    parts.studio.batch.show_batch("new")
    parts.studio.generate_state.committing()
    parts.studio.generate_state.committed(4)
    for timer in parts.studio.generate_state.findChildren(QTimer):
        timer.stop()


def ready_live(parts: StudioParts, folder: Path) -> None:
    """Real money: the sum, whose it is, where it goes, where the pictures are kept."""
    with_key(parts)
    parts.studio.recipe_state.set_prompt(PROMPTS[0])
    parts.studio.recipe_state.set_size(Size(2048, 1536))
    parts.studio.recipe_state.set_pictures(4)
    fill(parts, folder, GLOBAL)


def low_balance(parts: StudioParts, folder: Path) -> None:
    """Less in the account than a press can cost."""
    ready_live(parts, folder)
    parts.studio.situation.set_balance(parts.studio.situation.place, credits("10"))


def already_made(parts: StudioParts, folder: Path) -> None:
    """The recipe and the seed of a picture that is kept."""
    ready_live(parts, folder)
    KnownPictures(parts.library, parts.studio.generate_state, parts.studio)
    parts.studio.recipe_state.reuse(a_recipe(20), keep_seed=True)
    parts.studio.recipe_state.set_pictures(1)


def already_made_in_the_sandbox(parts: StudioParts, folder: Path) -> None:
    """The same where no money moves, for four of which two are kept."""
    ready(parts, folder)
    for number in range(2):
        job = a_job(30, JobState.SAVED, f"kept-{number}")
        parts.library.prepend(a_picture(folder, job))
    KnownPictures(parts.library, parts.studio.generate_state, parts.studio)
    parts.studio.recipe_state.reuse(a_recipe(30), keep_seed=True)
    parts.studio.recipe_state.set_pictures(4)


def offline(parts: StudioParts, folder: Path) -> None:
    """No way out: jobs wait here."""
    ready_live(parts, folder)
    place = parts.studio.situation.place
    failure = Failure(FailureKind.UNREACHABLE, details="ConnectError")
    parts.studio.situation.set_trouble(place, failure)
    parts.studio.say_failure(f"trouble {place}", failure, place)


def no_credits(parts: StudioParts, folder: Path) -> None:
    """The queue is held until somebody tops up."""
    ready_live(parts, folder)
    place = parts.studio.situation.place
    failure = Failure(FailureKind.NO_CREDITS)
    parts.studio.situation.set_balance(place, credits("2"))
    parts.studio.situation.set_paused(place, failure)
    parts.studio.say_failure(f"paused {place}", failure, place)


def at_the_limit(parts: StudioParts, folder: Path) -> None:
    """As many jobs as BFL takes, and one more."""
    with_key(parts)
    parts.studio.recipe_state.set_prompt(PROMPTS[1])
    PlaceLoad(parts.studio.jobs, parts.studio.situation, parts.studio.generate_state, parts.studio)
    for number in range(MOST_AT_ONCE):
        parts.studio.jobs.put(live(number, JobState.ACCEPTED, "full", progress=number / 30))
    parts.studio.jobs.put(live(MOST_AT_ONCE, JobState.QUEUED, "full"))
    parts.studio.batch.show_batch("full")


def key_missing(parts: StudioParts, folder: Path) -> None:
    """A live place, and no key for it."""
    parts.studio.recipe_state.set_prompt(PROMPTS[0])
    parts.studio.situation.set_key(parts.studio.situation.place, KeyStanding())


def key_refused(parts: StudioParts, folder: Path) -> None:
    """The key that was there is no longer taken."""
    ready_live(parts, folder)
    place = parts.studio.situation.place
    failure = Failure(FailureKind.KEY_REFUSED)
    parts.studio.situation.set_paused(place, failure)
    parts.studio.say_failure(f"paused {place}", failure, place)


def start_flag(parts: StudioParts, folder: Path) -> None:
    """A service named when the studio began."""
    ready_live(parts, folder)


def with_key(parts: StudioParts) -> None:
    """An account with something in it."""
    situation = parts.studio.situation
    situation.set_key(situation.place, KeyStanding(KeySource.STORE, kept=True))
    situation.set_balance(situation.place, credits("1240.5"))


GENERATE_SCENES: tuple[Scene, ...] = (
    *(scene(stage) for stage in (first_start, ready, dear, too_large, just_over)),
    *(scene(stage) for stage in (closed_folder, just_pressed, already_made_in_the_sandbox)),
    scene(ready_live, place=Place.EU),
    scene(low_balance, place=Place.GLOBAL),
    scene(already_made, place=Place.GLOBAL),
    scene(offline, place=Place.US),
    scene(no_credits, place=Place.GLOBAL),
    scene(at_the_limit, place=Place.GLOBAL),
    scene(key_missing, place=Place.EU),
    scene(key_refused, place=Place.GLOBAL),
    scene(start_flag, place=Place.CUSTOM, origin="https://flux.studio.example:8443"),
)
