"""When a press counts: money asks twice, a held key never, a double click once."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain.credits import Credits, credits
from bfl_studio.state.press import Press, Verdict, press

CHEAP, DEAR = credits("12"), credits("100.001")


def test_a_cheap_press_sends_at_once() -> None:
    assert press(Press(), 0, CHEAP, repeated=False)[0] is Verdict.SEND


def test_exactly_one_dollar_still_sends_at_once() -> None:
    assert press(Press(), 0, credits("100"), repeated=False)[0] is Verdict.SEND


def test_a_dear_press_arms_and_the_next_one_sends() -> None:
    verdict, after = press(Press(), 0, DEAR, repeated=False)
    assert verdict is Verdict.ARM
    assert press(after, 1, DEAR, repeated=False)[0] is Verdict.SEND


def test_an_unknown_price_always_asks_twice() -> None:
    verdict, after = press(Press(), 0, None, repeated=False)
    assert verdict is Verdict.ARM
    assert press(after, 1, None, repeated=False)[0] is Verdict.SEND


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


def test_armed_for_one_price_does_not_send_another() -> None:
    _, armed = press(Press(), 0, DEAR, repeated=False)
    assert press(armed, 1, credits("200"), repeated=False)[0] is Verdict.ARM


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
        verdict, state = press(state, now, price, repeated=repeated)
        assert not (repeated and verdict is not Verdict.IGNORE)
        if verdict is Verdict.SEND:
            sent.append(now)
    assert all(later - earlier >= 0.4 for earlier, later in pairwise(sent))
