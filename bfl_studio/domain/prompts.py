"""Prompts beside the one that is written: those that were sent, and starters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from bfl_studio.domain.prompt_pieces import same_but_for_numbers
from bfl_studio.domain.recipe import Mention, mentions_from_json, mentions_to_json

SLOT = "{prompt}"
"""Where a starter takes what is written."""

MOST_SENT = 500
"""So many prompts that were sent are kept."""

_KNOWN_KEYS = frozenset({"name", "prompt", "mentions"})
"""Of a starter in its file."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """Words as they were typed, choices and all, and which of them name a picture."""

    words: str
    mentions: tuple[Mention, ...] = ()

    def __add__(self, other: Prompt) -> Prompt:
        shift = len(self.words)
        moved = (replace(each, start=each.start + shift) for each in other.mentions)
        return Prompt(self.words + other.words, (*self.mentions, *moved))

    @property
    def bare(self) -> Prompt:
        """Without white space at its ends."""
        start = len(self.words) - len(self.words.lstrip())
        return self.part(start, len(self.words.rstrip()))

    def part(self, start: int, end: int) -> Prompt:
        """Some of its words, and the pictures that are named among them."""
        within = tuple(
            replace(each, start=each.start - start)
            for each in self.mentions
            if start <= each.start and each.start + each.length <= end
        )
        return Prompt(self.words[start:end], within)

    def reads_as(self, other: Prompt) -> bool:
        """Whether both say the same of the same pictures, whatever numbers those had."""
        return same_but_for_numbers(self.words, self.mentions, other.words, other.mentions)

    def replaced(self, start: int, length: int, words: str) -> Prompt:
        """Other words in place of some; a mention that is touched by them is none any more."""
        end, shift = start + length, len(words) - length
        kept = [
            each if each.start < start else replace(each, start=each.start + shift)
            for each in self.mentions
            if each.start + each.length <= start or each.start >= end
        ]
        return Prompt(self.words[:start] + words + self.words[end:], tuple(kept))


@dataclass(frozen=True, slots=True)
class SentPrompt:
    """A prompt that was sent last at a moment (milliseconds of the epoch)."""

    prompt: Prompt
    sent_ms: int

    @property
    def words(self) -> str:
        return self.prompt.words


@dataclass(frozen=True, slots=True)
class OwnStarter:
    """A starter of the designer's own: `template` may hold SLOTs, and may name pictures."""

    name: str
    template: Prompt
    unknown: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class OwnStarters:
    """All of them in their order; what a later version added goes back as it came."""

    starters: tuple[OwnStarter, ...] = ()
    unknown: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Filled:
    """A prompt made by a starter; `start` and `length` are what stands in its first place, in
    characters.
    """

    prompt: Prompt
    start: int
    length: int


def filled(template: Prompt, written: Prompt, blank: str) -> Filled:
    """A starter with what is written in each of its places, or `blank` where nothing is; without
    a place it stands alone.
    """
    put = written.bare
    if not put.words:
        put = Prompt(blank)
    start = template.words.find(SLOT)
    if start < 0:
        return Filled(template, len(template.words), 0)
    made, end, place = Prompt(""), 0, start
    while place >= 0:
        made += template.part(end, place) + put
        end = place + len(SLOT)
        place = template.words.find(SLOT, end)
    return Filled(made + template.part(end, len(template.words)), start, len(put.words))


def starters_to_json(own: OwnStarters) -> dict[str, Any]:
    return {**own.unknown, "starters": [_starter_to_json(each) for each in own.starters]}


def starters_from_json(stored: object) -> OwnStarters:
    """Never raises: what is no starter is left out."""
    if not isinstance(stored, Mapping):
        return OwnStarters()
    rows = stored.get("starters")
    listed = rows if isinstance(rows, list) else []
    found = [_starter(each) for each in listed if isinstance(each, Mapping)]
    unknown = {key: value for key, value in stored.items() if key != "starters"}
    return OwnStarters(tuple(each for each in found if each is not None), MappingProxyType(unknown))


def _starter_to_json(own: OwnStarter) -> dict[str, Any]:
    row = {**own.unknown, "name": own.name, "prompt": own.template.words}
    mentions = mentions_to_json(own.template.mentions)
    return {**row, "mentions": mentions} if mentions else row


def _starter(row: Mapping[str, Any]) -> OwnStarter | None:
    name, words = row.get("name"), row.get("prompt")
    if not isinstance(name, str) or not isinstance(words, str) or not words.strip():
        return None
    template = Prompt(words, mentions_from_json(row.get("mentions"), words))
    unknown = {key: value for key, value in row.items() if key not in _KNOWN_KEYS}
    return OwnStarter(name.strip() or words[:40], template, MappingProxyType(unknown))
