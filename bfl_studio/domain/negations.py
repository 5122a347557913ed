"""What a prompt asks to leave out, and what it could say in its place.

FLUX has no negative prompts: it draws what it is told (`bfl-api.md` §7).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bfl_studio.domain.quotes import HIDDEN, without_quotes
from bfl_studio.domain.rewrites import Edit, Rewrite


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The words that ask for it; no `rewrite` where none reads well."""

    found: str
    rewrite: Rewrite | None


_NOT = re.compile(
    r"(?P<before>,\s*+|(?<!\s)\s*+)(?P<dashes>--)?"
    r"\b(?:(?P<with>with\s+)?(?P<no>no)|without)\s+"
    r"(?:(?:an?|any|other|visible|extra|unwanted|the|its|his|her|their|my|your)\s+)*"
    r"(?P<noun>[^\W\d_][\w'’-]*)"
    r"(?:\s+(?:visible|whatsoever|anywhere|please|at all|in sight|in view|around(?!\s+\w)"
    r"|(?:on|in|over)\s+(?:it|them))\b)*",
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
    ("text word words letters lettering writing caption captions", "plain, unlettered"),
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
    ("furniture", "bare, unfurnished"),
    ("distortion distortions deformation", "with natural proportions"),
    ("fingers limbs", "with natural, well-formed hands"),
)
POSITIVE = {noun: words for nouns, words in _POSITIVE for noun in nouns.split()}
"""What to say in place of "no …", by the noun."""

_KEEPING = re.compile(
    r"\bwithout\s+(?:changing|altering|touching|affecting|modifying)\s+(?P<all>any(?=thing\b))?",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"[,.;:!?\n{}|()\[\]]|\s[-–—]|\b(?:but|while|so|then)\b",
    re.IGNORECASE,
)
"""Where what is to be kept ends."""

_UNSURE = re.compile(
    r"^any\b|\band\b(?!\s+(?:the|her|his|their|its|my|your|this|that|these|those)\b)", re.IGNORECASE
)
"""Of these nobody can say whether all of it is to be kept: "the face and add a hat"."""

_BEGINS = ".!?;:([{|"
_DASHES = "-–—*•"
_JOINS = frozenset(
    {"and", "but", "or", "nor", "yet", "so", "is", "are", "was", "were", "be", "being", "been"}
    | {"also", "plus", "then", "either", "both", "in", "on", "of", "at", "to", "for", "as"}
)
"""Words that want what follows them as it is."""

_WHEN = frozenset({"at", "during", "with", "by"})
_WHERE = frozenset(
    {"in", "on", "over", "under", "behind", "beside", "near", "inside", "above", "between"}
    | {"around", "along", "across"}
)
_PLACED = ("in ", "on ", "under ")
_AFTER = re.compile(r"(?P<gap>\s*+)(?P<word>\w*)(?P<sign>\W?)")
_NEXT_LISTED = re.compile(
    r",\s*(?P<noun>[^\W\d_][\w'’-]*)\s*(?=$|[,.;:!?\n{}|()\[\]]|\b(?:and|or)\b)", re.IGNORECASE
)
_OR = re.compile(r"[^.;:!?\n{}|()\[\]]{0,200}\bn?or\b", re.IGNORECASE)


def left_out(prompt: str) -> LeftOut | None:
    """The first thing somebody asks for not to be there, or not to be changed."""
    hidden = without_quotes(prompt)
    kept = _kept(prompt, hidden)
    if kept is not None:
        return kept
    english: bool | None = None
    for found in _NOT.finditer(hidden):
        if english is None:
            english = _ENGLISH.search(hidden) is not None
        if _is_left_out(found, english=english):
            said = prompt[found.end("dashes" if found["dashes"] else "before") : found.end("noun")]
            return LeftOut(said, _positive(found))
    return None


def _kept(prompt: str, hidden: str) -> LeftOut | None:
    """ "Without changing …": said as what is kept, around words that stay as they are."""
    found = _KEEPING.search(hidden)
    if found is None:
        return None
    end = _KEPT.search(hidden, found.end())
    what = hidden[found.end() : end.start() if end is not None else len(hidden)].rstrip()
    if not what:
        return None
    start, stop = found.start(), found.end() + len(what)
    if not found["all"] and _UNSURE.search(what):
        return LeftOut(prompt[start:stop], None)
    keeping = "Keeping " if hidden[start] == "W" else "keeping "
    keeping += "every" if found["all"] else ""
    edits = (Edit(start, found.end() - start, keeping), Edit(stop, 0, " exactly as it is"))
    words = f"{keeping}{prompt[found.end() : stop]} exactly as it is"
    return LeftOut(prompt[start:stop], Rewrite(edits, words))


def _is_left_out(found: re.Match[str], *, english: bool) -> bool:
    """Whether it asks for a thing not to be there."""
    noun = found["noun"].casefold()
    if noun in POSITIVE:
        return True
    # "without looking" is a manner, not a thing.
    if noun in _HARMLESS or noun.endswith("ing"):
        return False
    sure = "," in found["before"] or found["no"] is None or found["with"] is not None
    return sure or english


def _positive(found: re.Match[str]) -> Rewrite | None:
    """A part of its own between commas, as the words around it ask for."""
    words = POSITIVE.get(found["noun"].casefold())
    if words is None:
        return None
    first = _is_first(found)
    before = found["before"] if first else _before(found)
    after = _after(found, words, first=first)
    if before is None or after is None:
        return None
    if first and found.string[found.end("before")].isupper():
        words = words[0].upper() + words[1:]
    edit = Edit(found.start(), found.end() - found.start(), before + words + after)
    return Rewrite((edit,), words)


def _is_first(found: re.Match[str]) -> bool:
    """Whether it begins a sentence, a line, or one of several choices of words."""
    earlier = found.string[: found.start()].rstrip()
    if not earlier or "\n" in found["before"] or earlier[-1] in _BEGINS:
        return True
    # "yes-no" has a hyphen, " - no" a dash.
    return earlier[-1] in _DASHES and (bool(found["before"]) or not earlier[-2:-1].strip())


def _before(found: re.Match[str]) -> str | None:
    """What joins it to the words it follows; None where nothing would."""
    if "," in found["before"]:
        return found["before"]
    if found["dashes"]:
        return ", "
    if found["no"] is not None and found["with"] is None:
        return None
    words = found.string[max(0, found.start() - 40) : found.start()].split()
    return None if not words or words[-1].casefold() in _JOINS else ", "


def _after(found: re.Match[str], words: str, *, first: bool) -> str | None:
    """What joins the words that follow; None where they would make no sense any more."""
    text, end = found.string, found.end()
    following = _AFTER.match(text, end)
    if following is None or "\n" in following["gap"]:
        return ""
    word = following["word"].casefold()
    if word:
        placed = first and word in _WHERE and not words.startswith(_PLACED)
        return "," if following["gap"] and (word in _WHEN or placed) else None
    sign = following["sign"]
    if sign == ",":
        return None if _goes_on(text, following.end() - 1) else ""
    if sign in tuple(_DASHES):
        return "" if following["gap"] else None
    return None if sign in ("/", "&", "+", "{", HIDDEN) else ""


def _goes_on(text: str, comma: int) -> bool:
    """ "No people, cars or trees": what follows is to be left out as well."""
    following = _NEXT_LISTED.match(text, comma)
    listed = following is not None and following["noun"].casefold() in POSITIVE
    return listed or _OR.match(text, comma + 1) is not None
