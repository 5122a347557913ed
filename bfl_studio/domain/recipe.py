"""Recipe: everything the designer chose for one picture, as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from bfl_studio.domain.catalog import Kind, ModelSpec, Role, Value
from bfl_studio.domain.flux_models import DEFAULT_MODEL_ID, find_model
from bfl_studio.domain.geometry import Size

RECIPE_VERSION = 1
LARGEST_SEED = 2**32 - 1
MOST_PICTURES = 24

_EMPTY: Mapping[str, Any] = MappingProxyType({})
_KNOWN_KEYS = frozenset({"version", "model", "prompt", "values", "images"})
_KNOWN_IMAGE_KEYS = frozenset({"role", "sha256", "origin", "width", "height", "full_detail"})


@dataclass(frozen=True, slots=True)
class RecipeImage:
    """A picture a recipe refers to. `size` is the original's, upright, in pixels W×H; None for
    one that lies elsewhere (`origin` is its address then). `full_detail`: not shrunk to 1 MP
    among others.
    """

    role: str
    sha256: str
    origin: str = ""
    size: Size | None = None
    full_detail: bool = False
    unknown: Mapping[str, Any] = field(default_factory=lambda: _EMPTY)


@dataclass(frozen=True, slots=True)
class Recipe:
    """Model id, prompt, values by role, pictures. Keys this version does not know survive."""

    model_id: str = DEFAULT_MODEL_ID
    prompt: str = ""
    values: Mapping[str, Value] = field(default_factory=lambda: _EMPTY)
    images: tuple[RecipeImage, ...] = ()
    unknown: Mapping[str, Any] = field(default_factory=lambda: _EMPTY)

    def value(self, role: Role) -> Value:
        return self.values.get(role)

    def with_values(self, changes: Mapping[Role, Value]) -> Recipe:
        merged = {**self.values, **{str(role): value for role, value in changes.items()}}
        return replace(self, values=MappingProxyType(merged))

    @property
    def size(self) -> Size:
        """The output size in pixels W×H; 0 × 0 when the recipe has none."""
        width, height = self.value(Role.WIDTH), self.value(Role.HEIGHT)
        if isinstance(width, int) and isinstance(height, int):
            return Size(width, height)
        return Size(0, 0)

    def with_size(self, size: Size) -> Recipe:
        return self.with_values({Role.WIDTH: size.width, Role.HEIGHT: size.height})

    @property
    def seed(self) -> int | None:
        """The fixed seed, or None for a random one."""
        seed = self.value(Role.SEED)
        return seed if isinstance(seed, int) and not isinstance(seed, bool) else None

    def with_seed(self, seed: int | None) -> Recipe:
        return self.with_values({Role.SEED: seed})

    @property
    def output_format(self) -> str:
        value = self.value(Role.OUTPUT_FORMAT)
        return value if isinstance(value, str) else "png"


def default_recipe(model: ModelSpec) -> Recipe:
    """The model's defaults: nothing typed, a random seed."""
    values = {
        str(each.role): each.default
        for each in model.parameters
        if each.kind not in (Kind.TEXT, Kind.IMAGES) and not each.only_when_moved
    }
    return Recipe(model.id, values=MappingProxyType(values))


def title(recipe: Recipe) -> str:
    """What a picture is called by: the words that were sent, or its model where there were none."""
    model = find_model(recipe.model_id)
    if model is not None and (model.parameter(Role.PROMPT) is None or not recipe.prompt.strip()):
        return model.label
    return recipe.prompt


def random_seed() -> int:
    # Loads hashing and more, which nobody needs before a picture is asked for.
    import secrets

    return secrets.randbelow(LARGEST_SEED + 1)


def has_references(recipe: Recipe) -> bool:
    """Whether pictures go with the prompt."""
    return any(image.role == Role.REFERENCE for image in recipe.images)


def for_batch(recipe: Recipe, pictures: int) -> tuple[Recipe, ...]:
    """One recipe for each picture, seeds all different where the model takes one.

    A random seed is drawn here, in the studio, because the service need not tell the one it used
    (`bfl-api.md` §2b). A fixed seed counts up, so that picture one is the picture asked for.
    """
    model = find_model(recipe.model_id)
    if model is not None and model.parameter(Role.SEED) is None:
        # What another model left behind is never sent, and so not this picture's seed.
        return (recipe if recipe.seed is None else recipe.with_seed(None),) * pictures
    if recipe.seed is None:
        seeds: set[int] = set()
        while len(seeds) < pictures:
            seeds.add(random_seed())
        return tuple(recipe.with_seed(seed) for seed in seeds)
    return tuple(
        recipe.with_seed((recipe.seed + step) % (LARGEST_SEED + 1)) for step in range(pictures)
    )


def to_json(recipe: Recipe) -> dict[str, Any]:
    return {
        **recipe.unknown,
        "version": RECIPE_VERSION,
        "model": recipe.model_id,
        "prompt": recipe.prompt,
        "values": dict(recipe.values),
        "images": [_image_to_json(image) for image in recipe.images],
    }


def from_json(data: Mapping[str, Any]) -> Recipe:
    """Read what `to_json` wrote, this version's or a later one's.

    Raises ValueError when it is no recipe at all.
    """
    model_id, prompt, values = data.get("model"), data.get("prompt", ""), data.get("values", {})
    images = data.get("images", [])
    if not isinstance(model_id, str) or not isinstance(prompt, str) or not isinstance(values, dict):
        raise ValueError("not a recipe")
    if not isinstance(images, list) or not all(isinstance(image, dict) for image in images):
        raise ValueError("not a recipe's pictures")
    return Recipe(
        model_id,
        prompt,
        MappingProxyType(dict(values)),
        tuple(_image_from_json(image) for image in images),
        MappingProxyType({key: data[key] for key in data if key not in _KNOWN_KEYS}),
    )


def _image_to_json(image: RecipeImage) -> dict[str, Any]:
    size = {"width": image.size.width, "height": image.size.height} if image.size else {}
    known = {"role": image.role, "sha256": image.sha256, "origin": image.origin}
    full = {"full_detail": True} if image.full_detail else {}
    return {**image.unknown, **known, **size, **full}


def _image_from_json(data: Mapping[str, Any]) -> RecipeImage:
    size = Size(data["width"], data["height"]) if "width" in data and "height" in data else None
    unknown = {key: data[key] for key in data if key not in _KNOWN_IMAGE_KEYS}
    return RecipeImage(
        str(data.get("role", Role.REFERENCE)),
        str(data.get("sha256", "")),
        str(data.get("origin", "")),
        size,
        data.get("full_detail") is True,
        MappingProxyType(unknown),
    )
