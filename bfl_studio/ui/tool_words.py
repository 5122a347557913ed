"""The words of the fields that stand in sight: the picture's shape, and what a tool is told."""

from __future__ import annotations

from collections.abc import Mapping

from bfl_studio.domain.catalog import ChoicePrice, ModelSpec, Role, SeenPrice
from bfl_studio.domain.pricing import estimate_of
from bfl_studio.domain.recipe import Recipe
from bfl_studio.ui.money import estimate_text
from bfl_studio.ui.more_words import MoreWords
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

SHAPE: Mapping[Role, MoreWords] = {
    Role.ASPECT_RATIO: MoreWords(
        QT_TRANSLATE_NOOP("more", "Aspect ratio"),
        choices=(("auto", QT_TRANSLATE_NOOP("more", "Automatic")),),
        none=QT_TRANSLATE_NOOP("more", "As the first picture, or square"),
    ),
    Role.TIER: MoreWords(
        QT_TRANSLATE_NOOP("more", "Resolution tier"),
        choices=(
            ("768sq", QT_TRANSLATE_NOOP("more", "768sq · about 0.56\u00a0MP")),
            ("1k", QT_TRANSLATE_NOOP("more", "1k · about 1\u00a0MP")),
            ("1.5k", QT_TRANSLATE_NOOP("more", "1.5k · about 2.25\u00a0MP")),
            ("2k", QT_TRANSLATE_NOOP("more", "2k · about 4\u00a0MP")),
            ("4k", QT_TRANSLATE_NOOP("more", "4k · about 16\u00a0MP")),
        ),
        none=QT_TRANSLATE_NOOP("more", "As the service chooses"),
    ),
}
"""For models that take no width and height."""

TOOLS: Mapping[Role, MoreWords] = {
    Role.AUTO_CROP: MoreWords(
        QT_TRANSLATE_NOOP("more", "Cropping"),
        switch=QT_TRANSLATE_NOOP("more", "Crop what reaches beyond"),
        off=QT_TRANSLATE_NOOP("more", "The picture must lie within the canvas."),
        on=QT_TRANSLATE_NOOP("more", "What reaches beyond the canvas is cut off."),
    ),
    Role.MODE: MoreWords(
        QT_TRANSLATE_NOOP("more", "Mode"),
        choices=(
            ("high", QT_TRANSLATE_NOOP("more", "High")),
            ("fast", QT_TRANSLATE_NOOP("more", "Fast")),
        ),
    ),
    Role.IMAGE_PROMPT_STRENGTH: MoreWords(
        QT_TRANSLATE_NOOP("more", "Image prompt strength"),
        low=QT_TRANSLATE_NOOP("more", "your words"),
        high=QT_TRANSLATE_NOOP("more", "the image prompt"),
    ),
    Role.RAW: MoreWords(
        QT_TRANSLATE_NOOP("more", "Raw"),
        switch=QT_TRANSLATE_NOOP("more", "Raw"),
        off=QT_TRANSLATE_NOOP("more", "Polished, as the model usually paints."),
        on=QT_TRANSLATE_NOOP("more", "Less polished, like a snapshot."),
    ),
    Role.DILATION: MoreWords(
        QT_TRANSLATE_NOOP("more", "Dilation"),
        low=QT_TRANSLATE_NOOP("more", "the mask as it is"),
        high=QT_TRANSLATE_NOOP("more", "wider"),
        unit="px",
    ),
    Role.GROUNDING: MoreWords(
        QT_TRANSLATE_NOOP("more", "Look things up"),
        switch=QT_TRANSLATE_NOOP("more", "Look things up"),
        off=QT_TRANSLATE_NOOP("more", "Only your words and pictures count."),
        on=QT_TRANSLATE_NOOP("more", "The model may look up what your words name."),
    ),
}
"""In the order in which they stand under each other."""

NEEDS: Mapping[Role, Role] = {Role.IMAGE_PROMPT_STRENGTH: Role.IMAGE_PROMPT}
"""Fields that mean something only with a picture in that role."""


def choice_prices(model: ModelSpec, recipe: Recipe, role: Role) -> Mapping[str, str]:
    """What one picture costs by what is chosen for `role`; empty if the price is not by that."""
    parameter, rule = model.parameter(role), model.price
    if parameter is None or not isinstance(rule, ChoicePrice | SeenPrice) or rule.role is not role:
        return {}
    recipes = {choice: recipe.with_values({role: choice}) for choice in parameter.choices}
    return {choice: estimate_text(estimate_of(model, each)) for choice, each in recipes.items()}


def prices_text(prices: Mapping[str, str]) -> str:
    """ "High ≈ $0.20, Fast ≈ $0.045", by what the choices are called."""
    return ", ".join(f"{words} {price}" for words, price in prices.items())
