"""The caption of a job: at most 14 signs for the eye, and the same for the ear."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.catalog import LINK_SECONDS
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import FailureKind
from bfl_studio.domain.flux_models import find_model
from bfl_studio.domain.job import Job, JobState, Side, held_up
from bfl_studio.ui.money import estimate_text, money
from bfl_studio.ui.standings import Standing
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

_COUNTDOWN_AFTER = 60
_LONGEST_IN_SECONDS = 999
_LONGEST_IN_MINUTES = 90
_LONGEST_IN_HOURS = 48
_MOST = 999
_S = JobState


@dataclass(frozen=True, slots=True)
class Caption:
    """At most 14 signs for the eye, and the same for the ear.

    `pretend` says that it is a sum of the Sandbox, which carries the flask.
    """

    shown: str = ""
    spoken: str = ""
    pretend: bool = False


def caption(job: Job, standing: Standing) -> Caption:
    """What stands under the word of a job now."""
    return _CAPTIONS[job.state](job, standing)


def elapsed(job: Job, standing: Standing) -> int:
    """Seconds since the service took the job."""
    return _seconds_since(job.accepted_ms or job.changed_ms, standing)


def is_slow(job: Job, standing: Standing) -> bool:
    """Whether a running job takes longer than is usual."""
    most = standing.usual[1]
    return job.state is _S.ACCEPTED and 0 < most < elapsed(job, standing)


def _queued(job: Job, standing: Standing) -> Caption:
    if not 0 < standing.place <= _LONGEST_IN_SECONDS:
        return Caption(*2 * (_tr(QT_TRANSLATE_NOOP("jobs", "in line")),))
    return Caption(*2 * (_ordinal(standing.place).format(place=standing.place),))


def _sending(job: Job, standing: Standing) -> Caption:
    return _timed(_seconds_since(job.changed_ms, standing))


def _running(job: Job, standing: Standing) -> Caption:
    if held_up(job):
        return _HELD_UP(job, standing)
    seconds = elapsed(job, standing)
    least, most = standing.usual
    if is_slow(job, standing):
        timed = _timed(seconds)
        slow = _tr(QT_TRANSLATE_NOOP("jobs", "{time}, slow"))
        return Caption(slow.format(time=timed.shown), slow.format(time=timed.spoken))
    if not most:
        return _timed(seconds)
    middle = (least + most) // 2
    usual = middle if seconds <= middle else most
    shown = _tr(QT_TRANSLATE_NOOP("jobs", "{elapsed} of ≈\u00a0{usual}\u00a0s"))
    spoken = _tr(QT_TRANSLATE_NOOP("jobs", "{elapsed} of about {usual} seconds"))
    return Caption(
        shown.format(elapsed=seconds, usual=usual), spoken.format(elapsed=seconds, usual=usual)
    )


def _saving(job: Job, standing: Standing) -> Caption:
    if held_up(job):
        return _HELD_UP(job, standing)
    waited = _seconds_since(job.seen_ms or job.changed_ms, standing)
    if waited < _COUNTDOWN_AFTER:
        amount = job.charged or job.quoted
        shown = money(amount) if amount is not None else estimate_text(job.estimate)
        return Caption(shown, "", job.endpoint.pretend_money)
    left = _link_seconds(job) - waited
    if left <= 0:
        return Caption(
            _tr(QT_TRANSLATE_NOOP("jobs", "Link run out?")),
            _tr(QT_TRANSLATE_NOOP("jobs", "its link may have run out")),
        )
    minutes, seconds = divmod(left, 60)
    spoken = _tr(QT_TRANSLATE_NOOP("jobs", "{minutes} minutes {seconds} seconds left"))
    return Caption(
        _tr(QT_TRANSLATE_NOOP("jobs", "{time} left")).format(time=f"{minutes}:{seconds:02}"),
        spoken.format(minutes=minutes, seconds=seconds),
    )


def _link_seconds(job: Job) -> int:
    """How long a finished picture of its model can be fetched."""
    model = find_model(job.recipe.model_id)
    return model.link_seconds if model is not None else LINK_SECONDS


def _moderated(job: Job, standing: Standing) -> Caption:
    request = job.side is Side.REQUEST
    shown = _tr(
        QT_TRANSLATE_NOOP("jobs", "Your request")
        if request
        else QT_TRANSLATE_NOOP("jobs", "Held back")
    )
    return Caption(shown, shown)


def _failed(job: Job, standing: Standing) -> Caption:
    shown = _tr(_ERRORS.get(job.endpoint.place, QT_TRANSLATE_NOOP("jobs", "BFL error")))
    return Caption(shown, shown)


def _called_off(job: Job, standing: Standing) -> Caption:
    """Why, where it was the studio; what it cost is said by its money."""
    reason = _STOPPED.get(job.failure.kind) if job.failure is not None else None
    shown = _tr(reason or _NOT_CHARGED)
    return Caption(shown, shown if reason else "")


def _gone(job: Job, standing: Standing) -> Caption:
    unknown = job.failure is not None and job.failure.kind is FailureKind.TASK_NOT_FOUND
    shown = _tr(
        QT_TRANSLATE_NOOP("jobs", "Not found")
        if unknown
        else QT_TRANSLATE_NOOP("jobs", "Link expired")
    )
    return Caption(shown, shown)


def _fixed(text: str, *, aloud: bool = True) -> Callable[[Job, Standing], Caption]:
    """The same words for every job of a state; `aloud` unless its money says them already."""

    def caption(job: Job, standing: Standing) -> Caption:
        return Caption(_tr(text), _tr(text) if aloud else "")

    return caption


_ERRORS = {
    Place.SANDBOX: QT_TRANSLATE_NOOP("jobs", "Sandbox error"),
    Place.CUSTOM: QT_TRANSLATE_NOOP("jobs", "Service error"),
}
_HELD_UP = _fixed(QT_TRANSLATE_NOOP("jobs", "Link refused"))
_STOPPED = {
    FailureKind.REFERENCE_MISSING: QT_TRANSLATE_NOOP("jobs", "File missing"),
    FailureKind.REFERENCE_UNREADABLE: QT_TRANSLATE_NOOP("jobs", "File damaged"),
}
_NOT_CHARGED = QT_TRANSLATE_NOOP("jobs", "Not charged")
_MAYBE_CHARGED = QT_TRANSLATE_NOOP("jobs", "Maybe charged")

_CAPTIONS: Mapping[JobState, Callable[[Job, Standing], Caption]] = {
    _S.QUEUED: _queued,
    _S.SENDING: _sending,
    _S.ACCEPTED: _running,
    _S.SAVING: _saving,
    _S.SAVED: lambda job, standing: Caption(),
    _S.REFUSED: _fixed(_NOT_CHARGED, aloud=False),
    _S.MODERATED: _moderated,
    _S.FAILED: _failed,
    _S.GONE: _gone,
    _S.UNCONFIRMED: _fixed(_MAYBE_CHARGED, aloud=False),
    _S.CANCELLED: _called_off,
    _S.DISCARDED: _fixed(_MAYBE_CHARGED, aloud=False),
}


def _seconds_since(moment_ms: int, standing: Standing) -> int:
    return max(0, (standing.now_ms - moment_ms) // 1000)


def _timed(seconds: int) -> Caption:
    minutes, hours = seconds // 60, seconds // 3600
    if seconds <= _LONGEST_IN_SECONDS:
        count, shown = seconds, QT_TRANSLATE_NOOP("jobs", "{count}\u00a0s")
        one = QT_TRANSLATE_NOOP("jobs", "{count} second")
        more = QT_TRANSLATE_NOOP("jobs", "{count} seconds")
    elif minutes <= _LONGEST_IN_MINUTES:
        count, shown = minutes, QT_TRANSLATE_NOOP("jobs", "{count}\u00a0min")
        one = more = QT_TRANSLATE_NOOP("jobs", "{count} minutes")
    elif hours <= _LONGEST_IN_HOURS:
        count, shown = hours, QT_TRANSLATE_NOOP("jobs", "{count}\u00a0h")
        one = QT_TRANSLATE_NOOP("jobs", "{count} hour")
        more = QT_TRANSLATE_NOOP("jobs", "{count} hours")
    else:
        count = min(hours // 24, _MOST)
        shown = QT_TRANSLATE_NOOP("jobs", "{count}\u00a0days")
        one = more = QT_TRANSLATE_NOOP("jobs", "{count} days")
    spoken = one if count == 1 else more
    return Caption(_tr(shown).format(count=count), _tr(spoken).format(count=count))


def _ordinal(place: int) -> str:
    """English has four endings; a translation may write them alike."""
    endings = {
        1: QT_TRANSLATE_NOOP("jobs", "{place}st in line"),
        2: QT_TRANSLATE_NOOP("jobs", "{place}nd in line"),
        3: QT_TRANSLATE_NOOP("jobs", "{place}rd in line"),
    }
    teens = 10 <= place % 100 <= 20
    other = QT_TRANSLATE_NOOP("jobs", "{place}th in line")
    return _tr(other if teens else endings.get(place % 10, other))


def _tr(text: str) -> str:
    return QCoreApplication.translate("jobs", text)
