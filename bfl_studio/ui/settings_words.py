"""The words of the settings window: one row for each setting that is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.settings import Section, Setting
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class SettingWords:
    """`name` is the label and the spoken name, `note` stands under the control.

    `switch` is what a switch turns on; `choices` are the words of what can be chosen, where it is
    no number; `also` are other words somebody may search for.
    """

    name: str
    note: str
    switch: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    also: str = ""


SECTION_WORDS: Mapping[Section, str] = {
    Section.LOOKS: QT_TRANSLATE_NOOP("settings", "Looks"),
    Section.MONEY: QT_TRANSLATE_NOOP("settings", "Money"),
    Section.NOTICES: QT_TRANSLATE_NOOP("settings", "Notices"),
    Section.PROMPT: QT_TRANSLATE_NOOP("settings", "Prompt"),
}

SETTING_WORDS: Mapping[str, SettingWords] = {
    "scheme": SettingWords(
        QT_TRANSLATE_NOOP("settings", "Colours"),
        QT_TRANSLATE_NOOP("settings", "The grey around pictures is neutral in both."),
        choices=(
            ("system", QT_TRANSLATE_NOOP("settings", "As the system")),
            ("light", QT_TRANSLATE_NOOP("settings", "Light")),
            ("dark", QT_TRANSLATE_NOOP("settings", "Dark")),
        ),
        also=QT_TRANSLATE_NOOP("settings", "theme colors scheme mode night appearance"),
    ),
    "scale": SettingWords(
        QT_TRANSLATE_NOOP("settings", "Size of words and controls"),
        QT_TRANSLATE_NOOP("settings", "Takes effect at the next start."),
        also=QT_TRANSLATE_NOOP("settings", "scale zoom text font large small interface"),
    ),
    "reduce_motion": SettingWords(
        QT_TRANSLATE_NOOP("settings", "Reduce motion"),
        QT_TRANSLATE_NOOP("settings", "Nothing slides or unfolds."),
        switch=QT_TRANSLATE_NOOP("settings", "Show every change at once"),
        also=QT_TRANSLATE_NOOP("settings", "animation accessibility"),
    ),
    "prompt_suggestions": SettingWords(
        QT_TRANSLATE_NOOP("settings", "Suggestions"),
        QT_TRANSLATE_NOOP(
            "settings", "At most one at a time; your words are never changed unasked."
        ),
        switch=QT_TRANSLATE_NOOP("settings", "Say under the prompt what could be said better"),
        also=QT_TRANSLATE_NOOP("settings", "hints advice tips lint negative quotes lettering"),
    ),
    "confirm_above": SettingWords(
        QT_TRANSLATE_NOOP("settings", "Limit per click"),
        QT_TRANSLATE_NOOP("settings", "Above it Generate asks for a second press."),
        also=QT_TRANSLATE_NOOP("settings", "confirm price cost budget spend dollars twice"),
    ),
    "hide_prices": SettingWords(
        QT_TRANSLATE_NOOP("settings", "Hide prices"),
        QT_TRANSLATE_NOOP("settings", "For sharing your screen. Generate keeps its price."),
        switch=QT_TRANSLATE_NOOP("settings", "Show ••• instead of sums in the toolbar"),
        also=QT_TRANSLATE_NOOP("settings", "balance privacy screen sharing"),
    ),
    "desktop_notices": SettingWords(
        QT_TRANSLATE_NOOP("settings", "Desktop notices"),
        QT_TRANSLATE_NOOP("settings", "Only while the window is not in front."),
        switch=QT_TRANSLATE_NOOP("settings", "Tell me when a batch is finished or a job needs me"),
        also=QT_TRANSLATE_NOOP("settings", "notifications alerts messages"),
    ),
}


def translated(text: str) -> str:
    return QCoreApplication.translate("settings", text) if text else ""


def choice_text(row: Setting, words: SettingWords, choice: str | int) -> str:
    """What a choice is called; a number stands with its unit."""
    if isinstance(choice, int):
        return f"{choice}\u00a0{row.unit}" if row.unit else str(choice)
    return translated(dict(words.choices)[choice])


def matches(row: Setting, sought: str) -> bool:
    """Whether every word sought is among the words of a row or of its section."""
    words = SETTING_WORDS[row.key]
    parts = [words.name, words.note, words.switch, words.also]
    parts += [text for _, text in words.choices]
    if row.section is not None:
        parts.append(SECTION_WORDS[row.section])
    text = " ".join(map(translated, parts)).casefold()
    return all(word in text for word in sought.casefold().split())
