"""Prompts beside the one that is written: those that were sent, and starters."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from bfl_studio.domain.recipe import Mention

SLOT = "{prompt}"
"""Where a starter takes what is written."""

MOST_SENT = 500
"""So many prompts that were sent are kept."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """Words as they were typed, choices and all, and which of them name a picture."""

    words: str
    mentions: tuple[Mention, ...] = ()

    def among(self, pictures: Collection[str]) -> Prompt:
        """The same where only these pictures, by their keys, are there: other mentions are
        words like any other.
        """
        kept = tuple(each for each in self.mentions if each.picture in pictures)
        return self if len(kept) == len(self.mentions) else replace(self, mentions=kept)

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
    """A starter of the designer's own: `template` may hold a SLOT."""

    name: str
    template: str
    unknown: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class OwnStarters:
    """All of them in their order; what a later version added goes back as it came."""

    starters: tuple[OwnStarter, ...] = ()
    unknown: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Filled:
    """A prompt made by a starter; `start` and `length` are what stands in its place, in
    characters.
    """

    prompt: Prompt
    start: int
    length: int


def filled(template: str, written: Prompt, blank: str) -> Filled:
    """A starter with what is written in its place, or `blank` where nothing is; without a place
    it stands alone.
    """
    before, slot, after = template.partition(SLOT)
    if not slot:
        return Filled(Prompt(template), len(template), 0)
    bare = written.words.strip()
    if not bare:
        return Filled(Prompt(before + blank + after), len(before), len(blank))
    shift = len(before) - (len(written.words) - len(written.words.lstrip()))
    moved = tuple(replace(each, start=each.start + shift) for each in written.mentions)
    return Filled(Prompt(before + bare + after, moved), len(before), len(bare))


def starters_to_json(own: OwnStarters) -> dict[str, Any]:
    rows = [{**each.unknown, "name": each.name, "prompt": each.template} for each in own.starters]
    return {**own.unknown, "starters": rows}


def starters_from_json(stored: object) -> OwnStarters:
    """Never raises: what is no starter is left out."""
    if not isinstance(stored, Mapping):
        return OwnStarters()
    rows = stored.get("starters")
    listed = rows if isinstance(rows, list) else []
    found = [_starter(each) for each in listed if isinstance(each, Mapping)]
    unknown = {key: value for key, value in stored.items() if key != "starters"}
    return OwnStarters(tuple(each for each in found if each is not None), MappingProxyType(unknown))


def _starter(row: Mapping[str, Any]) -> OwnStarter | None:
    name, template = row.get("name"), row.get("prompt")
    if not isinstance(name, str) or not isinstance(template, str) or not template.strip():
        return None
    unknown = {key: value for key, value in row.items() if key not in ("name", "prompt")}
    return OwnStarter(name.strip() or template[:40], template, MappingProxyType(unknown))
