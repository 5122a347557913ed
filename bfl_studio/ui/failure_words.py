"""What is said of each kind of failure: tables, nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from bfl_studio.domain.errors import FailureKind
from bfl_studio.ui.arrival_words import ARRIVALS
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

_F = FailureKind

Clauses = tuple[str, str]
"""What happened, and what to do or what is safe."""

FAILURES: Mapping[FailureKind, Clauses] = {
    **ARRIVALS,
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
    _F.CREDITS_IN_A_RUSH: (
        QT_TRANSLATE_NOOP(
            "words",
            "{Who} reports no credits, but the balance shows {balance}; this can happen in a rush.",
        ),
        QT_TRANSLATE_NOOP("words", "Nothing was charged; your jobs try again by themselves."),
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
        QT_TRANSLATE_NOOP("words", "{Who} refused this request; nothing was charged."),
        QT_TRANSLATE_NOOP("words", "Change the prompt or the settings and try again."),
    ),
    _F.REQUEST_REFUSED: (
        QT_TRANSLATE_NOOP("words", "{Who} refused this request; nothing was charged."),
        QT_TRANSLATE_NOOP("words", "Change the prompt or the settings and try again."),
    ),
    _F.REQUEST_TOO_LARGE: (
        QT_TRANSLATE_NOOP("words", "This is more than {who} takes at once; nothing was charged."),
        QT_TRANSLATE_NOOP("words", "Use fewer or smaller pictures, or a shorter prompt."),
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
    _F.MANY_UNCONFIRMED: (
        QT_TRANSLATE_NOOP(
            "words", "Three purchases in a minute got no answer: the other jobs wait."
        ),
        QT_TRANSLATE_NOOP("words", "Look at them in Jobs, then resume."),
    ),
    _F.ODD_ANSWER: (
        QT_TRANSLATE_NOOP(
            "words",
            "The answer came from something between here and {who}, perhaps a proxy.",
        ),
        QT_TRANSLATE_NOOP("words", "Your jobs are kept."),
    ),
    _F.ODD_RECEIPT: (
        QT_TRANSLATE_NOOP(
            "words",
            "This was sent, but something between here and {who} answered,"
            " so it may have been charged.",
        ),
        "",
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
        QT_TRANSLATE_NOOP("words", "{Who} couldn't finish this picture{named}."),
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
    _F.LINK_ELSEWHERE: (
        QT_TRANSLATE_NOOP(
            "words",
            "The picture is finished, but its link leads to somebody else, perhaps a proxy.",
        ),
        QT_TRANSLATE_NOOP("words", "It is asked for again from time to time."),
    ),
    _F.DAMAGED_PICTURE: (
        QT_TRANSLATE_NOOP("words", "The picture arrived damaged and can't be opened."),
        QT_TRANSLATE_NOOP("words", "What came is kept beside your pictures, ending in .bad."),
    ),
    _F.PICTURE_TOO_LARGE: (
        QT_TRANSLATE_NOOP("words", "What came back is far larger than a picture."),
        QT_TRANSLATE_NOOP("words", "It wasn't saved; the recipe and seed are kept."),
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
    _F.NEWER_VERSION: (
        QT_TRANSLATE_NOOP(
            "words",
            "A newer studio kept your pictures and jobs: this one leaves them alone.",
        ),
        QT_TRANSLATE_NOOP("words", "Install the newer one."),
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

REFUSED: Mapping[FailureKind, Clauses] = {
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

SANDBOX: Mapping[FailureKind, Clauses] = {
    _F.UNREACHABLE: (
        QT_TRANSLATE_NOOP("words", "The Sandbox isn't answering."),
        QT_TRANSLATE_NOOP("words", "Your jobs are kept and go on when it does."),
    ),
    _F.ODD_ANSWER: (
        QT_TRANSLATE_NOOP("words", "Something other than the Sandbox answered on this computer."),
        QT_TRANSLATE_NOOP("words", "Your jobs are kept."),
    ),
    _F.ODD_RECEIPT: (
        QT_TRANSLATE_NOOP(
            "words",
            "This was sent, but something other than the Sandbox answered:"
            " pretend money may have been spent.",
        ),
        "",
    ),
}
"""The Sandbox is a part of the studio: no network, no proxy."""

BLAMED: Mapping[FailureKind, Clauses] = {
    kind: (
        QT_TRANSLATE_NOOP("words", "{Who} refused {what}; nothing was charged."),
        QT_TRANSLATE_NOOP("words", "Change {that} and press Generate again."),
    )
    for kind in (_F.FIELDS_REFUSED, _F.REQUEST_REFUSED)
} | {
    _F.REQUEST_TOO_LARGE: (
        QT_TRANSLATE_NOOP("words", "{Who} refused {what} as too large; nothing was charged."),
        QT_TRANSLATE_NOOP("words", "Make {that} smaller and press Generate again."),
    ),
    _F.GENERATION_FAILED: (
        QT_TRANSLATE_NOOP("words", "{Who} couldn't finish this picture."),
        QT_TRANSLATE_NOOP("words", "Look at {what}."),
    ),
}
"""The same when it is known what caused it."""

QUOTED: Mapping[FailureKind, str] = {
    _F.FIELDS_REFUSED: QT_TRANSLATE_NOOP("words", "change the prompt or the settings"),
    _F.REQUEST_REFUSED: QT_TRANSLATE_NOOP("words", "change the prompt or the settings"),
    _F.REQUEST_TOO_LARGE: QT_TRANSLATE_NOOP("words", "send less at once"),
    _F.GENERATION_FAILED: QT_TRANSLATE_NOOP("words", "the recipe and seed are kept"),
    _F.REQUEST_MODERATED: QT_TRANSLATE_NOOP("words", "your prompt is kept"),
    _F.PICTURE_MODERATED: QT_TRANSLATE_NOOP("words", "another seed may pass"),
    _F.NO_ANSWER: "",
}
"""Where the service's own words tell more than ours; what follows them."""

WITH_REFERENCES: Mapping[FailureKind, str] = {
    _F.REQUEST_MODERATED: QT_TRANSLATE_NOOP("words", "Your prompt and references are kept."),
}
"""What is safe, where the recipe has references."""

QUOTED_WITH_REFERENCES: Mapping[FailureKind, str] = {
    _F.REQUEST_MODERATED: QT_TRANSLATE_NOOP("words", "your prompt and references are kept"),
}
"""The same after the service's own words."""

QUOTED_OF_A_FIELD: Mapping[FailureKind, str] = {
    _F.FIELDS_REFUSED: QT_TRANSLATE_NOOP("words", "change it and press Generate again"),
    _F.REQUEST_REFUSED: QT_TRANSLATE_NOOP("words", "change it and press Generate again"),
    _F.REQUEST_TOO_LARGE: QT_TRANSLATE_NOOP("words", "make it smaller"),
    _F.GENERATION_FAILED: QT_TRANSLATE_NOOP("words", "look at {what}"),
}
"""The same when it is known what caused it."""
