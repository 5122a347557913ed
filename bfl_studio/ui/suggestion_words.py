"""The words of suggestions, and of what they do."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.flux_models import find_model
from bfl_studio.domain.prompt_advice import Advice, AdviceKind
from bfl_studio.ui.money import estimate_text
from bfl_studio.ui.text import plain
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

_MOST_FOUND = 32

_WORDS = {
    AdviceKind.UNQUOTED: QT_TRANSLATE_NOOP(
        "suggestions", "Words to be drawn go into quotes: a few of them, with font and place."
    ),
    AdviceKind.LETTERING: QT_TRANSLATE_NOOP(
        "suggestions", "{model} is best at lettering: {price} per picture."
    ),
    AdviceKind.COLOURS: QT_TRANSLATE_NOOP(
        "suggestions", "{count} colours: the models hold 3 to 5 best."
    ),
    AdviceKind.LENGTH: QT_TRANSLATE_NOOP(
        "suggestions", "{count} words: FLUX.1 reads about the first 512."
    ),
}
_INSTEAD = QT_TRANSLATE_NOOP("suggestions", "Say what is there: “{words}” rather than “{found}”.")
_SAY_IT = QT_TRANSLATE_NOOP(
    "suggestions", "“{found}”: say what is there instead. FLUX has no negative prompts."
)
_ACTIONS = {
    AdviceKind.NEGATION: QT_TRANSLATE_NOOP("suggestions", "Rewrite"),
    AdviceKind.UNQUOTED: QT_TRANSLATE_NOOP("suggestions", "Put into quotes"),
    AdviceKind.LETTERING: QT_TRANSLATE_NOOP("suggestions", "Switch"),
}


def suggestion_words(advice: Advice) -> str:
    """The sentence."""
    found = plain(advice.found, _MOST_FOUND)
    if advice.kind is AdviceKind.NEGATION:
        if advice.rewrite is None:
            return _tr(_SAY_IT).format(found=found)
        words = plain(advice.rewrite.words, 2 * _MOST_FOUND)
        return _tr(_INSTEAD).format(found=found, words=words)
    model = find_model(advice.model_id)
    return _tr(_WORDS[advice.kind]).format(
        model=model.label if model is not None else "",
        price=estimate_text(advice.price) if advice.price is not None else "",
        count=advice.count,
    )


def action_words(advice: Advice) -> str:
    """What its link is called; empty where there is nothing to do at a click."""
    able = advice.rewrite is not None or bool(advice.model_id)
    return _tr(_ACTIONS[advice.kind]) if able and advice.kind in _ACTIONS else ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("suggestions", text)
