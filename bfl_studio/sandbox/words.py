"""The table of prompt words: what each one makes the Sandbox do."""

from collections.abc import Mapping

from bfl_studio.sandbox.misdeeds import (
    NOT_FOUND,
    Behaviour,
    Link,
    PollAnswer,
    Progress,
    Quote,
    Receipt,
    Refusal,
    RetryAfter,
    Word,
)

SUBMITS = "submits refused, nothing charged; the first: of one prompt from one key"
RECEIPTS = "submits bought, the reply"
COURSES = "how the task goes; charged"
UNDER_WAY = "what a poll says while the task is under way"
POLLS = "how polls are answered"
DELIVERIES = "the finished picture"

_PREFIX = "sandbox:"
_REASONS = ["Violence", "Sexual Content", "Copyrighted Character"]
_SAID = "The Sandbox was asked to fail."
_FAULTS = [{"type": "value_error", "loc": ["body", "prompt"], "msg": _SAID, "input": None}]


def _refusal(name: str, help: str, refusal: Refusal) -> tuple[str, Word]:
    again = {None: "", 1: "; the first submit", 2: "; the first two submits"}[refusal.times]
    word = Word(SUBMITS, help + again, Behaviour(refusals=((name, refusal),)))
    return _PREFIX + name, word


def _word(name: str, group: str, help: str, does: Behaviour) -> tuple[str, Word]:
    return _PREFIX + name, Word(group, help, does)


def _busy(said: RetryAfter) -> Refusal:
    detail = "Too many active tasks: the Sandbox was asked to be busy"
    return Refusal(429, detail, times=2, retry_after=said)


def _first_poll(code: int, detail: str, times: int = 1, page: bool = False) -> Behaviour:
    said = RetryAfter.SOON if code == 429 else RetryAfter.NEVER_SAID
    return Behaviour(first_polls=(PollAnswer(code, detail, page=page, retry_after=said),) * times)


_NOT_FOUND = PollAnswer(404, status=NOT_FOUND)
_MESSAGE = {
    "error": "invalid_request",
    "message": "The Sandbox was asked to refuse this.",
    "details": {},
}

WORDS: Mapping[str, Word] = dict(
    [
        _refusal("400", "400", Refusal(400, "Finetune not found or not ready")),
        _refusal(
            "400-message",
            "400 with error and message in place of detail",
            Refusal(400, _MESSAGE, wrapped=False),
        ),
        _refusal("401", "401", Refusal(401, "Unauthorized")),
        _refusal(
            "402",
            "402 Insufficient credits, whatever there is",
            Refusal(402, "Insufficient credits"),
        ),
        _refusal(
            "403",
            "403, the key is unknown",
            Refusal(403, "Not authenticated - Invalid Authentication"),
        ),
        _refusal("403-none", "403, no key came", Refusal(403, "Not authenticated")),
        _refusal(
            "403-access",
            "403, no access to the model",
            Refusal(403, "Your organization does not have access to this endpoint"),
        ),
        _refusal("404", "404", Refusal(404, "Not Found")),
        _refusal("413", "413", Refusal(413, "Request body too large")),
        _refusal("422", "422, an array that names a field of the model", Refusal(422, named=1)),
        _refusal("422-two", "422, an array that names two fields", Refusal(422, named=2)),
        _refusal(
            "422-text", "422 with a sentence", Refusal(422, "The Sandbox was asked to refuse this.")
        ),
        _refusal("422-key", "422 Invalid API key format", Refusal(422, "Invalid API key format")),
        _refusal("429", "429, Retry-After: 1", _busy(RetryAfter.SOON)),
        _refusal("429-bare", "429 without Retry-After", _busy(RetryAfter.NEVER_SAID)),
        _refusal("429-date", "429, Retry-After as a date two seconds on", _busy(RetryAfter.DATE)),
        _refusal("429-late", "429, Retry-After: 3600", _busy(RetryAfter.LATE)),
        _refusal("500", "500", Refusal(500, "Internal Server Error", times=1)),
        _refusal("502", "502, an HTML page", Refusal(502, "Bad Gateway", times=1, page=True)),
        _refusal(
            "503", "503 with detail", Refusal(503, "Service temporarily unavailable", times=1)
        ),
        _refusal(
            "503-html", "503, an HTML page", Refusal(503, "Service Unavailable", times=1, page=True)
        ),
        _refusal("504", "504, an HTML page", Refusal(504, "Gateway Time-out", times=1, page=True)),
        _word(
            "no-cost", RECEIPTS, "no cost, input_mp and output_mp", Behaviour(quote=Quote.ABSENT)
        ),
        _word("null-cost", RECEIPTS, "null for those three", Behaviour(quote=Quote.NULL)),
        _word(
            "never-cost",
            RECEIPTS,
            "none of the three, and no cost in any poll",
            Behaviour(quote=Quote.NEVER),
        ),
        _word(
            "no-url",
            RECEIPTS,
            "no polling_url; get_result?id= finds the task",
            Behaviour(receipt=Receipt.WITHOUT_URL),
        ),
        _word(
            "504-charged",
            RECEIPTS,
            "504, an HTML page, although it was bought",
            Behaviour(receipt=Receipt.LOST),
        ),
        _word("slow", COURSES, "takes ten times as long", Behaviour(pace=10.0)),
        _word(
            "moderated",
            COURSES,
            "the first poll answers Request Moderated",
            Behaviour(ending=("Request Moderated", {"Moderation Reasons": ["Violence"]}), pace=0.0),
        ),
        _word(
            "content-moderated",
            COURSES,
            "ends as Content Moderated",
            Behaviour(ending=("Content Moderated", {"Moderation Reasons": ["Violence"]})),
        ),
        _word("error", COURSES, "ends as Error", Behaviour(ending=("Error", {"error": _SAID}))),
        _word(
            "error-array",
            COURSES,
            "ends as Error, details is an array that names a field",
            Behaviour(ending=("Error", _FAULTS)),
        ),
        _word("failed", COURSES, "ends as Failed", Behaviour(ending=("Failed", {"error": _SAID}))),
        _word("empty", COURSES, "ends as Ready with a null result", Behaviour(without_result=True)),
        _word(
            "reasons",
            COURSES,
            "several moderation reasons; alone: Content Moderated",
            Behaviour(details=({"Moderation Reasons": _REASONS},)),
        ),
        _word(
            "reasons-text",
            COURSES,
            "the same as a text",
            Behaviour(details=(", ".join(_REASONS),)),
        ),
        _word(
            "details-text",
            COURSES,
            "details is a sentence; alone: Content Moderated",
            Behaviour(details=(_SAID,)),
        ),
        _word(
            "details-null",
            COURSES,
            "details is null; alone: Content Moderated",
            Behaviour(details=(None,)),
        ),
        _word(
            "error-beside",
            COURSES,
            "ends as Error, said in a field error beside null details",
            Behaviour(ending=("Error", None), error_beside=_SAID),
        ),
        _word(
            "phases",
            UNDER_WAY,
            "Reasoning, then Generating",
            Behaviour(phases=("Reasoning", "Generating")),
        ),
        _word(
            "queued",
            UNDER_WAY,
            "Queued, Uploading, Processing",
            Behaviour(phases=("Queued", "Uploading", "Processing")),
        ),
        _word("unknown", UNDER_WAY, "a status nobody knows", Behaviour(phases=("Daydreaming",))),
        _word("percent", UNDER_WAY, "progress from 0 to 100", Behaviour(progress=Progress.PERCENT)),
        _word("no-progress", UNDER_WAY, "progress is null", Behaviour(progress=Progress.UNTOLD)),
        _word("preview", UNDER_WAY, "a preview picture", Behaviour(preview=True)),
        _word("state", POLLS, "state in place of status", Behaviour(status_field="state")),
        *[
            _word(
                f"poll-{code}",
                POLLS,
                f"every valid answer comes with HTTP {code}",
                Behaviour(poll_code=code),
            )
            for code in (202, 404, 422, 500, 503)
        ],
        _word(
            "poll-down",
            POLLS,
            "the first poll gets HTTP 500 with detail",
            _first_poll(500, "Internal Server Error"),
        ),
        _word(
            "poll-html",
            POLLS,
            "the first poll gets HTTP 502, an HTML page",
            _first_poll(502, "Bad Gateway", page=True),
        ),
        _word(
            "poll-page",
            POLLS,
            "the first poll gets HTTP 200, an HTML page",
            _first_poll(200, "Sign in", page=True),
        ),
        _word(
            "poll-403",
            POLLS,
            "the first poll gets HTTP 403 with detail",
            _first_poll(403, "Not authenticated - Invalid Authentication"),
        ),
        _word(
            "poll-429",
            POLLS,
            "the first two polls get HTTP 429, Retry-After: 1",
            _first_poll(429, "Too many requests", 2),
        ),
        _word(
            "not-found",
            POLLS,
            "the first three polls get Task not found",
            Behaviour(first_polls=(_NOT_FOUND,) * 3),
        ),
        _word(
            "not-found-ever",
            POLLS,
            "every poll gets Task not found",
            Behaviour(unknown_for_ever=True),
        ),
        _word("expired", DELIVERIES, "its URL is dead at once, 403", Behaviour(link=Link.DEAD)),
        _word("expired-410", DELIVERIES, "the same, 410", Behaviour(link=Link.GONE)),
        _word(
            "expired-once",
            DELIVERIES,
            "the first Ready has a dead URL, later ones a good one",
            Behaviour(link=Link.FIRST_DEAD),
        ),
        _word(
            "delivery-404",
            DELIVERIES,
            "the first download gets 404",
            Behaviour(first_fetches=(404,)),
        ),
        _word(
            "delivery-500",
            DELIVERIES,
            "the first download gets 500",
            Behaviour(first_fetches=(500,)),
        ),
        _word("damaged", DELIVERIES, "only half of its bytes come", Behaviour(damaged=True)),
    ]
)
