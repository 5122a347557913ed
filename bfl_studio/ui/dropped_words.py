"""What a switch of models left out or changed, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.fitting import Dropped
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

_NOUNS: Mapping[Role, str] = {
    Role.WIDTH: QT_TRANSLATE_NOOP("dropped", "size"),
    Role.SEED: QT_TRANSLATE_NOOP("dropped", "seed"),
    Role.OUTPUT_FORMAT: QT_TRANSLATE_NOOP("dropped", "choice of format"),
    Role.SAFETY_TOLERANCE: QT_TRANSLATE_NOOP("dropped", "safety tolerance"),
    Role.REWRITING: QT_TRANSLATE_NOOP("dropped", "prompt rewriting"),
    Role.STEPS: QT_TRANSLATE_NOOP("dropped", "steps"),
    Role.GUIDANCE: QT_TRANSLATE_NOOP("dropped", "guidance"),
    Role.REFERENCE: QT_TRANSLATE_NOOP("dropped", "references"),
}
_OTHER = QT_TRANSLATE_NOOP("dropped", "one of the settings")
_MANY = frozenset({Role.STEPS, Role.REFERENCE})
"""Words for more than one thing."""

_AND = QT_TRANSLATE_NOOP("dropped", "{most} and {last}")
_MOST_NAMED = 4
"""More than that is no sentence of two lines."""


def dropped_sentence(dropped: Dropped) -> str:
    """One sentence, whatever came together."""
    references = (Role.REFERENCE,) if dropped.unused else ()
    parts = [part for part in (dropped.roles, dropped.changed, references) if part]
    every = tuple(role for part in parts for role in part)
    if len(every) > _MOST_NAMED:
        return _counted(dropped, len(every))
    if len(parts) > 1:
        return _mixed(dropped, every)
    if dropped.unused:
        return _unused(dropped)
    return _left_out(dropped) if dropped.roles else _changed(dropped)


def _left_out(dropped: Dropped) -> str:
    one = QT_TRANSLATE_NOOP("dropped", "{model} has no {what}: it was left out.")
    more = QT_TRANSLATE_NOOP("dropped", "{model} has no {what}: they were left out.")
    words = _tr(more if _several(dropped.roles) else one)
    listed = _listed(dropped.roles, QT_TRANSLATE_NOOP("dropped", "{most} or {last}"))
    return words.format(model=dropped.model_label, what=listed)


def _changed(dropped: Dropped) -> str:
    one = QT_TRANSLATE_NOOP("dropped", "{What} was changed to what {model} takes.")
    more = QT_TRANSLATE_NOOP("dropped", "{What} were changed to what {model} takes.")
    words = _tr(more if _several(dropped.changed) else one)
    listed = _listed(dropped.changed, _AND)
    return words.format(model=dropped.model_label, What=listed[:1].upper() + listed[1:])


def _unused(dropped: Dropped) -> str:
    one = QT_TRANSLATE_NOOP(
        "dropped", "{model} takes fewer references: the last one stays here, unused."
    )
    more = QT_TRANSLATE_NOOP(
        "dropped", "{model} takes fewer references: the last {count} stay here, unused."
    )
    words = _tr(one if dropped.unused == 1 else more)
    return words.format(model=dropped.model_label, count=dropped.unused)


def _mixed(dropped: Dropped, every: Sequence[Role]) -> str:
    words = _tr(QT_TRANSLATE_NOOP("dropped", "To fit {model}, {what} were left out or changed."))
    return words.format(model=dropped.model_label, what=_listed(every, _AND))


def _counted(dropped: Dropped, count: int) -> str:
    words = _tr(
        QT_TRANSLATE_NOOP("dropped", "To fit {model}, {count} settings were left out or changed.")
    )
    return words.format(model=dropped.model_label, count=count)


def _several(roles: Sequence[Role]) -> bool:
    return len(roles) > 1 or any(role in _MANY for role in roles)


def _listed(roles: Sequence[Role], joint: str) -> str:
    *most, last = (_tr(_NOUNS.get(role, _OTHER)) for role in roles)
    return _tr(joint).format(most=", ".join(most), last=last) if most else last


def _tr(text: str) -> str:
    return QCoreApplication.translate("dropped", text)
