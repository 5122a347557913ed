"""What Generate and the two lines beside it say."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.pricing import PriceParts, Unknown
from bfl_studio.state.generate_state import GenerateFace, GenerateKind
from bfl_studio.state.press_advice import AlreadyMade, LowBalance, OverAdvice
from bfl_studio.ui.money import estimate_text, money
from bfl_studio.ui.price_words import price_line
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP
from bfl_studio.ui.words import reason

_VERBS = {
    GenerateKind.HELD: QT_TRANSLATE_NOOP("generate", "Queue"),
    GenerateKind.ARMED: QT_TRANSLATE_NOOP("generate", "Press again"),
}
_GENERATE = QT_TRANSLATE_NOOP("generate", "Generate")
_PRETEND = QT_TRANSLATE_NOOP("generate", "Sandbox: pretend money, nothing is charged.")
_SAVED_IN = QT_TRANSLATE_NOOP("generate", "saved in “{folder}”")
_KEYS = "⌘↩" if sys.platform == "darwin" else "Ctrl+Enter"
_F = FailureKind
_HELD: Mapping[FailureKind, str] = {
    _F.UNREACHABLE: QT_TRANSLATE_NOOP(
        "generate", "You're offline: jobs wait here and start by themselves."
    ),
    _F.SERVICE_UNAVAILABLE: QT_TRANSLATE_NOOP(
        "generate", "{who} isn't answering: jobs wait here and start by themselves."
    ),
    _F.ODD_ANSWER: QT_TRANSLATE_NOOP(
        "generate", "{who} can't be reached: jobs wait here and start by themselves."
    ),
    _F.NO_CREDITS: QT_TRANSLATE_NOOP(
        "generate", "{who} reports no credits: jobs wait here until there are some."
    ),
    _F.CREDITS_IN_A_RUSH: QT_TRANSLATE_NOOP(
        "generate", "{who} reports no credits just now: jobs wait here and try again soon."
    ),
    _F.BUSY: QT_TRANSLATE_NOOP(
        "generate", "{who} is busy with as many of your jobs as it allows: the next wait here."
    ),
}
_PAUSED = QT_TRANSLATE_NOOP("generate", "The queue is held: jobs wait here until you resume it.")
_WHO: Mapping[Place, str] = {
    Place.SANDBOX: QT_TRANSLATE_NOOP("generate", "The Sandbox"),
    Place.CUSTOM: QT_TRANSLATE_NOOP("generate", "The service"),
}
_CHARGED = {
    Place.GLOBAL: QT_TRANSLATE_NOOP("generate", "charged to your BFL key · Global"),
    Place.EU: QT_TRANSLATE_NOOP("generate", "charged to your BFL key · EU"),
    Place.US: QT_TRANSLATE_NOOP("generate", "charged to your BFL key · US"),
    Place.CUSTOM: QT_TRANSLATE_NOOP("generate", "charged by your own service"),
}


class Tone(StrEnum):
    """What the first line is."""

    PLAIN = "plain"
    REASON = "reason"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class GenerateWords:
    """The button's words; two lines. `glyph` stands before the first, where it asks for a look."""

    button: str
    first: str
    second: str
    tone: Tone = Tone.PLAIN
    glyph: str = ""

    @property
    def spoken(self) -> str:
        lines = (self.button, self.first, self.second)
        return " ".join(f"{line.rstrip('.')}." for line in lines if line)


def generate_words(face: GenerateFace, folder: str) -> GenerateWords:
    """All words for a face; `folder` is the name of the folder pictures are saved in."""
    saved = _tr(_SAVED_IN).format(folder=folder)
    pretend = face.place is Place.SANDBOX
    account = _tr(_PRETEND) if pretend else _facts(_tr(_CHARGED[face.place]), saved)
    button = _button(face)
    if face.kind is GenerateKind.OFF and face.reason is not None:
        return GenerateWords(button, reason(face.reason, face.place), account, Tone.REASON)
    if face.kind is GenerateKind.READING:
        return GenerateWords(button, _reading(face.reading), account)
    if look := _look(face):
        return GenerateWords(button, look[0], account, Tone.LOOK, look[1])
    if pretend:
        return GenerateWords(button, account, _facts(saved))
    return GenerateWords(button, price_line(face), account)


def _look(face: GenerateFace) -> tuple[str, str] | None:
    """The sentence that asks for a look before the click, and its glyph."""
    if face.kind is GenerateKind.ARMED:
        return _why_twice(face), "triangle-alert"
    if face.kind is GenerateKind.HELD and face.held is not None:
        offline = face.held.kind is _F.UNREACHABLE and face.place not in _WHO
        return _why_held(face.held, face.place), "wifi-off" if offline else "pause"
    match face.advice:
        case LowBalance(balance, price):
            return _low(money(balance), money(price), face.place), "triangle-alert"
        case AlreadyMade(_, count):
            return _already(count, face.pictures), "images"
        case OverAdvice(megapixels, advised):
            return _over(megapixels, advised), "triangle-alert"
    return None


def _why_held(held: Failure, place: Place) -> str:
    kind = held.kind
    if kind is _F.UNREACHABLE and place in _WHO:
        kind = _F.SERVICE_UNAVAILABLE
    words = _tr(_HELD.get(kind, _PAUSED))
    return words.format(who=_tr(_WHO[place]) if place in _WHO else "BFL")


def _low(balance: str, price: str, place: Place) -> str:
    if place is Place.SANDBOX:
        words = QT_TRANSLATE_NOOP(
            "generate",
            "The Sandbox balance shows {balance}, this costs {price}; it may be refused.",
        )
    else:
        words = QT_TRANSLATE_NOOP(
            "generate", "The balance shows {balance}, this costs {price}; BFL may refuse it."
        )
    return _tr(words).format(balance=balance, price=price)


def _over(megapixels: float, advised: int) -> str:
    words = QT_TRANSLATE_NOOP(
        "generate",
        "{megapixels:.1f}\u00a0MP in and out: BFL advises at most {advised}; details may suffer.",
    )
    return _tr(words).format(megapixels=megapixels, advised=advised)


def _already(count: int, pictures: int) -> str:
    one = QT_TRANSLATE_NOOP("generate", "You already have this picture: same recipe, same seed.")
    all_of = QT_TRANSLATE_NOOP(
        "generate", "You already have these {count} pictures: same recipe, same seeds."
    )
    some = QT_TRANSLATE_NOOP(
        "generate", "You already have {count} of these {pictures}: same recipe, same seed."
    )
    words = one if pictures == 1 else all_of if count == pictures else some
    return _tr(words).format(count=count, pictures=pictures)


def _facts(*facts: str) -> str:
    return " · ".join((_KEYS, *facts))


def _button(face: GenerateFace) -> str:
    if face.kind is GenerateKind.JUST_PRESSED:
        return _tr(QT_TRANSLATE_NOOP("generate", "{count} queued")).format(count=face.pictures)
    verb = _tr(_VERBS.get(face.kind, _GENERATE))
    counted = face.pictures > 1 and face.kind is not GenerateKind.ARMED
    verb = f"{verb} {face.pictures}" if counted else verb
    if face.kind is GenerateKind.READING:
        # A price that may be wrong is never shown.
        return f"{verb} · …"
    return f"{verb} · {estimate_text(face.estimate)}"


def _reading(pictures: int) -> str:
    one = QT_TRANSLATE_NOOP("generate", "Reading a picture…")
    more = QT_TRANSLATE_NOOP("generate", "Reading {count} pictures…")
    return _tr(one if pictures == 1 else more).format(count=pictures)


def _why_twice(face: GenerateFace) -> str:
    if isinstance(face.estimate, Unknown):
        return _tr(QT_TRANSLATE_NOOP("generate", "Nobody can say what this costs."))
    one = QT_TRANSLATE_NOOP("generate", "1 picture{at}: above your limit of {limit} per click.")
    more = QT_TRANSLATE_NOOP(
        "generate", "{count} pictures{at}: above your limit of {limit} per click."
    )
    words = _tr(one if face.pictures == 1 else more)
    return words.format(count=face.pictures, at=_at(face.parts), limit=money(face.limit))


def _at(parts: PriceParts | None) -> str:
    """The size, where it makes the price."""
    if parts is None:
        return ""
    words = _tr(QT_TRANSLATE_NOOP("generate", " at {tier}"))
    return words.format(tier=f"{parts.further_tiers + 1}\u00a0MP")


def _tr(text: str) -> str:
    return QCoreApplication.translate("generate", text)
