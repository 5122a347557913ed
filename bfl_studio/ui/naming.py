"""How a picture gets into the prompt: its chip, and what it is there for where that is unsaid."""

from __future__ import annotations

from bfl_studio.domain import mentions
from bfl_studio.domain.prompt_pieces import Chip, Piece
from bfl_studio.domain.recipe import Recipe, RecipeImage
from bfl_studio.ui.part_words import phrase

_LINKS = frozenset(
    {"from", "of", "in", "on", "with", "as", "at", "by", "for", "to", "like", "into", "onto"}
    | {"wearing", "holding", "using", "a", "an", "the", "this", "that", "her", "his", "their"}
)
"""What wants a name after it: "the coat from" goes on with "image 2", not "wearing the outfit"."""

_NOUN = "the "


def pieces_for(
    number: int, image: RecipeImage, recipe: Recipe, before: str, *, bare: bool = False
) -> tuple[Piece, ...]:
    """A picture's chip behind the words `before`; what it is there for is said once, and not
    where those words say so, nor where it is to be `bare`.
    """
    chip = Chip(mentions.words_for(number), image.key)
    said = "" if bare or _is_named(image, recipe) else unsaid(image, before)
    if said and (before[-1:].isalnum() or before.endswith("_")):
        said = f" {said}"
    return (said, chip) if said else (chip,)


def unsaid(image: RecipeImage, before: str) -> str:
    """What of its phrase, up to the picture, is still to be said behind these words."""
    whole = phrase(image.part).partition("{image}")[0]
    words, wanted = before.casefold().split(), whole.split()
    for count in range(min(len(words), len(wanted)), 0, -1):
        if words[-count:] == wanted[:count]:
            return "".join(f"{word} " for word in wanted[count:])
    if not words or not wanted:
        return whole
    if words[-1] == wanted[-1] or (words[-1] in _LINKS and not whole.startswith(_NOUN)):
        return ""
    return whole


def _is_named(image: RecipeImage, recipe: Recipe) -> bool:
    return any(each.picture == image.key for each in recipe.mentions)
