"""Choices in a prompt: `{red|blue}` makes one picture of each; `{{red|blue}}` makes none."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from bfl_studio.domain.recipe import Mention, Recipe

# Only the first bar may be looked for: one that may be any is quadratic in open braces. What
# begins with a name in quotes and a colon is an object of JSON (`bfl-api.md` §7).
_BRACES = re.compile(
    r"\{\{(?P<literal>[^{}|]*\|[^{}]*)\}\}"
    r'|\{(?!\s*"[^"{}]*"\s*:)(?P<choice>[^{}|]*\|[^{}]*)\}'
)
_FEW = 1024
"""Of so many combinations those that read the same count once; more can never be sent anyway."""

MOST_COUNTED = 1_000_000
"""What is more is called so many: nobody reads, and Python does not write, longer numbers."""

_FIRST_STEP = 64
"""Characters: so soon most readings have turned out to be different for good."""

_Slice = tuple[int, int]
_Options = tuple[_Slice, ...]
_Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """One of the prompts the words make; `chosen` are the pieces of it that others have
    otherwise, from one character to before another.
    """

    prompt: str
    chosen: tuple[tuple[int, int], ...]


def count(prompt: str) -> int:
    """How many different prompts it makes; one without any choice."""
    return _tally(prompt)[0]


def sizes(prompt: str) -> tuple[int, ...]:
    """How many words there are to choose from at each place, in the order of the places; none
    where they make more than is counted.
    """
    return tuple(len(words) for words in _tally(prompt)[1] if len(words) > 1)


def empty_choice(prompt: str) -> str:
    """The first choice, with its braces, of a prompt that makes an empty one too; else nothing."""
    parts = _tally(prompt)[1]
    if not parts or any(all(map(str.strip, words)) for words in parts):
        return ""
    found = _BRACES.search(prompt)
    return found[0] if found is not None else ""


@lru_cache(maxsize=4)
def nested_choice(prompt: str) -> str:
    """The first choice with braces of another one inside, which is not read; else nothing."""
    if "|" not in prompt or is_json(prompt):
        return ""
    found = _BRACES.search(_BRACES.sub(lambda inner: " " * len(inner[0]), prompt))
    return prompt[found.start() : found.end()] if found is not None else ""


def expanded(recipe: Recipe) -> Iterator[Recipe]:
    """The recipes a recipe with choices makes, each once, the last choice changing first."""
    seen: set[str] = set()
    for slices in itertools.product(*_slices(recipe.prompt)):
        prompt = _joined(recipe.prompt, slices)
        if prompt not in seen:
            seen.add(prompt)
            mentions = _kept(recipe.mentions, slices)
            yield _set_apart(replace(recipe, prompt=prompt, mentions=mentions))


def _set_apart(recipe: Recipe) -> Recipe:
    """A choice may put words right beside a picture that is named."""
    if not recipe.mentions:
        return recipe
    # No first paint needs it.
    from bfl_studio.domain.prompt_pieces import joined, pieces

    prompt, mentions = joined(pieces(recipe.prompt, recipe.mentions))
    return replace(recipe, prompt=prompt, mentions=mentions)


def readings(prompt: str) -> Iterator[Reading]:
    """The prompts of `expanded`, in its order, and where they differ; the first of very many."""
    parts = _slices(prompt)
    seen: set[str] = set()
    for slices in itertools.islice(itertools.product(*parts), _FEW):
        words = _joined(prompt, slices)
        if words not in seen:
            seen.add(words)
            yield Reading(words, _differing(parts, slices))


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


@lru_cache(maxsize=4)
def _tally(prompt: str) -> tuple[int, tuple[_Words, ...]]:
    """How many prompts it makes, and the words that each part may be; no parts where they make
    more than is counted.

    Asked several times for each key that is pressed, so nothing here takes long.
    """
    combinations, parts, always = 1, list[_Words](), list[str]()
    for start, end, chosen in _parts(prompt):
        if not chosen:
            always.append(prompt[start:end])
            continue
        words = frozenset(map(str.strip, prompt[start:end].split("|")))
        if len(words) == 1:
            always.extend(words)
            continue
        combinations *= len(words)
        if combinations >= MOST_COUNTED:
            return MOST_COUNTED, ()
        parts += (frozenset(("".join(always),)), words)
        always.clear()
    parts.append(frozenset(("".join(always),)))
    if 1 < combinations <= _FEW:
        combinations = _different(parts)
    return combinations, tuple(parts)


def _parts(prompt: str) -> Iterator[tuple[int, int, bool]]:
    """Where the parts of the prompt begin and end, in their order; whether words are chosen."""
    end = 0
    if "|" in prompt and not is_json(prompt):
        for found in _BRACES.finditer(prompt):
            yield end, found.start(), False
            if found["literal"] is not None:
                yield found.start() + 1, found.end() - 1, False
            else:
                yield *found.span("choice"), True
            end = found.end()
    yield end, len(prompt), False


def _slices(prompt: str) -> tuple[_Options, ...]:
    """The parts of the prompt in their order, each with the pieces of text it may be."""
    return tuple(
        _options(prompt, start, end) if chosen else ((start, end),)
        for start, end, chosen in _parts(prompt)
    )


def _options(prompt: str, start: int, end: int) -> _Options:
    """The words between the bars without the white space around them, no words twice."""
    options: dict[str, _Slice] = {}
    for words in prompt[start:end].split("|"):
        bare = words.strip()
        first = start + len(words) - len(words.lstrip()) if bare else start
        options.setdefault(bare, (first, first + len(bare)))
        start += len(words) + 1
    return tuple(options.values())


def _different(parts: Iterable[_Words]) -> int:
    """How many different prompts the parts make, found out without making one.

    Two readings can become the same only while one begins with the other. Such a family is kept
    as what each member has more than the shortest, and families alike in that are one, so often.
    """
    families: Counter[tuple[str, ...]] = Counter({("",): 1})
    for words in itertools.chain.from_iterable(map(_steps, parts)):
        grown: Counter[tuple[str, ...]] = Counter()
        for family, times in families.items():
            for each in _families({more + word for more in family for word in words}):
                grown[each] += times
        families = grown
    return sum(len(family) * times for family, times in families.items())


def _steps(words: _Words) -> Iterator[_Words]:
    """The words of a part; a long text that is always there comes in steps, ever longer."""
    if len(words) > 1:
        yield words
        return
    (text,) = words
    start, step = 0, _FIRST_STEP
    while start < len(text):
        yield frozenset((text[start : start + step],))
        start, step = start + step, step * 2


def _families(texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The texts that begin with one another, without what all of them begin with."""
    family: list[str] = []
    shortest = ""
    for text in sorted(texts):
        if family and not text.startswith(shortest):
            yield tuple(family)
            family = []
        if not family:
            shortest = text
        family.append(text[len(shortest) :])
    yield tuple(family)


def _differing(parts: tuple[_Options, ...], slices: tuple[_Slice, ...]) -> tuple[_Slice, ...]:
    """Where the pieces stand that were chosen from several; empty ones stand nowhere."""
    found: list[_Slice] = []
    length = 0
    for options, (start, end) in zip(parts, slices, strict=True):
        if len(options) > 1 and end > start:
            found.append((length, length + end - start))
        length += end - start
    return tuple(found)


@lru_cache(maxsize=4)
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
