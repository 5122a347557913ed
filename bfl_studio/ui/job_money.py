"""What is known of a job's money, in words: each sum says how well it is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.job import Basis, Job, JobState
from bfl_studio.domain.pricing import upper_bound
from bfl_studio.ui.money import estimate_text, money
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

_S = JobState

_NAMED: Mapping[Basis, str] = {
    Basis.CHARGED: QT_TRANSLATE_NOOP("jobs", "charged {sum}"),
    Basis.QUOTED: QT_TRANSLATE_NOOP("jobs", "quoted {sum}"),
    Basis.ESTIMATE: QT_TRANSLATE_NOOP("jobs", "estimated {sum}"),
}


def money_words(job: Job) -> str:
    """What is known of a job's money."""
    said = _MONEY.get(job.state, _best_amount)(job)
    did = _balance_words(job) if job.state in _TOLD_BY_BALANCE else ""
    return " · ".join(part for part in (said, did) if part)


def is_sandbox_sum(job: Job) -> bool:
    """Whether its money names a sum, and that sum is pretend."""
    return job.endpoint.pretend_money and job.state not in _NO_SUM and bool(money_words(job))


def amount_words(sum_words: str, basis: Basis, place: Place) -> str:
    """A sum, how well it is known, and that it is pretend where it is."""
    return _in_place(place, _tr(_NAMED[basis]).format(sum=sum_words))


def _in_place(place: Place, words: str) -> str:
    if place is not Place.SANDBOX:
        return words
    return _tr(QT_TRANSLATE_NOOP("jobs", "{sum} in the Sandbox")).format(sum=words)


def _not_charged(job: Job) -> str:
    return _tr(QT_TRANSLATE_NOOP("jobs", "not charged"))


def _may_be_charged(job: Job) -> str:
    return _tr(QT_TRANSLATE_NOOP("jobs", "may be charged from now on"))


def _maybe_charged(job: Job) -> str:
    words = _tr(QT_TRANSLATE_NOOP("jobs", "maybe charged {sum}"))
    return _in_place(job.endpoint.place, words.format(sum=estimate_text(job.estimate)))


def _best_amount(job: Job) -> str:
    """The best amount known, named: charged, quoted, or our own estimate."""
    place = job.endpoint.place
    if job.charged is not None:
        return amount_words(money(job.charged), Basis.CHARGED, place)
    if job.quoted is not None:
        return amount_words(money(job.quoted), Basis.QUOTED, place)
    if upper_bound(job.estimate) is None:
        return ""
    return amount_words(estimate_text(job.estimate), Basis.ESTIMATE, place)


_MONEY: Mapping[JobState, Callable[[Job], str]] = {
    _S.QUEUED: _not_charged,
    _S.SENDING: _may_be_charged,
    _S.REFUSED: _not_charged,
    _S.CANCELLED: _not_charged,
    _S.UNCONFIRMED: _maybe_charged,
    _S.DISCARDED: _maybe_charged,
}

_NO_SUM = frozenset({_S.QUEUED, _S.SENDING, _S.REFUSED, _S.CANCELLED})

_TOLD_BY_BALANCE = frozenset({_S.MODERATED, _S.FAILED, _S.UNCONFIRMED})
"""States whose cost nobody states: what the balance did is all there is to say."""


def _balance_words(job: Job) -> str:
    """What was read for its sake, once: later purchases have no part in it."""
    after = job.failure.balance if job.failure is not None else None
    if job.balance_before is None or after is None:
        return ""
    words = _tr(QT_TRANSLATE_NOOP("jobs", "balance {before} before, {after} after"))
    return words.format(before=money(job.balance_before), after=money(after))


def _tr(text: str) -> str:
    return QCoreApplication.translate("jobs", text)
