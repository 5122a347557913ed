"""What is said of a job: its word, its glyph, its caption, and all of it aloud."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.flux_models import find_model
from bfl_studio.domain.job import Job, JobState, held_up, stopped
from bfl_studio.domain.recipe import has_references, title
from bfl_studio.ui.glyphs import JOB_STATES
from bfl_studio.ui.job_captions import Caption, caption, elapsed, is_slow
from bfl_studio.ui.job_money import money_words
from bfl_studio.ui.phase_words import phase_sentence
from bfl_studio.ui.standings import Standing, now_ms
from bfl_studio.ui.text import plain
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP
from bfl_studio.ui.words import sentence

MOST_OF_THE_BAR = 0.95
_SPOKEN_PROMPT = 160
_S = JobState

_WORDS: Mapping[JobState, str] = {
    _S.QUEUED: QT_TRANSLATE_NOOP("jobs", "Queued"),
    _S.SENDING: QT_TRANSLATE_NOOP("jobs", "Sending"),
    _S.ACCEPTED: QT_TRANSLATE_NOOP("jobs", "Running"),
    _S.SAVING: QT_TRANSLATE_NOOP("jobs", "Saving"),
    _S.SAVED: QT_TRANSLATE_NOOP("jobs", "Saved"),
    _S.REFUSED: QT_TRANSLATE_NOOP("jobs", "Refused"),
    _S.MODERATED: QT_TRANSLATE_NOOP("jobs", "Moderated"),
    _S.FAILED: QT_TRANSLATE_NOOP("jobs", "Failed"),
    _S.GONE: QT_TRANSLATE_NOOP("jobs", "Gone"),
    _S.UNCONFIRMED: QT_TRANSLATE_NOOP("jobs", "Unconfirmed"),
    _S.CANCELLED: QT_TRANSLATE_NOOP("jobs", "Cancelled"),
    _S.DISCARDED: QT_TRANSLATE_NOOP("jobs", "Discarded"),
}

_TINTS: Mapping[JobState, str] = {
    _S.MODERATED: "warn-tint",
    _S.UNCONFIRMED: "warn-tint",
    _S.REFUSED: "error-tint",
    _S.FAILED: "error-tint",
    _S.GONE: "error-tint",
}
"""The fill of tiles and rows that need somebody, as tokens; the rest are `control`."""

_NOT_SENT = QT_TRANSLATE_NOOP("jobs", "Not sent")
_HELD_UP = QT_TRANSLATE_NOOP("jobs", "Held up")


@dataclass(frozen=True, slots=True)
class JobWords:
    """What a tile and a row show. `ink` and `tint` are tokens; `part` of the bar is 0–1."""

    word: str
    glyph: str
    ink: str
    caption: Caption
    tint: str = ""
    part: float | None = None


def job_words(job: Job, standing: Standing) -> JobWords:
    """The words for a job as it stands now."""
    glyph, ink = JOB_STATES[_look_of(job, standing)]
    return JobWords(
        _tr(_word_of(job)),
        glyph,
        ink,
        caption(job, standing),
        tint_of(job),
        _part(job, standing),
    )


def _word_of(job: Job) -> str:
    if stopped(job):
        return _NOT_SENT
    return _HELD_UP if held_up(job) else _WORDS[job.state]


def _look_of(job: Job, standing: Standing) -> str:
    if held_up(job):
        return "held-up"
    if job.state is _S.ACCEPTED:
        return "slow" if is_slow(job, standing) else "running"
    return "stopped" if stopped(job) else job.state.value


def tint_of(job: Job) -> str:
    """The token of its fill, where it needs somebody."""
    if held_up(job):
        return "warn-tint"
    return "error-tint" if stopped(job) else _TINTS.get(job.state, "")


def state_words(job: Job) -> str:
    """Why a job stopped, or what the service does with it now, as plain text; or ""."""
    if job.failure is None:
        under_way = job.state is JobState.ACCEPTED and job.said
        return phase_sentence(job.said, job.endpoint.place) if under_way else ""
    return sentence(
        job.failure,
        job.endpoint.place,
        refused=job.state is JobState.REFUSED,
        with_references=has_references(job.recipe),
    )


def describe_job(job: Job, standing: Standing | None = None) -> str:
    """The sentence a screen reader speaks for a job."""
    standing = standing or Standing(now_ms())
    words = job_words(job, standing)
    said = (
        words.word,
        words.caption.spoken,
        _picture_of(job, standing),
        model_name(job.recipe.model_id),
        money_words(job),
        plain(title(job.recipe), _SPOKEN_PROMPT),
        state_words(job) if stopped(job) or held_up(job) else "",
    )
    return f"{', '.join(part for part in said if part).rstrip('.')}."


def model_name(model_id: str) -> str:
    """A model's name as it is spoken: "FLUX.2 pro"; its id if the table has no such model."""
    model = find_model(model_id)
    return model.label.translate({ord("["): "", ord("]"): ""}) if model else plain(model_id, 60)


def _part(job: Job, standing: Standing) -> float | None:
    if held_up(job):
        return None
    if job.state is _S.SAVING:
        return MOST_OF_THE_BAR
    if job.state is not _S.ACCEPTED:
        return None
    if job.progress is not None:
        return min(max(job.progress, 0.0), MOST_OF_THE_BAR)
    most = standing.usual[1]
    return min(elapsed(job, standing) / most, MOST_OF_THE_BAR) if most else None


def _picture_of(job: Job, standing: Standing) -> str:
    if standing.pictures < 2:
        return ""
    words = _tr(QT_TRANSLATE_NOOP("jobs", "picture {number} of {count}"))
    return words.format(number=job.position + 1, count=standing.pictures)


def _tr(text: str) -> str:
    return QCoreApplication.translate("jobs", text)
