"""What a prompt word can change: the refusal, the receipt, the course, the polls, the delivery."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

Details = Mapping[str, object] | Sequence[Mapping[str, object]] | str | None

READY = "Ready"
ERROR = "Error"
FAILED = "Failed"
NOT_FOUND = "Task not found"


class RetryAfter(Enum):
    """How a refusal says when to come back; the value is in seconds."""

    NEVER_SAID = None
    SOON = 1
    LATE = 3600
    DATE = 2


@dataclass(frozen=True, slots=True)
class Refusal:
    """A submit that buys nothing. `detail` goes into JSON; `page` is sent as HTML instead.

    With `named` fields the detail is an array about as many of the model's own. `times`: as often
    for one prompt of one key, None for every time.
    """

    status: int
    detail: object = None
    times: int | None = None
    named: int = 0
    wrapped: bool = True
    page: bool = False
    retry_after: RetryAfter = RetryAfter.NEVER_SAID


class Quote(Enum):
    """What a receipt says about cost and megapixels."""

    USUAL = "as the model does"
    ABSENT = "nothing"
    NULL = "null"
    NEVER = "nothing, nor does any poll"


class Receipt(Enum):
    """The reply to a submit that was bought."""

    USUAL = "with a polling URL"
    WITHOUT_URL = "without a polling URL"
    LOST = "HTTP 504 although it was bought"


@dataclass(frozen=True, slots=True)
class PollAnswer:
    """An answer in place of the task's own: a status with HTTP 404, a `detail`, or HTML."""

    code: int
    detail: str = ""
    status: str | None = None
    page: bool = False
    retry_after: RetryAfter = RetryAfter.NEVER_SAID


class Progress(Enum):
    """How a poll says how far a task is."""

    SHARE = "0 to 1"
    PERCENT = "0 to 100"
    UNTOLD = "null"


class Link(Enum):
    """Whether the delivery URL in a Ready can be used, and what a dead one is refused with."""

    ALIVE = 0
    DEAD = 403
    GONE = 410
    FIRST_DEAD = 1


@dataclass(frozen=True, slots=True)
class Behaviour:
    """All that words changed about one submit and the task it bought."""

    refusals: tuple[tuple[str, Refusal], ...] = ()
    quote: Quote = Quote.USUAL
    receipt: Receipt = Receipt.USUAL
    pace: float = 1.0
    ending: tuple[str, Details] | None = None
    # One entry, or none; so that null can be asked for.
    details: tuple[Details, ...] = ()
    error_beside: str = ""
    without_result: bool = False
    phases: tuple[str, ...] = ()
    progress: Progress = Progress.SHARE
    status_field: str = "status"
    preview: bool = False
    poll_code: int | None = None
    first_polls: tuple[PollAnswer, ...] = ()
    unknown_for_ever: bool = False
    link: Link = Link.ALIVE
    first_fetches: tuple[int, ...] = ()
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A prompt word: its group and sentence in --help, and what it changes."""

    group: str
    help: str
    does: Behaviour = field(default_factory=Behaviour)
