"""The one table from what went wrong to the sentence that says it, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.rules import Issue, IssueKind
from bfl_studio.ui.field_words import faults_text, field_words, needed_text
from bfl_studio.ui.money import money_floor
from bfl_studio.ui.quoting import quotable, reason_text
from bfl_studio.ui.text import plain
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

_MOST_REASONS = 4
_LONGEST_NAME = 60
_F = FailureKind
_I = IssueKind

_REASONS: Mapping[IssueKind | FailureKind, str] = {
    _I.UNKNOWN_MODEL: QT_TRANSLATE_NOOP("words", "Choose a model first."),
    _I.PROMPT_EMPTY: QT_TRANSLATE_NOOP("words", "Write a prompt first."),
    _I.CHOICE_EMPTY: QT_TRANSLATE_NOOP(
        "words", "One choice in “{named}” is empty and would send no prompt: give it words."
    ),
    _I.CHOICE_NESTED: QT_TRANSLATE_NOOP(
        "words",
        "“{named}” has a choice inside a choice: put all words between one pair of braces.",
    ),
    _I.PROMPT_TOO_LONG: QT_TRANSLATE_NOOP(
        "words", "This model reads at most {most} characters of prompt."
    ),
    _I.IMAGE_MISSING: QT_TRANSLATE_NOOP("words", "{model} needs {needed}."),
    _I.IMAGE_LOST: QT_TRANSLATE_NOOP(
        "words", "“{named}” isn't there any more: choose it again, or take it out."
    ),
    _I.IMAGE_TOO_SMALL: QT_TRANSLATE_NOOP(
        "words", "{What}: both sides must have at least {minimum} pixels here."
    ),
    _I.MASK_OTHER_SHAPE: QT_TRANSLATE_NOOP(
        "words", "The mask must have the same shape as the picture."
    ),
    _I.MARGINS_ZERO: QT_TRANSLATE_NOOP("words", "Give at least one edge a margin to paint."),
    _I.CANVAS_TOO_SMALL: QT_TRANSLATE_NOOP(
        "words", "The picture reaches beyond the canvas: enlarge it, or let it be cropped."
    ),
    _I.SIDE_OUT_OF_RANGE: QT_TRANSLATE_NOOP(
        "words", "{What} must be {minimum} to {maximum}, in steps of {step}."
    ),
    _I.AREA_TOO_LARGE: QT_TRANSLATE_NOOP("words", "This size is too large."),
    _I.NUMBER_OUT_OF_RANGE: QT_TRANSLATE_NOOP("words", "{What} must be {minimum} to {maximum}."),
    _I.CHOICE_UNKNOWN: QT_TRANSLATE_NOOP("words", "Choose {what} first."),
    _I.PICTURES_OUT_OF_RANGE: QT_TRANSLATE_NOOP(
        "words", "The number of pictures must be {minimum} to {maximum}."
    ),
    _I.TOO_MANY_CHOICES: QT_TRANSLATE_NOOP(
        "words", "These choices make {minimum} pictures; one press makes {maximum} at most."
    ),
    _I.MENTION_GONE: QT_TRANSLATE_NOOP(
        "words", "A picture named in the prompt is gone: its chip is red."
    ),
    _I.MENTION_OFF: QT_TRANSLATE_NOOP("words", "The prompt names “{named}”, which is off."),
    _I.MENTION_BEYOND: QT_TRANSLATE_NOOP(
        "words", "The prompt names “{named}”, but {model} takes {most}."
    ),
    _I.MENTION_UNUSED: QT_TRANSLATE_NOOP(
        "words", "The prompt names “{named}”, which {model} doesn't use."
    ),
    _F.KEY_MISSING: QT_TRANSLATE_NOOP("words", "Add your BFL key, or choose the Sandbox."),
    _F.KEY_REFUSED: QT_TRANSLATE_NOOP("words", "The key was refused."),
    _F.DISK_FULL: QT_TRANSLATE_NOOP("words", "The disk is full."),
    _F.JOURNAL_CLOSED: QT_TRANSLATE_NOOP("words", "The record of your jobs can't be written."),
    _F.NEWER_VERSION: QT_TRANSLATE_NOOP("words", "Install the newer studio."),
}

_PLACES: Mapping[Place, tuple[str, str]] = {
    Place.SANDBOX: (
        QT_TRANSLATE_NOOP("words", "The Sandbox"),
        QT_TRANSLATE_NOOP("words", "the Sandbox"),
    ),
    Place.CUSTOM: (
        QT_TRANSLATE_NOOP("words", "The service"),
        QT_TRANSLATE_NOOP("words", "the service"),
    ),
}
_BFL = ("BFL", "BFL")


def sentence(
    failure: Failure,
    place: Place | None = None,
    *,
    refused: bool = False,
    with_references: bool = False,
) -> str:
    """At most two sentences, plain text. `refused`: this very purchase was turned down;
    `with_references`: it had some.
    """
    named = _named(failure.reasons)
    what = faults_text(failure.faults)
    clauses, step = _found(failure, place, refused)
    if with_references:
        clauses, step = _keeping_references(failure.kind, clauses, step)
    said = quotable(failure.said) if step is not None and not named else ""
    then = _quote(step) if said and step is not None else _tr(clauses[1])
    facts = {
        **_names(_place_names(place), "Who", "who"),
        "what": what,
        "that": _that(failure),
        "named": named,
        "said": said,
        "step": _tr(step or "").format(what=what),
        "file": plain(failure.said, _LONGEST_NAME),
        "balance": money_floor(failure.balance) if failure.balance is not None else "",
    }
    return " ".join(clause.format(**facts) for clause in (_tr(clauses[0]), then) if clause)


def _found(
    failure: Failure, place: Place | None, refused: bool
) -> tuple[tuple[str, str], str | None]:
    """The two clauses, and what follows the service's own words where those are quoted."""
    # Most starts have no failure to speak of before the first paint.
    from bfl_studio.ui import failure_words as tables

    kind = failure.kind
    if kind is _F.CREDITS_IN_A_RUSH and failure.balance is None:
        kind = _F.NO_CREDITS
    steps = tables.QUOTED
    usual = tables.FAILURES[kind]
    if place is Place.SANDBOX:
        usual = tables.SANDBOX.get(kind, usual)
    if failure.faults and kind in tables.BLAMED:
        usual, steps = tables.BLAMED[kind], tables.QUOTED_OF_A_FIELD
    return (tables.REFUSED.get(kind, usual) if refused else usual), steps.get(kind)


def _keeping_references(
    kind: FailureKind, clauses: tuple[str, str], step: str | None
) -> tuple[tuple[str, str], str | None]:
    from bfl_studio.ui import failure_words as tables

    safe = tables.WITH_REFERENCES.get(kind, clauses[1])
    return (clauses[0], safe), tables.QUOTED_WITH_REFERENCES.get(kind, step)


def reason(cause: Issue | Failure, place: Place | None = None) -> str:
    """Why Generate is off, short enough to be a link."""
    if isinstance(cause, Failure):
        short = _REASONS.get(cause.kind)
        return _tr(short) if short else sentence(cause, place).split(". ")[0].rstrip(".") + "."
    begins, inside = field_words(cause.role)
    return _tr(_REASONS[cause.kind]).format(
        What=begins,
        what=inside,
        minimum=cause.minimum,
        maximum=cause.maximum,
        step=cause.step,
        most=f"{cause.maximum or 0:,}",
        model=plain(cause.model, _LONGEST_NAME),
        needed=needed_text(cause.missing),
        named=plain(cause.named, _LONGEST_NAME),
    )


def place_name(place: Place | None) -> str:
    """Who is at work at a place, at the beginning of a sentence."""
    return _tr(_place_names(place)[0])


def _place_names(place: Place | None) -> tuple[str, str]:
    return _PLACES.get(place, _BFL) if place else _BFL


def _quote(step: str) -> str:
    quoted = QT_TRANSLATE_NOOP("words", "{Who} said: “{said}”")
    followed = QT_TRANSLATE_NOOP("words", "{Who} said: “{said}” – {step}.")
    return _tr(followed if step else quoted)


def _named(reasons: tuple[str, ...]) -> str:
    readable = [text for text in map(reason_text, reasons) if text][:_MOST_REASONS]
    words = _tr(QT_TRANSLATE_NOOP("words", " and named: {reasons}"))
    return words.format(reasons=", ".join(readable)) if readable else ""


def _that(failure: Failure) -> str:
    one, more = QT_TRANSLATE_NOOP("words", "it"), QT_TRANSLATE_NOOP("words", "them")
    several = len({(fault.role, fault.number) for fault in failure.faults}) > 1
    unnumbered = any(fault.role is Role.REFERENCE and not fault.number for fault in failure.faults)
    return _tr(more if several or unnumbered else one)


def _names(pair: tuple[str, str], begins: str, inside: str) -> dict[str, str]:
    return {begins: _tr(pair[0]), inside: _tr(pair[1])}


def _tr(text: str) -> str:
    return QCoreApplication.translate("words", text) if text else ""
