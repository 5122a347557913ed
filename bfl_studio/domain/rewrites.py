"""Better words for some of a prompt: edits that leave the pictures it names alone."""

from __future__ import annotations

from dataclasses import dataclass

from bfl_studio.domain.prompts import Prompt


@dataclass(frozen=True, slots=True)
class Edit:
    """Other words in place of `length` characters from `start`; of none: words put in."""

    start: int
    length: int
    words: str


@dataclass(frozen=True, slots=True)
class Rewrite:
    """`edits` stand in the order of the prompt, none over another; `words` is what it says then."""

    edits: tuple[Edit, ...]
    words: str

    def applied(self, prompt: Prompt) -> Prompt:
        for each in reversed(self.edits):
            prompt = prompt.replaced(each.start, each.length, each.words)
        return prompt
