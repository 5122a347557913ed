"""Words of a prompt that stand for pictures: bound to the picture, sent as its number.

The service addresses references by position, "image 1", "image 2" … (`bfl-api.md` §7).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bfl_studio.domain.catalog import ModelSpec, Role
from bfl_studio.domain.recipe import Mention, Recipe
from bfl_studio.domain.references import sendings

_TYPED = re.compile(r"\bimage\s+(\d{1,3})\b", re.IGNORECASE)


def words_for(number: int) -> str:
    """What the service is told for the picture that goes as this one, counted from one."""
    return f"image {number}"


def numbers(model: ModelSpec, recipe: Recipe) -> Mapping[str, int]:
    """Under which number each picture is sent, by its key; what is not sent has none."""
    found: dict[str, int] = {}
    counted: dict[Role, int] = {}
    for sending in sendings(model, recipe):
        counted[sending.role] = counted.get(sending.role, 0) + 1
        found.setdefault(sending.image.key, counted[sending.role])
    return found


def renumbered(model: ModelSpec, recipe: Recipe) -> Recipe:
    """The recipe with the numbers its pictures have now in the prompt; what names a picture that
    is not sent keeps the words it had.
    """
    if not recipe.mentions:
        return recipe
    now = numbers(model, recipe)
    pieces: list[str] = []
    mentions: list[Mention] = []
    end = length = 0
    for each in recipe.mentions:
        before = recipe.prompt[end : each.start]
        words = recipe.prompt[each.start : each.start + each.length]
        if each.picture in now:
            words = words_for(now[each.picture])
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
    now = numbers(model, recipe)
    return tuple(each for each in recipe.mentions if each.picture not in now)


def typed_beyond(model: ModelSpec, recipe: Recipe) -> int | None:
    """The largest "image N" somebody typed although fewer are sent; None: there is none, or no
    picture goes along and the words mean something else.
    """
    sent = sum(each.role is Role.REFERENCE for each in sendings(model, recipe))
    if not sent:
        return None
    bound = {each.start for each in recipe.mentions}
    typed = [
        int(found[1]) for found in _TYPED.finditer(recipe.prompt) if found.start() not in bound
    ]
    return max((number for number in typed if number > sent), default=None)
