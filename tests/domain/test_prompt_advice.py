"""Suggestions: what is found, what is left alone, and what is said instead."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from bfl_studio.domain.credits import credits
from bfl_studio.domain.flux_models import find_model, models
from bfl_studio.domain.negations import POSITIVE
from bfl_studio.domain.pricing import Exact
from bfl_studio.domain.prompt_advice import Advice, AdviceKind, advise
from bfl_studio.domain.prompts import Prompt
from bfl_studio.domain.quotes import is_quoted, quoted
from bfl_studio.domain.recipe import Mention, Recipe, default_recipe
from tests.domain import choices


def _advice(prompt: str, model_id: str = "flux-2-pro") -> dict[AdviceKind, Advice]:
    model = find_model(model_id)
    assert model is not None
    return {each.kind: each for each in advise(replace(default_recipe(model), prompt=prompt))}


def _rewritten(prompt: str) -> str | None:
    advice = _advice(prompt)[AdviceKind.NEGATION]
    return advice.rewrite.applied(Prompt(prompt)).words if advice.rewrite is not None else None


@pytest.mark.parametrize(
    ("prompt", "found"),
    [
        ("sign “OPEN LATE”", ["OPEN LATE"]),
        ("Schild „Zu verkaufen“ am Tor", ["Zu verkaufen"]),
        ('sign "OPEN"', ["OPEN"]),
        ("enseigne « Fermé »", ["Fermé"]),
        ("Schild »Zu«", ["Zu"]),
        ("看板「営業中」", ["営業中"]),
        ('"A" above "B"', ["A", "B"]),
        ("the potter's wheel, 'rustic', it's old", []),
        ("the dogs’ bowl ‘plain’", ["plain"]),
        ("‘90s style, the dogs’ bowl, rock ‘n’ roll, ’tis", []),
        ("skylt ”ÖPPET” och ”STÄNGT”", ["ÖPPET", "STÄNGT"]),
        ("kyltti »auki» ovessa", ["auki"]),
        ("tabla „otvoreno„ na vratima", ["otvoreno"]),
        ('Schild „OFFEN" am Tor', ["OFFEN"]),
        ("海报《早安》〈早〉〝安〟", ["早安", "早", "安"]),
        ("看板＂営業中＂です", ["営業中"]),
        ("שלט ״פתוח״ על הדלת", ["פתוח"]),
        ("צה״ל ונאט״ו", []),
        ("enseigne ‹ Fermé › et ›Zu‹", ["Fermé", "Zu"]),
        ("a sign ‘OPEN’, Schild ‚Zu‘", ["OPEN", "Zu"]),
        ("“A” and “B”, «a» and «b», »c« und »d«", ["A", "B", "a", "b", "c", "d"]),
        ('a 24" x 36" print', []),
        ('6" nails and 8" nails', []),
        ('one " alone', []),
        ('a line\n"over\ntwo lines"', []),
    ],
)
def test_quotes_of_all_languages_and_no_apostrophes(prompt: str, found: list[str]) -> None:
    assert list(quoted(prompt)) == found


def test_quoted_words_are_for_the_model_that_letters_best_at_its_price_here() -> None:
    advice = _advice("poster “OPEN LATE”")[AdviceKind.LETTERING]
    assert advice.model_id == "flux-2-flex"
    assert advice.price == Exact(credits(5))
    assert AdviceKind.LETTERING not in _advice("poster “OPEN LATE”", "flux-2-flex")
    assert AdviceKind.LETTERING in _advice("poster “OPEN LATE”", "flux-pro-1.1")


@pytest.mark.parametrize("model_id", ["flux-pro-1.0-fill", "flux-3-image", "flux-virtual-try-on"])
def test_a_model_that_does_what_no_other_does_is_not_left(model_id: str) -> None:
    assert AdviceKind.LETTERING not in _advice("poster “OPEN LATE”", model_id)


@pytest.mark.parametrize(
    ("prompt", "better"),
    [
        ("a street, no people, at dawn", "a street, empty, quiet, at dawn"),
        ("a street without people at dawn", "a street, empty, quiet, at dawn"),
        ("a street with no people", "a street, empty, quiet"),
        ("No people on the beach", "Empty, quiet, on the beach"),
        ("A street. No text.", "A street. Plain, unlettered."),
        ("no blur", "sharp throughout"),
        ("a cup without any visible background", "a cup, on a plain white background"),
        ("A street at dawn {no people|crowded}", "A street at dawn {empty, quiet|crowded}"),
        ("A street at dawn {crowded|no people}", "A street at dawn {crowded|empty, quiet}"),
        ("A street {with no people|full}, red", "A street {empty, quiet|full}, red"),
        ("Wanted:\n- no people\n- rain", "Wanted:\n- empty, quiet\n- rain"),
        ("a street - no people", "a street - empty, quiet"),
        ("a street — no people — at dawn", "a street — empty, quiet — at dawn"),
        ("a street (no people)", "a street (empty, quiet)"),
        ("a street\nno people\nat dawn", "a street\nempty, quiet\nat dawn"),
        ("a street --no people", "a street, empty, quiet"),
        ("a mug with no text on it, red", "a mug, plain, unlettered, red"),
        ("a beach with no people visible", "a beach, empty, quiet"),
        ("a beach, no people at all.", "a beach, empty, quiet."),
        ("a sign “NO CARS” with no people", "a sign “NO CARS”, empty, quiet"),
        ("a street, no people, no cars", "a street, empty, quiet, no cars"),
        (
            "a red coat without changing the face, please",
            "a red coat keeping the face exactly as it is, please",
        ),
        (
            "Without changing her face and her hair, add a hat",
            "Keeping her face and her hair exactly as it is, add a hat",
        ),
        (
            "a hat, without changing anything else",
            "a hat, keeping everything else exactly as it is",
        ),
        ("{red|blue without changing the hat}", "{red|blue keeping the hat exactly as it is}"),
        (
            "older, without altering the sign “NO CARS” but at night",
            "older, keeping the sign “NO CARS” exactly as it is but at night",
        ),
    ],
)
def test_what_is_not_wanted_becomes_what_is(prompt: str, better: str) -> None:
    assert _rewritten(prompt) == better


@pytest.mark.parametrize(
    "prompt",
    [
        "a cat without a collar",
        "a hall with no people or cars",
        "a desk, no monitor",
        "a street and no cars on the street",
        "a street, and no cars",
        "a street with trees and without people",
        "a street where there are no people",
        "a room that has no furniture",
        "a beach, no people walking",
        "a street, no cars on the street",
        "a sky, no clouds in the sky",
        "a hall, no people, cars or trees",
        "a hall, no people, text, red",
        "a hall, no people/cars",
        "a hall, no people {or|and} cars",
        "a hall, no people “HERE”",
        "a yes-no people",
        "a hat, without changing the face and add a scarf",
        "a hat, without changing any details",
    ],
)
def test_what_cannot_be_said_well_is_said_and_left(prompt: str) -> None:
    assert _rewritten(prompt) is None


@pytest.mark.parametrize(
    "prompt",
    [
        "a sign “NO PARKING” and the words “no people”",
        "no one is as old as the sea",
        "a tree that is no longer green",
        "bus no. 5 in the rain",
        "gato no telhado",
        "she walks without looking back",
        "a piano and a nocturne, snow, casino",
        '{"scene": "a street", "avoid": "no people"}',
        "a plain barn",
    ],
)
def test_what_asks_for_nothing_to_be_left_out_is_left_alone(prompt: str) -> None:
    assert AdviceKind.NEGATION not in _advice(prompt)


def test_whose_it_is_is_not_what_is_left_out() -> None:
    assert _advice("a cat without its collar")[AdviceKind.NEGATION].found == "without its collar"


def test_every_known_opposite_says_what_is_there() -> None:
    for noun, words in POSITIVE.items():
        better = _rewritten(f"a hall without {noun}")
        assert better == f"a hall, {words}"
        assert AdviceKind.NEGATION not in _advice(better)


def test_a_rewrite_keeps_the_pictures_that_are_named() -> None:
    prompt = Prompt("image 1, no people, as image 2", (Mention(0, 7, "a"), Mention(23, 7, "b")))
    rewrite = _advice(prompt.words)[AdviceKind.NEGATION].rewrite
    assert rewrite is not None
    assert _named(rewrite.applied(prompt)) == ["image 1", "image 2"]


def test_what_is_kept_may_be_a_picture_that_is_named() -> None:
    words = "image 1, without changing the face of image 2, on image 3"
    places = [(words.index(f"image {number}"), f"{number}") for number in (1, 2, 3)]
    prompt = Prompt(words, tuple(Mention(start, 7, key) for start, key in places))
    rewrite = _advice(words)[AdviceKind.NEGATION].rewrite
    assert rewrite is not None
    assert rewrite.words == "keeping the face of image 2 exactly as it is"
    better = rewrite.applied(prompt)
    assert better.words == f"image 1, {rewrite.words}, on image 3"
    assert [each.picture for each in better.mentions] == ["1", "2", "3"]
    assert _named(better) == ["image 1", "image 2", "image 3"]


def _named(prompt: Prompt) -> list[str]:
    return [prompt.words[m.start : m.start + m.length] for m in prompt.mentions]


@pytest.mark.parametrize(
    ("prompt", "better"),
    [
        ("a poster with the words OPEN LATE", "a poster with the words “OPEN LATE”"),
        ("a sign that says closed in red", "a sign that says “closed” in red"),
        ("a mug with the text hello there, blue", "a mug with the text “hello there”, blue"),
        ("{a sign that says OPEN|a wall}", "{a sign that says “OPEN”|a wall}"),
        ("a sign that says {OPEN|CLOSED}, red", "a sign that says “{OPEN|CLOSED}”, red"),
    ],
)
def test_words_to_be_drawn_go_into_quotes(prompt: str, better: str) -> None:
    rewrite = _advice(prompt)[AdviceKind.UNQUOTED].rewrite
    assert rewrite is not None
    assert rewrite.applied(Prompt(prompt)).words == better
    assert AdviceKind.UNQUOTED not in _advice(better)


@pytest.mark.parametrize(
    "prompt",
    [
        "with the text on the left",
        "with the words of a poet",
        "says",
        "a sign that says 'OPEN'",
        'a sign that says "OPEN"5',
        "a sign that says ‘OPEN",
        "a sign that says {a|b",
    ],
)
def test_talk_about_words_is_no_lettering(prompt: str) -> None:
    assert AdviceKind.UNQUOTED not in _advice(prompt)


@pytest.mark.parametrize(("count", "said"), [(5, False), (6, True)])
def test_many_colours_are_too_many(count: int, said: bool) -> None:
    prompt = " ".join(f"#00000{number} (black)" for number in range(count))
    assert (AdviceKind.COLOURS in _advice(f"{prompt} #000000")) is said


@pytest.mark.parametrize(
    ("model_id", "words", "said"),
    [("flux-pro-1.1", 513, True), ("flux-pro-1.1", 512, False), ("flux-2-pro", 2000, False)],
)
def test_long_prompts_are_for_models_that_read_them(model_id: str, words: int, said: bool) -> None:
    assert (AdviceKind.LENGTH in _advice("word " * words, model_id)) is said


def test_what_nobody_wrote_by_hand_is_only_counted() -> None:
    assert set(_advice("no people “x” " * 5000, "flux-pro-1.1")) == {AdviceKind.LENGTH}


def test_nothing_is_said_where_there_are_no_words() -> None:
    assert _advice(" ") == {}
    assert advise(Recipe("no such model", "no people “x”")) == ()
    for model in models():
        if not any(each.role == "prompt" for each in model.parameters):
            assert _advice("no people “x”", model.id) == {}


@given(choices.prompts)
def test_whatever_is_written_each_thing_is_said_once_and_can_be_done(prompt: str) -> None:
    recipe = replace(Recipe(), prompt=prompt)
    found = advise(recipe)
    assert len({each.kind for each in found}) == len(found)
    for each in found:
        if each.rewrite is not None:
            assert each.rewrite.words in each.rewrite.applied(Prompt(prompt)).words


def test_a_picture_that_is_named_is_no_lettering() -> None:
    prompt = "a sign that says image 1, red"
    named = replace(Recipe(), prompt=prompt, mentions=(Mention(17, 7, "a"),))
    assert AdviceKind.UNQUOTED in _advice(prompt)
    assert AdviceKind.UNQUOTED not in {each.kind for each in advise(named)}


@pytest.mark.parametrize("words", ["“OPEN”", '"OPEN LATE"', " »a» ", "‘OPEN’"])
def test_a_quote_is_known_whole(words: str) -> None:
    assert is_quoted(words)
    assert not is_quoted(f"a {words}")
    assert not is_quoted(f"{words}{words}")
