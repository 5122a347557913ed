"""What Generate and the two lines beside it say."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.pricing import PriceParts, Unknown
from bfl_studio.state.generate_state import GenerateFace, GenerateKind
from bfl_studio.state.press import CONFIRM_ABOVE
from bfl_studio.ui.money import estimate_text, money
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
_WAITING = QT_TRANSLATE_NOOP("generate", "Jobs wait here until they can be sent.")
_CHARGED = {
    Place.GLOBAL: QT_TRANSLATE_NOOP("generate", "charged by BFL, Global"),
    Place.EU: QT_TRANSLATE_NOOP("generate", "charged by BFL, EU"),
    Place.US: QT_TRANSLATE_NOOP("generate", "charged by BFL, US"),
    Place.CUSTOM: QT_TRANSLATE_NOOP("generate", "charged by the service of the start flag"),
}


@dataclass(frozen=True, slots=True)
class GenerateWords:
    """The button's words; two lines. `is_reason`: the first line says why it is off."""

    button: str
    first: str
    second: str
    is_reason: bool = False

    @property
    def spoken(self) -> str:
        return " ".join(f"{line.rstrip('.')}." for line in (self.button, self.first, self.second))


def generate_words(face: GenerateFace, folder: str) -> GenerateWords:
    """All words for a face; `folder` is the name of the folder pictures are saved in."""
    saved = _tr(_SAVED_IN).format(folder=folder)
    pretend = face.place is Place.SANDBOX
    account = _tr(_PRETEND) if pretend else _facts(_tr(_CHARGED[face.place]), saved)
    button = _button(face)
    if face.kind is GenerateKind.OFF and face.reason is not None:
        return GenerateWords(button, reason(face.reason, face.place), account, is_reason=True)
    if face.kind is GenerateKind.ARMED:
        return GenerateWords(button, _why_twice(face), account)
    if face.kind is GenerateKind.HELD:
        return GenerateWords(button, _tr(_WAITING), account)
    if pretend:
        return GenerateWords(button, account, _facts(saved))
    return GenerateWords(button, price_sum(face.pictures, face.parts), account)


def _facts(*facts: str) -> str:
    return " · ".join((_KEYS, *facts))


def _button(face: GenerateFace) -> str:
    if face.kind is GenerateKind.JUST_PRESSED:
        return _tr(QT_TRANSLATE_NOOP("generate", "{count} queued")).format(count=face.pictures)
    verb = _tr(_VERBS.get(face.kind, _GENERATE))
    counted = face.pictures > 1 and face.kind is not GenerateKind.ARMED
    verb = f"{verb} {face.pictures}" if counted else verb
    return f"{verb} · {estimate_text(face.estimate)}"


def _why_twice(face: GenerateFace) -> str:
    if isinstance(face.estimate, Unknown) or face.parts is None:
        return _tr(QT_TRANSLATE_NOOP("generate", "Nobody can say what this costs."))
    one = QT_TRANSLATE_NOOP(
        "generate", "1 picture at {tier}: above your limit of {limit} per click."
    )
    more = QT_TRANSLATE_NOOP(
        "generate", "{count} pictures at {tier}: above your limit of {limit} per click."
    )
    tier = f"{face.parts.further_tiers + 1}\u00a0MP"
    words = _tr(one if face.pictures == 1 else more)
    return words.format(count=face.pictures, tier=tier, limit=money(CONFIRM_ABOVE))


def price_sum(pictures: int, parts: PriceParts | None) -> str:
    """How the price comes about: "4 × $0.06: first MP $0.03 + 2 more MP $0.03"."""
    if parts is None:
        return ""
    terms = [
        _tr(QT_TRANSLATE_NOOP("generate", "first MP {price}")).format(price=money(parts.first))
    ]
    if parts.further_tiers:
        words = _tr(QT_TRANSLATE_NOOP("generate", "{count} more MP {price}"))
        terms.append(words.format(count=parts.further_tiers, price=money(parts.further)))
    if parts.reference_count:
        one = QT_TRANSLATE_NOOP("generate", "1 reference {price}")
        more = QT_TRANSLATE_NOOP("generate", "{count} references {price}")
        words = _tr(one if parts.reference_count == 1 else more)
        terms.append(words.format(count=parts.reference_count, price=money(parts.references)))
    each = f"{pictures} × {money(parts.amount)}" if pictures > 1 else money(parts.amount)
    return f"{each}: {' + '.join(terms)}" if len(terms) > 1 or pictures == 1 else each


def _tr(text: str) -> str:
    return QCoreApplication.translate("generate", text)
