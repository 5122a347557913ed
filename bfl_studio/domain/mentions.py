"""Words of a prompt that stand for pictures: bound to the picture, sent as its number.

The service addresses references by position, "image 1", "image 2" … (`bfl-api.md` §7). What goes
as a picture of its own kind, such as a garment, has no number: there it is called by its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from bfl_studio.domain.catalog import ModelSpec, Role
from bfl_studio.domain.recipe import Mention, Recipe
from bfl_studio.domain.references import Sending, sendings

_KINDS: Mapping[Role, str] = {
    Role.PERSON: "the person",
    Role.GARMENT: "the garment",
    Role.MASK: "the mask",
}
_NUMBER = r"#?\d{1,3}(?![\w%]|[.:,]\d)"
_TYPED = re.compile(
    rf"\b(?:images?|imgs?|references?|ref|(?P<loose>pictures?|photos?))\s{{0,9}}{_NUMBER}"
    rf"(?:\s{{0,9}}(?:,|&|-|–|\b(?:and|or|to)\b)\s{{0,9}}{_NUMBER})*"
    r"(?(loose)(?!\s{0,9}[^\W\d_])|(?!\s{0,9}(?:mm|cm|px|mp|mb|kb)\b))",
    re.IGNORECASE,
)
"""Ways to number pictures; not "in the picture 5 people"."""

_DIGITS = re.compile(r"\d+")
_MOST_READ = 20_000
"""Characters: what is longer nobody wrote by hand, and every key that is pressed reads it."""


def words_for(number: int) -> str:
    """What the service is told for the picture that goes as this one, counted from one."""
    return f"image {number}"


def numbers(model: ModelSpec, recipe: Recipe) -> Mapping[str, int]:
    """Under which number each reference is sent, by its key; what is not sent has none."""
    return _numbered(sendings(model, recipe))


def names(model: ModelSpec, recipe: Recipe) -> Mapping[str, str]:
    """What the service is told for each picture that is sent, by its key."""
    sent = sendings(model, recipe)
    kinds = {each.image.key: _KINDS.get(each.role, "the image") for each in sent}
    return kinds | {key: words_for(number) for key, number in _numbered(sent).items()}


def renumbered(model: ModelSpec, recipe: Recipe) -> Recipe:
    """The recipe with the names its pictures have now in the prompt; what names a picture that
    is not sent keeps the words it had.
    """
    if not recipe.mentions:
        return recipe
    now = names(model, recipe)
    pieces: list[str] = []
    mentions: list[Mention] = []
    end = length = 0
    for each in recipe.mentions:
        before = recipe.prompt[end : each.start]
        words = recipe.prompt[each.start : each.start + each.length]
        if each.picture in now:
            words = now[each.picture]
        mentions.append(Mention(length + len(before), len(words), each.picture))
        pieces += [before, words]
        length += len(before) + len(words)
        end = each.start + each.length
    prompt = "".join((*pieces, recipe.prompt[end:]))
    if prompt == recipe.prompt:
        return recipe
    return replace(recipe, prompt=prompt, mentions=tuple(mentions))


def gone(model: ModelSpec, recipe: Recipe) -> tuple[Mention, ...]:
    """The mentions of pictures that are not sent."""
    if not recipe.mentions:
        return ()
    now = names(model, recipe)
    return tuple(each for each in recipe.mentions if each.picture not in now)


def typed_beyond(model: ModelSpec, recipe: Recipe) -> int | None:
    """The largest "image N" somebody typed although fewer are sent; None: there is none, or no
    picture goes along and the words mean something else.
    """
    sent = len(numbers(model, recipe))
    if not sent:
        return None
    bound = {
        place for each in recipe.mentions for place in range(each.start, each.start + each.length)
    }
    typed = (
        int(number[0])
        for found in _TYPED.finditer(recipe.prompt, 0, _MOST_READ)
        for number in _DIGITS.finditer(recipe.prompt, *found.span())
        if number.start() not in bound
    )
    return max((number for number in typed if number > sent), default=None)


def _numbered(sent: Iterable[Sending]) -> Mapping[str, int]:
    references = [each for each in sent if each.role is Role.REFERENCE]
    return {each.image.key: number for number, each in enumerate(references, start=1)}
