"""Every answer the service is known to give, and what the studio makes of it.

One row for each: the raw answer, the kind of failure, the sentence, what is offered that pays
again. Sentences are typed by hand, as BFL's; nothing here is read from the product.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bfl_studio.domain.errors import FailureKind
from bfl_studio.domain.job import JobState

K, S = FailureKind, JobState

KLEIN = "flux-2-klein-4b"
HTML = "<html><head><title>{code}</title></head><body><h1>{code} Trouble</h1></body></html>"


class Line(StrEnum):
    """What is documented or was observed (`bfl-api.md` §2): each needs a row."""

    ACCEPTED_WITH_COST = "2a cost"
    ACCEPTED_WITHOUT_COST = "2a no cost"
    ACCEPTED_WITH_NULL_COST = "2a cost null"
    ACCEPTED_WITHOUT_URL = "2a no polling_url"
    PENDING = "2b Pending"
    REASONING = "2b Reasoning"
    GENERATING = "2b Generating"
    QUEUED = "2b Queued"
    UPLOADING = "2b Uploading"
    PROCESSING = "2b Processing"
    READY = "2b Ready"
    READY_WITHOUT_PICTURE = "2b Ready, result null"
    REQUEST_MODERATED = "2b Request Moderated"
    CONTENT_MODERATED = "2b Content Moderated"
    ERROR = "2b Error"
    FAILED = "2b Failed"
    TASK_NOT_FOUND = "2b Task not found"
    UNKNOWN_STATUS = "2b anything else"
    STATE = "2b state in place of status"
    PREVIEW = "2b preview"
    DETAILS_OBJECT = "2b details an object"
    DETAILS_TEXT = "2b details a text"
    DETAILS_NULL = "2b details null"
    DETAILS_ARRAY = "2b details an array"
    POLL_202 = "2b a task with 202"
    POLL_404 = "2b a task with 404"
    POLL_422 = "2b a task with 422"
    POLL_500 = "2b a task with 500"
    POLL_503 = "2b a task with 503"
    POLL_KEY = "2c 403 on a poll"
    POLL_BUSY = "2c 429 on a poll"
    POLL_DOWN = "2c 5xx on a poll"
    POLL_PROXY = "2c a web page on a poll"
    E400 = "2c 400"
    E400_MESSAGE = "2c error, message, details"
    E401 = "2c 401"
    E402 = "2c 402"
    E402_RUSH = "2c 402 although there are credits"
    E403_NO_KEY = "2c 403 no key"
    E403_WRONG_KEY = "2c 403 wrong key"
    E403_ACCESS = "2c 403 no access"
    E404 = "2c 404"
    E413 = "2c 413"
    E422_KEY = "2c 422 about the key"
    E422_TEXT = "2c 422 a text"
    E422_ARRAY = "2c 422 an array"
    E429 = "2c 429"
    E500 = "2c 500"
    E502 = "2c 502"
    E503 = "2c 503"
    E504 = "2c 504"
    NO_CONNECTION = "2c connect"
    NO_ANSWER = "2c read timeout"
    LINK_EXPIRED = "4 expiry"
    DAMAGED = "4 what is no picture"
    TOO_LARGE = "4 what is far too large"


@dataclass(frozen=True, slots=True)
class Raw:
    """One HTTP answer; what is no text is sent as JSON. `@id` and `@origin` are filled in.

    `late`: no answer at all, until the asker gives up.
    """

    status: int = 200
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict)
    late: bool = False


def task(status: str, code: int = 200, **more: object) -> Raw:
    """A poll's answer about a task."""
    empty = {"result": None, "progress": None, "details": None, "preview": None}
    return Raw(code, {"id": "@id", "status": status, **empty, **more})


def ready(code: int = 200, **more: object) -> Raw:
    return task("Ready", code, result={"sample": "@origin/picture/@id"}, **more)


def page(code: int) -> Raw:
    return Raw(code, HTML.format(code=code), {"Content-Type": "text/html"})


def refusal(code: int, detail: object, **headers: str) -> Raw:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Raw(code, {"detail": detail}, named)


def fault(said: str, *place: str | int) -> dict[str, object]:
    return {"type": "value_error", "loc": ["body", *place], "msg": said, "input": {"a": 1}}


URL = {"polling_url": "@origin/task/@id"}
ACCEPTED = Raw(200, {"id": "@id", **URL, "cost": 1.4, "input_mp": 0.0, "output_mp": 0.06})
READY = ready()


@dataclass(frozen=True, slots=True)
class Row:
    """What is answered and what comes of it.

    The last of `polls` is repeated. `again` is the offer that pays again, "" for none; `change`:
    it is offered to change the recipe. `posts` is how often the request was sent.
    """

    line: Line
    name: str
    ends: JobState
    kind: FailureKind | None = None
    sentence: str = ""
    again: str = ""
    change: bool = False
    submits: tuple[Raw, ...] = (ACCEPTED,)
    polls: tuple[Raw, ...] = (READY,)
    delivery: Raw | None = None
    model_id: str = KLEIN
    references: int = 0
    balance: float = 1240
    posts: int = 1
    word: str = ""
    """The Sandbox's prompt word for the same answer, where it has one."""


_L = Line


def _saved(line: Line, submit: Raw = ACCEPTED, *polls: Raw, word: str = "") -> Row:
    return Row(line, line.value, S.SAVED, submits=(submit,), polls=polls or (READY,), word=word)


def _late(line: Line, code: int, word: str) -> Row:
    """A task's answers with a code that means something else."""
    polls = (task("Pending", code), ready(code))
    return Row(line, line.value, S.SAVED, sentence=_WORKING, polls=polls, word=word)


def _under_way(line: Line, status: str, sentence: str, word: str = "") -> Row:
    polls = (task(status, progress=0.3), READY)
    return Row(line, line.value, S.SAVED, sentence=sentence, polls=polls, word=word)


def _stopped(line: Line, name: str, poll: Raw, sentence: str, word: str = "") -> Row:
    return Row(
        line,
        name,
        S.MODERATED,
        K.REQUEST_MODERATED,
        sentence,
        polls=(poll,),
        change=True,
        word=word,
    )


def _held_back(line: Line, name: str, poll: Raw, sentence: str, word: str = "") -> Row:
    return Row(
        line,
        name,
        S.MODERATED,
        K.PICTURE_MODERATED,
        sentence,
        "New seed",
        change=True,
        polls=(poll,),
        word=word,
    )


def _failed(line: Line, name: str, poll: Raw, sentence: str, word: str = "") -> Row:
    return Row(
        line, name, S.FAILED, K.GENERATION_FAILED, sentence, "Retry", polls=(poll,), word=word
    )


def _troubled(line: Line, name: str, kind: FailureKind, poll: Raw, sentence: str, word: str) -> Row:
    """An answer that says nothing of the task: it is told, and the task is asked about again."""
    return Row(line, name, S.SAVED, kind, sentence, polls=(poll, READY), word=word)


def _refused(
    line: Line,
    name: str,
    kind: FailureKind,
    submit: Raw,
    sentence: str,
    word: str = "",
    model_id: str = KLEIN,
    references: int = 0,
) -> Row:
    return Row(
        line,
        name,
        S.REFUSED,
        kind,
        sentence,
        change=True,
        submits=(submit,),
        model_id=model_id,
        references=references,
        word=word,
    )


def _paused(
    line: Line, kind: FailureKind, submit: Raw, sentence: str, word: str, balance: float = 1240
) -> Row:
    return Row(
        line, line.value, S.QUEUED, kind, sentence, submits=(submit,), balance=balance, word=word
    )


def _unclear(line: Line, name: str, kind: FailureKind, submit: Raw, said: str, word: str) -> Row:
    return Row(line, name, S.UNCONFIRMED, kind, said, "Send again", submits=(submit,), word=word)


_NOT_CHARGED = "nothing was charged."
_WORKING = "BFL is working on this picture."
_KEY = "BFL doesn't accept the key. Nothing was charged; your jobs wait."
_STOPPED = "BFL stopped this before painting"
_HELD = "BFL painted this but held the picture back"
_UNFINISHED = "BFL couldn't finish this picture."
_AGAIN = "press Generate again."
_PERHAPS = (
    "This was sent, but something between here and BFL answered, so it may have been charged."
)
_UNSURE = "This was sent, but no clear answer came, so it may have been charged."
_BUSY = "BFL is busy with as many of your jobs as it allows. The rest start as others finish."
_DOWN = "BFL isn't answering. Your jobs are safe and still being checked."
_INVALID = "Not authenticated - Invalid Authentication"
_ODD = "<html>&amp; {}</html>"

SUBMITS = (
    _saved(_L.ACCEPTED_WITH_COST, ACCEPTED),
    _saved(_L.ACCEPTED_WITHOUT_COST, Raw(200, {"id": "@id", **URL}), word="no-cost"),
    _saved(
        _L.ACCEPTED_WITH_NULL_COST,
        Raw(200, {"id": "@id", **URL, "cost": None, "input_mp": None, "output_mp": None}),
        word="null-cost",
    ),
    _saved(_L.ACCEPTED_WITHOUT_URL, Raw(200, {"id": "@id", "cost": 1.4}), word="no-url"),
)

STATUSES = (
    _under_way(_L.PENDING, "Pending", _WORKING),
    _under_way(_L.PROCESSING, "Processing", _WORKING, "queued"),
    _under_way(_L.QUEUED, "Queued", "BFL has this picture in its queue.", "queued"),
    _under_way(_L.UPLOADING, "Uploading", "BFL is fetching what this picture needs.", "queued"),
    _under_way(_L.REASONING, "Reasoning", "BFL is thinking this picture through.", "phases"),
    _under_way(_L.GENERATING, "Generating", "BFL is painting this picture.", "phases"),
    _under_way(
        _L.UNKNOWN_STATUS,
        "Daydreaming",
        "BFL calls this step “Daydreaming”; the picture is still due.",
        "unknown",
    ),
    Row(
        _L.UNKNOWN_STATUS,
        "an unknown status nobody can read",
        S.SAVED,
        sentence=_WORKING,
        polls=(task("PHASE_7{}"), READY),
    ),
    _saved(_L.READY, ACCEPTED, ready(cost=1.4, progress=1.0)),
    Row(
        _L.STATE,
        "state in place of status",
        S.SAVED,
        polls=(
            Raw(
                body={
                    "id": "@id",
                    "state": "Ready",
                    "result": {"sample": "@origin/picture/@id"},
                }
            ),
        ),
        word="state",
    ),
    Row(
        _L.PREVIEW,
        "a preview of two megabytes",
        S.SAVED,
        sentence=_WORKING,
        polls=(task("Pending", preview={"image": "A" * 2_000_000}), ready(preview={"image": "A"})),
        word="preview",
    ),
    _failed(
        _L.READY_WITHOUT_PICTURE,
        "ready without a picture",
        task("Ready"),
        f"{_UNFINISHED} The recipe and seed are kept.",
        "empty",
    ),
    _stopped(
        _L.REQUEST_MODERATED,
        "stopped, with a reason",
        task("Request Moderated", details={"Moderation Reasons": ["Violence"]}),
        f"{_STOPPED} and named: violence. Your prompt is kept.",
        "moderated",
    ),
    _held_back(
        _L.CONTENT_MODERATED,
        "held back, with a reason",
        task("Content Moderated", details={"Moderation Reasons": ["Violence"]}),
        f"{_HELD} and named: violence. Another seed may pass.",
        "content-moderated",
    ),
    _failed(
        _L.ERROR,
        "an error in the details",
        task("Error", details={"error": "Out of memory."}),
        f"{_UNFINISHED} BFL said: “Out of memory” – the recipe and seed are kept.",
        "error",
    ),
    _failed(
        _L.ERROR,
        "an error beside the details",
        task("Error", error="Out of memory"),
        f"{_UNFINISHED} BFL said: “Out of memory” – the recipe and seed are kept.",
        "error-beside",
    ),
    _failed(
        _L.FAILED,
        "failed",
        task("Failed", details={"error": "Out of memory"}),
        f"{_UNFINISHED} BFL said: “Out of memory” – the recipe and seed are kept.",
        "failed",
    ),
    Row(
        _L.TASK_NOT_FOUND,
        "not found at first",
        S.SAVED,
        polls=(task("Task not found", 404), task("Task not found", 404), READY),
        word="not-found",
    ),
    Row(
        _L.TASK_NOT_FOUND,
        "never found",
        S.GONE,
        K.TASK_NOT_FOUND,
        "BFL no longer knows this picture. The recipe and seed are kept.",
        "Make again",
        polls=(task("Task not found", 404),),
        word="not-found-ever",
    ),
)

DETAILS = (
    _held_back(
        _L.DETAILS_OBJECT,
        "several reasons",
        task("Content Moderated", details={"Moderation Reasons": ["Sexual Content", "NSFW"]}),
        f"{_HELD} and named: sexual content, NSFW. Another seed may pass.",
        "reasons",
    ),
    _held_back(
        _L.DETAILS_OBJECT,
        "one reason alone",
        task("Content Moderated", details={"Moderation Reasons": "Violence"}),
        f"{_HELD} and named: violence. Another seed may pass.",
    ),
    _held_back(
        _L.DETAILS_OBJECT,
        "reasons nobody can read",
        task("Content Moderated", details={"Moderation Reasons": [{"code": 7}, None, "S_7", ""]}),
        f"{_HELD}. Another seed may pass.",
    ),
    _held_back(
        _L.DETAILS_TEXT,
        "held back, in words",
        task("Content Moderated", details="Blocked by policy."),
        f"{_HELD}. BFL said: “Blocked by policy” – another seed may pass.",
        "details-text",
    ),
    _stopped(
        _L.DETAILS_TEXT,
        "stopped, in words",
        task("Request Moderated", details="Blocked by policy."),
        f"{_STOPPED}. BFL said: “Blocked by policy” – your prompt is kept.",
    ),
    _failed(
        _L.DETAILS_TEXT,
        "an error that is data",
        task("Error", details='{"error": {"code": 500}}'),
        f"{_UNFINISHED} The recipe and seed are kept.",
    ),
    _failed(
        _L.DETAILS_TEXT,
        "an error that is markup",
        task("Error", details=_ODD),
        f"{_UNFINISHED} The recipe and seed are kept.",
    ),
    _held_back(
        _L.DETAILS_NULL,
        "held back, without a word",
        task("Content Moderated"),
        f"{_HELD}. Another seed may pass.",
        "details-null",
    ),
    _stopped(
        _L.DETAILS_NULL,
        "stopped, without a word",
        task("Request Moderated"),
        f"{_STOPPED}. Your prompt is kept.",
    ),
    Row(
        _L.DETAILS_OBJECT,
        "an error about a picture",
        S.FAILED,
        K.GENERATION_FAILED,
        f"{_UNFINISHED} BFL said: “Invalid or corrupted image input” – look at image 1.",
        change=True,
        polls=(task("Error", 422, details={"error": "Invalid or corrupted image input"}),),
        references=1,
    ),
    Row(
        _L.DETAILS_ARRAY,
        "an error about a field",
        S.FAILED,
        K.GENERATION_FAILED,
        f"{_UNFINISHED} BFL said: “Cannot be decoded” – look at image 2.",
        change=True,
        polls=(task("Error", 422, details=[fault("Cannot be decoded", "input_image_2")]),),
        references=2,
        word="error-array",
    ),
)

CODES = (
    _late(_L.POLL_202, 202, "poll-202"),
    _late(_L.POLL_404, 404, "poll-404"),
    _late(_L.POLL_422, 422, "poll-422"),
    _late(_L.POLL_500, 500, "poll-500"),
    _late(_L.POLL_503, 503, "poll-503"),
    *(
        _failed(
            line,
            f"an error with {line.value}",
            task("Error", code, details={"error": "Out of memory"}),
            f"{_UNFINISHED} BFL said: “Out of memory” – the recipe and seed are kept.",
        )
        for line, code in (
            (_L.POLL_404, 404),
            (_L.POLL_422, 422),
            (_L.POLL_500, 500),
            (_L.POLL_503, 503),
        )
    ),
    _stopped(
        _L.POLL_422,
        "stopped with 422",
        task("Request Moderated", 422, details={"Moderation Reasons": ["Violence"]}),
        f"{_STOPPED} and named: violence. Your prompt is kept.",
    ),
    _troubled(
        _L.POLL_KEY,
        "a poll with a refused key",
        K.KEY_REFUSED,
        refusal(403, _INVALID),
        "BFL doesn't accept the key. Your jobs are kept and wait for a key that works.",
        "poll-403",
    ),
    Row(
        _L.POLL_BUSY,
        "a poll too many",
        S.SAVED,
        K.BUSY,
        _BUSY,
        polls=(refusal(429, "Too many requests", Retry_After="1"), READY),
        word="poll-429",
    ),
    _troubled(
        _L.POLL_DOWN,
        "a poll of a service that is down",
        K.SERVICE_UNAVAILABLE,
        refusal(500, "Internal Server Error"),
        _DOWN,
        "poll-down",
    ),
    _troubled(
        _L.POLL_DOWN,
        "a poll of a gateway that is down",
        K.SERVICE_UNAVAILABLE,
        page(502),
        _DOWN,
        "poll-html",
    ),
    _troubled(
        _L.POLL_PROXY,
        "a poll answered by a proxy",
        K.ODD_ANSWER,
        page(200),
        "The answer came from something between here and BFL, perhaps a proxy. Your jobs are kept.",
        "",
    ),
)

REFUSALS = (
    _refused(
        _L.E400,
        "400 in words",
        K.REQUEST_REFUSED,
        refusal(400, "Finetune not found or not ready"),
        f"BFL refused this request; {_NOT_CHARGED} BFL said: “Finetune not found or not ready”"
        " – change the prompt or the settings.",
        "400",
    ),
    _refused(
        _L.E400,
        "400 about a picture",
        K.REQUEST_REFUSED,
        refusal(400, "Input image 2 is larger than 16 megapixels"),
        f"BFL refused image 2; {_NOT_CHARGED}"
        f" BFL said: “Input image 2 is larger than 16 megapixels” – change it and {_AGAIN}",
        model_id="flux-3-image",
        references=2,
    ),
    _refused(
        _L.E400_MESSAGE,
        "400 with error and message",
        K.REQUEST_REFUSED,
        Raw(400, {"error": "invalid_request", "message": "Not this one", "details": {"a": 1}}),
        f"BFL refused this request; {_NOT_CHARGED} BFL said: “Not this one”"
        " – change the prompt or the settings.",
        "400-message",
    ),
    _paused(_L.E401, K.KEY_REFUSED, refusal(401, "Unauthorized"), _KEY, "401"),
    _paused(
        _L.E402,
        K.NO_CREDITS,
        refusal(402, "Insufficient credits"),
        "BFL says the credits don't cover this picture. Nothing was charged; your other jobs wait.",
        "",
        balance=0.5,
    ),
    _paused(
        _L.E402_RUSH,
        K.CREDITS_IN_A_RUSH,
        refusal(402, "Insufficient credits"),
        "BFL reports no credits, but the balance shows $12.40; this can happen in a rush."
        " Nothing was charged; your jobs wait.",
        "402",
    ),
    _paused(_L.E403_NO_KEY, K.KEY_REFUSED, refusal(403, "Not authenticated"), _KEY, "403-none"),
    _paused(_L.E403_WRONG_KEY, K.KEY_REFUSED, refusal(403, _INVALID), _KEY, "403"),
    _refused(
        _L.E403_ACCESS,
        "403 about the model",
        K.MODEL_NOT_ALLOWED,
        refusal(403, "Your organization does not have access to this endpoint"),
        f"This account may not use the model yet; {_NOT_CHARGED} Choose another model.",
        "403-access",
    ),
    _refused(
        _L.E404,
        "404",
        K.UNKNOWN_MODEL,
        refusal(404, "Not Found"),
        f"BFL doesn't offer this model; {_NOT_CHARGED} Choose another model.",
        "404",
    ),
    _refused(
        _L.E413,
        "413",
        K.REQUEST_TOO_LARGE,
        refusal(413, "Request body too large"),
        f"This is more than BFL takes at once; {_NOT_CHARGED}"
        " BFL said: “Request body too large” – send less at once.",
        "413",
    ),
    _paused(_L.E422_KEY, K.KEY_REFUSED, refusal(422, "Invalid API key format"), _KEY, "422-key"),
    _refused(
        _L.E422_TEXT,
        "422 in words",
        K.FIELDS_REFUSED,
        refusal(422, "This cannot be painted."),
        f"BFL refused this request; {_NOT_CHARGED} BFL said: “This cannot be painted”"
        " – change the prompt or the settings.",
        "422-text",
    ),
    _refused(
        _L.E422_TEXT,
        "422 in words about a field",
        K.FIELDS_REFUSED,
        refusal(422, "output_format must be png"),
        f"BFL refused the format; {_NOT_CHARGED} Change it and {_AGAIN}",
    ),
    _refused(
        _L.E422_ARRAY,
        "422 about a field",
        K.FIELDS_REFUSED,
        refusal(422, [fault("Value error, too long for us", "prompt")]),
        f"BFL refused the prompt; {_NOT_CHARGED}"
        f" BFL said: “too long for us” – change it and {_AGAIN}",
    ),
    _refused(
        _L.E422_ARRAY,
        "422 about a field, in the service's language",
        K.FIELDS_REFUSED,
        refusal(422, [fault("one of prompt and image_prompt is needed", "prompt")]),
        f"BFL refused the prompt; {_NOT_CHARGED} Change it and {_AGAIN}",
    ),
    _refused(
        _L.E422_ARRAY,
        "422 about several fields",
        K.FIELDS_REFUSED,
        refusal(422, [fault("a", "width"), fault("b", "height"), fault("c", "seed")]),
        f"BFL refused the width, the height and the seed; {_NOT_CHARGED} Change them and {_AGAIN}",
        "422-two",
    ),
    _refused(
        _L.E422_ARRAY,
        "422 about a numbered picture",
        K.FIELDS_REFUSED,
        refusal(422, [fault("Too small", "input_image_2")]),
        f"BFL refused image 2; {_NOT_CHARGED} BFL said: “Too small” – change it and {_AGAIN}",
        references=2,
    ),
    _refused(
        _L.E422_ARRAY,
        "422 about a picture deep inside",
        K.FIELDS_REFUSED,
        refusal(422, [fault("Too small", "images", 1, "str")]),
        f"BFL refused image 2; {_NOT_CHARGED} BFL said: “Too small” – change it and {_AGAIN}",
        model_id="flux-3-image",
        references=2,
    ),
    _refused(
        _L.E422_ARRAY,
        "422 about a mask",
        K.FIELDS_REFUSED,
        refusal(422, [fault("Not as large as the image", "mask")]),
        f"BFL refused the mask; {_NOT_CHARGED}"
        f" BFL said: “Not as large as the image” – change it and {_AGAIN}",
        model_id="flux-pro-1.0-fill",
    ),
    _refused(
        _L.E422_ARRAY,
        "422 about something nobody sets",
        K.FIELDS_REFUSED,
        refusal(422, [fault("Extra inputs are not permitted", "webhook_url")]),
        f"BFL refused one of the settings; {_NOT_CHARGED}"
        f" BFL said: “Extra inputs are not permitted” – change it and {_AGAIN}",
    ),
    Row(
        _L.E429,
        "429 with a wait",
        S.SAVED,
        K.BUSY,
        _BUSY,
        submits=(refusal(429, "Too many active tasks", Retry_After="0.1"), ACCEPTED),
        posts=2,
        word="429",
    ),
    Row(
        _L.E429,
        "429 without a word",
        S.SAVED,
        K.BUSY,
        _BUSY,
        submits=(page(429), ACCEPTED),
        posts=2,
        word="429-bare",
    ),
    Row(
        _L.E503,
        "503 in words",
        S.REFUSED,
        K.SERVICE_UNAVAILABLE,
        f"BFL turned this down for now; {_NOT_CHARGED} Try again in a moment.",
        "Retry",
        change=True,
        submits=(refusal(503, "Service temporarily unavailable"),),
        word="503",
    ),
)

UNCLEAR = (
    _unclear(
        _L.E500,
        "500 in words",
        K.NO_ANSWER,
        refusal(500, "Internal Server Error"),
        f"{_UNSURE} BFL said: “Internal Server Error”",
        "500",
    ),
    _unclear(_L.E500, "500 as a page", K.ODD_RECEIPT, page(500), _PERHAPS, ""),
    _unclear(_L.E502, "502", K.ODD_RECEIPT, page(502), _PERHAPS, "502"),
    _unclear(_L.E503, "503 as a page", K.ODD_RECEIPT, page(503), _PERHAPS, "503-html"),
    _unclear(_L.E504, "504", K.ODD_RECEIPT, page(504), _PERHAPS, "504"),
    _unclear(_L.NO_ANSWER, "no answer", K.NO_ANSWER, Raw(late=True), _UNSURE, ""),
    Row(
        _L.NO_CONNECTION,
        "nobody there",
        S.QUEUED,
        K.UNREACHABLE,
        "BFL can't be reached; you may be offline. Jobs wait here and go on by themselves.",
        posts=0,
    ),
)

DELIVERIES = (
    Row(
        _L.LINK_EXPIRED,
        "a dead link",
        S.GONE,
        K.LINK_EXPIRED,
        "The picture was finished, but its link ran out before it was saved."
        " The recipe and seed are kept.",
        "Make again",
        delivery=refusal(403, "Expired"),
        word="expired",
    ),
    Row(
        _L.DAMAGED,
        "no picture",
        S.FAILED,
        K.DAMAGED_PICTURE,
        "The picture arrived damaged and can't be opened."
        " What came is kept beside your pictures, ending in .bad.",
        "Retry",
        delivery=page(200),
        word="damaged",
    ),
    Row(
        _L.TOO_LARGE,
        "a picture far too large",
        S.FAILED,
        K.PICTURE_TOO_LARGE,
        "What came back is far larger than a picture."
        " It wasn't saved; the recipe and seed are kept.",
        "Retry",
        delivery=Raw(200, "@enormous"),
    ),
)

ROWS = (*SUBMITS, *STATUSES, *DETAILS, *CODES, *REFUSALS, *UNCLEAR, *DELIVERIES)

OURS = frozenset(
    {
        K.KEY_MISSING,
        K.REFERENCE_MISSING,
        K.REFERENCE_UNREADABLE,
        K.REFERENCE_TOO_LARGE,
        K.REFERENCE_TOO_SMALL,
        K.FOLDER_CLOSED,
        K.DISK_FULL,
        K.JOURNAL_CLOSED,
        K.ENDPOINT_ABSENT,
        K.SANDBOX_UNAVAILABLE,
        K.STUDIO_BUG,
    }
)
"""Kinds that no answer of the service leads to."""
