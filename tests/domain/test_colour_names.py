"""A colour is called by lightness, hue and how grey it is; a prompt's colours are known again."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain import colour_names
from bfl_studio.domain.main_colours import main_colours
from bfl_studio.domain.prompt_pieces import (
    Chip,
    Piece,
    joined,
    pieces,
    same_but_for_numbers,
    shortened,
)
from bfl_studio.domain.recipe import Mention

CHANNEL = st.integers(0, 255)
COLOURS = st.builds(colour_names.as_text, CHANNEL, CHANNEL, CHANNEL)


@pytest.mark.parametrize(
    ("colour", "name"),
    {
        "#2C3E50": "dark blue-grey",
        "#000000": "black",
        "#FFFFFF": "white",
        "#808080": "medium grey",
        "#FF0000": "bright red",
        "#0000FF": "bright blue",
        "#FFFF00": "bright yellow",
        "#8B4513": "brown",
        "#808000": "olive green",
        "#000080": "navy blue",
        "#F5F5DC": "cream white",
        "#D2B48C": "beige",
        "#008080": "teal",
        "#40E0D0": "light teal",
        "#DC143C": "deep red",
        "#722F37": "dark red",
        "#FFC0CB": "light pink",
        "#708090": "blue-grey",
    }.items(),
)
def test_well_known_colours(colour: str, name: str) -> None:
    assert colour_names.name(colour) == name


@given(COLOURS)
def test_every_colour_has_a_name_and_is_known_again(colour: str) -> None:
    written = colour_names.written(colour)
    assert colour_names.WRITTEN.fullmatch(written)
    assert pieces(f"a {written}, b", ()) == ("a ", Chip(written), ", b")
    assert colour_names.as_text(*colour_names.channels(colour)) == colour


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#2c3e50", "#2C3E50"),
        (" 2C3E50 ", "#2C3E50"),
        ("#f0a", "#FF00AA"),
        ("#2C3E5", None),
        ("#2C3E500", None),
        ("#12345G", None),
        ("", None),
        ("#", None),
    ],
)
def test_a_colour_is_read_as_it_is_typed(text: str, colour: str | None) -> None:
    assert colour_names.read(text) == colour


@pytest.mark.parametrize(
    "text",
    [
        "#2C3E50",
        "#2C3E50 (Dark)",
        "x#2C3E50 (dark)",
        "##2C3E50 (dark)",
        "#2C3E50(dark)",
        "#2C3E50 (a long story that goes on and on and never ends)",
        "#2C3E50 ()",
    ],
)
def test_what_only_looks_like_one_is_words(text: str) -> None:
    assert pieces(text, ()) == (text,)


TEXTS = st.text(st.characters(exclude_characters="#", exclude_categories=["Cs"]), max_size=8)


@given(st.lists(st.tuples(TEXTS, st.sampled_from(["a", "b"]), st.integers(1, 12)), max_size=5))
def test_a_prompt_taken_apart_is_the_same_together(parts: list[tuple[str, str, int]]) -> None:
    prompt, mentions = "", []
    for words, key, number in parts:
        prompt += words
        mentions.append(Mention(len(prompt), len(f"image {number}"), key))
        prompt += f"image {number}"
    sent, named = joined(pieces(prompt, mentions))
    assert joined(pieces(sent, named)) == (sent, named)
    assert [each.picture for each in named] == [each.picture for each in mentions]
    # Only what parts a chip from a word beside it is new.
    assert sent.replace(" ", "") == prompt.replace(" ", "")
    tokens = {found.start(): found[0] for found in re.finditer(r"\w+", sent)}
    for mention, (_, _, number) in zip(named, parts, strict=True):
        assert tokens[mention.start] == "image"
        assert tokens[mention.start + len("image ")] == str(number)


@pytest.mark.parametrize(
    ("parts", "sent"),
    [
        ((Chip("image 1", "a"), "0"), "image 1 0"),
        ((Chip("image 1", "a"), Chip("image 2", "b")), "image 1 image 2"),
        (("在", Chip("image 1", "a"), "上"), "在 image 1 上"),
        (("the coat_", Chip("image 1", "a"), "’s"), "the coat_ image 1’s"),
        (("(", Chip("image 1", "a"), "), ", Chip("image 2", "b"), "."), "(image 1), image 2."),
        (("", Chip("image 1", "a"), "", "b"), "image 1 b"),
        (("walls", Chip("#2C3E50 (dark blue)"), "x"), "walls #2C3E50 (dark blue) x"),
    ],
)
def test_a_chip_stands_apart_from_words(parts: tuple[Piece, ...], sent: str) -> None:
    words, mentions = joined(parts)
    assert words == sent
    named = [each for each in parts if isinstance(each, Chip) and each.picture]
    assert [(words[each.start : each.start + each.length], each.picture) for each in mentions] == [
        (each.words, each.picture) for each in named
    ]


@pytest.mark.parametrize(
    ("most", "kept"),
    [(2, ("on",)), (9, ("on ",)), (10, ("on ", Chip("image 1", "a"))), (99, None)],
)
def test_what_is_cut_keeps_the_chips_before_the_cut(
    most: int, kept: tuple[Piece, ...] | None
) -> None:
    parts = ("on ", Chip("image 1", "a"), " and ", Chip("image 2", "b"))
    assert tuple(shortened(parts, most)) == (kept or parts)


def test_numbers_are_the_one_difference_that_does_not_count() -> None:
    one = ("on image 9!", (Mention(3, 7, "a"),))
    assert same_but_for_numbers(*one, "on image 10!", (Mention(3, 8, "a"),))
    assert not same_but_for_numbers(*one, "on image 9!", (Mention(3, 7, "b"),))
    assert not same_but_for_numbers(*one, "in image 9!", (Mention(3, 7, "a"),))
    assert not same_but_for_numbers(*one, "on image 9!", ())


def test_main_colours_are_the_commonest_first_and_none_twice() -> None:
    pixels = [(44, 62, 80)] * 70 + [(245, 245, 220)] * 25 + [(200, 30, 30)] * 5
    assert main_colours(pixels) == ("#2C3E50", "#F5F5DC", "#C81E1E")
    assert main_colours(pixels, 1) == ("#2C3E50",)
    assert main_colours([]) == ()


@given(st.lists(st.tuples(CHANNEL, CHANNEL, CHANNEL), max_size=60), st.integers(1, 6))
def test_there_are_never_more_than_asked_for(pixels: list[tuple[int, int, int]], most: int) -> None:
    found = main_colours(pixels, most)
    assert len(found) == len(set(found)) <= most
    assert bool(found) is bool(pixels)
