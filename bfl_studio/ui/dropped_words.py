"""What a switch of models left out or changed, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.fitting import Dropped
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

_NOUNS: Mapping[Role, str] = {
    Role.WIDTH: QT_TRANSLATE_NOOP("dropped", "size"),
    Role.HEIGHT: QT_TRANSLATE_NOOP("dropped", "size"),
    Role.SEED: QT_TRANSLATE_NOOP("dropped", "seed"),
    Role.OUTPUT_FORMAT: QT_TRANSLATE_NOOP("dropped", "choice of format"),
    Role.SAFETY_TOLERANCE: QT_TRANSLATE_NOOP("dropped", "safety tolerance"),
    Role.REWRITING: QT_TRANSLATE_NOOP("dropped", "prompt rewriting"),
    Role.STEPS: QT_TRANSLATE_NOOP("dropped", "steps"),
    Role.GUIDANCE: QT_TRANSLATE_NOOP("dropped", "guidance"),
    Role.PROMPT: QT_TRANSLATE_NOOP("dropped", "prompt"),
    Role.REFERENCE: QT_TRANSLATE_NOOP("dropped", "references"),
    Role.IMAGE: QT_TRANSLATE_NOOP("dropped", "picture"),
    Role.MASK: QT_TRANSLATE_NOOP("dropped", "mask"),
    Role.PERSON: QT_TRANSLATE_NOOP("dropped", "person"),
    Role.GARMENT: QT_TRANSLATE_NOOP("dropped", "garment"),
    Role.IMAGE_PROMPT: QT_TRANSLATE_NOOP("dropped", "image prompt"),
    Role.IMAGE_PROMPT_STRENGTH: QT_TRANSLATE_NOOP("dropped", "image prompt strength"),
    Role.ASPECT_RATIO: QT_TRANSLATE_NOOP("dropped", "aspect ratio"),
    Role.TIER: QT_TRANSLATE_NOOP("dropped", "resolution tier"),
    Role.RAW: QT_TRANSLATE_NOOP("dropped", "Raw switch"),
    Role.GROUNDING: QT_TRANSLATE_NOOP("dropped", "look-up"),
    Role.MARGIN_TOP: QT_TRANSLATE_NOOP("dropped", "margins"),
    Role.MARGIN_BOTTOM: QT_TRANSLATE_NOOP("dropped", "margins"),
    Role.MARGIN_LEFT: QT_TRANSLATE_NOOP("dropped", "margins"),
    Role.MARGIN_RIGHT: QT_TRANSLATE_NOOP("dropped", "margins"),
    Role.OFFSET_X: QT_TRANSLATE_NOOP("dropped", "place on the canvas"),
    Role.OFFSET_Y: QT_TRANSLATE_NOOP("dropped", "place on the canvas"),
    Role.AUTO_CROP: QT_TRANSLATE_NOOP("dropped", "cropping"),
    Role.DILATION: QT_TRANSLATE_NOOP("dropped", "dilation"),
    Role.MODE: QT_TRANSLATE_NOOP("dropped", "mode"),
}
_LACKED: Mapping[Role, str] = {
    Role.WIDTH: QT_TRANSLATE_NOOP("dropped", "choice of size"),
    Role.HEIGHT: QT_TRANSLATE_NOOP("dropped", "choice of size"),
}
"""What is said otherwise of a model that has none of it."""

_PICTURES = QT_TRANSLATE_NOOP("dropped", "pictures")
_MANY = frozenset({"steps", "references", "pictures", "margins"})
"""Words for more than one thing."""

_AND = QT_TRANSLATE_NOOP("dropped", "{most} and {last}")
_MOST_NAMED = 4
"""More than that is no sentence of two lines."""


def dropped_sentence(dropped: Dropped) -> str:
    """One sentence, whatever came together."""
    lacked = _named(dropped.roles, {**_NOUNS, **_LACKED})
    changed = _named(dropped.changed, _NOUNS)
    pictures = (_PICTURES,) if dropped.unused else ()
    parts = [part for part in (lacked, changed, pictures) if part]
    every = tuple(dict.fromkeys(noun for part in parts for noun in part))
    if len(every) > _MOST_NAMED:
        return _counted(dropped, len(every))
    if len(parts) > 1:
        return _mixed(dropped, _named(dropped.roles + dropped.changed, _NOUNS) + pictures)
    if dropped.unused:
        return _unused(dropped)
    return _left_out(dropped, lacked) if lacked else _changed(dropped, changed)


def _named(roles: Sequence[Role], nouns: Mapping[Role, str]) -> tuple[str, ...]:
    """What roles are called, each word once."""
    return tuple(dict.fromkeys(nouns[role] for role in roles))


def _left_out(dropped: Dropped, nouns: Sequence[str]) -> str:
    one = QT_TRANSLATE_NOOP("dropped", "{model} has no {what}: it was left out.")
    more = QT_TRANSLATE_NOOP("dropped", "{model} has no {what}: they were left out.")
    words = _tr(more if _several(nouns) else one)
    listed = _listed(nouns, QT_TRANSLATE_NOOP("dropped", "{most} or {last}"))
    return words.format(model=dropped.model_label, what=listed)


def _changed(dropped: Dropped, nouns: Sequence[str]) -> str:
    one = QT_TRANSLATE_NOOP("dropped", "{What} was changed to what {model} takes.")
    more = QT_TRANSLATE_NOOP("dropped", "{What} were changed to what {model} takes.")
    words = _tr(more if _several(nouns) else one)
    listed = _listed(nouns, _AND)
    return words.format(model=dropped.model_label, What=listed[:1].upper() + listed[1:])


def _unused(dropped: Dropped) -> str:
    one = QT_TRANSLATE_NOOP("dropped", "{model} takes fewer pictures: one stays here, unused.")
    more = QT_TRANSLATE_NOOP("dropped", "{model} takes fewer pictures: {count} stay here, unused.")
    words = _tr(one if dropped.unused == 1 else more)
    return words.format(model=dropped.model_label, count=dropped.unused)


def _mixed(dropped: Dropped, nouns: Sequence[str]) -> str:
    words = _tr(QT_TRANSLATE_NOOP("dropped", "To fit {model}, {what} were left out or changed."))
    return words.format(model=dropped.model_label, what=_listed(nouns, _AND))


def _counted(dropped: Dropped, count: int) -> str:
    words = _tr(
        QT_TRANSLATE_NOOP("dropped", "To fit {model}, {count} settings were left out or changed.")
    )
    return words.format(model=dropped.model_label, count=count)


def _several(nouns: Sequence[str]) -> bool:
    return len(nouns) > 1 or any(noun in _MANY for noun in nouns)


def _listed(nouns: Sequence[str], joint: str) -> str:
    *most, last = (_tr(noun) for noun in nouns)
    return _tr(joint).format(most=", ".join(most), last=last) if most else last


def _tr(text: str) -> str:
    return QCoreApplication.translate("dropped", text)
