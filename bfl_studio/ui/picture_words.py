"""What is said of a kept picture: its day, its money, its format, and all of it aloud."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from bfl_studio.domain.generation import Generation
from bfl_studio.domain.recipe import title
from bfl_studio.ui.job_money import amount_words
from bfl_studio.ui.job_words import model_name
from bfl_studio.ui.money import money
from bfl_studio.ui.text import plain
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

_SPOKEN_PROMPT = 160
_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WebP"}


def describe_generation(generation: Generation) -> str:
    """The sentence a screen reader speaks for a picture."""
    size = _tr(QT_TRANSLATE_NOOP("pictures", "{width} by {height}"))
    seed = _tr(QT_TRANSLATE_NOOP("pictures", "seed {seed}"))
    said = (
        _tr(QT_TRANSLATE_NOOP("pictures", "Picture")),
        size.format(width=generation.size.width, height=generation.size.height),
        model_name(generation.recipe.model_id),
        "" if generation.recipe.seed is None else seed.format(seed=generation.recipe.seed),
        cost_words(generation),
        _when(generation),
        plain(title(generation.recipe), _SPOKEN_PROMPT),
    )
    return f"{', '.join(part for part in said if part).rstrip('.')}."


def cost_words(generation: Generation) -> str:
    """What a picture cost and how well that is known, or "" if nobody knows."""
    if generation.amount is None:
        return ""
    return amount_words(money(generation.amount), generation.basis, generation.place)


def format_words(generation: Generation) -> str:
    """The format of the bytes on disk: "PNG"."""
    return _FORMATS.get(generation.media_type, generation.media_type.rpartition("/")[2])


def day_of(generation: Generation) -> str:
    """The local day a picture was made, as ISO date."""
    return _local(generation).date().isoformat()


def day_words(day: str, today: date | None = None) -> str:
    """The heading of a day given as ISO date: "Today", "Yesterday", "Monday 17 November"."""
    today = today or datetime.now(UTC).astimezone().date()
    made = date.fromisoformat(day)
    if made == today:
        return _tr(QT_TRANSLATE_NOOP("pictures", "Today"))
    if made == today - timedelta(days=1):
        return _tr(QT_TRANSLATE_NOOP("pictures", "Yesterday"))
    shape = "dddd d MMMM" if made.year == today.year else "d MMMM yyyy"
    return QLocale().toString(QDate(made.year, made.month, made.day), shape)


def _when(generation: Generation) -> str:
    moment = _local(generation)
    words = day_words(moment.date().isoformat())
    clock = QLocale().toString(QTime(moment.hour, moment.minute), "HH:mm")
    relative = moment.date() >= datetime.now(UTC).astimezone().date() - timedelta(days=1)
    return f"{words.lower() if relative else words} {clock}"


def _local(generation: Generation) -> datetime:
    return datetime.fromtimestamp(generation.created_ms / 1000, UTC).astimezone()


def _tr(text: str) -> str:
    return QCoreApplication.translate("pictures", text)
