"""How a price comes about, in a line."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt

from bfl_studio.domain.pricing import Exact, PriceParts, Range, Seen, Unknown
from bfl_studio.state.generate_state import GenerateFace
from bfl_studio.ui.money import estimate_text, money
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP


def price_line(face: GenerateFace) -> str:
    """What stands beside the button: the sum, or why there is none."""
    match face.each:
        case Range():
            return _tr(
                QT_TRANSLATE_NOOP(
                    "generate", "At full detail BFL may count each reference as 1 to 4\u00a0MP."
                )
            )
        case Unknown():
            return _tr(QT_TRANSLATE_NOOP("generate", "No published price."))
        case Seen(amount, on):
            return _seen(money(amount), on)
        case Exact() if face.parts is None:
            return _flat(face)
    return price_sum(face.pictures, face.parts, face.choices)


def price_sum(pictures: int, parts: PriceParts | None, choices: int = 1) -> str:
    """How the price comes about: "4 × $0.06: first MP $0.03 + 2 more MP $0.03"; pictures of
    several prompts as "6 prompts × 2 × $0.06".
    """
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
    if pictures == 1 and len(terms) == 1:
        return _tr(QT_TRANSLATE_NOOP("generate", "First MP {price}")).format(
            price=money(parts.first)
        )
    each = _times(pictures, choices, money(parts.amount))
    return f"{each}: {' + '.join(terms)}" if len(terms) > 1 else each


def _times(pictures: int, choices: int, price: str) -> str:
    """So many pictures at a price each, some of each prompt."""
    if choices > 1:
        words = _tr(QT_TRANSLATE_NOOP("generate", "{count} prompts")).format(count=choices)
        of_each = (f"{pictures // choices}",) if pictures > choices else ()
        return " × ".join((words, *of_each, price))
    return f"{pictures} × {price}" if pictures > 1 else price


def _seen(price: str, on: str) -> str:
    date = QDate.fromString(on, Qt.DateFormat.ISODate)
    once = QT_TRANSLATE_NOOP("generate", "No published price; it was {price} once.")
    then = QT_TRANSLATE_NOOP("generate", "No published price; it was {price} on {day}.")
    words = _tr(then if date.isValid() else once)
    return words.format(price=price, day=QLocale().toString(date, "d MMMM"))


def _flat(face: GenerateFace) -> str:
    words = _tr(QT_TRANSLATE_NOOP("generate", "{price} per picture"))
    return words.format(price=_times(face.pictures, face.choices, estimate_text(face.each)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("generate", text)
