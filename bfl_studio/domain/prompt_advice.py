"""What could be said better in a prompt: suggestions, at most one of each kind, never a rule.

`bfl-api.md` §7 has the facts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bfl_studio.domain import choices
from bfl_studio.domain.catalog import Family, Kind, ModelSpec, Role
from bfl_studio.domain.flux_models import find_model
from bfl_studio.domain.pricing import Estimate, estimate
from bfl_studio.domain.prompts import Prompt
from bfl_studio.domain.recipe import Recipe

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
class Rewrite:
    """Other words in place of `length` characters from `start`."""

    start: int
    length: int
    words: str

    def applied(self, prompt: Prompt) -> Prompt:
        return prompt.replaced(self.start, self.length, self.words)


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


_QUOTES = (("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ("»", "«"), ("「", "」"), ("『", "』"))
_MOST_QUOTED = 120
_PAIRS = [f"{a}[^{a}{b}\n]{{1,{_MOST_QUOTED}}}{b}" for a, b in _QUOTES]
# Inches and seconds follow a number: 24" is no quote.
_STRAIGHT = rf'(?<!\w)"(?=\S)[^"\n]{{1,{_MOST_QUOTED}}}(?<=\S)"(?!\w)'
_QUOTED = re.compile("|".join((*_PAIRS, _STRAIGHT)))

_COLOUR = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})\b", re.IGNORECASE)

_UNQUOTED = re.compile(
    r"\b(?:with the (?:words?|text|title|slogan)|that says):?\s+"
    r"(?!(?:in|on|at|of|from|and|is|to|as|for|that|which)\b)"
    r"(?P<words>[^\s,.;:!?]+(?: [^\s,.;:!?]+){0,3}?)"
    r"(?=$|[,.;:!?\n]| (?:in|on|at|above|below|and)\b)",
    re.IGNORECASE,
)


def quoted(prompt: str) -> tuple[str, ...]:
    """The words between quotes of any language, without them; apostrophes are no quotes."""
    return tuple(found[0][1:-1].strip() for found in _QUOTED.finditer(prompt))


_NOUNS = r"(?:(?:an?|any|other|visible|extra|unwanted|the)\s+)*"
_NOT = re.compile(
    rf"(?P<before>,?\s*)\b(?:(?:with\s+)?(?P<no>no)|without)\s+{_NOUNS}"
    r"(?P<noun>[^\W\d_][\w'’-]*)(?P<after>\s+\w+)?",
    re.IGNORECASE,
)
_KEEPING = re.compile(
    r"\bwithout\s+(?:changing|altering|touching|affecting|modifying)\s+"
    r"(?P<what>[^,.;\n]+?)\s*(?=$|[,.;\n]|\b(?:but|while|so)\b)",
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"\b(?:the|with|and|of|an|on|at|without)\b", re.IGNORECASE)
"""Elsewhere "no" may mean something else, "in the" in Portuguese."""
_HARMLESS = frozenset(
    {"one", "longer", "matter", "doubt", "more", "less", "need", "idea", "way", "wonder", "sooner"}
    | {"problem", "entry", "parking", "smoking", "vacancy", "exit", "trespassing", "swimming"}
)
"""What follows a "no" that asks for nothing to be left out, or that is written on a sign."""

_POSITIVE: tuple[tuple[str, str], ...] = (
    ("people person persons human humans crowd crowds anyone anybody pedestrians", "empty, quiet"),
    ("text words word letters lettering writing caption captions", "plain, unlettered"),
    ("watermark watermarks logo logos signature signatures branding", "clean, unmarked"),
    ("background backgrounds backdrop", "on a plain white background"),
    ("blur blurs blurriness bokeh", "sharp throughout"),
    ("shadow shadows", "in soft, even light"),
    ("noise grain", "smooth and clean"),
    ("cloud clouds", "under a clear blue sky"),
    ("car cars traffic vehicle vehicles", "on an open, clear road"),
    ("tree trees", "in open, bare land"),
    ("clutter mess", "tidy, uncluttered"),
    ("reflection reflections glare", "with matte surfaces"),
    ("border borders frame frames margin margins", "filling the picture from edge to edge"),
    ("makeup make-up", "with a bare, natural face"),
    ("smile smiles smiling", "with a calm, neutral expression"),
    ("colour colours color colors", "in black and white"),
    ("beard beards moustache", "clean-shaven"),
    ("shoes", "barefoot"),
    ("hat hats", "bareheaded"),
    ("sleeves", "sleeveless"),
    ("leaves foliage", "with bare branches"),
    ("snow ice rain", "on dry ground"),
    ("furniture", "in an empty room"),
    ("distortion distortions deformation", "with natural proportions"),
    ("fingers limbs", "with natural, well-formed hands"),
)
POSITIVE = {noun: words for nouns, words in _POSITIVE for noun in nouns.split()}
"""What to say in place of "no …", by the noun."""


def _negation(model: ModelSpec, recipe: Recipe) -> Advice | None:
    prompt = recipe.prompt
    if choices.is_json(prompt):
        return None
    hidden = _without_quotes(prompt)
    if (keeping := _KEEPING.search(hidden)) is not None:
        start, end = keeping.start(), keeping.end("what")
        words = f"keeping {keeping['what']} exactly as it is"
        rewrite = Rewrite(start, end - start, words)
        return Advice(AdviceKind.NEGATION, prompt[start:end], rewrite=rewrite)
    for found in _NOT.finditer(hidden):
        if _is_left_out(found):
            said = prompt[found.end("before") : found.end("noun")]
            return Advice(AdviceKind.NEGATION, said, rewrite=_positive(found))
    return None


def _is_left_out(found: re.Match[str]) -> bool:
    """Whether it asks for a thing not to be there."""
    noun = found["noun"].casefold()
    if noun in POSITIVE:
        return True
    # "without looking" is a manner, not a thing.
    if noun in _HARMLESS or noun.endswith("ing"):
        return False
    sure = "," in found["before"] or found["no"] is None or found[0].lstrip(", ")[:1] in "wW"
    return sure or _ENGLISH.search(found.string) is not None


def _positive(found: re.Match[str]) -> Rewrite | None:
    """A part of its own between commas, as the words around it ask for."""
    words = POSITIVE.get(found["noun"].casefold())
    following = (found["after"] or "").strip().casefold()
    if words is None or following in ("or", "nor", "and"):
        return None
    earlier = found.string[: found.start()].rstrip()
    first = not earlier or earlier[-1] in ".!?;:("
    if first and found.string[found.end("before")].isupper():
        words = words[0].upper() + words[1:]
    before = found["before"] if first else ", "
    after = "," if following else ""
    return Rewrite(found.start(), found.end("noun") - found.start(), before + words + after)


def _without_quotes(prompt: str) -> str:
    """The same length; what is to be lettered says nothing about the picture."""
    return _QUOTED.sub(lambda found: "\n" * len(found[0]), prompt)


def _unquoted(model: ModelSpec, recipe: Recipe) -> Advice | None:
    prompt = recipe.prompt
    if choices.is_json(prompt) or quoted(prompt):
        return None
    found = _UNQUOTED.search(prompt)
    if found is None:
        return None
    start, end = found.span("words")
    rewrite = Rewrite(start, end - start, f"“{found['words']}”")
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
