"""Every failure and every issue has a sentence a designer can read."""

import re

import pytest

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.rules import Issue, IssueKind
from bfl_studio.state.notices import Notice, NoticeAction, Severity, Topic
from bfl_studio.ui.notice_words import action_words, notice_sentence
from bfl_studio.ui.words import reason, sentence

PROTOCOL = re.compile(r"JSON|HTTP|[{}]|\b[1-5]\d\d\b|_|please|oops|invalid", re.IGNORECASE)
SENTENCES = [
    (kind, place, refused)
    for kind in FailureKind
    for place in (None, *Place)
    for refused in (False, True)
]


def _allowed(text: str) -> str:
    return text.replace("BFL_API_KEY", "")


def _count(text: str) -> int:
    return len(re.findall(r"[.!?]”?(?:\s|$)", text))


@pytest.mark.parametrize(("kind", "place", "refused"), SENTENCES)
def test_every_failure_has_a_sentence_without_protocol(
    kind: FailureKind, place: Place | None, refused: bool
) -> None:
    failure = Failure(kind, details="HTTP 500 {}", reasons=("violence",), field="input_image_2")
    text = sentence(failure, place, refused=refused)
    assert text.endswith(".")
    assert text[0].isupper()
    assert not PROTOCOL.search(_allowed(text))
    assert 1 <= _count(text) <= 2


@pytest.mark.parametrize("kind", FailureKind)
def test_what_fails_in_the_sandbox_is_not_said_of_bfl(kind: FailureKind) -> None:
    text = sentence(Failure(kind), Place.SANDBOX)
    assert not re.search(r"\bBFL\b", _allowed(text))


@pytest.mark.parametrize(
    "kind", [FailureKind.GENERATION_FAILED, FailureKind.REQUEST_REFUSED, FailureKind.NO_ANSWER]
)
def test_what_the_service_said_is_quoted_and_never_the_only_word(kind: FailureKind) -> None:
    said = "Invalid\u202e or\n corrupted <b>image</b> {input}"
    text = sentence(Failure(kind, said), Place.EU)
    ours = text.removesuffix(" BFL said: “Invalid or corrupted <b>image</b> {input}”")
    assert ours != text
    assert _count(ours) == 1


@pytest.mark.parametrize("kind", FailureKind)
def test_hostile_words_of_the_service_stay_plain_and_on_one_line(kind: FailureKind) -> None:
    text = sentence(Failure(kind, "a\x00\n\u202e{b}" * 5000, "\n{x}", ("\n{r}\u202e",)))
    assert text.isprintable()
    assert len(text) < 500


def test_a_long_answer_of_the_service_is_cut() -> None:
    assert len(sentence(Failure(FailureKind.REQUEST_REFUSED, "word " * 5000))) < 400


def test_the_sandbox_is_not_answering() -> None:
    failure = Failure(FailureKind.SERVICE_UNAVAILABLE)
    assert sentence(failure, Place.SANDBOX).startswith("The Sandbox isn't answering.")
    assert sentence(failure, Place.EU).startswith("BFL isn't answering.")


def test_moderation_names_its_reasons() -> None:
    failure = Failure(FailureKind.REQUEST_MODERATED, reasons=("violence", "a {brace}"))
    assert sentence(failure) == (
        "BFL stopped this before painting and named: violence, a {brace}. Your prompt is kept."
    )


def test_a_refused_field_is_called_by_its_name_in_the_window() -> None:
    failure = Failure(FailureKind.FIELDS_REFUSED, field="output_format")
    assert sentence(failure).startswith("BFL refused the format; nothing was charged.")


def test_nothing_was_charged_is_said_only_of_a_refused_purchase() -> None:
    failure = Failure(FailureKind.KEY_REFUSED)
    assert "othing was charged" in sentence(failure, refused=True)
    assert "charged" not in sentence(failure)


@pytest.mark.parametrize("kind", IssueKind)
@pytest.mark.parametrize("role", [None, *Role])
def test_every_issue_has_a_short_reason(kind: IssueKind, role: Role | None) -> None:
    text = reason(Issue(kind, role, 64, 4096))
    assert text.endswith(".")
    assert not PROTOCOL.search(text)
    assert _count(text) == 1


@pytest.mark.parametrize(
    ("issue", "text"),
    [
        (Issue(IssueKind.PROMPT_EMPTY, Role.PROMPT), "Write a prompt first."),
        (
            Issue(IssueKind.SIDE_OUT_OF_RANGE, Role.HEIGHT, 64, 4096),
            "Height must be 64 to 4096, in steps of 16.",
        ),
        (
            Issue(IssueKind.PICTURES_OUT_OF_RANGE, None, 1, 24),
            "The number of pictures must be 1 to 24.",
        ),
    ],
)
def test_reasons_name_the_field_and_its_bounds(issue: Issue, text: str) -> None:
    assert reason(issue) == text


@pytest.mark.parametrize("kind", FailureKind)
def test_a_failure_that_stops_generate_is_told_in_one_sentence(kind: FailureKind) -> None:
    text = reason(Failure(kind), Place.SANDBOX)
    assert _count(text) == 1
    assert text.endswith(".")


@pytest.mark.parametrize("topic", Topic)
@pytest.mark.parametrize("count", [0, 1, 6])
def test_every_notice_has_a_sentence(topic: Topic, count: int) -> None:
    text = notice_sentence(Notice("key", Severity.INFO, topic, count=count))
    assert text.endswith(".")
    assert not PROTOCOL.search(text)


def test_recovered_pictures_are_counted() -> None:
    said = [
        notice_sentence(Notice("r", Severity.INFO, Topic.RECOVERED, count=count))
        for count in (1, 6)
    ]
    assert "1 paid picture is" in said[0]
    assert "6 paid pictures are" in said[1]


def test_a_paused_queue_tells_that_nothing_was_charged() -> None:
    failure = Failure(FailureKind.KEY_REFUSED)
    paused = Notice(
        "p", Severity.WARNING, Topic.FAILURE, failure, Place.EU, actions=(NoticeAction.RESUME,)
    )
    trouble = Notice("t", Severity.WARNING, Topic.FAILURE, failure, Place.EU)
    assert "Nothing was charged" in notice_sentence(paused)
    assert "charged" not in notice_sentence(trouble)


def test_every_action_has_words() -> None:
    assert len({action_words(action) for action in NoticeAction}) == len(NoticeAction)
