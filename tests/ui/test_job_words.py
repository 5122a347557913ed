"""What is said of a job is short, true and names its money."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from bfl_studio.domain.credits import credits
from bfl_studio.domain.endpoint import GLOBAL
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.job import Job, JobState, Side
from bfl_studio.ui import glyphs
from bfl_studio.ui.job_money import money_words
from bfl_studio.ui.job_words import MOST_OF_THE_BAR, describe_job, job_words, state_words
from bfl_studio.ui.standings import Standing
from bfl_studio.ui.text import plain
from tests.state.makers import NOON, a_job, a_recipe

STATES = list(JobState)
SLOW_LINK = replace(a_recipe(), model_id="flux-3-image")
UNKNOWN = replace(a_recipe(), model_id="flux-of-tomorrow")
LONGEST = 14
NEED_YOU = {
    JobState.MODERATED: "warn-tint",
    JobState.UNCONFIRMED: "warn-tint",
    JobState.REFUSED: "error-tint",
    JobState.FAILED: "error-tint",
    JobState.GONE: "error-tint",
}

pytestmark = pytest.mark.usefixtures("qapp")


def after(seconds: int, **changes: object) -> Standing:
    """How a job stands so long after it began."""
    return replace(Standing(NOON + 1000 * seconds, usual=(11, 14)), **changes)  # type: ignore[arg-type]


def live(state: JobState, **changes: object) -> Job:
    """A job at BFL that was quoted $0.06."""
    begun = {"accepted_ms": NOON, "seen_ms": NOON, "quoted": credits("6")}
    return a_job(1, state=state, endpoint=GLOBAL, **{**begun, **changes})


def caption(job: Job, standing: Standing) -> str:
    return job_words(job, standing).caption.shown.replace("\u00a0", " ")


@given(
    state=st.sampled_from(STATES),
    seconds=st.integers(-5, 10**7),
    place=st.integers(0, 5000),
    side=st.sampled_from(Side),
    usual=st.tuples(st.integers(0, 400), st.integers(0, 600)),
)
def test_a_caption_fits_its_tile(
    state: JobState, seconds: int, place: int, side: Side, usual: tuple[int, int]
) -> None:
    standing = Standing(NOON + 1000 * seconds, place, usual)
    for job in (live(state, side=side), a_job(1, state=state, seen_ms=NOON)):
        assert len(caption(job, standing)) <= LONGEST


@pytest.mark.parametrize(
    ("job", "standing", "shown"),
    [
        (live(JobState.QUEUED), after(0, place=1), "1st in line"),
        (live(JobState.QUEUED), after(0, place=2), "2nd in line"),
        (live(JobState.QUEUED), after(0, place=3), "3rd in line"),
        (live(JobState.QUEUED), after(0, place=11), "11th in line"),
        (live(JobState.QUEUED), after(0, place=22), "22nd in line"),
        (live(JobState.SENDING), after(3), "3 s"),
        (live(JobState.ACCEPTED), after(8), "8 of ≈ 12 s"),
        (live(JobState.ACCEPTED), after(13), "13 of ≈ 14 s"),
        (live(JobState.ACCEPTED), after(38), "38 s, slow"),
        (live(JobState.ACCEPTED), after(1300), "21 min, slow"),
        (live(JobState.ACCEPTED), after(9_000), "2 h, slow"),
        (live(JobState.ACCEPTED), after(400_000), "4 days, slow"),
        (live(JobState.SAVING), after(5), "$0.06"),
        (live(JobState.SAVING), after(79), "8:41 left"),
        (live(JobState.SAVING), after(59), "$0.06"),
        (live(JobState.SAVING), after(60), "9:00 left"),
        (live(JobState.SAVING), after(599), "0:01 left"),
        (live(JobState.SAVING), after(600), "Link run out?"),
        (live(JobState.SAVING, recipe=SLOW_LINK), after(700), "48:20 left"),
        (live(JobState.SAVING, recipe=UNKNOWN), after(79), "8:41 left"),
        (live(JobState.REFUSED), after(0), "Not charged"),
        (live(JobState.MODERATED, side=Side.REQUEST), after(0), "Your request"),
        (live(JobState.MODERATED, side=Side.PICTURE), after(0), "Held back"),
        (live(JobState.FAILED), after(0), "BFL error"),
        (live(JobState.GONE), after(0), "Link expired"),
        (live(JobState.UNCONFIRMED), after(0), "Maybe charged"),
    ],
)
def test_the_caption_says_how_it_stands(job: Job, standing: Standing, shown: str) -> None:
    assert caption(job, standing) == shown


@pytest.mark.parametrize("kind", [each for each in FailureKind if each.startswith("reference")])
def test_what_the_studio_itself_did_not_send_says_why(kind: FailureKind) -> None:
    job = live(JobState.CANCELLED, failure=Failure(kind, said="brief.jpg"))
    words = job_words(job, after(0))
    assert (words.word, words.tint, words.ink) == ("Not sent", "error-tint", "error-text")
    assert len(words.caption.shown) <= LONGEST
    spoken = describe_job(job, after(0))
    assert "not charged" in spoken
    assert state_words(job).rstrip(".") in spoken


@pytest.mark.parametrize("state", [JobState.SAVING, JobState.ACCEPTED])
def test_what_is_held_up_says_so_while_it_is_tried_again(state: JobState) -> None:
    job = live(state, failure=Failure(FailureKind.LINK_ELSEWHERE))
    words = job_words(job, after(700))
    assert (words.word, words.caption.shown, words.tint) == ("Held up", "Link refused", "warn-tint")
    assert words.part is None
    assert "asked for again from time to time" in describe_job(job, after(700))


def test_what_the_designer_called_off_needs_nobody() -> None:
    words = job_words(live(JobState.CANCELLED), after(0))
    assert (words.word, words.caption.shown, words.tint) == ("Cancelled", "Not charged", "")


def test_that_a_link_may_have_run_out_is_spoken() -> None:
    spoken = describe_job(live(JobState.SAVING), after(700))
    assert "its link may have run out" in spoken


def test_a_picture_nobody_knows_any_more_has_no_expired_link() -> None:
    job = live(JobState.GONE, failure=Failure(FailureKind.TASK_NOT_FOUND))
    assert caption(job, after(0)) == "Not found"


def test_no_error_is_blamed_on_bfl_that_never_saw_the_job() -> None:
    assert caption(a_job(1, state=JobState.FAILED), after(0)) == "Sandbox error"


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_a_word_a_glyph_and_a_tint(state: JobState) -> None:
    words = job_words(live(state), after(0))
    assert words.word
    glyphs.require(words.glyph)
    assert words.tint == NEED_YOU.get(state, "")


class TestTheBar:
    def test_follows_the_service(self) -> None:
        assert job_words(live(JobState.ACCEPTED, progress=0.4), after(13)).part == 0.4

    def test_else_follows_the_usual_time(self) -> None:
        assert job_words(live(JobState.ACCEPTED), after(7)).part == pytest.approx(0.5)

    @pytest.mark.parametrize("progress", [None, 1.0])
    def test_never_says_it_is_done(self, progress: float | None) -> None:
        job = live(JobState.ACCEPTED, progress=progress)
        assert job_words(job, after(400)).part == MOST_OF_THE_BAR

    def test_is_absent_where_nothing_runs(self) -> None:
        assert job_words(live(JobState.QUEUED), after(4)).part is None
        assert job_words(live(JobState.FAILED), after(4)).part is None


class TestMoney:
    @pytest.mark.parametrize(
        ("job", "said"),
        [
            (live(JobState.QUEUED), "not charged"),
            (live(JobState.SENDING), "may be charged from now on"),
            (live(JobState.ACCEPTED), "quoted $0.06"),
            (live(JobState.SAVING, charged=credits("6")), "charged $0.06"),
            (live(JobState.SAVED), "quoted $0.06"),
            (live(JobState.SAVED, quoted=None), "estimated $0.03"),
            (live(JobState.REFUSED), "not charged"),
            (live(JobState.GONE, charged=credits("6")), "charged $0.06"),
            (live(JobState.UNCONFIRMED), "maybe charged $0.03"),
            (live(JobState.CANCELLED), "not charged"),
        ],
    )
    def test_says_how_well_it_is_known(self, job: Job, said: str) -> None:
        assert money_words(job) == said

    def test_of_the_sandbox_says_so(self) -> None:
        job = a_job(1, state=JobState.ACCEPTED, quoted=credits("6"))
        assert money_words(job) == "quoted $0.06 in the Sandbox"
        assert job_words(replace(job, state=JobState.SAVING), after(0)).caption.pretend

    @pytest.mark.parametrize("state", [JobState.MODERATED, JobState.FAILED, JobState.UNCONFIRMED])
    def test_nobody_states_is_told_by_the_balance(self, state: JobState) -> None:
        told = Failure(FailureKind.GENERATION_FAILED, balance=credits("1234"))
        job = live(state, balance_before=credits("1240"), failure=told)
        assert money_words(job).endswith("balance $12.40 before, $12.34 after")
        kept = replace(job, failure=replace(told, balance=credits("1240")))
        assert "free" not in money_words(kept)
        assert "now" not in money_words(replace(job, failure=None))

    def test_in_doubt_is_told_by_what_was_read_for_its_sake(self) -> None:
        failure = Failure(FailureKind.NO_ANSWER, balance=credits("1237"))
        before = credits("1240")
        job = live(JobState.UNCONFIRMED, balance_before=before, failure=failure)
        assert money_words(job).endswith("balance $12.40 before, $12.37 after")


class TestSpoken:
    def test_is_one_sentence(self) -> None:
        recipe = a_recipe("jacket on the bridge")
        job = live(JobState.ACCEPTED, recipe=recipe, position=1)
        assert describe_job(job, after(8, pictures=4)) == (
            "Running, 8 of about 12 seconds, picture 2 of 4, FLUX.2 pro, quoted $0.06, "
            "jacket on the bridge."
        )

    @pytest.mark.parametrize("state", STATES)
    def test_is_made_of_harmless_text(self, state: JobState, qapp: QApplication) -> None:
        job = live(state, recipe=a_recipe("two\nlines \u202e\x07" + "x" * 4000))
        spoken = describe_job(job)
        assert plain(spoken, 1000) == spoken
        assert len(spoken) < 400
