"""A job takes the steps of the table and no others, and every road ends."""

from dataclasses import replace

import pytest

from bfl_studio.domain import flux_models, job, recipe
from bfl_studio.domain.endpoint import sandbox
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.job import ENDINGS, NEEDS_YOU, Job, JobState
from bfl_studio.domain.pricing import Unknown
from bfl_studio.domain.recipe import Recipe

S = JobState
# Typed by hand from the design: a job is sent again only from `queued`, and nothing that may
# have been bought ever goes back there.
TABLE = {
    S.QUEUED: {S.SENDING, S.CANCELLED},
    S.SENDING: {S.ACCEPTED, S.QUEUED, S.REFUSED, S.UNCONFIRMED},
    S.ACCEPTED: {S.SAVING, S.MODERATED, S.FAILED, S.GONE},
    S.SAVING: {S.SAVED, S.ACCEPTED, S.FAILED, S.GONE},
    S.UNCONFIRMED: {S.ACCEPTED, S.DISCARDED},
}
LAST = {S.SAVED, S.REFUSED, S.MODERATED, S.FAILED, S.GONE, S.CANCELLED, S.DISCARDED}
STEPS = [(start, end) for start in S for end in S]


def a_job(state: JobState = S.QUEUED, wanted: Recipe | None = None) -> Job:
    return Job(
        id="a",
        number=1,
        batch_id="b",
        position=0,
        project_id="default",
        recipe=wanted or recipe.default_recipe(flux_models.first_model()).with_seed(7),
        estimate=Unknown(),
        price_rule="",
        endpoint=sandbox("http://127.0.0.1:1"),
        created_ms=5,
        state=state,
    )


@pytest.mark.parametrize(("start", "end"), STEPS, ids=lambda state: state.value)
def test_only_the_steps_of_the_table_are_taken(start: JobState, end: JobState) -> None:
    before = a_job(start)
    if end in TABLE.get(start, set()):
        after = before.to(end, evidence="why")
        assert after == replace(before, state=end, evidence="why")
    else:
        with pytest.raises(ValueError, match=f"{start.value} -> {end.value}"):
            before.to(end)
    assert before.state is start


@pytest.mark.parametrize("state", S)
def test_endings_are_where_nothing_leads_on(state: JobState) -> None:
    assert a_job(state).ended is (state in LAST)
    assert (state in ENDINGS) is (state in LAST)


def _reachable(start: JobState) -> set[JobState]:
    found: set[JobState] = set()
    open_ends = {start}
    while open_ends:
        state = open_ends.pop()
        found.add(state)
        open_ends |= set(job.NEXT.get(state, ())) - found
    return found


@pytest.mark.parametrize("state", sorted(set(S) - LAST))
def test_every_road_ends(state: JobState) -> None:
    assert _reachable(state) & LAST


def test_every_state_is_on_some_road_from_the_queue() -> None:
    assert _reachable(S.QUEUED) == set(S)


@pytest.mark.parametrize("state", [S.ACCEPTED, S.SAVING, S.UNCONFIRMED])
def test_what_may_have_been_bought_is_never_sent_again(state: JobState) -> None:
    assert not _reachable(state) & {S.QUEUED, S.SENDING}


@pytest.mark.parametrize("state", S)
def test_only_what_was_never_sent_can_be_called_off(state: JobState) -> None:
    assert job.may_cancel(a_job(state)) is (state is S.QUEUED)


def test_what_waits_for_a_decision() -> None:
    assert set(NEEDS_YOU) == {S.UNCONFIRMED, S.REFUSED, S.MODERATED, S.FAILED, S.GONE}


@pytest.mark.parametrize("state", S)
def test_a_finished_picture_whose_links_lead_elsewhere_needs_you(state: JobState) -> None:
    elsewhere = replace(a_job(state), failure=Failure(FailureKind.LINK_ELSEWHERE))
    waits = state in (S.SAVING, S.ACCEPTED)
    assert job.held_up(elsewhere) is waits
    assert job.needs_you(elsewhere) or not waits
    assert not job.held_up(replace(elsewhere, failure=Failure(FailureKind.NO_ANSWER)))


@pytest.mark.parametrize("state", S)
def test_a_job_needs_you_until_it_is_put_away(state: JobState) -> None:
    waiting = a_job(state)
    assert job.needs_you(waiting) is (state in NEEDS_YOU)
    failed = replace(waiting, failure=Failure(FailureKind.REFERENCE_MISSING))
    # What nobody asked to be called off is news as much as a refusal.
    assert job.needs_you(failed) is (state in NEEDS_YOU or state is S.CANCELLED)
    assert not job.needs_you(replace(failed, hidden=True))


def test_the_seed_is_the_recipes() -> None:
    assert a_job().seed == 7
    assert a_job(wanted=Recipe("flux-3-image")).seed is None
