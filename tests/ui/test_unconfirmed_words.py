"""What is said of purchases without an answer is what the balance allows to be said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bfl_studio.domain.credits import credits
from bfl_studio.domain.endpoint import EU, GLOBAL
from bfl_studio.domain.errors import Failure, FailureKind, Hint
from bfl_studio.domain.job import Job, JobState
from bfl_studio.domain.pricing import Unknown
from bfl_studio.ui.standings import Standing
from bfl_studio.ui.unconfirmed_words import (
    describe_doubt,
    doubt_money,
    doubt_sentence,
    doubt_words,
)
from tests.state.makers import NOON, a_job

pytestmark = pytest.mark.usefixtures("qapp")
SENT = "This was sent, but no answer came."
ALL_SENT = "These were sent, but no answer came."


def doubts(*hints: Hint | None, **changes: object) -> tuple[Job, ...]:
    """Purchases of $0.03 without an answer, each with what the balance said."""
    facts = {"state": JobState.UNCONFIRMED, "endpoint": GLOBAL, **changes}
    return tuple(
        a_job(number, failure=Failure(FailureKind.NO_ANSWER, hint=hint), **facts)
        for number, hint in enumerate(hints, start=1)
    )


@pytest.mark.parametrize(
    ("hints", "said"),
    [
        ([None], f"{SENT} It may have been charged."),
        (
            [Hint.FELL],
            f"{SENT} The balance fell by exactly $0.03, so it was probably charged.",
        ),
        (
            [Hint.UNCHANGED],
            f"{SENT} The balance is unchanged, so it was probably not charged.",
        ),
        ([Hint.UNCLEAR], f"{SENT} Nobody can say whether it was charged."),
        ([None] * 2, f"{ALL_SENT} They may have been charged."),
        (
            [Hint.FELL] * 3,
            f"{ALL_SENT} The balance fell by exactly $0.09, so they were probably charged.",
        ),
        (
            [Hint.UNCHANGED] * 2,
            f"{ALL_SENT} The balance is unchanged, so they were probably not charged.",
        ),
        ([Hint.UNCLEAR] * 2, f"{ALL_SENT} Nobody can say whether they were charged."),
        (
            [Hint.FELL, Hint.UNCHANGED],
            f"{ALL_SENT} Nobody can say whether they were charged.",
        ),
        ([Hint.FELL, None], f"{ALL_SENT} Nobody can say whether they were charged."),
    ],
)
def test_the_sentence_says_what_the_balance_did(hints: list[Hint | None], said: str) -> None:
    assert doubt_sentence(doubts(*hints)) == said


def test_two_places_have_no_one_balance_that_fell() -> None:
    jobs = (*doubts(Hint.FELL), *doubts(Hint.FELL, endpoint=EU))
    assert "Nobody can say" in doubt_sentence(jobs)


def test_a_price_nobody_knows_makes_no_sum() -> None:
    assert "Nobody can say" in doubt_sentence(doubts(Hint.FELL, estimate=Unknown()))


def test_the_sandbox_is_named_where_its_balance_fell() -> None:
    (job,) = doubts(Hint.FELL, endpoint=a_job(1).endpoint)
    assert "The Sandbox's balance fell by exactly $0.03" in doubt_sentence((job,))


@pytest.mark.parametrize(
    ("failure", "happened"),
    [
        (Failure(FailureKind.NO_ANSWER, "Internal error"), "no clear answer came."),
        (Failure(FailureKind.ODD_RECEIPT), "something else answered, perhaps a proxy."),
    ],
)
def test_an_answer_that_says_nothing_is_not_called_silence(failure: Failure, happened: str) -> None:
    job = a_job(1, state=JobState.UNCONFIRMED, failure=failure)
    assert doubt_sentence((job,)) == f"This was sent, but {happened} It may have been charged."


def test_their_row_counts_them_and_keeps_the_doubt() -> None:
    words = doubt_words(doubts(*[None] * 3), Standing(NOON))
    assert (words.word, words.caption.shown) == ("3 sent without an answer", "Maybe charged")
    assert (words.tint, words.caption.pretend) == ("warn-tint", False)
    assert doubt_words((a_job(1, state=JobState.UNCONFIRMED),), Standing(NOON)).caption.pretend


def test_their_money_is_the_sum_of_all() -> None:
    first, second = doubts(Hint.FELL, Hint.FELL, balance_before=credits("1240"))
    assert doubt_money((first, second)) == "maybe charged $0.06"
    weighed = replace(second, failure=Failure(FailureKind.NO_ANSWER, balance=credits("1234")))
    assert doubt_money((first, weighed)) == (
        "maybe charged $0.06 · balance $12.40 before, $12.34 after"
    )


def test_they_are_spoken_in_one_sentence() -> None:
    assert describe_doubt(doubts(None, None)) == (
        "2 sent without an answer, FLUX.2 pro, maybe charged $0.06, a harbour."
    )
