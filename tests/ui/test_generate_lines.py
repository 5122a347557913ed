"""What stands beside Generate: why it queues, what is worth a look, which limit holds."""

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from bfl_studio.domain.api_key import KeyStanding
from bfl_studio.domain.credits import credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.pricing import Estimate, Exact, Range, Seen, Unknown
from bfl_studio.state.generate_state import GenerateFace, GenerateKind
from bfl_studio.ui.generate_words import generate_words
from tests.ui.generate_stage import Stage

pytestmark = pytest.mark.usefixtures("dark")


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    made = Stage()
    qtbot.addWidget(made.foot)
    made.foot.show()
    return made


@pytest.mark.parametrize(
    ("place", "kind", "line"),
    [
        (
            Place.EU,
            FailureKind.UNREACHABLE,
            "You're offline: jobs wait here and start by themselves.",
        ),
        (
            Place.SANDBOX,
            FailureKind.UNREACHABLE,
            "The Sandbox isn't answering: jobs wait here and start by themselves.",
        ),
        (
            Place.US,
            FailureKind.SERVICE_UNAVAILABLE,
            "BFL isn't answering: jobs wait here and start by themselves.",
        ),
        (
            Place.CUSTOM,
            FailureKind.ODD_ANSWER,
            "The service can't be reached: jobs wait here and start by themselves.",
        ),
    ],
)
def test_trouble_queues_and_says_that_it_mends_itself(
    stage: Stage, place: Place, kind: FailureKind, line: str
) -> None:
    stage.place(place)
    stage.situation.set_trouble(place, Failure(kind))
    assert stage.words == "Queue · $0.03"
    assert stage.lines[0] == line


def test_at_the_services_limit_it_queues(stage: Stage) -> None:
    stage.place(Place.GLOBAL)
    stage.state.set_crowded(True)
    assert stage.words == "Queue · $0.03"
    assert stage.lines[0].startswith("BFL is busy with as many of your jobs as it allows")


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (Place.EU, "The balance shows $0.10, this costs $0.12; BFL may refuse it."),
        (
            Place.SANDBOX,
            "The Sandbox balance shows $0.10, this costs $0.12; it may be refused.",
        ),
    ],
)
def test_a_low_balance_is_said_and_the_button_stays(stage: Stage, place: Place, line: str) -> None:
    stage.place(place)
    stage.recipe.set_pictures(4)
    usual = stage.face
    stage.situation.set_balance(place, credits("10"))
    assert stage.lines[0] == line
    assert (stage.words, stage.face) == ("Generate 4 · $0.12", usual)
    assert stage.foot.button.isEnabled()


@pytest.mark.parametrize(
    ("pictures", "kept", "line"),
    [
        (1, 1, "You already have this picture: same recipe, same seed."),
        (4, 1, "You already have 1 of these 4: same recipe, same seed."),
        (3, 3, "You already have these 3 pictures: same recipe, same seeds."),
    ],
)
def test_what_is_kept_already_is_said_with_two_ways_out(
    stage: Stage, qtbot: QtBot, pictures: int, kept: int, line: str
) -> None:
    stage.recipe.set_seed(5)
    stage.recipe.set_pictures(pictures)
    stage.state.set_known(
        lambda recipe, _: "it" if recipe.seed is not None and 5 <= recipe.seed < 5 + kept else None
    )
    assert stage.lines[:3] == [line, "Show it", "New seed"]
    links = {each.text(): each for each in stage.foot.findChildren(QPushButton)}
    with qtbot.waitSignal(stage.foot.show_picture, timeout=0) as asked:
        links["Show it"].click()
    assert asked.args == ["it"]
    links["New seed"].click()
    assert stage.lines[0] == "Sandbox: pretend money, nothing is charged."
    assert not links["Show it"].isVisible()


def test_a_missing_key_is_a_reason_to_go_to(stage: Stage) -> None:
    stage.place(Place.GLOBAL)
    stage.situation.set_key(Place.GLOBAL, KeyStanding())
    assert stage.why.text() == "Add your BFL key, or choose the Sandbox."
    assert stage.words == "Generate · $0.03"


def test_a_refused_key_is_a_reason_to_go_to(stage: Stage) -> None:
    stage.place(Place.GLOBAL)
    stage.situation.set_paused(Place.GLOBAL, Failure(FailureKind.KEY_REFUSED))
    assert stage.why.text() == "The key was refused."


def test_the_limit_that_is_named_is_the_one_that_holds(stage: Stage) -> None:
    stage.state.set_confirm_above(credits("5"))
    stage.recipe.set_pictures(2)
    stage.state.press(repeated=False)
    assert stage.lines[0] == "2 pictures at 1 MP: above your limit of $0.05 per click."


@pytest.mark.parametrize(
    ("estimate", "words", "line"),
    [
        (
            Range(credits("6"), credits("24")),
            "Generate · $0.06–0.24",
            "At full detail BFL may count each reference as 1 to 4 MP.",
        ),
        (Unknown(), "Generate · price unknown", "No published price."),
        (Exact(credits("4")), "Generate · $0.04", "$0.04 per picture"),
        (
            Seen(credits("4.75"), "2026-09-21"),
            "Generate · ≈ $0.0475",
            "No published price; it was $0.0475 on 21 September.",
        ),
        (Seen(credits("3")), "Generate · ≈ $0.03", "No published price; it was $0.03 once."),
    ],
)
def test_a_price_that_is_not_one_number_says_so(estimate: Estimate, words: str, line: str) -> None:
    face = GenerateFace(GenerateKind.READY, 1, estimate, None, Place.US, each=estimate)
    said = generate_words(face, "Autumn")
    assert said.button == words
    assert said.first.replace("\u00a0", " ") == line
