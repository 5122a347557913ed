"""A language that is a third longer, made of the words of this one."""

from __future__ import annotations

import re

from PySide6.QtCore import QTranslator

LONGER = 1.35
_KEPT = re.compile(r"(\{[^}]*\}|&&|\t.*)")
_ACCENTS = str.maketrans("AEIOUaeiouycn", "ÅÉÎÖÜåéîöüÿçñ")
_VOWELS = frozenset("ÅÉÎÖÜåéîöüÿ")


class Longer(QTranslator):
    """Doubles vowels until a text is a third longer; accents show what was translated."""

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return longer(source)

    def isEmpty(self) -> bool:
        return False


def longer(text: str) -> str:
    """The text in that language; what stands in braces stays."""
    pieces = _KEPT.split(text)
    return "".join(
        _stretched(piece) if place % 2 == 0 else piece for place, piece in enumerate(pieces)
    )


def _stretched(piece: str) -> str:
    wanted = round(len(piece) * LONGER)
    letters = list(piece.translate(_ACCENTS))
    spots = [place for place, letter in enumerate(letters) if letter in _VOWELS]
    while spots and sum(map(len, letters)) < wanted:
        for place in spots:
            letters[place] += letters[place][-1].lower()
            if sum(map(len, letters)) >= wanted:
                break
    return "".join(letters)
