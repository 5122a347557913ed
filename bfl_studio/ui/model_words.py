"""What is said of a model: its name, what it is best for, its price now, its usual time."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.catalog import Family, ModelSpec
from bfl_studio.domain.flux_models import Unhosted
from bfl_studio.domain.pricing import estimate_of
from bfl_studio.domain.recipe import Recipe
from bfl_studio.ui.money import estimate_text
from bfl_studio.ui.text import plain
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class ModelWords:
    """Four texts of a row, and one that says all of it aloud. The price is for one picture."""

    name: str
    best_for: str
    price: str
    seconds: str
    spoken: str


def model_words(model: ModelSpec, recipe: Recipe) -> ModelWords:
    """The words for a model at the recipe's present size and pictures, as far as it takes them."""
    translate = QCoreApplication.translate
    best_for = _best_for(model)
    if model.id != recipe.model_id:
        # The picker shows the recipe's own model: the first paint needs no more.
        from bfl_studio.domain.fitting import fit

        recipe, dropped = fit(recipe, model)
        if dropped is not None and dropped.unused:
            best_for = _takes_fewer(len(recipe.images), dropped.unused)
    price = estimate_text(estimate_of(model, recipe))
    seconds, usually = "", ""
    if model.usual_seconds is not None:
        least, most = model.usual_seconds
        seconds = translate("models", "≈ {least}–{most}\u00a0s").format(least=least, most=most)
        usually = translate("models", ", usually {least} to {most} seconds")
        usually = usually.format(least=least, most=most)
    spoken = translate("models", "{name}, {best_for}, {price} per picture")
    spoken = spoken.format(name=model.label, best_for=best_for, price=price)
    return ModelWords(model.label, best_for, price, seconds, spoken + usually)


def _best_for(model: ModelSpec) -> str:
    # What a designer wrote into a row of their own is nobody's to translate.
    own = model.family is Family.YOURS
    return plain(model.best_for) if own else QCoreApplication.translate("models", model.best_for)


def steady_words(model: ModelSpec | Unhosted) -> str:
    """What is always true of a model: a filter that looked at more would find chance."""
    if isinstance(model, ModelSpec):
        return _best_for(model)
    return QCoreApplication.translate("models", model.why)


def _takes_fewer(given: int, unused: int) -> str:
    """Why a model suits the present recipe less."""
    words = QT_TRANSLATE_NOOP("models", "Would leave {unused} of your {given} pictures out")
    if unused == given:
        words = QT_TRANSLATE_NOOP("models", "Takes no pictures: yours would stay out")
    return QCoreApplication.translate("models", words).format(unused=unused, given=given)


def unhosted_words(model: Unhosted) -> ModelWords:
    """The words for a model that cannot be chosen."""
    why = QCoreApplication.translate("models", model.why)
    return ModelWords(model.label, why, "", "", f"{model.label}, {why}")
