"""How a task goes: its pace by model, and what the words in its prompt change about it."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

from bfl_studio.sandbox.contract import Model
from bfl_studio.sandbox.misdeeds import READY, Behaviour, Details
from bfl_studio.sandbox.words import WORDS

_MODERATED = "Content Moderated"
_USUAL = Behaviour()
_QUEUES = ("refusals", "first_polls", "first_fetches")


@dataclass(frozen=True, slots=True)
class Course:
    """What becomes of a task: seconds until it settles, its last status and that one's details."""

    seconds: float
    ending: str = READY
    details: Details = None


@lru_cache(maxsize=512)
def behaviour(prompt: str) -> Behaviour:
    """What the words in a prompt ask for, together; unknown words do nothing."""
    names = re.findall(r"sandbox:[a-z0-9-]+", prompt.lower())
    return _together(WORDS[name].does for name in dict.fromkeys(names) if name in WORDS)


def course(model: Model, prompt: str, seed: int, seconds: float | None) -> Course:
    """The course of a task; `seconds` replaces the model's own pace."""
    asked = behaviour(prompt)
    pace = _pace(model, prompt, seed) if seconds is None else seconds
    duration = pace * asked.pace
    if asked.ending is None and not asked.details:
        return Course(duration)
    # Details alone belong to a moderated picture: they are what it is told with.
    status, usual = asked.ending or (_MODERATED, None)
    return Course(duration, status, asked.details[0] if asked.details else usual)


def _together(parts: Iterable[Behaviour]) -> Behaviour:
    whole = _USUAL
    for part in parts:
        changed = {
            field.name: _joined(field.name, getattr(whole, field.name), value)
            for field in fields(Behaviour)
            if (value := getattr(part, field.name)) != getattr(_USUAL, field.name)
        }
        whole = replace(whole, **changed)
    return whole


def _joined(name: str, mine: Any, theirs: Any) -> Any:
    """Queues grow, paces multiply, and of everything else the last word rules."""
    if name in _QUEUES:
        return mine + theirs
    return mine * theirs if name == "pace" else theirs


def _pace(model: Model, prompt: str, seed: int) -> float:
    # A little apart, so that a batch lands one by one as it does with the service.
    mark = hashlib.sha256(f"{model.path}\n{prompt}\n{seed}".encode()).digest()[0]
    return model.seconds * (0.85 + 0.3 * mark / 255)
