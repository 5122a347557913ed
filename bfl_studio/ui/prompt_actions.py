"""The actions around the prompt: one row each."""

from __future__ import annotations

from bfl_studio.ui.action_spec import ActionSpec, Place
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

PROMPT_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "older_prompt",
        QT_TRANSLATE_NOOP("actions", "Prompt before"),
        Place.EDIT,
        ("Alt+Up",),
        ("Ctrl+Alt+Up",),
        group=2,
        repeats=True,
    ),
    ActionSpec(
        "newer_prompt",
        QT_TRANSLATE_NOOP("actions", "Next prompt, then your draft"),
        Place.EDIT,
        ("Alt+Down",),
        ("Ctrl+Alt+Down",),
        group=2,
        repeats=True,
    ),
    ActionSpec(
        "prompt_history",
        QT_TRANSLATE_NOOP("actions", "Search prompt history"),
        Place.EDIT,
        ("Ctrl+Shift+F",),
        glyph="clock",
        group=2,
    ),
    ActionSpec("starters", QT_TRANSLATE_NOOP("actions", "Starters"), Place.EDIT, group=3),
    ActionSpec(
        "save_starter",
        QT_TRANSLATE_NOOP("actions", "Save this prompt as a starter"),
        Place.EDIT,
        group=3,
    ),
    ActionSpec(
        "put_into_quotes",
        QT_TRANSLATE_NOOP("actions", "Put into quotes"),
        Place.EDIT,
        group=3,
    ),
)
