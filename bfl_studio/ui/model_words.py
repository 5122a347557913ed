"""What is said of a model: its name, what it is best for, its price now, its usual time."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.catalog import ModelSpec
from bfl_studio.domain.pricing import estimate
from bfl_studio.domain.recipe import Recipe
from bfl_studio.ui.money import estimate_text


@dataclass(frozen=True, slots=True)
class ModelWords:
    """Four texts of a row, and one that says all of it aloud. The price is for one picture."""

    name: str
    best_for: str
    price: str
    seconds: str
    spoken: str


def model_words(model: ModelSpec, recipe: Recipe) -> ModelWords:
    """The words for a model at the recipe's present size and pictures."""
    translate = QCoreApplication.translate
    best_for = translate("models", model.best_for)
    price = estimate_text(estimate(replace(recipe, model_id=model.id)))
    seconds, usually = "", ""
    if model.usual_seconds is not None:
        least, most = model.usual_seconds
        seconds = translate("models", "≈ {least}–{most}\u00a0s").format(least=least, most=most)
        usually = translate("models", ", usually {least} to {most} seconds")
        usually = usually.format(least=least, most=most)
    spoken = translate("models", "{name}, {best_for}, {price} per picture")
    spoken = spoken.format(name=model.label, best_for=best_for, price=price)
    return ModelWords(model.label, best_for, price, seconds, spoken + usually)
