"""Choices in a prompt: what they make, how many, and what stays bound to a picture."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain import choices
from bfl_studio.domain.choices import MOST_COUNTED, Reading
from bfl_studio.domain.pricing import Exact, estimate
from bfl_studio.domain.recipe import MOST_PICTURES, Mention, Recipe
from bfl_studio.domain.rules import IssueKind, check_press
from bfl_studio.state.recipe_state import RecipeState

_WORDS = st.text("ab ü\n#", max_size=4)
_GROUP = st.lists(_WORDS, min_size=2, max_size=4).map(lambda words: "{" + "|".join(words) + "}")
_LITERAL = st.lists(_WORDS, min_size=2, max_size=3).map(lambda words: "{{" + "|".join(words) + "}}")
_PIECES = st.lists(st.one_of(_WORDS, _GROUP, _LITERAL, st.sampled_from("{}|")), max_size=5)
PROMPTS = _PIECES.map("".join)


def _made(prompt: str) -> list[str]:
    return [each.prompt for each in choices.expanded(Recipe(prompt=prompt))]


@pytest.mark.parametrize(
    ("prompt", "made"),
    [
        ("a barn", ["a barn"]),
        ("a {red|blue} barn", ["a red barn", "a blue barn"]),
        ("{a|b} {c|d}", ["a c", "a d", "b c", "b d"]),
        ("a { red | deep blue } barn", ["a red barn", "a deep blue barn"]),
        ("a barn{| at dusk}", ["a barn", "a barnat dusk"]),
        ("a {red|red} barn", ["a red barn"]),
        ("{a|b}{b|a}", ["ab", "aa", "bb", "ba"]),
        ("{|a}{|a}", ["", "a", "aa"]),
        ("a {{red|blue}} barn", ["a {red|blue} barn"]),
        ("set {x} in type", ["set {x} in type"]),
        ("a | b", ["a | b"]),
        ("{one", ["{one"]),
        ("{a|{b|c}}", ["{a|b}", "{a|c}"]),
        ("{{prompt}}", ["{{prompt}}"]),
    ],
)
def test_what_a_prompt_makes(prompt: str, made: list[str]) -> None:
    assert _made(prompt) == made
    assert choices.count(prompt) == len(made)


@pytest.mark.parametrize(
    "prompt",
    [
        json.dumps({"scene": "a|b", "style": {"of": "c|d"}}),
        json.dumps([{"scene": "a|b"}]),
        '{"scene": "a|b",}',
        '{"scene": "a|b"} in soft light',
        'Read this: { "scene" : "a|b" }',
        "  {}",
    ],
)
def test_a_prompt_written_as_json_has_no_choices(prompt: str) -> None:
    assert _made(prompt) == [prompt]
    assert choices.count(prompt) == 1
    assert choices.as_it_reads(Recipe(prompt=prompt)).prompt == prompt


@pytest.mark.parametrize(
    ("prompt", "nested"),
    [
        ("{a|{b|c}}", "{a|{b|c}}"),
        ("{d|e} {{b|c}|a} x", "{{b|c}|a}"),
        ("{a|{{b|c}}}", "{a|{{b|c}}}"),
        ("{a|b}{c|d}", ""),
        ("{x {a|b}}", ""),
        ("{{a|b}}", ""),
        ('{"a": "{b|c}"}', ""),
        ("| {a", ""),
    ],
)
def test_a_choice_inside_a_choice_is_found(prompt: str, nested: str) -> None:
    assert choices.nested_choice(prompt) == nested
    kinds = [each.kind for each in check_press(Recipe(prompt=prompt))]
    assert (IssueKind.CHOICE_NESTED in kinds) == bool(nested)


@given(PROMPTS)
def test_so_many_are_counted_as_are_made_and_each_once(prompt: str) -> None:
    made = _made(prompt)
    assert choices.count(prompt) == len(made) == len(set(made))


@given(PROMPTS)
def test_readings_are_what_is_made_and_say_where_it_differs(prompt: str) -> None:
    made = list(choices.readings(prompt))
    assert [each.prompt for each in made] == _made(prompt)
    for each in made:
        ends = [0, *(place for span in each.chosen for place in span), len(each.prompt)]
        assert ends == sorted(ends)
    if all(len(each.chosen) == len(choices.sizes(prompt)) for each in made):
        assert len({_without(each) for each in made}) <= 1


def _without(reading: Reading) -> str:
    """What is the same in all readings."""
    kept, end = [], 0
    for start, stop in reading.chosen:
        kept.append(reading.prompt[end:start])
        end = stop
    return "\0".join((*kept, reading.prompt[end:]))


@given(PROMPTS, st.data())
def test_a_mention_names_the_same_words_in_every_prompt_it_is_in(
    prompt: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(prompt)))
    name = "@@@"
    worded = prompt[:start] + name + prompt[start:]
    recipe = Recipe(prompt=worded, mentions=(Mention(start, len(name), "key"),))
    for each in choices.expanded(recipe):
        assert len(each.mentions) == each.prompt.count(name)
        for mention in each.mentions:
            assert each.prompt[mention.start : mention.start + mention.length] == name
            assert mention.picture == "key"


@given(PROMPTS)
def test_a_prompt_that_was_sent_makes_itself_when_it_is_used_again(prompt: str) -> None:
    for sent in choices.expanded(Recipe(prompt=prompt)):
        once_more = choices.as_it_reads(sent)
        made = [each.prompt for each in choices.expanded(once_more)]
        assert made == [sent.prompt]


def test_words_that_are_chosen_leave_a_picture_its_number() -> None:
    words = "the coat{image 1|red}0"
    recipe = Recipe(prompt=words, mentions=(Mention(9, 7, "key"),))
    first, second = choices.expanded(recipe)
    assert (first.prompt, second.prompt) == ("the coat image 1 0", "the coatred0")
    assert first.mentions == (Mention(9, 7, "key"),)


def test_a_mention_stays_at_its_words_when_braces_are_made_to_be_read() -> None:
    sent = Recipe(prompt="{a|b} image 1 {c|d}", mentions=(Mention(6, 7, "key"),))
    shown = choices.as_it_reads(sent)
    assert shown.prompt == "{{a|b}} image 1 {{c|d}}"
    (mention,) = shown.mentions
    assert shown.prompt[mention.start : mention.start + mention.length] == "image 1"


def test_more_than_anybody_reads_is_counted_at_once() -> None:
    assert choices.count("{a|b}" * 20_000) == MOST_COUNTED
    assert choices.sizes("{a|b}" * 3) == (2, 2, 2)
    assert choices.sizes("{a|b}" * 20_000) == ()
    # Nobody waits for the 31 that thirty such places make.
    assert 1 < len(list(choices.readings("{|a}" * 30))) < 31


def test_an_open_brace_before_a_long_table_is_read_once() -> None:
    """Begun anew at each of its bars it would take minutes."""
    assert choices.count("{ " + "a|" * 500_000) == 1


def test_choices_in_a_very_long_prompt_are_counted_without_making_the_prompts() -> None:
    """All of them together would fill the memory."""
    assert choices.count(" ".join(f"{{very|}} {'fine ' * 400_000}" for _ in range(10))) == 1024


_ALIKE = st.lists(st.text("a", max_size=3) | st.text("ab", max_size=3), min_size=2, max_size=4)


@given(st.lists(st.tuples(st.text("a", max_size=200) | st.text("ab"), _ALIKE), max_size=4))
def test_what_reads_the_same_counts_once_however_it_comes_about(
    parts: list[tuple[str, list[str]]],
) -> None:
    prompt = "".join(always + "{" + "|".join(words) + "}" for always, words in parts)
    assert choices.count(prompt) == len(_made(prompt))


@pytest.mark.parametrize(
    ("prompt", "empty"),
    [
        ("{|a red cat}", "{|a red cat}"),
        (" {a| }\n{|b}", "{a| }"),
        ("{|}", "{|}"),
        ("{|a} cat", ""),
        ("{|a}{b|c}", ""),
        ("{|a}{{|b}}", ""),
        ("{a|b}", ""),
        ("  ", ""),
        ("{}", ""),
    ],
)
def test_a_choice_that_may_leave_no_words(prompt: str, empty: str) -> None:
    assert choices.empty_choice(prompt) == empty


@given(PROMPTS)
def test_a_choice_is_empty_where_a_prompt_that_is_made_is(prompt: str) -> None:
    blank = any(not each.strip() for each in _made(prompt))
    assert bool(choices.empty_choice(prompt)) == (blank and bool(prompt.strip()))


@given(PROMPTS, st.integers(1, 4))
def test_the_price_is_that_of_every_picture(prompt: str, pictures: int) -> None:
    state = RecipeState()
    state.set_prompt(prompt)
    state.set_pictures(pictures)
    made = len(_made(state.recipe.prompt))
    assert state.pictures == pictures * made
    one = estimate(state.recipe)
    assert isinstance(one, Exact)
    assert state.estimate == Exact(one.amount * (pictures * made))


@pytest.mark.parametrize(("pictures", "prompts", "fits"), [(4, 6, True), (5, 5, False)])
def test_no_more_pictures_than_one_press_may_make(pictures: int, prompts: int, fits: bool) -> None:
    words = "{" + "|".join(map(str, range(prompts))) + "}"
    issues = check_press(Recipe(prompt=words), pictures)
    found = [each for each in issues if each.kind is IssueKind.TOO_MANY_CHOICES]
    assert [each.maximum for each in found] == ([] if fits else [MOST_PICTURES])
