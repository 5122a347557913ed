"""Lines under the prompt: what choices come to, and one quiet suggestion at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.choices import Reading
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.prompt_advice import AdviceKind
from bfl_studio.domain.recipe import Mention, RecipeImage
from bfl_studio.parts import StudioParts
from bfl_studio.state.generate_state import GenerateKind
from bfl_studio.ui.choice_line import ChoiceLine
from bfl_studio.ui.choice_preview import excerpt, stronger
from bfl_studio.ui.controls import LinkButton
from bfl_studio.ui.generate_words import generate_words
from bfl_studio.ui.suggestions import SuggestionLine
from tests.ui.command_stage import do, type_prompt
from tests.ui.studio_window import settle, standing_window, words

pytestmark = [
    pytest.mark.usefixtures("dark"),
    pytest.mark.qt_log_ignore("This plugin does not support.*"),
]
_SIX = "{red|blue|green} barn at {dawn|dusk}"


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path, place=Place.GLOBAL) as made:
        yield made


def _choices(parts: StudioParts) -> ChoiceLine:
    return parts.window.commands.prompts.choices


def _suggested(parts: StudioParts) -> SuggestionLine:
    return parts.window.commands.prompts.suggestions


def _texts(widget: QWidget) -> str:
    shown = [each for each in widget.findChildren(QWidget) if each.isVisibleTo(widget)]
    return " ".join(words(each) for each in shown if each.property("text"))


def _write(parts: StudioParts, prompt: str, pictures: int = 1) -> None:
    parts.studio.recipe_state.set_prompt(prompt)
    parts.studio.recipe_state.set_pictures(pictures)
    _suggested(parts).look()
    settle()


def _link(widget: QWidget, name: str) -> LinkButton:
    (found,) = [each for each in widget.findChildren(LinkButton) if each.accessibleName() == name]
    return found


@pytest.mark.parametrize(
    ("prompt", "pictures", "said"),
    [
        ("{red|blue} barn", 1, "2 prompts · $0.06"),
        (_SIX, 1, "3 × 2 choices · 6 prompts · $0.18"),
        (_SIX, 2, "6 prompts × 2 = 12 pictures · $0.36"),
        (_SIX, 5, "6 prompts × 5 = 30 pictures"),
        ("{|a}{|a}", 1, "2 × 2 choices · 3 prompts · $0.09"),
        ("{a|b}" * 40, 1, "1,000,000 prompts"),
    ],
)
def test_the_line_says_what_the_choices_come_to(
    parts: StudioParts, prompt: str, pictures: int, said: str
) -> None:
    _write(parts, prompt, pictures)
    assert _choices(parts).isVisible()
    assert _texts(_choices(parts)) == f"{said} Show them"


@pytest.mark.parametrize(
    "prompt", ["a barn", "{{red|blue}} barn", "{red} barn", '{"a": "b|c"}', ""]
)
def test_without_choices_it_takes_no_room(parts: StudioParts, prompt: str) -> None:
    _write(parts, _SIX)
    _write(parts, prompt)
    assert not _choices(parts).isVisible()


def test_generate_counts_every_picture_and_explains_the_sum(parts: StudioParts) -> None:
    _write(parts, _SIX, 2)
    said = generate_words(parts.studio.generate_state.face, "Pictures")
    assert said.button.replace("\u00a0", " ") == "Generate 12 · $0.36"
    assert said.first.replace("\u00a0", " ") == "6 prompts × 2 × $0.03"
    _write(parts, _SIX)
    assert generate_words(parts.studio.generate_state.face, "").first == "6 prompts × $0.03"
    parts.studio.recipe_state.set_size(Size(2048, 1024))
    first = generate_words(parts.studio.generate_state.face, "").first.replace("\u00a0", " ")
    assert first.startswith("6 prompts × $0.045: first MP $0.03 + ")


def test_too_many_are_not_bought_and_the_reason_is_said(parts: StudioParts) -> None:
    _write(parts, _SIX, 5)
    face = parts.studio.generate_state.face
    assert face.kind is GenerateKind.OFF
    first = generate_words(face, "").first
    assert "30" in first
    assert "24" in first


def test_every_prompt_is_listed_with_the_sum(parts: StudioParts) -> None:
    _write(parts, "{red|blue} barn, <b>bold</b>", 2)
    _link(_choices(parts), "Show every prompt").click()
    settle()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    assert "2 prompts × 2 = 4 pictures · $0.12" in _texts(popup)
    (listed,) = popup.findChildren(QListView)
    model = listed.model()
    rows = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert rows == ["red barn, <b>bold</b>", "blue barn, <b>bold</b>"]
    QTest.keyClick(listed, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None


def test_of_very_many_the_first_are_listed_and_the_rest_counted(parts: StudioParts) -> None:
    _write(parts, "{a|b|c|d}" * 5)
    _choices(parts).open_list()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    (listed,) = popup.findChildren(QListView)
    assert f"… and {1024 - listed.model().rowCount():,} more" in _texts(popup)


@pytest.mark.parametrize("after", ["", "tail"])
def test_a_long_prompt_is_shown_around_what_differs(after: str) -> None:
    prompt = f"{'x' * 300}red{'y' * 300}dawn{after}"
    spans = ((300, 303), (603, 607))
    shown = excerpt(Reading(prompt, spans))
    assert len(shown.prompt) < 300
    assert [shown.prompt[a:b] for a, b in shown.chosen] == ["red", "dawn"]
    assert shown.prompt.startswith("…x")
    assert shown.prompt.endswith(f"dawn{after}")
    near = Reading("a" * 500 + "red blue" + "b" * 500, ((500, 503), (504, 508)))
    assert "red blue" in excerpt(near).prompt
    assert [excerpt(near).prompt[a:b] for a, b in excerpt(near).chosen] == ["red", "blue"]


def test_what_was_chosen_is_stronger_behind_emoji_too() -> None:
    (found,) = stronger(Reading("🙂🙂 party red barn", ((9, 12),)))
    units = "🙂🙂 party red barn".encode("utf-16-le")
    letters = units[2 * found.start : 2 * (found.start + found.length)]
    assert letters.decode("utf-16-le") == "red"


def test_words_that_are_not_sent_have_no_choices(parts: StudioParts) -> None:
    _write(parts, "{red|blue|green} wall")
    parts.studio.recipe_state.set_model("flux-deblur")
    settle()
    assert parts.studio.generate_state.face.pictures == 1
    assert not _choices(parts).isVisible()


def test_a_suggestion_comes_by_itself_once_the_hand_rests(parts: StudioParts, qtbot: QtBot) -> None:
    type_prompt(parts, "a street, no people")
    assert not _suggested(parts).isVisible()
    qtbot.waitUntil(_suggested(parts).isVisible)
    assert "“empty, quiet”" in _texts(_suggested(parts))


def test_a_rewrite_is_a_click_and_can_be_taken_back(parts: StudioParts) -> None:
    image = RecipeImage(Role.REFERENCE, "1" * 64, "a.png", Size(512, 512))
    state = parts.studio.recipe_state
    state.set_images((image,))
    state.set_prompt("a street, no people, like image 1", (Mention(26, 7, image.key),))
    _suggested(parts).look()
    _link(_suggested(parts), "Take the suggestion").click()
    settle()
    assert state.recipe.prompt == "a street, empty, quiet, like image 1"
    assert state.recipe.mentions == (Mention(29, 7, image.key),)
    do(parts, "undo")
    assert state.recipe.prompt == "a street, no people, like image 1"
    assert len(state.recipe.mentions) == 1


def test_a_rewrite_finds_its_words_where_they_are_by_now(parts: StudioParts) -> None:
    _write(parts, "a street with no people at dawn")
    parts.studio.recipe_state.set_prompt("In heavy rain: a street with no people at dawn")
    _link(_suggested(parts), "Take the suggestion").click()
    better = "In heavy rain: a street, empty, quiet, at dawn"
    assert parts.studio.recipe_state.recipe.prompt == better


def test_what_is_said_otherwise_by_now_is_shown_before_it_is_done(parts: StudioParts) -> None:
    _write(parts, "a street with no people")
    changed = "a hall, no text, like a street with no people"
    parts.studio.recipe_state.set_prompt(changed)
    _link(_suggested(parts), "Take the suggestion").click()
    assert parts.studio.recipe_state.recipe.prompt == changed
    assert "“plain, unlettered”" in _texts(_suggested(parts))
    _link(_suggested(parts), "Take the suggestion").click()
    assert parts.studio.recipe_state.recipe.prompt.startswith("a hall, plain, unlettered, like")


def test_a_rewrite_keeps_the_chip_within_it(parts: StudioParts) -> None:
    image = RecipeImage(Role.REFERENCE, "1" * 64, "a.png", Size(512, 512))
    state = parts.studio.recipe_state
    state.set_images((image,))
    state.set_prompt("a hat, without changing image 1", (Mention(24, 7, image.key),))
    _suggested(parts).look()
    _link(_suggested(parts), "Take the suggestion").click()
    assert state.recipe.prompt == "a hat, keeping image 1 exactly as it is"
    assert state.recipe.mentions == (Mention(15, 7, image.key),)
    assert parts.window.panes.compose.prompt.chips.shown == ("image 1",)


def test_quoted_words_switch_to_the_model_for_lettering(parts: StudioParts) -> None:
    _write(parts, "poster “OPEN LATE”")
    assert "FLUX.2 [flex] is best at lettering: $0.05 per picture." in _texts(_suggested(parts))
    _link(_suggested(parts), "Take the suggestion").click()
    _suggested(parts).look()
    assert parts.studio.recipe_state.recipe.model_id == "flux-2-flex"
    assert not _suggested(parts).isVisible()
    do(parts, "undo")
    assert parts.studio.recipe_state.recipe.model_id == "flux-2-pro"


def test_what_is_dismissed_stays_away_for_this_prompt(parts: StudioParts) -> None:
    _write(parts, "poster “OPEN”, no people")
    line = _suggested(parts)
    dismiss = next(
        each for each in line.findChildren(QWidget) if each.accessibleName().startswith("Dismiss")
    )
    assert line.advice is not None
    assert line.advice.kind is AdviceKind.NEGATION
    QTest.mouseClick(dismiss, Qt.MouseButton.LeftButton)
    assert AdviceKind.LETTERING in _kinds(line)
    QTest.mouseClick(dismiss, Qt.MouseButton.LeftButton)
    assert not line.isVisible()
    _write(parts, "poster “OPEN”, no people, red")
    assert not line.isVisible()
    do(parts, "new_recipe")
    _write(parts, "poster “OPEN”, no people")
    assert line.isVisible()


def _kinds(line: SuggestionLine) -> set[AdviceKind]:
    return {line.advice.kind} if line.advice is not None else set()


def test_a_suggestion_leaves_with_the_words_it_is_about(parts: StudioParts) -> None:
    _write(parts, "a street, no people")
    parts.studio.recipe_state.set_prompt("a street")
    assert not _suggested(parts).isVisible()


def test_what_nobody_can_put_better_has_no_button(parts: StudioParts) -> None:
    _write(parts, "a cat without a collar")
    assert "say what is there instead" in _texts(_suggested(parts))
    assert not _link(_suggested(parts), "Take the suggestion").isVisible()


def test_suggestions_can_be_switched_off(parts: StudioParts) -> None:
    _write(parts, "a street, no people")
    parts.settings.set_value("prompt_suggestions", False)
    _suggested(parts).look()
    assert not _suggested(parts).isVisible()
    parts.settings.reset("prompt_suggestions")
    _suggested(parts).look()
    assert _suggested(parts).isVisible()


def test_a_suggestion_keeps_nobody_from_generating(parts: StudioParts) -> None:
    _write(parts, "poster “OPEN”, no people")
    assert parts.studio.generate_state.face.kind is GenerateKind.READY


def test_two_rows_of_pictures_and_choices_fit_a_small_window(tmp_path: Path) -> None:
    with standing_window(tmp_path, (1280, 720), Place.GLOBAL) as parts:
        images = tuple(
            RecipeImage(Role.REFERENCE, f"{n:064x}", f"{n}.png", Size(512, 512)) for n in range(8)
        )
        parts.studio.recipe_state.set_images(images)
        _write(parts, _SIX)
        (area,) = parts.window.panes.compose.findChildren(QScrollArea)
        assert area.verticalScrollBar().maximum() == 0
