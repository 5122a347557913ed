"""Durations: one value, scaled whole; waits with jitter inside their bounds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.services.timing import Timing, next_link, next_poll, next_retry

CHANCE = st.floats(0, 1)


@given(age=st.floats(0, 1e6), chance=CHANCE)
def test_polls_come_every_half_second_and_slow_down_but_never_end(
    age: float, chance: float
) -> None:
    wait = next_poll(Timing(), age, None, chance)
    usual = 0.5 if age < 600 else 15 if age < 3600 else 60 if age < 86_400 else 600
    assert usual * 0.8 <= wait <= usual * 1.2 + 1e-9


@given(seen=st.floats(0.1, 3000), age=st.floats(0, 300), chance=CHANCE)
def test_the_first_look_comes_when_most_of_the_usual_time_has_passed(
    seen: float, age: float, chance: float
) -> None:
    wait = next_poll(Timing(), age, seen, chance)
    assert wait >= next_poll(Timing(), age, None, chance)
    first = min(0.6 * seen, 60.0)
    assert age + wait >= first - 1e-9
    if age >= first:
        assert wait <= 0.6 + 1e-9


@given(age=st.floats(0, 1e6), chance=CHANCE)
def test_links_that_lead_elsewhere_are_asked_about_less_often_but_never_given_up(
    age: float, chance: float
) -> None:
    usual = 60 if age < 86_400 else 600
    assert usual * 0.8 <= next_link(Timing(), age, chance) <= usual * 1.2 + 1e-9


@given(attempt=st.integers(0, 10_000), chance=CHANCE)
def test_retries_wait_longer_each_time_but_never_longer_than_the_cap(
    attempt: int, chance: float
) -> None:
    wait = next_retry(Timing(), attempt, chance)
    assert 0 < wait <= Timing().retry_longest * 1.2 + 1e-9
    assert next_retry(Timing(), attempt + 1, chance) >= wait


def test_scaling_scales_everything() -> None:
    scaled = Timing().scaled(0.1)
    assert scaled.poll == Timing().poll * 0.1
    assert scaled.patience.purchase_answer == Timing().patience.purchase_answer * 0.1
