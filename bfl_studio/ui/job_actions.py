"""What can be done about a job: one row of offers for each state, each with its price."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.errors import FailureKind
from bfl_studio.domain.job import Job, JobState, Side, held_up, stopped
from bfl_studio.domain.pricing import estimate, together
from bfl_studio.ui.money import estimate_text
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

_S = JobState


class Deed(StrEnum):
    """What happens to the job."""

    CANCEL = "cancel"
    AGAIN = "again"
    REUSE = "reuse"
    DISCARD = "discard"
    PUT_AWAY = "put_away"


@dataclass(frozen=True, slots=True)
class Offer:
    """One action on a job. `price` is on its face, and `note` after it, so that nobody presses
    the one without having read the other; `warning` is said beside it, not on hover.
    """

    deed: Deed
    words: str
    price: str = ""
    warning: str = ""
    note: str = ""

    @property
    def face(self) -> str:
        """All its words, on one line."""
        return " ".join(self.lines)

    @property
    def lines(self) -> tuple[str, ...]:
        """The same, as they are broken where there is no room for one line."""
        first = f"{self.words} · {self.price}" if self.price else self.words
        return (first, self.note) if self.note else (first,)


_CANCEL = Offer(Deed.CANCEL, QT_TRANSLATE_NOOP("jobs", "Cancel"))
_STOP = Offer(
    Deed.CANCEL,
    QT_TRANSLATE_NOOP("jobs", "Stop waiting"),
    warning=QT_TRANSLATE_NOOP("jobs", "Already paid: it will still be saved."),
)
_RETRY = Offer(Deed.AGAIN, QT_TRANSLATE_NOOP("jobs", "Retry"))
_NEW_SEED = Offer(Deed.AGAIN, QT_TRANSLATE_NOOP("jobs", "New seed"))
_MAKE_AGAIN = Offer(Deed.AGAIN, QT_TRANSLATE_NOOP("jobs", "Make again"))
_SEND_AGAIN = Offer(
    Deed.AGAIN,
    QT_TRANSLATE_NOOP("jobs", "Send again"),
    note=QT_TRANSLATE_NOOP("jobs", "(may be charged twice)"),
)
_CHANGE = Offer(Deed.REUSE, QT_TRANSLATE_NOOP("jobs", "Change"))
_EDIT_PROMPT = Offer(Deed.REUSE, QT_TRANSLATE_NOOP("jobs", "Edit prompt"))
_REUSE = Offer(Deed.REUSE, QT_TRANSLATE_NOOP("jobs", "Reuse"))
_KEEP = Offer(Deed.PUT_AWAY, QT_TRANSLATE_NOOP("jobs", "Keep"))
_PUT_AWAY = Offer(Deed.PUT_AWAY, QT_TRANSLATE_NOOP("jobs", "Put away"))
_DISCARD = Offer(Deed.DISCARD, QT_TRANSLATE_NOOP("jobs", "Discard"))

_OFFERS: Mapping[JobState, tuple[Offer, ...]] = {
    _S.QUEUED: (_CANCEL,),
    _S.ACCEPTED: (_STOP,),
    _S.REFUSED: (_CHANGE, _PUT_AWAY),
    _S.MODERATED: (_EDIT_PROMPT, _PUT_AWAY),
    _S.FAILED: (_RETRY, _PUT_AWAY),
    _S.GONE: (_MAKE_AGAIN, _PUT_AWAY),
    _S.UNCONFIRMED: (_SEND_AGAIN, _KEEP, _DISCARD),
    _S.CANCELLED: (_REUSE,),
    _S.DISCARDED: (_REUSE,),
}

_MAY_PASS_NEXT_TIME = frozenset({FailureKind.SERVICE_UNAVAILABLE, FailureKind.BUSY})


def offers(job: Job, *others: Job) -> tuple[Offer, ...]:
    """What can be done now, the likeliest first; empty while a job is between two states.

    `others` are of the same state and decided about together with it.
    """
    return tuple(_finished(each, (job, *others)) for each in _offers(job))


def _offers(job: Job) -> tuple[Offer, ...]:
    usual = _OFFERS.get(job.state, ())
    if job.state is _S.MODERATED and job.side is not Side.REQUEST:
        return (_NEW_SEED, *usual)
    if job.failure is not None and job.state is _S.FAILED and job.failure.faults:
        # What caused it would be sent once more.
        return (_CHANGE, _PUT_AWAY)
    if stopped(job):
        return (_CHANGE, _PUT_AWAY)
    if held_up(job):
        return (_STOP, _MAKE_AGAIN)
    refused = job.failure.kind if job.state is _S.REFUSED and job.failure else None
    return (_RETRY, *usual) if refused in _MAY_PASS_NEXT_TIME else usual


def _finished(offer: Offer, jobs: tuple[Job, ...]) -> Offer:
    paid = offer.deed is Deed.AGAIN
    price = estimate_text(together(estimate(job.recipe) for job in jobs)) if paid else ""
    words, warning, note = (_tr(each) for each in (offer.words, offer.warning, offer.note))
    return replace(offer, words=words, price=price, warning=warning, note=note)


def _tr(text: str) -> str:
    return QCoreApplication.translate("jobs", text) if text else ""
