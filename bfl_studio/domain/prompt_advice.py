"""What could be said better in a prompt: suggestions, at most one of each kind, never a rule.

`bfl-api.md` §7 has the facts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bfl_studio.domain import choices, negations
from bfl_studio.domain.catalog import Family, Kind, ModelSpec, Role
from bfl_studio.domain.flux_models import find_model
from bfl_studio.domain.pricing import Estimate, estimate
from bfl_studio.domain.quotes import CLOSING, OPENING, SIGNS, quoted
from bfl_studio.domain.recipe import Recipe
from bfl_studio.domain.rewrites import Edit, Rewrite

LETTERING_MODEL_ID = "flux-2-flex"
MOST_COLOURS = 5
MOST_WORDS = 512
"""What the models of FLUX.1 read."""

_MOST_READ = 20_000
"""Characters: what is longer nobody wrote by hand, and reading it would hold up the window."""


class AdviceKind(StrEnum):
    """In the order in which they matter."""

    NEGATION = "negation"
    UNQUOTED = "unquoted"
    LETTERING = "lettering"
    COLOURS = "colours"
    LENGTH = "length"


@dataclass(frozen=True, slots=True)
class Advice:
    """`found` are the words it is about; `count` what there are too many of.

    `model_id` would be better, at `price` a picture; `rewrite` says the same otherwise.
    """

    kind: AdviceKind
    found: str = ""
    count: int = 0
    rewrite: Rewrite | None = None
    model_id: str = ""
    price: Estimate | None = None


def advise(recipe: Recipe) -> tuple[Advice, ...]:
    """All there is to say, what matters most first; nothing about a model without words."""
    model = find_model(recipe.model_id)
    if model is None or model.parameter(Role.PROMPT) is None or not recipe.prompt.strip():
        return ()
    rules = _RULES if len(recipe.prompt) <= _MOST_READ else (_length,)
    found = (rule(model, recipe) for rule in rules)
    return tuple(each for each in found if each is not None)


_COLOUR = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})\b", re.IGNORECASE)

_WORD = rf"(?:\{{[^{{}}\n]{{1,200}}\}}|[^\s,.;:!?{{}}|()\[\]{SIGNS}]++)"
_UNQUOTED = re.compile(
    r"\b(?:with the (?:words?|text|title|slogan)|that says):?\s++"
    r"(?!(?:in|on|at|of|from|and|is|to|as|for|that|which)\b)"
    rf"(?P<words>{_WORD}(?: {_WORD}){{0,3}}?)"
    r"(?=$|[,.;:!?\n|}]| (?:in|on|at|above|below|and)\b)",
    re.IGNORECASE,
)


def _negation(model: ModelSpec, recipe: Recipe) -> Advice | None:
    if choices.is_json(recipe.prompt):
        return None
    found = negations.left_out(recipe.prompt)
    if found is None:
        return None
    return Advice(AdviceKind.NEGATION, found.found, rewrite=found.rewrite)


def _unquoted(model: ModelSpec, recipe: Recipe) -> Advice | None:
    prompt = recipe.prompt
    if choices.is_json(prompt) or quoted(prompt):
        return None
    found = _UNQUOTED.search(prompt)
    if found is None:
        return None
    start, end = found.span("words")
    if any(each.start < end and each.start + each.length > start for each in recipe.mentions):
        return None
    edits = (Edit(start, 0, OPENING), Edit(end, 0, CLOSING))
    rewrite = Rewrite(edits, f"{OPENING}{found['words']}{CLOSING}")
    return Advice(AdviceKind.UNQUOTED, found["words"], rewrite=rewrite)


def _lettering(model: ModelSpec, recipe: Recipe) -> Advice | None:
    better = find_model(LETTERING_MODEL_ID)
    if better is None or model.id == better.id or not _can_switch(model):
        return None
    lettered = () if choices.is_json(recipe.prompt) else quoted(recipe.prompt)
    if not lettered:
        return None
    from bfl_studio.domain.fitting import fit

    price = estimate(fit(recipe, better)[0])
    return Advice(AdviceKind.LETTERING, lettered[0], model_id=better.id, price=price)


def _can_switch(model: ModelSpec) -> bool:
    """A model that needs a picture does what no other does."""
    needs = any(each.kind is Kind.IMAGES and each.required for each in model.parameters)
    return model.family in (Family.FLUX_1, Family.FLUX_2) and not needs


def _colours(model: ModelSpec, recipe: Recipe) -> Advice | None:
    colours = {found[0].casefold() for found in _COLOUR.finditer(recipe.prompt)}
    count = len(colours)
    return Advice(AdviceKind.COLOURS, count=count) if count > MOST_COLOURS else None


def _length(model: ModelSpec, recipe: Recipe) -> Advice | None:
    if model.family is not Family.FLUX_1:
        return None
    count = len(recipe.prompt.split())
    return Advice(AdviceKind.LENGTH, count=count) if count > MOST_WORDS else None


_RULES: tuple[Callable[[ModelSpec, Recipe], Advice | None], ...] = (
    _negation,
    _unquoted,
    _lettering,
    _colours,
    _length,
)
