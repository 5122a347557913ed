"""Generate says the price of what it sends, whose money it is, and why it is off."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bfl_studio.domain.credits import credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.flux_models import hosted
from bfl_studio.domain.geometry import PRESETS, Preset, Size
from bfl_studio.domain.pricing import PriceParts, estimate
from bfl_studio.domain.rules import Issue, IssueKind
from bfl_studio.ui.batch_panel import BatchPanel
from bfl_studio.ui.model_picker import ModelPicker
from bfl_studio.ui.money import estimate_text
from bfl_studio.ui.price_words import price_sum
from bfl_studio.ui.primary_button import Face
from bfl_studio.ui.size_panel import SizePanel
from tests.ui.generate_stage import Stage

pytestmark = pytest.mark.usefixtures("dark")


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    made = Stage()
    qtbot.addWidget(made.foot)
    made.foot.show()
    return made


@pytest.mark.parametrize("model", hosted(), ids=lambda model: model.id)
@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.id)
def test_the_price_is_true_the_moment_an_edit_returns(
    stage: Stage, model: object, preset: Preset
) -> None:
    model_id = str(getattr(model, "id", ""))
    for pictures in (1, 3):
        stage.recipe.set_model(model_id)
        stage.recipe.set_size(preset.size)
        stage.recipe.set_pictures(pictures)
        price = estimate_text(estimate(stage.recipe.recipe, pictures))
        assert stage.words.endswith(f" · {price}")


def test_the_price_is_true_the_moment_a_controls_value_changes(stage: Stage, qtbot: QtBot) -> None:
    size, batch = SizePanel(stage.recipe), BatchPanel(stage.recipe)
    picker = ModelPicker(stage.recipe)
    for panel in (size, batch, picker):
        qtbot.addWidget(panel)
    width = size.first_wrong(Issue(IssueKind.AREA_TOO_LARGE))
    seen: list[str] = []
    batch.pictures.valueChanged.connect(lambda _value: seen.append(stage.words))
    width.valueChanged.connect(lambda _value: seen.append(stage.words))  # type: ignore[attr-defined]
    batch.pictures.setValue(4)
    width.setValue(2048)  # type: ignore[attr-defined]
    assert seen == ["Generate 4 · $0.12", "Generate 4 · $0.18"]


@pytest.mark.parametrize(
    ("pictures", "words"), [(1, "Generate · $0.03"), (4, "Generate 4 · $0.12")]
)
def test_the_sandbox_says_that_no_money_moves(stage: Stage, pictures: int, words: str) -> None:
    stage.recipe.set_pictures(pictures)
    assert stage.words == words
    assert stage.face is Face.SANDBOX
    assert stage.lines == [
        "Sandbox: pretend money, nothing is charged.",
        "Ctrl+Enter · saved in “Autumn campaign”",
    ]


def test_elsewhere_the_sum_and_the_place_are_said(stage: Stage) -> None:
    stage.place(Place.EU)
    stage.recipe.set_pictures(4)
    stage.recipe.set_size(Size(2048, 1536))
    assert stage.words == "Generate 4 · $0.24"
    assert stage.face is Face.LIVE
    assert stage.lines == [
        "4 × $0.06: first MP $0.03 + 2 more MP $0.03",
        "Ctrl+Enter · charged to your BFL key · EU · saved in “Autumn campaign”",
    ]


@pytest.mark.parametrize(
    ("pictures", "parts", "text"),
    [
        (1, ("3", "0", 0, "0", 0), "First MP $0.03"),
        (4, ("3", "0", 0, "0", 0), "4 × $0.03"),
        (
            2,
            ("7", "9", 3, "3", 1),
            "2 × $0.19: first MP $0.07 + 3 more MP $0.09 + 1 reference $0.03",
        ),
        (
            1,
            ("1.4", "0.1", 1, "0.2", 2),
            "$0.017: first MP $0.014 + 1 more MP $0.001 + 2 references $0.002",
        ),
    ],
)
def test_the_sum_adds_up_by_eye(
    pictures: int, parts: tuple[str, str, int, str, int], text: str
) -> None:
    first, further, tiers, references, count = parts
    price = PriceParts(credits(first), credits(further), tiers, credits(references), count)
    assert price_sum(pictures, price) == text


def test_off_keeps_the_price_and_says_why(stage: Stage, qtbot: QtBot) -> None:
    stage.recipe.set_prompt("  ")
    assert stage.words == "Generate · $0.03"
    assert stage.face is Face.OFF
    assert not stage.foot.button.isEnabled()
    assert stage.why.text() == "Write a prompt first."
    assert stage.why.focusPolicy() & Qt.FocusPolicy.TabFocus
    with qtbot.waitSignal(stage.foot.go_to, timeout=0) as asked:
        QTest.keyClick(stage.why, Qt.Key.Key_Return)
    assert isinstance(asked.args, list)
    assert asked.args[0].kind is IssueKind.PROMPT_EMPTY
    stage.recipe.set_prompt("a")
    assert not stage.why.isVisible()


def test_a_folder_that_is_closed_is_a_reason(stage: Stage) -> None:
    stage.situation.set_folder_failure(Failure(FailureKind.FOLDER_CLOSED))
    assert stage.lines == [
        "Pictures can't be saved in this folder.",
        "Sandbox: pretend money, nothing is charged.",
    ]
    stage.situation.set_folder_failure(None)
    assert stage.foot.button.isEnabled()


def test_much_money_asks_again_and_names_the_limit(stage: Stage) -> None:
    stage.recipe.set_model("flux-2-max")
    stage.recipe.set_size(Size(2048, 2048))
    stage.recipe.set_pictures(24)
    assert not stage.state.press(repeated=False)
    asked = (stage.words, stage.face)
    assert asked == ("Press again · $3.84", Face.CONFIRM)
    assert stage.lines[0] == "24 pictures at 4 MP: above your limit of $1.00 per click."
    stage.recipe.set_pictures(23)
    changed = (stage.words, stage.face)
    assert changed == ("Generate 23 · $3.68", Face.SANDBOX)


def test_what_was_asked_for_pretend_money_is_not_asked_for_real_money(stage: Stage) -> None:
    stage.recipe.set_model("flux-2-max")
    stage.recipe.set_size(Size(2048, 2048))
    stage.recipe.set_pictures(24)
    stage.state.press(repeated=False)
    stage.place(Place.GLOBAL)
    assert (stage.words, stage.face) == ("Generate 24 · $3.84", Face.LIVE)
    stage.now += 1
    assert not stage.state.press(repeated=False)
    assert stage.words == "Press again · $3.84"


def test_an_empty_choice_is_named(stage: Stage) -> None:
    stage.recipe.set_prompt("{|a red cat}")
    assert stage.face is Face.OFF
    assert stage.why.text() == (
        "One choice in “{|a red cat}” is empty and would send no prompt: give it words."
    )


def test_held_queues(stage: Stage) -> None:
    stage.recipe.set_pictures(4)
    stage.situation.set_paused(Place.SANDBOX, Failure(FailureKind.NO_CREDITS))
    assert stage.words == "Queue 4 · $0.12"
    assert stage.foot.button.isEnabled()
    assert stage.lines == [
        "The Sandbox reports no credits: jobs wait here until there are some.",
        "Sandbox: pretend money, nothing is charged.",
    ]


def test_a_batch_is_acknowledged_with_its_number(stage: Stage) -> None:
    stage.state.committing()
    assert stage.words == "Generate · $0.03"
    stage.state.committed(4)
    assert stage.words == "4 queued"


def test_generate_keeps_the_keyboard_while_a_batch_is_recorded(stage: Stage) -> None:
    stage.foot.activateWindow()
    stage.foot.button.setFocus()
    stage.state.committing()
    stage.state.committed(1)
    assert stage.foot.focusWidget() is stage.foot.button


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_no_key_on_the_button_spends_money(stage: Stage, qtbot: QtBot, key: Qt.Key) -> None:
    with qtbot.assertNotEmitted(stage.foot.pressed_by_user):
        QTest.keyClick(stage.foot.button, key)


def test_a_click_is_no_repeat(stage: Stage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stage.foot.pressed_by_user, timeout=0) as pressed:
        QTest.mouseClick(stage.foot.button, Qt.MouseButton.LeftButton)
    assert pressed.args == [False]


def test_screen_readers_hear_the_words_and_both_lines(stage: Stage) -> None:
    stage.recipe.set_pictures(4)
    assert stage.foot.button.accessibleName() == "Generate"
    assert stage.foot.button.accessibleDescription() == (
        "Generate 4 · $0.12. Sandbox: pretend money, nothing is charged. "
        "Ctrl+Enter · saved in “Autumn campaign”."
    )


@pytest.mark.parametrize("width", [320, 340])
def test_generate_is_as_wide_as_the_controls_above_it(stage: Stage, width: int) -> None:
    stage.foot.set_compose_width(width)
    assert stage.foot.button.width() == width - 24
    assert stage.foot.button.height() == 40
    assert stage.foot.minimumSizeHint().height() <= 56
