"""Words between quotes, of any language: in a prompt they are to be drawn."""

from __future__ import annotations

import re
from functools import lru_cache

OPENING = "“"
CLOSING = "”"
HIDDEN = "\x00"
"""Stands for each character between quotes where only the other words count."""

_MOST = 120
_PAIRS = {
    "“": "”",
    "„": '“”"',
    "«": "»",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "〝": "〟",
    "＂": "＂",
    "‚": "‘’",
}
"""What ends a quote, by what begins it."""

_ALIKE = {"”": "”", "»": "«»", "״": "״", '"': '"', "„": "„"}
"""Signs that end words as well: they begin a quote before a word only, and end it behind one.
Inches and seconds follow a number: 24" is no quote.
"""

# ’ is the apostrophe too: ‘90s and ’n’ are no quotes, nor are the dogs’ bowls.
_SINGLE = rf"(?<!\w)‘(?!\d0s\b|n’)(?=\S)[^‘’\n]{{1,{_MOST}}}(?<=\S)’(?!\w)"


def _pattern(begin: str, ends: str, *, alike: bool) -> str:
    within = rf"[^{begin}{ends}\n]{{1,{_MOST}}}"
    if alike:
        return rf"(?<!\w){begin}(?=\S){within}(?<=\S)[{ends}](?!\w)"
    return rf"{begin}{within}[{ends}]"


_QUOTED = re.compile(
    "|".join(
        (
            *(_pattern(*each, alike=False) for each in _PAIRS.items()),
            *(_pattern(*each, alike=True) for each in _ALIKE.items()),
            _SINGLE,
        )
    )
)
SIGNS = "".join(sorted({*"‘’'", *"".join(_PAIRS), *"".join(_PAIRS.values()), *"".join(_ALIKE)}))
"""Whatever begins or ends a quote, or looks like it."""

_SIGN = re.compile(f"[{SIGNS}]")


def quoted(prompt: str) -> tuple[str, ...]:
    """The words between quotes, without them; apostrophes are no quotes."""
    return tuple(prompt[start + 1 : end - 1].strip() for start, end in _spans(prompt))


def is_quoted(words: str) -> bool:
    """Whether it is one quote from end to end."""
    return _QUOTED.fullmatch(words.strip()) is not None


def without_quotes(prompt: str) -> str:
    """The same length; what is to be lettered says nothing about the picture."""
    found: list[str] = []
    last = 0
    for start, end in _spans(prompt):
        found += [prompt[last:start], HIDDEN * (end - start)]
        last = end
    return "".join((*found, prompt[last:]))


@lru_cache(maxsize=2)
def _spans(prompt: str) -> tuple[tuple[int, int], ...]:
    """From where to before where each goes; asked several times of the same words."""
    found: list[tuple[int, int]] = []
    # Looking for one of the signs first is ten times as fast.
    sign = _SIGN.search(prompt)
    while sign is not None:
        quote = _QUOTED.match(prompt, sign.start())
        if quote is not None:
            found.append(quote.span())
        sign = _SIGN.search(prompt, quote.end() if quote is not None else sign.end())
    return tuple(found)
