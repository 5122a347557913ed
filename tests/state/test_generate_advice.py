"""What Generate says is worth a look, why it queues instead, and the limit of one press."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bfl_studio.domain.api_key import KeyStanding
from bfl_studio.domain.catalog import MOST_AT_ONCE, Role
from bfl_studio.domain.credits import credits
from bfl_studio.domain.endpoint import Endpoint, Place
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.job import JobState
from bfl_studio.domain.recipe import Recipe, RecipeImage
from bfl_studio.domain.rules import IssueKind
from bfl_studio.state.generate_state import GenerateKind, GenerateState
from bfl_studio.state.job_model import JobModel
from bfl_studio.state.known_pictures import KnownPictures
from bfl_studio.state.library_model import LibraryModel, Picture
from bfl_studio.state.place_load import PlaceLoad
from bfl_studio.state.press_advice import AlreadyMade, LowBalance, OverAdvice
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.state.situation import Situation
from tests.state.makers import a_job, a_picture


class Desk:
    """A recipe with a prompt and a library, at a place that may be anywhere."""

    def __init__(self, parent: QObject, place: Place = Place.GLOBAL) -> None:
        self.now = 100.0
        self.recipe = RecipeState(parent)
        self.situation = Situation(place, Path("library"), parent)
        self.generate = GenerateState(self.recipe, self.situation, lambda: self.now, parent)
        self.library = LibraryModel(lambda made: made.id, lambda made: "day", parent)
        self.jobs = JobModel(lambda job: job.id, parent)
        self.recipe.set_prompt("a harbour")

    @property
    def kind(self) -> GenerateKind:
        return self.generate.face.kind

    def keep(self, number: int, recipe: Recipe, place: Place = Place.GLOBAL) -> None:
        made = a_picture(number)
        generation = replace(made.generation, recipe=recipe, place=place)
        self.library.prepend(Picture(generation, made.path, made.thumbnail))


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    parent = QObject()
    yield Desk(parent)
    for timer in parent.findChildren(QTimer):
        timer.stop()
    parent.deleteLater()


def test_a_balance_below_the_price_is_worth_a_look_and_no_bar(desk: Desk) -> None:
    desk.recipe.set_pictures(4)
    desk.situation.set_balance(Place.GLOBAL, credits("12"))
    advice = [desk.generate.face.advice]
    desk.recipe.set_pictures(5)
    advice.append(desk.generate.face.advice)
    assert advice == [None, LowBalance(credits("12"), credits("15"))]
    assert desk.kind is GenerateKind.READY
    assert desk.generate.press(repeated=False)


def test_another_places_balance_is_not_meant(desk: Desk) -> None:
    desk.situation.set_balance(Place.SANDBOX, credits("1"))
    assert desk.generate.face.advice is None


def test_a_picture_that_is_kept_is_named_before_it_is_bought_again(
    desk: Desk, qtbot: QtBot
) -> None:
    KnownPictures(desk.library, desk.generate, desk.library)
    desk.recipe.set_seed(7)
    with qtbot.waitSignal(desk.generate.changed, timeout=0):
        desk.keep(3, desk.recipe.recipe)
    assert desk.generate.face.advice == AlreadyMade("job-3")
    desk.recipe.set_prompt("a harbour at night")
    assert desk.generate.face.advice is None


def test_pictures_read_before_anybody_asked_are_known_too(desk: Desk) -> None:
    desk.recipe.set_seed(7)
    desk.keep(3, desk.recipe.recipe)
    KnownPictures(desk.library, desk.generate, desk.library)
    assert desk.generate.face.advice == AlreadyMade("job-3")


def test_the_seeds_of_a_batch_count_up_to_the_kept_ones(desk: Desk) -> None:
    KnownPictures(desk.library, desk.generate, desk.library)
    for number, seed in ((3, 9), (4, 10)):
        desk.keep(number, desk.recipe.recipe.with_seed(seed))
    desk.recipe.set_seed(7)
    seen = []
    for pictures in (2, 3, 4):
        desk.recipe.set_pictures(pictures)
        seen.append(desk.generate.face.advice)
    assert seen == [None, AlreadyMade("job-3"), AlreadyMade("job-3", 2)]


def test_a_random_seed_is_never_a_kept_one(desk: Desk) -> None:
    desk.generate.set_known(lambda recipe, place: "job-1")
    assert desk.generate.face.advice is None


def test_the_library_is_asked_once_however_often_the_face_is_looked_at(desk: Desk) -> None:
    asked: list[Place] = []
    desk.generate.set_known(lambda recipe, place: asked.append(place))
    desk.recipe.set_seed(7)
    for place in (Place.GLOBAL, Place.SANDBOX):
        desk.situation.set_place(place)
        for _ in range(3):
            assert desk.generate.face.advice is None
    assert asked == [Place.GLOBAL, Place.SANDBOX]


@pytest.mark.parametrize(
    ("made_at", "sent_to", "known"),
    [
        (Place.GLOBAL, Place.EU, True),
        (Place.SANDBOX, Place.GLOBAL, False),
        (Place.GLOBAL, Place.SANDBOX, False),
        (Place.SANDBOX, Place.SANDBOX, True),
        (Place.CUSTOM, Place.GLOBAL, False),
    ],
)
def test_a_stand_in_is_not_the_picture(
    desk: Desk, made_at: Place, sent_to: Place, known: bool
) -> None:
    KnownPictures(desk.library, desk.generate, desk.library)
    desk.recipe.set_seed(7)
    desk.keep(3, desk.recipe.recipe, made_at)
    desk.situation.set_place(sent_to)
    assert (desk.generate.face.advice is not None) is known


def test_a_new_seed_stays_a_fixed_one(desk: Desk) -> None:
    desk.recipe.set_seed(7)
    desk.generate.draw_new_seed()
    assert desk.recipe.recipe.seed not in (None, 7)


@pytest.mark.parametrize(
    "kind", [FailureKind.UNREACHABLE, FailureKind.SERVICE_UNAVAILABLE, FailureKind.ODD_ANSWER]
)
def test_a_place_in_trouble_still_takes_orders_to_keep(desk: Desk, kind: FailureKind) -> None:
    trouble = Failure(kind)
    desk.situation.set_trouble(Place.EU, trouble)
    assert desk.kind is GenerateKind.READY
    desk.situation.set_trouble(Place.GLOBAL, trouble)
    assert (desk.kind, desk.generate.face.held) == (GenerateKind.HELD, trouble)
    assert desk.generate.press(repeated=False)
    desk.situation.set_trouble(Place.GLOBAL, None)
    assert (desk.kind, desk.generate.face.held) == (GenerateKind.READY, None)


def test_at_the_services_limit_the_next_ones_queue(desk: Desk) -> None:
    PlaceLoad(desk.jobs, desk.situation, desk.generate, desk.jobs)
    here = Endpoint(Place.GLOBAL, "https://api.bfl.ai", "bfl.ai")
    for number in range(MOST_AT_ONCE):
        desk.jobs.put(a_job(number, state=JobState.ACCEPTED, endpoint=here))
    assert desk.kind is GenerateKind.READY
    desk.jobs.put(a_job(99, endpoint=here))
    held = desk.generate.face.held
    assert (desk.kind, held and held.kind) == (GenerateKind.HELD, FailureKind.BUSY)
    desk.situation.set_place(Place.SANDBOX)
    assert desk.kind is GenerateKind.READY
    desk.situation.set_place(Place.GLOBAL)
    desk.jobs.put(a_job(0, state=JobState.SAVED, endpoint=here))
    assert desk.kind is GenerateKind.READY


def test_the_limit_of_one_press_is_the_designers(desk: Desk) -> None:
    assert desk.generate.confirm_above == credits("100")
    desk.generate.set_confirm_above(credits("5"))
    desk.recipe.set_pictures(2)
    assert not desk.generate.press(repeated=False)
    assert (desk.kind, desk.generate.face.limit) == (GenerateKind.ARMED, credits("5"))


def test_a_higher_limit_buys_at_once(desk: Desk) -> None:
    desk.generate.set_confirm_above(credits("400"))
    desk.recipe.set_model("flux-2-max")
    desk.recipe.set_size(Size(2048, 2048))
    desk.recipe.set_pictures(24)
    assert desk.generate.press(repeated=False)


def test_another_limit_takes_back_what_was_agreed_to(desk: Desk, qtbot: QtBot) -> None:
    desk.generate.set_confirm_above(credits("1"))
    assert not desk.generate.press(repeated=False)
    with qtbot.waitSignal(desk.generate.changed, timeout=0):
        desk.generate.set_confirm_above(credits("2"))
    assert desk.kind is GenerateKind.READY


def test_a_missing_key_comes_after_the_prompt_and_before_the_rest(desk: Desk) -> None:
    desk.situation.set_key(Place.GLOBAL, KeyStanding())
    desk.situation.set_folder_failure(Failure(FailureKind.FOLDER_CLOSED))
    desk.recipe.set_size(Size(2624, 1968))
    desk.recipe.set_prompt("")
    kinds = []
    mends: tuple[Callable[[], None], ...] = (
        lambda: desk.recipe.set_prompt("a harbour"),
        lambda: desk.situation.set_place(Place.SANDBOX),
        lambda: desk.recipe.set_size(Size(1024, 1024)),
    )
    for mend in mends:
        reason = desk.generate.face.reason
        kinds.append(reason and reason.kind)
        mend()
    assert kinds == [IssueKind.PROMPT_EMPTY, FailureKind.KEY_MISSING, IssueKind.AREA_TOO_LARGE]
    assert desk.generate.face.reason == Failure(FailureKind.FOLDER_CLOSED)


def test_a_refused_key_is_a_reason_where_it_was_refused(desk: Desk) -> None:
    refused = Failure(FailureKind.KEY_REFUSED)
    desk.situation.set_paused(Place.GLOBAL, refused)
    assert (desk.kind, desk.generate.face.reason) == (GenerateKind.OFF, refused)


@pytest.mark.parametrize(
    ("model_id", "pictures", "size", "advice"),
    [
        ("flux-2-pro", 8, Size(1024, 1024), None),
        ("flux-2-pro", 8, Size(1440, 1440), OverAdvice(8 + 1440 * 1440 / 1024**2, 9)),
        ("flux-2-pro-preview", 6, Size(2048, 2048), OverAdvice(10.0, 9)),
        ("flux-2-pro", 0, Size(2048, 2048), None),
        ("flux-2-max", 8, Size(2048, 2048), None),
    ],
)
def test_more_megapixels_than_advised_are_worth_a_look_and_no_bar(
    desk: Desk, model_id: str, pictures: int, size: Size, advice: OverAdvice | None
) -> None:
    desk.recipe.set_model(model_id)
    desk.recipe.set_size(size)
    picture = RecipeImage(Role.REFERENCE, "0" * 64, "a.png", Size(1024, 1024))
    desk.recipe.set_images((picture,) * pictures)
    assert desk.generate.face.advice == advice
    assert desk.kind is GenerateKind.READY
