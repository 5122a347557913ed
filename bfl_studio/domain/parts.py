"""What a reference is there for, as BFL advises to say it in the prompt (`bfl-api.md` §7)."""

from __future__ import annotations

from enum import StrEnum


class Part(StrEnum):
    """What to take from a picture. Others that a recipe names are kept as they are."""

    SUBJECT = "subject"
    FACE = "face"
    POSE = "pose"
    OUTFIT = "outfit"
    PRODUCT = "product"
    PLACE = "place"
    STYLE = "style"
    LIGHT = "light"
    COLOURS = "colours"
    COMPOSITION = "composition"
