"""What a reference is there for: its word on the tile, and how the prompt says it in BFL's words.

The phrases are sent to the service, which is told in English (`bfl-api.md` §7): never translated.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.parts import Part
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

PARTS: Mapping[str, tuple[str, str]] = {
    Part.SUBJECT: (QT_TRANSLATE_NOOP("parts", "subject"), "the subject from {image}"),
    Part.FACE: (QT_TRANSLATE_NOOP("parts", "face"), "the person from {image}"),
    Part.POSE: (QT_TRANSLATE_NOOP("parts", "pose"), "in the pose from {image}"),
    Part.OUTFIT: (QT_TRANSLATE_NOOP("parts", "outfit"), "wearing the outfit from {image}"),
    Part.PRODUCT: (QT_TRANSLATE_NOOP("parts", "product"), "the product from {image}"),
    Part.PLACE: (QT_TRANSLATE_NOOP("parts", "place"), "in the setting from {image}"),
    Part.STYLE: (QT_TRANSLATE_NOOP("parts", "style"), "in the style of {image}"),
    Part.LIGHT: (QT_TRANSLATE_NOOP("parts", "light"), "with the lighting from {image}"),
    Part.COLOURS: (QT_TRANSLATE_NOOP("parts", "colours"), "in the colours of {image}"),
    Part.COMPOSITION: (
        QT_TRANSLATE_NOOP("parts", "composition"),
        "with the composition of {image}",
    ),
}
"""Word, and phrase: `{image}` stands for the picture, "image 2" as it is sent."""


def word(part: str) -> str:
    """One word for a part; one that another version named stays as it is."""
    return QCoreApplication.translate("parts", PARTS[part][0]) if part in PARTS else part


def phrase(part: str) -> str:
    """How the prompt asks for it, with `{image}` for the picture; only that for any other part."""
    return PARTS[part][1] if part in PARTS else "{image}"
