"""The one table from what went wrong to the sentence that says it, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.rules import Issue, IssueKind
from bfl_studio.ui.text import plain
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

_LONGEST_QUOTE = 240
_F = FailureKind
_I = IssueKind

Clauses = tuple[str, str]
"""What happened, and what to do or what is safe."""

_FAILURES: Mapping[FailureKind, Clauses] = {
    _F.KEY_MISSING: (
        QT_TRANSLATE_NOOP("words", "There is no key for {who}."),
        QT_TRANSLATE_NOOP(
            "words", "Start the studio again with BFL_API_KEY set; your jobs wait for it."
        ),
    ),
    _F.KEY_REFUSED: (
        QT_TRANSLATE_NOOP("words", "{Who} doesn't accept the key."),
        QT_TRANSLATE_NOOP("words", "Your jobs are kept and wait for a key that works."),
    ),
    _F.MODEL_NOT_ALLOWED: (
        QT_TRANSLATE_NOOP("words", "This account may not use the model yet; nothing was charged."),
        QT_TRANSLATE_NOOP("words", "Choose another model."),
    ),
    _F.NO_CREDITS: (
        QT_TRANSLATE_NOOP("words", "{Who} says the credits don't cover this picture."),
        QT_TRANSLATE_NOOP("words", "Nothing was charged; your other jobs wait."),
    ),
    _F.BUSY: (
        QT_TRANSLATE_NOOP("words", "{Who} is busy with as many of your jobs as it allows."),
        QT_TRANSLATE_NOOP("words", "The rest start as others finish."),
    ),
    _F.UNKNOWN_MODEL: (
        QT_TRANSLATE_NOOP("words", "{Who} doesn't offer this model; nothing was charged."),
        QT_TRANSLATE_NOOP("words", "Choose another model."),
    ),
    _F.FIELDS_REFUSED: (
        QT_TRANSLATE_NOOP("words", "{Who} refused {what}; nothing was charged."),
        QT_TRANSLATE_NOOP("words", "Change it and press Generate again."),
    ),
    _F.REQUEST_REFUSED: (
        QT_TRANSLATE_NOOP("words", "{Who} refused this request; nothing was charged."),
        QT_TRANSLATE_NOOP("words", "Change the prompt or the settings and try again."),
    ),
    _F.REQUEST_TOO_LARGE: (
        QT_TRANSLATE_NOOP("words", "This is more than {who} takes at once; nothing was charged."),
        QT_TRANSLATE_NOOP("words", "Use a shorter prompt."),
    ),
    _F.SERVICE_UNAVAILABLE: (
        QT_TRANSLATE_NOOP("words", "{Who} isn't answering."),
        QT_TRANSLATE_NOOP("words", "Your jobs are safe and still being checked."),
    ),
    _F.UNREACHABLE: (
        QT_TRANSLATE_NOOP("words", "{Who} can't be reached; you may be offline."),
        QT_TRANSLATE_NOOP("words", "Jobs wait here and go on by themselves."),
    ),
    _F.NO_ANSWER: (
        QT_TRANSLATE_NOOP(
            "words", "This was sent, but no clear answer came, so it may have been charged."
        ),
        "",
    ),
    _F.ODD_ANSWER: (
        QT_TRANSLATE_NOOP(
            "words",
            "The answer came from something between here and {who}, perhaps a proxy.",
        ),
        QT_TRANSLATE_NOOP("words", "Your jobs are kept."),
    ),
    _F.REQUEST_MODERATED: (
        QT_TRANSLATE_NOOP("words", "{Who} stopped this before painting{named}."),
        QT_TRANSLATE_NOOP("words", "Your prompt is kept."),
    ),
    _F.PICTURE_MODERATED: (
        QT_TRANSLATE_NOOP("words", "{Who} painted this but held the picture back{named}."),
        QT_TRANSLATE_NOOP("words", "Another seed may pass."),
    ),
    _F.GENERATION_FAILED: (
        QT_TRANSLATE_NOOP("words", "{Who} couldn't finish this picture."),
        QT_TRANSLATE_NOOP("words", "The recipe and seed are kept."),
    ),
    _F.TASK_NOT_FOUND: (
        QT_TRANSLATE_NOOP("words", "{Who} no longer knows this picture."),
        QT_TRANSLATE_NOOP("words", "The recipe and seed are kept."),
    ),
    _F.LINK_EXPIRED: (
        QT_TRANSLATE_NOOP(
            "words", "The picture was finished, but its link ran out before it was saved."
        ),
        QT_TRANSLATE_NOOP("words", "The recipe and seed are kept."),
    ),
    _F.DAMAGED_PICTURE: (
        QT_TRANSLATE_NOOP("words", "The picture arrived damaged and can't be opened."),
        QT_TRANSLATE_NOOP("words", "What came is kept beside your pictures, ending in .bad."),
    ),
    _F.PICTURE_TOO_LARGE: (
        QT_TRANSLATE_NOOP("words", "What came back is far larger than a picture."),
        QT_TRANSLATE_NOOP("words", "It wasn't saved; the recipe and seed are kept."),
    ),
    _F.REFERENCE_MISSING: (
        QT_TRANSLATE_NOOP("words", "“{file}” isn't there any more."),
        QT_TRANSLATE_NOOP("words", "Choose it again, or take it out."),
    ),
    _F.REFERENCE_UNREADABLE: (
        QT_TRANSLATE_NOOP("words", "“{file}” isn't a picture that can be opened."),
        QT_TRANSLATE_NOOP("words", "Choose a PNG, JPEG, WebP, GIF, BMP, TIFF or AVIF file."),
    ),
    _F.REFERENCE_TOO_LARGE: (
        QT_TRANSLATE_NOOP("words", "“{file}” is far larger than any photograph."),
        QT_TRANSLATE_NOOP("words", "Make it smaller in another program first."),
    ),
    _F.REFERENCE_TOO_SMALL: (
        QT_TRANSLATE_NOOP("words", "“{file}” is too small."),
        QT_TRANSLATE_NOOP("words", "Both sides must have at least 64 pixels."),
    ),
    _F.FOLDER_CLOSED: (
        QT_TRANSLATE_NOOP("words", "Pictures can't be saved in this folder."),
        QT_TRANSLATE_NOOP("words", "Nothing is sent until the folder can be written again."),
    ),
    _F.DISK_FULL: (
        QT_TRANSLATE_NOOP(
            "words", "The disk is full: finished pictures wait and nothing new is sent."
        ),
        QT_TRANSLATE_NOOP("words", "Free some space and they save themselves."),
    ),
    _F.JOURNAL_CLOSED: (
        QT_TRANSLATE_NOOP("words", "The record of your jobs can't be written: nothing is sent."),
        QT_TRANSLATE_NOOP("words", "Check that the studio's data folder may be written."),
    ),
    _F.SANDBOX_UNAVAILABLE: (
        QT_TRANSLATE_NOOP("words", "The Sandbox can't be started."),
        QT_TRANSLATE_NOOP("words", "Your prompt and jobs are kept; try again in a moment."),
    ),
    _F.ENDPOINT_ABSENT: (
        QT_TRANSLATE_NOOP("words", "The studio was started without the service this went to."),
        QT_TRANSLATE_NOOP("words", "Start it with the same address to send there again."),
    ),
    _F.STUDIO_BUG: (
        QT_TRANSLATE_NOOP("words", "Something went wrong in the studio."),
        QT_TRANSLATE_NOOP("words", "Your pictures and jobs are safe."),
    ),
}

_REFUSED: Mapping[FailureKind, Clauses] = {
    _F.KEY_REFUSED: (
        QT_TRANSLATE_NOOP("words", "{Who} doesn't accept the key."),
        QT_TRANSLATE_NOOP("words", "Nothing was charged; your jobs wait."),
    ),
    _F.SERVICE_UNAVAILABLE: (
        QT_TRANSLATE_NOOP("words", "{Who} turned this down for now; nothing was charged."),
        QT_TRANSLATE_NOOP("words", "Try again in a moment."),
    ),
}
"""The same when the service refused the purchase itself, so that what it cost is known."""

_SANDBOX: Mapping[FailureKind, Clauses] = {
    _F.UNREACHABLE: (
        QT_TRANSLATE_NOOP("words", "The Sandbox isn't answering."),
        QT_TRANSLATE_NOOP("words", "Your jobs are kept and go on when it does."),
    ),
    _F.ODD_ANSWER: (
        QT_TRANSLATE_NOOP("words", "Something other than the Sandbox answered on this computer."),
        QT_TRANSLATE_NOOP("words", "Your jobs are kept."),
    ),
}
"""The Sandbox is a part of the studio: no network, no proxy."""

_QUOTED = frozenset(
    {
        _F.FIELDS_REFUSED,
        _F.REQUEST_REFUSED,
        _F.REQUEST_TOO_LARGE,
        _F.GENERATION_FAILED,
        _F.NO_ANSWER,
    }
)
"""Where the service's own words tell more than ours, they take the place of the second clause."""

_REASONS: Mapping[IssueKind | FailureKind, str] = {
    _I.UNKNOWN_MODEL: QT_TRANSLATE_NOOP("words", "Choose a model first."),
    _I.PROMPT_EMPTY: QT_TRANSLATE_NOOP("words", "Write a prompt first."),
    _I.SIDE_OUT_OF_RANGE: QT_TRANSLATE_NOOP(
        "words", "{What} must be {minimum} to {maximum}, in steps of 16."
    ),
    _I.AREA_TOO_LARGE: QT_TRANSLATE_NOOP("words", "This size is too large."),
    _I.NUMBER_OUT_OF_RANGE: QT_TRANSLATE_NOOP("words", "{What} must be {minimum} to {maximum}."),
    _I.CHOICE_UNKNOWN: QT_TRANSLATE_NOOP("words", "Choose {what} first."),
    _I.PICTURES_OUT_OF_RANGE: QT_TRANSLATE_NOOP(
        "words", "The number of pictures must be {minimum} to {maximum}."
    ),
    _F.KEY_MISSING: QT_TRANSLATE_NOOP("words", "Add your BFL key, or choose the Sandbox."),
    _F.KEY_REFUSED: QT_TRANSLATE_NOOP("words", "The key was refused."),
    _F.DISK_FULL: QT_TRANSLATE_NOOP("words", "The disk is full."),
    _F.JOURNAL_CLOSED: QT_TRANSLATE_NOOP("words", "The record of your jobs can't be written."),
}

_ROLES: Mapping[Role, Clauses] = {
    Role.PROMPT: (QT_TRANSLATE_NOOP("words", "Prompt"), QT_TRANSLATE_NOOP("words", "the prompt")),
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
}
_SOMETHING: Clauses = (
    QT_TRANSLATE_NOOP("words", "One of the settings"),
    QT_TRANSLATE_NOOP("words", "one of the settings"),
)

_PLACES: Mapping[Place, Clauses] = {
    Place.SANDBOX: (
        QT_TRANSLATE_NOOP("words", "The Sandbox"),
        QT_TRANSLATE_NOOP("words", "the Sandbox"),
    ),
    Place.CUSTOM: (
        QT_TRANSLATE_NOOP("words", "The service"),
        QT_TRANSLATE_NOOP("words", "the service"),
    ),
}
_BFL: Clauses = ("BFL", "BFL")


def sentence(failure: Failure, place: Place | None = None, *, refused: bool = False) -> str:
    """At most two sentences, plain text. `refused`: this very purchase was turned down."""
    special = _SANDBOX if place is Place.SANDBOX else {}
    usual = special.get(failure.kind, _FAILURES[failure.kind])
    what, then = _REFUSED.get(failure.kind, usual) if refused else usual
    said = plain(failure.said, _LONGEST_QUOTE) if failure.kind in _QUOTED else ""
    second = _tr(QT_TRANSLATE_NOOP("words", "{Who} said: “{said}”")) if said else _tr(then)
    facts = {
        **_names(_PLACES.get(place, _BFL) if place else _BFL, "Who", "who"),
        **_names(_role_names(failure.field), "What", "what"),
        "named": _named(failure),
        "said": said,
        "file": plain(failure.said, 60),
    }
    return " ".join(clause.format(**facts) for clause in (_tr(what), second) if clause)


def reason(cause: Issue | Failure, place: Place | None = None) -> str:
    """Why Generate is off, short enough to be a link."""
    if isinstance(cause, Failure):
        short = _REASONS.get(cause.kind)
        return _tr(short) if short else sentence(cause, place).split(". ")[0].rstrip(".") + "."
    names = _names(_ROLES.get(cause.role, _SOMETHING) if cause.role else _SOMETHING, "What", "what")
    return _tr(_REASONS[cause.kind]).format(**names, minimum=cause.minimum, maximum=cause.maximum)


def _named(failure: Failure) -> str:
    reasons = ", ".join(plain(each, 60) for each in failure.reasons[:4])
    words = _tr(QT_TRANSLATE_NOOP("words", " and named: {reasons}"))
    return words.format(reasons=reasons) if reasons else ""


def _role_names(field: str) -> Clauses:
    """The words for a wire name; only names that are words to the designer as well."""
    return next((names for role, names in _ROLES.items() if role.value == field), _SOMETHING)


def _names(pair: Clauses, begins: str, inside: str) -> dict[str, str]:
    return {begins: _tr(pair[0]), inside: _tr(pair[1])}


def _tr(text: str) -> str:
    return QCoreApplication.translate("words", text) if text else ""
