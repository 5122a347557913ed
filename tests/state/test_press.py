"""When a press counts: money asks twice, a held key never, a double click once."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain.credits import Credits, credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.pricing import Exact, Range, Unknown
from bfl_studio.domain.recipe import Recipe
from bfl_studio.state.press import Press, Purchase, Verdict, press, purchase_of

CHEAP = Purchase(Place.GLOBAL, 1, credits("12"))
DEAR = Purchase(Place.GLOBAL, 24, credits("100.001"))
UNPRICED = purchase_of(Place.GLOBAL, Recipe(prompt="a"), 1, Unknown())


def test_a_cheap_press_sends_at_once() -> None:
    assert press(Press(), 0, CHEAP, repeated=False)[0] is Verdict.SEND


def test_exactly_one_dollar_still_sends_at_once() -> None:
    assert press(Press(), 0, replace(CHEAP, most=credits("100")), repeated=False)[0] is Verdict.SEND


def test_a_dear_press_arms_and_the_next_one_sends() -> None:
    verdict, after = press(Press(), 0, DEAR, repeated=False)
    assert verdict is Verdict.ARM
    assert press(after, 1, DEAR, repeated=False)[0] is Verdict.SEND


def test_an_unknown_price_always_asks_twice() -> None:
    verdict, after = press(Press(), 0, UNPRICED, repeated=False)
    assert verdict is Verdict.ARM
    assert press(after, 1, UNPRICED, repeated=False)[0] is Verdict.SEND


def test_the_second_press_within_400_ms_does_not_count() -> None:
    _, armed = press(Press(), 0, DEAR, repeated=False)
    assert press(armed, 0.399, DEAR, repeated=False)[0] is Verdict.IGNORE
    _, sent = press(Press(), 0, CHEAP, repeated=False)
    assert press(sent, 0.399, CHEAP, repeated=False)[0] is Verdict.IGNORE
    assert press(sent, 0.4, CHEAP, repeated=False)[0] is Verdict.SEND


def test_each_press_makes_it_deaf_anew() -> None:
    verdict, state = press(Press(), 0, CHEAP, repeated=False)
    assert verdict is Verdict.SEND
    for tenth in range(1, 20):
        verdict, state = press(state, tenth / 10, CHEAP, repeated=False)
        assert verdict is Verdict.IGNORE
    assert press(state, 2.5, CHEAP, repeated=False)[0] is Verdict.SEND


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        (DEAR, replace(DEAR, most=credits("200"))),
        (DEAR, replace(DEAR, place=Place.SANDBOX)),
        (DEAR, replace(DEAR, pictures=23)),
        (UNPRICED, replace(UNPRICED, pictures=24)),
        (UNPRICED, replace(UNPRICED, recipe=Recipe(prompt="b"))),
        (UNPRICED, DEAR),
    ],
)
def test_what_was_agreed_to_buys_nothing_else(asked: Purchase, other: Purchase) -> None:
    _, armed = press(Press(), 0, asked, repeated=False)
    assert press(armed, 1, other, repeated=False)[0] is Verdict.ARM


def test_words_make_no_other_purchase_where_the_price_is_known() -> None:
    of_a, of_b = (Recipe(prompt=words) for words in "ab")
    price = Range(credits("6"), credits("24"))
    assert purchase_of(Place.EU, of_a, 2, price) == Purchase(Place.EU, 2, credits("24"))
    assert purchase_of(Place.EU, of_a, 2, price) == purchase_of(Place.EU, of_b, 2, price)
    assert purchase_of(Place.EU, of_a, 1, Exact(credits("6"))) != purchase_of(
        Place.EU, of_a, 1, Exact(credits("7"))
    )


def test_armed_lapses_after_five_seconds() -> None:
    _, armed = press(Press(), 0, DEAR, repeated=False)
    assert press(armed, 5.0, DEAR, repeated=False)[0] is Verdict.ARM


@given(
    presses=st.lists(st.tuples(st.floats(0, 3), st.booleans()), max_size=40),
    price=st.integers(1, 400_000).map(Credits),
)
def test_key_repeat_never_sends_and_purchases_are_never_closer_than_400_ms(
    presses: list[tuple[float, bool]], price: Credits
) -> None:
    state, now, sent = Press(), 0.0, list[float]()
    for wait, repeated in presses:
        now += wait
        bought = Purchase(Place.GLOBAL, 1, price)
        verdict, state = press(state, now, bought, repeated=repeated)
        assert not (repeated and verdict is not Verdict.IGNORE)
        if verdict is Verdict.SEND:
            sent.append(now)
    assert all(later - earlier >= 0.4 for earlier, later in pairwise(sent))
