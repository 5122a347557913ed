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
    made = filled(Prompt("Relight {prompt}: keep the pose."), _NAMED, "the subject")
    assert made.prompt.words == "Relight image 1 in the snow: keep the pose."
    assert _names(made.prompt) == ["image 1"]


def test_where_nothing_is_written_its_blank_can_be_found() -> None:
    made = filled(Prompt("Remove {prompt}, keep the rest."), Prompt(" \n"), "all text")
    assert made.prompt.words == "Remove all text, keep the rest."
    assert made.prompt.words[made.start : made.start + made.length] == "all text"


def test_a_starter_without_a_place_stands_alone() -> None:
    for alone in (Prompt("flat colours"), Prompt("lit as image 2", (Mention(7, 7, "lamp"),))):
        assert filled(alone, _NAMED, "x").prompt == alone


_bits = st.one_of(
    st.sampled_from(["{prompt}", "{prompt", "prompt}", "{}", " ", "ä🙂", "x"]),
    st.sampled_from("abc").map(lambda key: Prompt(f"image {key}", (Mention(0, 7, key),))),
)


def _prompt_of(bits: list[str | Prompt]) -> Prompt:
    made = Prompt("")
    for each in bits:
        made += each if isinstance(each, Prompt) else Prompt(each)
    return made


@given(st.lists(_bits, max_size=8), st.lists(_bits, max_size=5))
def test_every_place_is_filled_and_every_picture_stays_named(
    template: list[str | Prompt], written: list[str | Prompt]
) -> None:
    """What is written is taken as it is, also where it looks like a place."""
    starter, given_words = _prompt_of(template), _prompt_of(written)
    made = filled(starter, given_words, "a blank").prompt
    put = given_words.words.strip() or "a blank"
    assert made.words == starter.words.replace("{prompt}", put)
    assert _names(made) == [f"image {each.picture}" for each in made.mentions]
    places = starter.words.count("{prompt}")
    assert len(made.mentions) == len(starter.mentions) + places * len(given_words.mentions)


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


def test_the_same_reads_the_same_whatever_numbers_its_pictures_have() -> None:
    renumbered = Prompt("  image 12 in the snow ", (Mention(2, 8, "key"),))
    assert _NAMED.reads_as(renumbered)
    assert not _NAMED.reads_as(Prompt(_NAMED.words))
    assert not _NAMED.reads_as(Prompt(_NAMED.words, (Mention(2, 7, "other"),)))


def test_own_starters_come_back_with_what_a_later_version_added() -> None:
    stored = {
        "version": 9,
        "starters": [{"name": "House", "prompt": "{prompt}, ink", "colour": "red"}],
    }
    own = starters_from_json(stored)
    assert own.starters[0].template == Prompt("{prompt}, ink")
    assert starters_to_json(own) == stored


def test_own_starters_keep_the_pictures_they_name() -> None:
    own = OwnStarters((OwnStarter("Cup", _NAMED), OwnStarter("Ink", Prompt("ink"))))
    written = starters_to_json(own)
    assert starters_from_json(written) == own
    assert written["starters"][1] == {"name": "Ink", "prompt": "ink"}
    spoiled = {"name": "Cup", "prompt": "image 1", "mentions": [[3, 9, "a"], 7, [0, 7, "b"]]}
    (read,) = starters_from_json({"starters": [spoiled]}).starters
    assert read.template == Prompt("image 1", (Mention(0, 7, "b"),))


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
    assert own == OwnStarters((OwnStarter("two inks", Prompt("two inks")),))
