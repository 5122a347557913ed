"""Choices in a prompt: `{red|blue}` makes one picture of each; `{{red|blue}}` makes none."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from bfl_studio.domain.recipe import Mention, Recipe

_BRACES = re.compile(r"\{\{(?P<literal>[^{}]*\|[^{}]*)\}\}|\{(?P<choice>[^{}]*\|[^{}]*)\}")
_FEW = 1024
"""So many combinations are looked at one by one; more can never be sent in one go."""

MOST_COUNTED = 1_000_000
"""What is more is called so many: nobody reads, and Python does not write, longer numbers."""

_Slice = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """One of the prompts the words make; `chosen` are the pieces of it that others have
    otherwise, from one character to before another.
    """

    prompt: str
    chosen: tuple[tuple[int, int], ...]


@lru_cache(maxsize=8)
def count(prompt: str) -> int:
    """How many different prompts it makes; one without any choice.

    Asked several times for each key that is pressed.
    """
    groups = _groups(prompt)
    combinations = 1
    for each in groups:
        combinations = min(combinations * len(each), MOST_COUNTED)
    if combinations == 1 or combinations > _FEW:
        return combinations
    return len({_joined(prompt, each) for each in itertools.product(*groups)})


def expanded(recipe: Recipe) -> Iterator[Recipe]:
    """The recipes a recipe with choices makes, each once, the last choice changing first."""
    seen: set[str] = set()
    for slices in itertools.product(*_groups(recipe.prompt)):
        prompt = _joined(recipe.prompt, slices)
        if prompt not in seen:
            seen.add(prompt)
            yield replace(recipe, prompt=prompt, mentions=_kept(recipe.mentions, slices))


def sizes(prompt: str) -> tuple[int, ...]:
    """How many words there are to choose from at each place, in the order of the places."""
    return tuple(len(group) for group in _groups(prompt) if len(group) > 1)


def readings(prompt: str) -> Iterator[Reading]:
    """The prompts of `expanded`, in its order, and where they differ; the first of very many."""
    groups = _groups(prompt)
    seen: set[str] = set()
    for slices in itertools.islice(itertools.product(*groups), _FEW):
        words = _joined(prompt, slices)
        if words not in seen:
            seen.add(words)
            yield Reading(words, _differing(groups, slices))


def as_it_reads(recipe: Recipe) -> Recipe:
    """A recipe whose words were chosen already: what looks like a choice in it is none."""
    if "|" not in recipe.prompt or is_json(recipe.prompt):
        return recipe
    braces = [found.span() for found in _BRACES.finditer(recipe.prompt)]

    def moved(mention: Mention) -> Mention:
        before = sum((start <= mention.start) + (end <= mention.start) for start, end in braces)
        return replace(mention, start=mention.start + before)

    prompt = _BRACES.sub(lambda found: "{" + found[0] + "}", recipe.prompt)
    return replace(recipe, prompt=prompt, mentions=tuple(map(moved, recipe.mentions)))


def _groups(prompt: str) -> tuple[tuple[_Slice, ...], ...]:
    """The parts of the prompt in their order, each with the pieces of text it may be."""
    if "|" not in prompt or is_json(prompt):
        return (((0, len(prompt)),),)
    groups: list[tuple[_Slice, ...]] = []
    end = 0
    for found in _BRACES.finditer(prompt):
        groups.append(((end, found.start()),))
        if found["literal"] is not None:
            groups.append(((found.start() + 1, found.end() - 1),))
        else:
            groups.append(_options(prompt, *found.span("choice")))
        end = found.end()
    return (*groups, ((end, len(prompt)),))


def _options(prompt: str, start: int, end: int) -> tuple[_Slice, ...]:
    """The words between the bars without the white space around them, no words twice."""
    options: dict[str, _Slice] = {}
    for words in prompt[start:end].split("|"):
        bare = words.strip()
        first = start + len(words) - len(words.lstrip()) if bare else start
        options.setdefault(bare, (first, first + len(bare)))
        start += len(words) + 1
    return tuple(options.values())


def _differing(
    groups: tuple[tuple[_Slice, ...], ...], slices: tuple[_Slice, ...]
) -> tuple[_Slice, ...]:
    """Where the pieces stand that were chosen from several; empty ones stand nowhere."""
    found: list[_Slice] = []
    length = 0
    for group, (start, end) in zip(groups, slices, strict=True):
        if len(group) > 1 and end > start:
            found.append((length, length + end - start))
        length += end - start
    return tuple(found)


def is_json(prompt: str) -> bool:
    """A prompt written as JSON has braces of its own; the models read it (`bfl-api.md` §7)."""
    if not prompt.lstrip().startswith("{"):
        return False
    # No first paint needs it.
    import json

    try:
        return isinstance(json.loads(prompt), dict)
    except (ValueError, RecursionError):
        return False


def _joined(prompt: str, slices: tuple[_Slice, ...]) -> str:
    return "".join(prompt[start:end] for start, end in slices)


def _kept(mentions: tuple[Mention, ...], slices: tuple[_Slice, ...]) -> tuple[Mention, ...]:
    """The mentions that lie whole in the pieces, where they stand then."""
    found: list[Mention] = []
    length = 0
    for start, end in slices:
        found += [
            replace(each, start=length + each.start - start)
            for each in mentions
            if start <= each.start and each.start + each.length <= end
        ]
        length += end - start
    return tuple(found)
