"""What is said of a picture while the service works on it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.endpoint import Place
from bfl_studio.ui.quoting import quotable
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP
from bfl_studio.ui.words import place_name

_WORKING = QT_TRANSLATE_NOOP("words", "{Who} is working on this picture.")
_PHASES: Mapping[str, str] = {
    "Pending": _WORKING,
    "Processing": _WORKING,
    "Queued": QT_TRANSLATE_NOOP("words", "{Who} has this picture in its queue."),
    "Uploading": QT_TRANSLATE_NOOP("words", "{Who} is fetching what this picture needs."),
    "Reasoning": QT_TRANSLATE_NOOP("words", "{Who} is thinking this picture through."),
    "Generating": QT_TRANSLATE_NOOP("words", "{Who} is painting this picture."),
}
"""By the service's own word (`bfl-api.md` §2b); before the first there is none."""

_UNKNOWN = QT_TRANSLATE_NOOP("words", "{Who} calls this step “{said}”; the picture is still due.")


def phase_sentence(word: str, place: Place | None = None) -> str:
    """What a status that ends nothing means, in one sentence; one nobody knows is quoted."""
    said = quotable(word)
    known = _PHASES.get(word, _UNKNOWN if said else _WORKING)
    text = QCoreApplication.translate("words", known)
    return text.format(Who=place_name(place), said=said)
