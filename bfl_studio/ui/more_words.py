"""The words of the fields made from a model's row, and those under *More*."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.catalog import Role, Value
from bfl_studio.ui.text import plain
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

_LONGEST = 40
"""Signs of a value that a recipe made elsewhere holds."""


@dataclass(frozen=True, slots=True)
class MoreWords:
    """`name` is the label and the spoken name; `short` stands with the value in More's title.

    `low` and `high` are the ends of a slider, `unit` is that of its number; `switch` is what a
    switch turns on, `off` and `on` what holds then; `choices` are the words of the values that
    can be chosen, `none` what choosing none of them is called.
    """

    name: str
    short: str = "{value}"
    low: str = ""
    high: str = ""
    unit: str = ""
    switch: str = ""
    off: str = ""
    on: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    none: str = ""


MORE: Mapping[Role, MoreWords] = {
    Role.SAFETY_TOLERANCE: MoreWords(
        QT_TRANSLATE_NOOP("more", "Safety tolerance"),
        QT_TRANSLATE_NOOP("more", "safety {value}"),
        low=QT_TRANSLATE_NOOP("more", "stricter"),
        high=QT_TRANSLATE_NOOP("more", "looser"),
    ),
    Role.REWRITING: MoreWords(
        QT_TRANSLATE_NOOP("more", "Prompt rewriting"),
        QT_TRANSLATE_NOOP("more", "rewriting {value}"),
        switch=QT_TRANSLATE_NOOP("more", "Let BFL rewrite my prompt"),
        off=QT_TRANSLATE_NOOP("more", "Your words are sent as written."),
        on=QT_TRANSLATE_NOOP("more", "BFL may add words; a seed won't repeat exactly."),
    ),
    Role.STEPS: MoreWords(
        QT_TRANSLATE_NOOP("more", "Steps"),
        QT_TRANSLATE_NOOP("more", "steps {value}"),
        low=QT_TRANSLATE_NOOP("more", "quicker"),
        high=QT_TRANSLATE_NOOP("more", "finer"),
    ),
    Role.GUIDANCE: MoreWords(
        QT_TRANSLATE_NOOP("more", "Guidance"),
        QT_TRANSLATE_NOOP("more", "guidance {value}"),
        low=QT_TRANSLATE_NOOP("more", "freer"),
        high=QT_TRANSLATE_NOOP("more", "closer to your words"),
    ),
}
"""In the order in which they stand under each other."""


def short_text(words: MoreWords, value: Value) -> str:
    """What is said of a value that differs from the default, such as "safety 4"."""
    return translated(words.short).format(value=_value_text(words, value))


def choice_text(words: MoreWords, choice: str) -> str:
    """What a value that can be chosen is called."""
    return translated(dict(words.choices).get(choice, choice))


def translated(text: str) -> str:
    return QCoreApplication.translate("more", text) if text else ""


def _value_text(words: MoreWords, value: Value) -> str:
    match value:
        case bool():
            on, off = QT_TRANSLATE_NOOP("more", "on"), QT_TRANSLATE_NOOP("more", "off")
            return translated(on if value else off)
        case float():
            return f"{value:g}"
        case _:
            return plain(choice_text(words, str(value)), _LONGEST)
