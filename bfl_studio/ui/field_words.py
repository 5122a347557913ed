"""What each thing that is sent is called inside a sentence, and at its beginning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.errors import Fault
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

_MOST_NAMED = 3

FIELDS: Mapping[Role, tuple[str, str]] = {
    Role.PROMPT: (QT_TRANSLATE_NOOP("words", "Prompt"), QT_TRANSLATE_NOOP("words", "the prompt")),
    Role.REFERENCE: (
        QT_TRANSLATE_NOOP("words", "References"),
        QT_TRANSLATE_NOOP("words", "the references"),
    ),
    Role.WIDTH: (QT_TRANSLATE_NOOP("words", "Width"), QT_TRANSLATE_NOOP("words", "the width")),
    Role.HEIGHT: (QT_TRANSLATE_NOOP("words", "Height"), QT_TRANSLATE_NOOP("words", "the height")),
    Role.SEED: (QT_TRANSLATE_NOOP("words", "Seed"), QT_TRANSLATE_NOOP("words", "the seed")),
    Role.OUTPUT_FORMAT: (
        QT_TRANSLATE_NOOP("words", "Format"),
        QT_TRANSLATE_NOOP("words", "the format"),
    ),
    Role.SAFETY_TOLERANCE: (
        QT_TRANSLATE_NOOP("words", "Safety tolerance"),
        QT_TRANSLATE_NOOP("words", "the safety tolerance"),
    ),
    Role.REWRITING: (
        QT_TRANSLATE_NOOP("words", "Prompt rewriting"),
        QT_TRANSLATE_NOOP("words", "prompt rewriting"),
    ),
    Role.STEPS: (
        QT_TRANSLATE_NOOP("words", "Steps"),
        QT_TRANSLATE_NOOP("words", "the number of steps"),
    ),
    Role.GUIDANCE: (
        QT_TRANSLATE_NOOP("words", "Guidance"),
        QT_TRANSLATE_NOOP("words", "the guidance"),
    ),
    Role.IMAGE: (QT_TRANSLATE_NOOP("words", "Picture"), QT_TRANSLATE_NOOP("words", "the picture")),
    Role.MASK: (QT_TRANSLATE_NOOP("words", "Mask"), QT_TRANSLATE_NOOP("words", "the mask")),
    Role.PERSON: (
        QT_TRANSLATE_NOOP("words", "Person"),
        QT_TRANSLATE_NOOP("words", "the picture of the person"),
    ),
    Role.GARMENT: (
        QT_TRANSLATE_NOOP("words", "Garment"),
        QT_TRANSLATE_NOOP("words", "the picture of the garment"),
    ),
    Role.IMAGE_PROMPT: (
        QT_TRANSLATE_NOOP("words", "Image prompt"),
        QT_TRANSLATE_NOOP("words", "the image prompt"),
    ),
    Role.IMAGE_PROMPT_STRENGTH: (
        QT_TRANSLATE_NOOP("words", "Image prompt strength"),
        QT_TRANSLATE_NOOP("words", "the image prompt's strength"),
    ),
    Role.ASPECT_RATIO: (
        QT_TRANSLATE_NOOP("words", "Aspect ratio"),
        QT_TRANSLATE_NOOP("words", "the aspect ratio"),
    ),
    Role.TIER: (
        QT_TRANSLATE_NOOP("words", "Resolution tier"),
        QT_TRANSLATE_NOOP("words", "the resolution tier"),
    ),
    Role.RAW: (QT_TRANSLATE_NOOP("words", "Raw"), QT_TRANSLATE_NOOP("words", "the Raw switch")),
    Role.GROUNDING: (
        QT_TRANSLATE_NOOP("words", "Looking things up"),
        QT_TRANSLATE_NOOP("words", "looking things up"),
    ),
    Role.MARGIN_TOP: (
        QT_TRANSLATE_NOOP("words", "Top margin"),
        QT_TRANSLATE_NOOP("words", "the top margin"),
    ),
    Role.MARGIN_BOTTOM: (
        QT_TRANSLATE_NOOP("words", "Bottom margin"),
        QT_TRANSLATE_NOOP("words", "the bottom margin"),
    ),
    Role.MARGIN_LEFT: (
        QT_TRANSLATE_NOOP("words", "Left margin"),
        QT_TRANSLATE_NOOP("words", "the left margin"),
    ),
    Role.MARGIN_RIGHT: (
        QT_TRANSLATE_NOOP("words", "Right margin"),
        QT_TRANSLATE_NOOP("words", "the right margin"),
    ),
    Role.OFFSET_X: (
        QT_TRANSLATE_NOOP("words", "Offset across"),
        QT_TRANSLATE_NOOP("words", "the offset across"),
    ),
    Role.OFFSET_Y: (
        QT_TRANSLATE_NOOP("words", "Offset down"),
        QT_TRANSLATE_NOOP("words", "the offset down"),
    ),
    Role.AUTO_CROP: (
        QT_TRANSLATE_NOOP("words", "Cropping"),
        QT_TRANSLATE_NOOP("words", "the cropping"),
    ),
    Role.DILATION: (
        QT_TRANSLATE_NOOP("words", "Dilation"),
        QT_TRANSLATE_NOOP("words", "the dilation"),
    ),
    Role.MODE: (QT_TRANSLATE_NOOP("words", "Mode"), QT_TRANSLATE_NOOP("words", "the mode")),
}

_SOMETHING = (
    QT_TRANSLATE_NOOP("words", "One of the settings"),
    QT_TRANSLATE_NOOP("words", "one of the settings"),
)


_NEEDED: Mapping[Role, str] = {
    Role.IMAGE: QT_TRANSLATE_NOOP("words", "a picture"),
    Role.MASK: QT_TRANSLATE_NOOP("words", "a mask"),
    Role.PERSON: QT_TRANSLATE_NOOP("words", "a person"),
    Role.GARMENT: QT_TRANSLATE_NOOP("words", "a garment"),
    Role.REFERENCE: QT_TRANSLATE_NOOP("words", "a reference"),
    Role.IMAGE_PROMPT: QT_TRANSLATE_NOOP("words", "an image prompt"),
}


def needed_text(roles: Sequence[Role]) -> str:
    """ "a picture and a mask"."""
    return _listed(tuple(_tr(_NEEDED[role]) for role in roles))


def field_words(role: Role | None) -> tuple[str, str]:
    """What a field is called at the beginning of a sentence and inside it."""
    begins, inside = FIELDS[role] if role is not None else _SOMETHING
    return _tr(begins), _tr(inside)


def faults_text(faults: Sequence[Fault]) -> str:
    """ "the width", "image 2 and the mask", "the width, the height and 3 more"."""
    names = tuple(dict.fromkeys(_fault_text(each) for each in faults))
    if len(names) > _MOST_NAMED:
        rest = _tr(QT_TRANSLATE_NOOP("words", "{count} more"))
        left = len(names) - _MOST_NAMED + 1
        names = (*names[: _MOST_NAMED - 1], rest.format(count=left))
    return _listed(names or (_tr(_SOMETHING[1]),))


def _listed(names: Sequence[str]) -> str:
    *most, last = names or ("",)
    if not most:
        return last
    return _tr(QT_TRANSLATE_NOOP("words", "{most} and {last}")).format(
        most=", ".join(most), last=last
    )


def _fault_text(fault: Fault) -> str:
    if fault.role is Role.REFERENCE and fault.number:
        return _tr(QT_TRANSLATE_NOOP("words", "image {number}")).format(number=fault.number)
    return field_words(fault.role)[1]


def _tr(text: str) -> str:
    return QCoreApplication.translate("words", text)
