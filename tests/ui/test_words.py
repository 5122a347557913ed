"""Every failure and every issue has a sentence a designer can read."""

import re

import pytest

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.credits import credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, FailureKind, Fault
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
    faults = (Fault(Role.REFERENCE, 2), Fault(None))
    failure = Failure(kind, "", faults, ("violence",), "HTTP 500 {}")
    text = sentence(failure, place, refused=refused)
    assert text.endswith(".")
    assert text[0].isupper() or text.startswith("“")
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
    said = "Corrupted\u202e or\n unreadable image."
    text = sentence(Failure(kind, said), Place.EU)
    ours, quote, then = text.partition(" BFL said: “Corrupted or unreadable image”")
    assert quote
    assert _count(ours) == 1
    assert then == "" or re.fullmatch(r" – [a-z ]+\.", then)


@pytest.mark.parametrize("kind", FailureKind)
@pytest.mark.parametrize(
    "said",
    [
        '{"error": "x"}',
        "[1, 2]",
        "<html><h1>502</h1>",
        "HTTP 500",
        "500 Internal Server Error",
        "Error code: 503",
        "one of prompt and image_prompt is needed",
        "ValueError: no",
    ],
)
def test_what_no_designer_could_read_is_not_quoted(kind: FailureKind, said: str) -> None:
    assert said.strip(" .") not in sentence(Failure(kind, said, reasons=(said,))).replace(
        f"“{said}”", "" if kind.value.startswith("reference") else said
    )


@pytest.mark.parametrize("kind", FailureKind)
def test_hostile_words_of_the_service_stay_plain_and_on_one_line(kind: FailureKind) -> None:
    hostile = "a\x00\n\u202eb " * 5000
    text = sentence(Failure(kind, hostile, (Fault(None, said=hostile),), (hostile,) * 9))
    assert text.isprintable()
    assert len(text) < 500


def test_a_long_answer_of_the_service_is_cut() -> None:
    assert len(sentence(Failure(FailureKind.REQUEST_REFUSED, "word " * 5000))) < 400


def test_the_sandbox_is_not_answering() -> None:
    failure = Failure(FailureKind.SERVICE_UNAVAILABLE)
    assert sentence(failure, Place.SANDBOX).startswith("The Sandbox isn't answering.")
    assert sentence(failure, Place.EU).startswith("BFL isn't answering.")


def test_moderation_names_its_reasons() -> None:
    failure = Failure(
        FailureKind.REQUEST_MODERATED, reasons=("Sexual Content", "a {brace}", "NSFW")
    )
    assert sentence(failure) == (
        "BFL stopped this before painting and named: sexual content, NSFW. Your prompt is kept."
    )


def test_a_refused_field_is_called_by_its_name_in_the_window() -> None:
    failure = Failure(FailureKind.FIELDS_REFUSED, faults=(Fault(Role.OUTPUT_FORMAT),))
    assert sentence(failure).startswith("BFL refused the format; nothing was charged.")


@pytest.mark.parametrize(
    ("faults", "what", "that"),
    [
        ([Fault(Role.WIDTH)], "the width", "it"),
        ([Fault(Role.REFERENCE, 3)], "image 3", "it"),
        ([Fault(Role.REFERENCE)], "the references", "them"),
        ([Fault(None)], "one of the settings", "it"),
        ([Fault(Role.WIDTH), Fault(Role.MASK)], "the width and the mask", "them"),
        ([Fault(Role.WIDTH, said="a"), Fault(Role.WIDTH, said="b")], "the width", "it"),
        (
            [Fault(Role.REFERENCE, number) for number in (1, 2, 3)],
            "image 1, image 2 and image 3",
            "them",
        ),
        (
            [Fault(Role.REFERENCE, number) for number in range(1, 7)],
            "image 1, image 2 and 4 more",
            "them",
        ),
    ],
)
def test_everything_that_was_refused_is_named(faults: list[Fault], what: str, that: str) -> None:
    text = sentence(Failure(FailureKind.FIELDS_REFUSED, faults=tuple(faults)))
    assert text == (
        f"BFL refused {what}; nothing was charged. Change {that} and press Generate again."
    )


@pytest.mark.parametrize("role", Role)
def test_every_field_has_words_that_are_no_wire_names(role: Role) -> None:
    text = sentence(Failure(FailureKind.FIELDS_REFUSED, faults=(Fault(role),)))
    assert not PROTOCOL.search(text)
    assert "one of the settings" not in text


def test_a_broken_reference_is_pointed_at() -> None:
    said = "Invalid or corrupted image input"
    failure = Failure(FailureKind.GENERATION_FAILED, said, (Fault(Role.REFERENCE, 2),))
    assert sentence(failure) == (
        f"BFL couldn't finish this picture. BFL said: “{said}” – look at image 2."
    )


def test_no_credits_in_a_rush_shows_what_there_is() -> None:
    failure = Failure(
        FailureKind.CREDITS_IN_A_RUSH, "Insufficient credits", balance=credits("1240")
    )
    assert sentence(failure, Place.EU, refused=True) == (
        "BFL reports no credits, but the balance shows $12.40; this can happen in a rush."
        " Nothing was charged; your jobs try again by themselves."
    )


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("", "Your prompt and references are kept."),
        (
            "Blocked by policy.",
            "BFL said: “Blocked by policy” – your prompt and references are kept.",
        ),
    ],
)
def test_a_stopped_request_keeps_its_references(said: str, kept: str) -> None:
    failure = Failure(FailureKind.REQUEST_MODERATED, said)
    stopped = "BFL stopped this before painting."
    assert sentence(failure, with_references=True) == f"{stopped} {kept}"
    assert "references" not in sentence(failure)
    notice = Notice("job", Severity.WARNING, Topic.FAILURE, failure, with_references=True)
    assert notice_sentence(notice) == f"{stopped} {kept}"


def test_a_queue_that_waits_for_a_word_says_where_to_look() -> None:
    assert sentence(Failure(FailureKind.MANY_UNCONFIRMED), Place.EU) == (
        "Three purchases in a minute got no answer: the other jobs wait."
        " Look at them in Jobs, then resume."
    )


def test_moderation_in_the_services_own_words() -> None:
    failure = Failure(FailureKind.PICTURE_MODERATED, "Blocked by policy.")
    assert sentence(failure) == (
        "BFL painted this but held the picture back."
        " BFL said: “Blocked by policy” – another seed may pass."
    )


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
            Issue(IssueKind.CHOICE_EMPTY, Role.PROMPT, named="{|a red cat}"),
            "One choice in “{|a red cat}” is empty and would send no prompt: give it words.",
        ),
        (
            Issue(IssueKind.CHOICE_NESTED, Role.PROMPT, named="{a|{b|c}}"),
            "“{a|{b|c}}” has a choice inside a choice: put all words between one pair of braces.",
        ),
        (
            Issue(IssueKind.SIDE_OUT_OF_RANGE, Role.HEIGHT, 64, 4096, step=16),
            "Height must be 64 to 4096, in steps of 16.",
        ),
        (
            Issue(IssueKind.PICTURES_OUT_OF_RANGE, None, 1, 24),
            "The number of pictures must be 1 to 24.",
        ),
        (
            Issue(IssueKind.MENTION_GONE, Role.PROMPT),
            "A picture named in the prompt is gone: its chip is red.",
        ),
        (
            Issue(IssueKind.MENTION_OFF, Role.PROMPT, named="blue.png"),
            "The prompt names “blue.png”, which is off.",
        ),
        (
            Issue(IssueKind.MENTION_BEYOND, maximum=4, model="FLUX.2 [klein] 4B", named="f.png"),
            "The prompt names “f.png”, but FLUX.2 [klein] 4B takes 4.",
        ),
        (
            Issue(IssueKind.MENTION_UNUSED, model="FLUX.1 Fill", named="f.png"),
            "The prompt names “f.png”, which FLUX.1 Fill doesn't use.",
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
    change = (NoticeAction.CHANGE_KEY,)
    paused, trouble = (
        Notice(key, Severity.WARNING, Topic.FAILURE, failure, Place.EU, actions=change)
        for key in ("paused eu", "trouble eu")
    )
    assert "Nothing was charged" in notice_sentence(paused)
    assert "charged" not in notice_sentence(trouble)


def test_every_action_has_words() -> None:
    assert len({action_words(action) for action in NoticeAction}) == len(NoticeAction)
