"""A prompt as it is written: words, and chips that are one character to the hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bfl_studio.domain import colour_names
from bfl_studio.domain.recipe import Mention


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing in the text: a picture, by its key, or a colour where there is no key. `words`
    are what is sent for it, or was when its picture was sent last.
    """

    words: str
    picture: str = ""


Piece = str | Chip


def pieces(prompt: str, mentions: Iterable[Mention]) -> tuple[Piece, ...]:
    """A prompt taken apart; colours are known by how they are written."""
    found: list[Piece] = []
    end = 0
    for each in mentions:
        found += _coloured(prompt[end : each.start])
        end = each.start + each.length
        found.append(Chip(prompt[each.start : end], each.picture))
    found += _coloured(prompt[end:])
    return tuple(found)


def joined(parts: Iterable[Piece]) -> tuple[str, tuple[Mention, ...]]:
    """The prompt that pieces make, and which of its words name a picture."""
    words: list[str] = []
    mentions: list[Mention] = []
    length = 0
    for each in parts:
        text = each.words if isinstance(each, Chip) else each
        if isinstance(each, Chip) and each.picture:
            mentions.append(Mention(length, len(text), each.picture))
        words.append(text)
        length += len(text)
    return "".join(words), tuple(mentions)


def same_but_for_numbers(
    prompt: str, mentions: tuple[Mention, ...], other: str, others: tuple[Mention, ...]
) -> bool:
    """Whether two prompts differ in the numbers of their pictures at most."""
    return _skeleton(prompt, mentions) == _skeleton(other, others)


def _skeleton(prompt: str, mentions: tuple[Mention, ...]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    end = 0
    for each in mentions:
        found.append((prompt[end : each.start], each.picture))
        end = each.start + each.length
    return [*found, (prompt[end:], "")]


def _coloured(text: str) -> list[Piece]:
    if "#" not in text:
        return [text] if text else []
    found: list[Piece] = []
    end = 0
    for match in colour_names.WRITTEN.finditer(text):
        if match.start() > end:
            found.append(text[end : match.start()])
        found.append(Chip(match[0]))
        end = match.end()
    return [*found, text[end:]] if end < len(text) else found
