"""A prompt as it is written: words, and chips that are one character to the hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


def words_of(piece: Piece) -> str:
    """What is sent for it."""
    return piece.words if isinstance(piece, Chip) else piece


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
    """The prompt that pieces make, and which of its words name a picture. A chip stands apart
    from the words beside it: "image 1" before "0" is no "image 10".
    """
    words: list[str] = []
    mentions: list[Mention] = []
    length = 0
    end, after_chip = "", False
    for each in parts:
        is_chip = isinstance(each, Chip)
        text = words_of(each)
        if not text:
            continue
        if (after_chip and _is_of_a_word(text[0])) or (is_chip and _is_of_a_word(end)):
            text = f" {text}"
        if isinstance(each, Chip) and each.picture:
            shift = len(text) - len(each.words)
            mentions.append(Mention(length + shift, len(each.words), each.picture))
        words.append(text)
        length += len(text)
        end, after_chip = text[-1], is_chip
    return "".join(words), tuple(mentions)


def shortened(parts: Iterable[Piece], most: int) -> Iterator[Piece]:
    """So many characters of them at most; a chip comes whole or not at all."""
    for each in parts:
        text = words_of(each)
        if len(text) > most:
            if isinstance(each, str) and most > 0:
                yield each[:most]
            return
        yield each
        most -= len(text)


def same_but_for_numbers(
    prompt: str, mentions: tuple[Mention, ...], other: str, others: tuple[Mention, ...]
) -> bool:
    """Whether two prompts differ in the numbers of their pictures at most."""
    return _skeleton(prompt, mentions) == _skeleton(other, others)


def _is_of_a_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


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
