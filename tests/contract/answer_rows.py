"""What a row of the table of answers holds, and the rows that are made alike."""

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
    ELSEWHERE = "4 a link that leads elsewhere"


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
    balance: float | None = 1240
    posts: int = 1
    word: str = ""
    """The Sandbox's prompt word for the same answer, where it has one."""


L = Line


WORKING = "BFL is working on this picture."


def saved(line: Line, submit: Raw = ACCEPTED, *polls: Raw, word: str = "") -> Row:
    return Row(line, line.value, S.SAVED, submits=(submit,), polls=polls or (READY,), word=word)


def late(line: Line, code: int, word: str) -> Row:
    """A task's answers with a code that means something else."""
    polls = (task("Pending", code), ready(code))
    return Row(line, line.value, S.SAVED, sentence=WORKING, polls=polls, word=word)


def under_way(line: Line, status: str, sentence: str, word: str = "") -> Row:
    polls = (task(status, progress=0.3), READY)
    return Row(line, line.value, S.SAVED, sentence=sentence, polls=polls, word=word)


def stopped(line: Line, name: str, poll: Raw, sentence: str, word: str = "") -> Row:
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


def held_back(line: Line, name: str, poll: Raw, sentence: str, word: str = "") -> Row:
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


def failed(line: Line, name: str, poll: Raw, sentence: str, word: str = "") -> Row:
    return Row(
        line, name, S.FAILED, K.GENERATION_FAILED, sentence, "Retry", polls=(poll,), word=word
    )


def troubled(line: Line, name: str, kind: FailureKind, poll: Raw, sentence: str, word: str) -> Row:
    """An answer that says nothing of the task: it is told, and the task is asked about again."""
    return Row(line, name, S.SAVED, kind, sentence, polls=(poll, READY), word=word)


def refused(
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


def paused(
    line: Line, kind: FailureKind, submit: Raw, sentence: str, word: str, balance: float = 1240
) -> Row:
    return Row(
        line, line.value, S.QUEUED, kind, sentence, submits=(submit,), balance=balance, word=word
    )


def unclear(line: Line, name: str, kind: FailureKind, submit: Raw, said: str, word: str) -> Row:
    return Row(line, name, S.UNCONFIRMED, kind, said, "Send again", submits=(submit,), word=word)
