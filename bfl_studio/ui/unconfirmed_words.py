"""What is said of purchases that were sent and got no answer, one or several together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.credits import total
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import FailureKind, Hint
from bfl_studio.domain.job import Job
from bfl_studio.domain.pricing import together, upper_bound
from bfl_studio.domain.recipe import title
from bfl_studio.state.unconfirmed import Bundle
from bfl_studio.ui.job_money import money_words
from bfl_studio.ui.job_words import JobWords, job_words, model_name
from bfl_studio.ui.money import money
from bfl_studio.ui.standings import Standing
from bfl_studio.ui.text import plain
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

_SPOKEN_PROMPT = 160

OneOrMore = tuple[str, str]

_COUNT = QT_TRANSLATE_NOOP("jobs", "{count} sent without an answer")
_SILENCE: OneOrMore = (
    QT_TRANSLATE_NOOP("jobs", "This was sent, but no answer came."),
    QT_TRANSLATE_NOOP("jobs", "These were sent, but no answer came."),
)
_MUMBLE: OneOrMore = (
    QT_TRANSLATE_NOOP("jobs", "This was sent, but no clear answer came."),
    QT_TRANSLATE_NOOP("jobs", "These were sent, but no clear answer came."),
)
_STRANGER: OneOrMore = (
    QT_TRANSLATE_NOOP("jobs", "This was sent, but something else answered, perhaps a proxy."),
    QT_TRANSLATE_NOOP("jobs", "These were sent, but something else answered, perhaps a proxy."),
)
_NOT_WEIGHED: OneOrMore = (
    QT_TRANSLATE_NOOP("jobs", "It may have been charged."),
    QT_TRANSLATE_NOOP("jobs", "They may have been charged."),
)
_WEIGHED: Mapping[Hint, OneOrMore] = {
    Hint.FELL: (
        QT_TRANSLATE_NOOP("jobs", "The balance fell by exactly {sum}, so it was probably charged."),
        QT_TRANSLATE_NOOP(
            "jobs", "The balance fell by exactly {sum}, so they were probably charged."
        ),
    ),
    Hint.UNCHANGED: (
        QT_TRANSLATE_NOOP("jobs", "The balance is unchanged, so it was probably not charged."),
        QT_TRANSLATE_NOOP("jobs", "The balance is unchanged, so they were probably not charged."),
    ),
    Hint.UNCLEAR: (
        QT_TRANSLATE_NOOP("jobs", "Nobody can say whether it was charged."),
        QT_TRANSLATE_NOOP("jobs", "Nobody can say whether they were charged."),
    ),
}
_PRETEND_FELL: OneOrMore = (
    QT_TRANSLATE_NOOP(
        "jobs", "The Sandbox's balance fell by exactly {sum}, so it was probably charged."
    ),
    QT_TRANSLATE_NOOP(
        "jobs", "The Sandbox's balance fell by exactly {sum}, so they were probably charged."
    ),
)


def doubt_sentence(jobs: Bundle) -> str:
    """What happened, and what the balance says about it: two sentences."""
    return f"{_said(_happened(jobs), jobs)} {_weighed(jobs)}"


def doubt_money(jobs: Bundle) -> str:
    """What may have been charged for all of them."""
    return money_words(as_one(jobs))


def as_one(jobs: Bundle) -> Job:
    """The oldest, with the price of all of them and the newest evidence."""
    price = together(job.estimate for job in jobs)
    return replace(jobs[0], estimate=price, failure=jobs[-1].failure)


def doubt_words(jobs: Bundle, standing: Standing) -> JobWords:
    """What their row shows: rows of pretend and of real money stand side by side."""
    words = job_words(jobs[0], standing)
    caption = replace(words.caption, pretend=jobs[0].endpoint.pretend_money)
    return replace(words, word=_counted(jobs), caption=caption)


def describe_doubt(jobs: Bundle) -> str:
    """The sentence a screen reader speaks for their row."""
    models = {model_name(job.recipe.model_id) for job in jobs}
    said = (
        _counted(jobs),
        models.pop() if len(models) == 1 else "",
        doubt_money(jobs),
        plain(title(jobs[0].recipe), _SPOKEN_PROMPT),
    )
    return f"{', '.join(part for part in said if part).rstrip('.')}."


def _counted(jobs: Bundle) -> str:
    return QCoreApplication.translate("jobs", _COUNT).format(count=len(jobs))


def _happened(jobs: Bundle) -> OneOrMore:
    failures = [job.failure for job in jobs if job.failure is not None]
    if failures and all(failure.kind is FailureKind.ODD_RECEIPT for failure in failures):
        return _STRANGER
    silent = all(failure.kind is FailureKind.NO_ANSWER and not failure.said for failure in failures)
    return _SILENCE if silent else _MUMBLE


def _weighed(jobs: Bundle) -> str:
    hints = {job.failure.hint if job.failure is not None else None for job in jobs}
    if hints == {None}:
        return _said(_NOT_WEIGHED, jobs)
    hint = hints.pop() if len(hints) == 1 else None
    if hint is not Hint.FELL:
        return _said(_WEIGHED[hint or Hint.UNCLEAR], jobs)
    prices = [upper_bound(job.estimate) for job in jobs]
    known = [price for price in prices if price is not None]
    # Two accounts, or a price nobody knows: then no sum is what "the balance" fell by.
    if len(known) < len(jobs) or len({job.endpoint.origin for job in jobs}) > 1:
        return _said(_WEIGHED[Hint.UNCLEAR], jobs)
    sandbox = jobs[0].endpoint.place is Place.SANDBOX
    fell = _PRETEND_FELL if sandbox else _WEIGHED[Hint.FELL]
    return _said(fell, jobs).format(sum=money(total(known)))


def _said(words: OneOrMore, jobs: Bundle) -> str:
    return QCoreApplication.translate("jobs", words[0] if len(jobs) == 1 else words[1])
