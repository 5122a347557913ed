"""How a task goes: its pace by model, and the prompt words that make the Sandbox misbehave."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from bfl_studio.sandbox.contract import Model

READY = "Ready"


@dataclass(frozen=True, slots=True)
class Word:
    """A prompt word: what it does, the status the task ends with, and how its time is scaled."""

    help: str
    ending: str | None = None
    details: Mapping[str, object] | None = None
    pace: float = 1.0


WORDS: Mapping[str, Word] = {
    "sandbox:moderated": Word(
        help="the first poll answers Request Moderated; charged",
        ending="Request Moderated",
        details={"Moderation Reasons": ["Violence"]},
        pace=0.0,
    ),
    "sandbox:content-moderated": Word(
        help="ends as Content Moderated after the usual time; charged",
        ending="Content Moderated",
        details={"Moderation Reasons": ["Violence"]},
    ),
    "sandbox:error": Word(
        help="ends as Error after the usual time; charged",
        ending="Error",
        details={"error": "The Sandbox was asked to fail."},
    ),
    "sandbox:slow": Word(help="takes ten times as long", pace=10.0),
}


@dataclass(frozen=True, slots=True)
class Course:
    """What becomes of a task: seconds until it settles, its last status and that one's details."""

    seconds: float
    ending: str = READY
    details: Mapping[str, object] | None = None


def course(model: Model, prompt: str, seed: int, seconds: float | None) -> Course:
    """The course of a task; `seconds` replaces the model's own pace. Unknown words do nothing."""
    duration = _pace(model, prompt, seed) if seconds is None else seconds
    ending, details = READY, None
    for name in re.findall(r"sandbox:[a-z0-9-]+", prompt.lower()):
        if word := WORDS.get(name):
            duration *= word.pace
            ending, details = word.ending or ending, word.details or details
    return Course(duration, ending, details)


def _pace(model: Model, prompt: str, seed: int) -> float:
    # A little apart, so that a batch lands one by one as it does with the service.
    mark = hashlib.sha256(f"{model.path}\n{prompt}\n{seed}".encode()).digest()[0]
    return model.seconds * (0.85 + 0.3 * mark / 255)
