"""Every action on a job says what it costs; nothing is offered that cannot be done."""

import pytest

from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.job import NEEDS_YOU, JobState, Side
from bfl_studio.ui.job_actions import Deed, offers
from tests.state.makers import a_job

pytestmark = pytest.mark.usefixtures("qapp")
WAIT = Failure(FailureKind.SERVICE_UNAVAILABLE)


@pytest.mark.parametrize("state", JobState)
@pytest.mark.parametrize("side", Side)
def test_whatever_can_be_charged_carries_its_price(state: JobState, side: Side) -> None:
    for offer in offers(a_job(1, state=state, side=side, failure=WAIT)):
        assert (offer.price == "$0.03") == (offer.deed is Deed.AGAIN)
        face = f"{offer.words} · $0.03 {offer.note}".rstrip() if offer.price else offer.words
        assert offer.face == face


@pytest.mark.parametrize("state", sorted(NEEDS_YOU))
def test_what_needs_you_can_be_settled_for_nothing(state: JobState) -> None:
    deeds = [each.deed for each in offers(a_job(1, state=state)) if not each.price]
    assert Deed.PUT_AWAY in deeds


@pytest.mark.parametrize(
    ("state", "faces"),
    [
        (JobState.QUEUED, ["Cancel"]),
        (JobState.SENDING, []),
        (JobState.ACCEPTED, ["Stop waiting"]),
        (JobState.SAVING, []),
        (JobState.FAILED, ["Retry · $0.03", "Put away"]),
        (JobState.GONE, ["Make again · $0.03", "Put away"]),
        (JobState.UNCONFIRMED, ["Send again · $0.03 (may be charged twice)", "Keep", "Discard"]),
    ],
)
def test_each_state_offers_its_own(state: JobState, faces: list[str]) -> None:
    assert [each.face for each in offers(a_job(1, state=state))] == faces


def test_what_was_not_sent_for_a_reason_can_be_changed_and_put_away() -> None:
    missing = Failure(FailureKind.REFERENCE_MISSING, said="brief.jpg")
    stopped = a_job(1, state=JobState.CANCELLED, failure=missing)
    assert [each.face for each in offers(stopped)] == ["Change", "Put away"]


@pytest.mark.parametrize("state", [JobState.SAVING, JobState.ACCEPTED])
def test_what_is_held_up_can_be_left_to_itself_or_made_again(state: JobState) -> None:
    elsewhere = Failure(FailureKind.LINK_ELSEWHERE)
    faces = [each.face for each in offers(a_job(1, state=state, failure=elsewhere))]
    assert faces == ["Stop waiting", "Make again · $0.03"]


def test_another_seed_is_offered_only_where_it_can_pass() -> None:
    held = [each.words for each in offers(a_job(1, state=JobState.MODERATED, side=Side.PICTURE))]
    stopped = [each.words for each in offers(a_job(1, state=JobState.MODERATED, side=Side.REQUEST))]
    assert held[0] == "New seed"
    assert stopped[0] == "Edit prompt"
    assert "New seed" not in stopped


def test_a_refusal_is_retried_only_where_that_can_help() -> None:
    wrong = Failure(FailureKind.FIELDS_REFUSED)
    again = [each.deed for each in offers(a_job(1, state=JobState.REFUSED, failure=WAIT))]
    never = [each.deed for each in offers(a_job(1, state=JobState.REFUSED, failure=wrong))]
    assert Deed.AGAIN in again
    assert Deed.AGAIN not in never


def test_sending_several_again_costs_what_all_of_them_cost() -> None:
    jobs = [a_job(number, state=JobState.UNCONFIRMED) for number in (1, 2, 3)]
    faces = [each.face for each in offers(*jobs)]
    assert faces == ["Send again · $0.09 (may be charged twice)", "Keep", "Discard"]


@pytest.mark.parametrize("state", sorted(set(JobState) - {JobState.QUEUED}))
def test_nothing_that_was_sent_is_ever_cancelled(state: JobState) -> None:
    words = [each.words for each in offers(a_job(1, state=state))]
    assert "Cancel" not in words
    assert (words == ["Stop waiting"]) is (state is JobState.ACCEPTED)


def test_to_stop_waiting_says_that_it_is_paid_and_saved() -> None:
    (stop,) = offers(a_job(1, state=JobState.ACCEPTED))
    assert stop.warning == "Already paid: it will still be saved."
