"""Starters take what is written; words put in place of others leave the rest bound as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain.prompts import (
    OwnStarter,
    OwnStarters,
    Prompt,
    filled,
    starters_from_json,
    starters_to_json,
)
from bfl_studio.domain.recipe import Mention

_NAMED = Prompt("  image 1 in the snow ", (Mention(2, 7, "key"),))


def _names(prompt: Prompt) -> list[str]:
    return [prompt.words[each.start : each.start + each.length] for each in prompt.mentions]


def test_a_starter_takes_what_is_written_with_the_pictures_it_names() -> None:
    made = filled("Relight {prompt}: keep the pose.", _NAMED, "the subject")
    assert made.prompt.words == "Relight image 1 in the snow: keep the pose."
    assert _names(made.prompt) == ["image 1"]


def test_where_nothing_is_written_its_blank_can_be_found() -> None:
    made = filled("Remove {prompt}, keep the rest.", Prompt(" \n"), "all text")
    assert made.prompt.words == "Remove all text, keep the rest."
    assert made.prompt.words[made.start : made.start + made.length] == "all text"


def test_a_starter_without_a_place_stands_alone() -> None:
    assert filled("flat colours", _NAMED, "x").prompt == Prompt("flat colours")


def test_only_the_first_place_is_one_and_what_is_written_is_taken_as_it_is() -> None:
    made = filled("{prompt} and {prompt}", Prompt("{a|b} {prompt}"), "x")
    assert made.prompt.words == "{a|b} {prompt} and {prompt}"


@given(
    st.text("ab ", max_size=12), st.integers(0, 12), st.integers(0, 12), st.text("xy", max_size=5)
)
def test_other_words_touch_no_other_mention(text: str, at: int, length: int, words: str) -> None:
    prompt = Prompt(f"image 1{text}image 22", (Mention(0, 7, "a"), Mention(7 + len(text), 8, "b")))
    start = min(7 + at, 7 + len(text))
    length = min(length, 7 + len(text) - start)
    changed = prompt.replaced(start, length, words)
    assert changed.words == prompt.words[:start] + words + prompt.words[start + length :]
    assert _names(changed) == ["image 1", "image 22"]


def test_a_mention_that_words_were_put_over_is_none_any_more() -> None:
    assert _NAMED.replaced(4, 2, "?").mentions == ()


def test_mentions_of_pictures_that_are_not_there_are_words() -> None:
    assert _NAMED.among({"other"}) == Prompt(_NAMED.words)
    assert _NAMED.among({"key", "other"}) == _NAMED


def test_own_starters_come_back_with_what_a_later_version_added() -> None:
    stored = {
        "version": 9,
        "starters": [{"name": "House", "prompt": "{prompt}, ink", "colour": "red"}],
    }
    own = starters_from_json(stored)
    assert own.starters[0].template == "{prompt}, ink"
    assert starters_to_json(own) == stored


@pytest.mark.parametrize(
    "stored",
    [
        None,
        [],
        {},
        {"starters": 7},
        {"starters": [1, None, {"name": 3, "prompt": "x"}, {"name": "x"}]},
        {"starters": [{"name": "x", "prompt": " "}]},
    ],
)
def test_what_is_no_starter_is_left_out(stored: object) -> None:
    assert starters_from_json(stored).starters == ()


def test_a_starter_without_a_name_is_called_by_its_words() -> None:
    own = starters_from_json({"starters": [{"name": " ", "prompt": "two inks"}]})
    assert own == OwnStarters((OwnStarter("two inks", "two inks"),))
